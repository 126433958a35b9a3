"""Where the year is: the round, its deadlines, what is missing, and what to do next, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.findings import Severity
from innostrat.messages import Listing, Message, msg
from innostrat.model.words import Outcome
from innostrat.reports import heading
from innostrat.reports.common import named
from innostrat.reports.intake.inbox import waits_for
from innostrat.reports.table import Align, Column, Facts, Report, Row, Table
from innostrat.reports.year.followup import followed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from innostrat.findings import Finding
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json

FEW = 5  # titles in a sentence
KEPT_OUT = ("A004", "G003")  # without answers and goals a draft is not ranked


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do: what, how many things it is about, and the command that helps."""

    key: str
    what: Message
    count: int
    command: str


def report(basis: Basis, findings: Sequence[Finding], today: date | None) -> Report:
    """Return the state of the portfolio to `today`, and the next steps in the order of the year."""
    steps = tuple(_steps(basis, findings, today))
    return Report(
        title=msg("Where the year is"),
        preamble=(
            *heading.preamble(basis),
            *_in_short(basis, steps, today),
        ),
        blocks=(
            heading.facts(basis),
            _next(steps),
            *_deadlines(basis, today),
            _counts(basis, findings),
        ),
        data=_data(basis, steps, today),
    )


def _in_short(basis: Basis, steps: Sequence[NextStep], today: date | None) -> Iterator[Message]:
    """Yield what to do first, and the deadline that comes next."""
    for step in steps[:1]:
        yield msg("First: {what} (`{command}`).", what=step.what, command=step.command)
    deadlines = basis.round.deadlines if basis.round else ()
    coming = [one for one in deadlines if today is not None and one.date >= today]
    for one in sorted(coming, key=lambda one: (one.date, one.title))[:1]:
        yield msg("Next deadline: {day}, {title}.", day=one.date, title=one.title)


def _counts(basis: Basis, findings: Sequence[Finding]) -> Facts:
    portfolio = basis.portfolio
    standing = [one for one in portfolio.projects.values() if one.stands]
    ranked = len(basis.scores.ranking) if basis.scores else 0
    decided = basis.round is not None and basis.round.id in (portfolio.decisions or {})
    waiting = sum(waits_for(one) is not None for one in portfolio.ideas.values())
    open_ = [one for one in findings if not one.waived]
    return Facts(
        "counts",
        msg("The portfolio"),
        (
            (
                msg("Ideas"),
                msg("{n}, of which {waiting} wait", n=len(portfolio.ideas), waiting=waiting),
            ),
            (
                msg("Projects"),
                msg(
                    "{n}, of which {standing} ask for something and {ranked} are ranked",
                    n=len(portfolio.projects),
                    standing=len(standing),
                    ranked=ranked,
                ),
            ),
            (msg("Round decided"), msg("yes") if decided else msg("no")),
            (
                msg("Findings"),
                msg(
                    "{errors} errors, {warnings} warnings",
                    errors=sum(one.severity is Severity.ERROR for one in open_),
                    warnings=sum(one.severity is Severity.WARNING for one in open_),
                ),
            ),
        ),
    )


def _deadlines(basis: Basis, today: date | None) -> Iterator[Table]:
    if basis.round is None or not basis.round.deadlines:
        return
    rows = tuple(
        Row.of(one.date.isoformat(), one.title, None if today is None else (one.date - today).days)
        for one in sorted(basis.round.deadlines, key=lambda one: (one.date, one.title))
    )
    yield Table(
        "deadlines",
        msg("Deadlines of the round"),
        (
            Column("date", msg("Date")),
            Column("title", msg("What"), wide=True),
            Column("days", msg("Days left"), Align.RIGHT),
        ),
        rows,
        notes=() if today is None else (msg("Days are counted to {day}.", day=today),),
    )


def _steps(basis: Basis, findings: Sequence[Finding], today: date | None) -> Iterator[NextStep]:
    """Yield what is to be done, the first first; what needs nothing is left out."""
    errors = [one for one in findings if one.is_open_error]
    if errors:
        yield NextStep("errors", msg("Mend the errors"), len(errors), "innostrat validate")
    yield from _ideas(basis)
    yield from _round(basis, findings)
    late = [one for one in followed(basis.portfolio, today) if one.state == "overdue"]
    if late:
        what = msg("Measure, or answer for, the benefits that are overdue")
        yield NextStep("overdue", what, len(late), "innostrat benefits")
    ownerless = [one for one in followed(basis.portfolio, None) if not one.benefit.responsible]
    if ownerless:
        what = msg("Find somebody who answers for the benefits without an owner")
        yield NextStep("ownerless", what, len(ownerless), "innostrat benefits")


def _ideas(basis: Basis) -> Iterator[NextStep]:
    ideas = list(basis.portfolio.ideas.values())
    unjudged = [one for one in ideas if one.verdict is None and one.promoted_to is None]
    if unjudged:
        yield NextStep("judge", msg("Judge the ideas"), len(unjudged), "innostrat ideas --waiting")
    described = [
        one
        for one in ideas
        if one.promoted_to is None
        and one.verdict is not None
        and one.verdict.outcome is Outcome.DESCRIBE_PROJECT
    ]
    if described:
        names = _named(described)
        what = msg("Make projects of the ideas {names}", names=names)
        yield NextStep("promote", what, len(described), "innostrat promote ID")


def _named(items: Sequence[Idea | Project]) -> Listing:
    """Return the titles of the first, each with the id that commands want."""
    return Listing(tuple(named(one.title, one.id) for one in items[:FEW]), "; ")


def _round(basis: Basis, findings: Sequence[Finding]) -> Iterator[NextStep]:
    if basis.round is None or basis.scores is None:
        yield NextStep("round", msg("Open a budget round"), 1, "innostrat new round")
        return
    decided = basis.round.id in (basis.portfolio.decisions or {})
    if decided:
        yield NextStep("carry-over", msg("Open the next round"), 1, "innostrat carry-over")
        return
    if not any(one.stands for one in basis.portfolio.projects.values()):
        yield from _beginning(basis)
        return
    not_ready = basis.scores.not_ready
    lacking = {one.item for one in findings if one.is_of_draft and one.code in KEPT_OUT}
    drafts = [one for one in not_ready if one.project.id in lacking]
    if drafts:
        names = _named([one.project for one in drafts])
        what = msg("Fill in what keeps drafts out of the ranking: {names}", names=names)
        yield NextStep("fill", what, len(drafts), "innostrat fill ID")
    waiting = [
        one
        for one in not_ready
        if not (one.gates or one.project.is_draft or one.project.id in basis.left_out)
    ]
    if waiting:
        names = _named([one.project for one in waiting])
        what = msg("Have the projects assessed that cannot be ranked: {names}", names=names)
        yield NextStep("assess", what, len(waiting), "innostrat score")
    bound = any(one.is_bound for one in basis.portfolio.projects.values())
    if not (basis.scores.ranking or bound):
        return  # there is nothing yet to choose among
    yield NextStep(
        "prioritize", msg("Prioritise, and look at what is uncertain"), 1, "innostrat prioritize"
    )
    yield NextStep("report", msg("Make the papers"), 1, "innostrat report --all DIR")
    yield NextStep("decide", msg("Write down what was decided"), 1, "innostrat decide")


def _beginning(basis: Basis) -> Iterator[NextStep]:
    """Yield how a portfolio gets its first projects: before that there is nothing to choose."""
    if not basis.portfolio.ideas:
        what = msg("Read in the list that you have, in Excel or from a form")
        yield NextStep("import", what, 1, "innostrat import FILE")
    yield NextStep("new", msg("Describe the first project"), 1, "innostrat new project")


def _next(steps: Sequence[NextStep]) -> Table:
    return Table(
        "next",
        msg("What to do next"),
        (
            Column("number", msg("No."), Align.RIGHT),
            Column("what", msg("What"), wide=True),
            Column("count", msg("Number"), Align.RIGHT),
            Column("command", msg("Command")),
        ),
        tuple(
            Row.of(number, one.what, one.count, one.command)
            for number, one in enumerate(steps, start=1)
        ),
        empty=msg("Nothing waits"),
    )


def _data(basis: Basis, steps: Sequence[NextStep], today: date | None) -> dict[str, Json]:
    return {
        "format": 1,
        "kind": "status",
        "date": None if today is None else today.isoformat(),
        "round": None if basis.round is None else basis.round.id,
        "next": [{"step": one.key, "count": one.count, "command": one.command} for one in steps],
    }
