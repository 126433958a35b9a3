"""Answers to those who sent ideas: the verdict, the reason, and what happens next, idea by idea."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Message, msg, msgn
from innostrat.model.words import Commitment, Outcome
from innostrat.reports import heading
from innostrat.reports.common import shown_value
from innostrat.reports.document import Document, Section
from innostrat.reports.register.inventory import unlisted
from innostrat.reports.table import Column, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from innostrat.model.idea import Idea, IdeaVerdict
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.basis import Basis
    from innostrat.reports.document import Appearance
    from innostrat.reports.table import Json

NEXT: Final = {
    Outcome.RETURN: msg(
        "We need to know more before we can decide. Tell us more about the need, and we will look "
        "at the idea again."
    ),
    Outcome.DEVELOP_IDEA: msg("The idea is developed further, and then looked at again."),
    Outcome.DESCRIBE_PROJECT: msg(
        "A project is described from the idea, and then weighed against the others."
    ),
    Outcome.MAP_BENEFITS: msg(
        "What the idea would give is mapped, and then it is looked at again."
    ),
    Outcome.MERGED: msg("The idea is taken further together with others that are about the same."),
    Outcome.DECLINED: msg("The idea is not taken further now."),
}


def answers_report(basis: Basis, ideas: Sequence[Idea]) -> Report:
    """Return a letter for each idea that has a verdict, and a table of them for mail merge."""
    answered = [one for one in ideas if one.verdict is not None]
    letters = tuple(
        Paragraph(_letter(one, basis.portfolio), shown_value(one.title)) for one in answered
    )
    return Report(
        title=msg("Answers to those who sent ideas"),
        preamble=(
            *heading.preamble(basis, unlisted(basis)),
            *_counted(ideas, answered),
        ),
        blocks=(*letters, _table(answered, basis.portfolio)),
        data={
            "format": 1,
            "kind": "answers",
            "answers": [_data(one, basis.portfolio) for one in answered],
        },
    )


def answers_document(
    basis: Basis,
    ideas: Sequence[Idea],
    brand: Appearance,
    stamp: str,
    day: date | None,
) -> Document:
    """Return the same as a document in which each letter has a page, and the table comes last."""
    answered = [one for one in ideas if one.verdict is not None]
    letters = [
        Section(
            f"answer-{one.id}",
            one.title,
            (Paragraph(_letter(one, basis.portfolio)),),
            page=True,
        )
        for one in answered
    ]
    table = Section("answers", msg("The answers"), (_table(answered, basis.portfolio),))
    return Document(
        msg("Answers to those who sent ideas"),
        basis.portfolio.strategy.organisation,
        heading.facts(basis, of_round=False),
        (*heading.preamble(basis, unlisted(basis)), *_counted(ideas, answered)),
        (*letters, table),
        answers_report(basis, ideas).data,
        stamp,
        brand,
        day,
    )


def next_step(idea: Idea, portfolio: Portfolio) -> Message:
    """Return what happens next with an idea that has a verdict."""
    assert idea.verdict is not None  # noqa: S101  (its caller looked)
    project = portfolio.projects.get(idea.promoted_to or "")
    if project is None:
        return NEXT[idea.verdict.outcome]
    if project.stopped is not None:
        return msg(
            "It became part of the project {title}, which has been stopped.", title=project.title
        )
    if project.is_done:
        return msg(
            "It became part of the project {title}, which is carried out.", title=project.title
        )
    if project.commitment is Commitment.NONE:
        return msg(
            "It is part of the project {title}, which is weighed against the others when the "
            "budget is made.",
            title=project.title,
        )
    return msg("It is part of the project {title}, which is decided.", title=project.title)


def _counted(ideas: Sequence[Idea], answered: Sequence[Idea]) -> tuple[Message, ...]:
    waiting = len(ideas) - len(answered)
    said = [msgn("{n} idea has an answer.", "{n} ideas have an answer.", len(answered))]
    if not answered:
        said = [msg("No idea has a verdict yet: innostrat judge gives one.")]
    if waiting:
        said.append(
            msgn(
                "{n} idea has no verdict yet, and gets no answer here.",
                "{n} ideas have no verdict yet, and get no answer here.",
                waiting,
            )
        )
    return tuple(said)


def _letter(idea: Idea, portfolio: Portfolio) -> tuple[Message | str, ...]:
    assert idea.verdict is not None  # noqa: S101  (its caller looked)
    thanks = msg(
        "Thank you for the idea “{title}”, which we got on {day}.",
        title=idea.title,
        day=idea.received,
    )
    because = (idea.verdict.because,) if idea.verdict.because else ()
    return (thanks, _verdict(idea.verdict), *because, next_step(idea, portfolio))


def _verdict(verdict: IdeaVerdict) -> Message:
    outcome, by, day = verdict.outcome.label, verdict.by, verdict.date
    if by and day:
        return msg(
            "{by} looked at it on {day}. Verdict: {outcome}.", by=by, day=day, outcome=outcome
        )
    if by:
        return msg("{by} has looked at it. Verdict: {outcome}.", by=by, outcome=outcome)
    if day:
        return msg("It was looked at on {day}. Verdict: {outcome}.", day=day, outcome=outcome)
    return msg("It has been looked at. Verdict: {outcome}.", outcome=outcome)


def _table(answered: Sequence[Idea], portfolio: Portfolio) -> Table:
    return Table(
        "answers",
        msg("The answers"),
        (
            Column("id", msg("Idea")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("number", msg("Answer in the form"), optional=5),
            Column("source", msg("Source"), optional=4),
            Column("received", msg("Received"), optional=3),
            Column("outcome", msg("Verdict")),
            Column("by", msg("Decided by"), optional=2),
            Column("date", msg("Date"), optional=3),
            Column("because", msg("Because"), wide=True, optional=1),
            Column("next", msg("What happens next"), wide=True),
        ),
        tuple(Row(_cells(one, portfolio)) for one in answered),
        empty=msg("No idea has a verdict yet: innostrat judge gives one."),
    )


def _cells(one: Idea, portfolio: Portfolio) -> tuple[Message | str | None, ...]:
    assert one.verdict is not None  # noqa: S101  (its caller looked)
    verdict = one.verdict
    return (
        one.id,
        one.title,
        one.response.number if one.response else None,
        one.source.label if one.source else None,
        shown_value(one.received),
        verdict.outcome.label,
        verdict.by,
        shown_value(verdict.date) if verdict.date else None,
        verdict.because,
        next_step(one, portfolio),
    )


def _data(one: Idea, portfolio: Portfolio) -> dict[str, Json]:
    assert one.verdict is not None  # noqa: S101  (its caller looked)
    verdict = one.verdict
    project = portfolio.projects.get(one.promoted_to or "")
    return {
        "id": one.id,
        "title": one.title,
        "number": one.response.number if one.response else None,
        "received": one.received.isoformat(),
        "outcome": verdict.outcome.value,
        "by": verdict.by,
        "date": verdict.date.isoformat() if verdict.date else None,
        "because": verdict.because,
        "project": project.id if project is not None else None,
    }
