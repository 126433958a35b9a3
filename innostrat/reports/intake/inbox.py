"""The inbox of ideas: how old each is, what it waits for, and what is about the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Message, msg, msgn
from innostrat.model.words import Outcome
from innostrat.reports import heading
from innostrat.reports.common import much_like, shown_value
from innostrat.reports.register.inventory import unlisted
from innostrat.reports.table import Align, Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from innostrat.analysis.intake.duplicates import Alike
    from innostrat.model.idea import Idea
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json

# What an idea waits for after each verdict; after the others it waits for nothing.
WAITS: Final = {
    None: msg("a verdict"),
    Outcome.RETURN: msg("its sender, to say more"),
    Outcome.DEVELOP_IDEA: msg("somebody to develop it"),
    Outcome.DESCRIBE_PROJECT: msg("somebody to describe a project"),
    Outcome.MAP_BENEFITS: msg("somebody to map the benefits"),
}


def waits_for(idea: Idea) -> Message | None:
    """Return what the idea waits for, None when it is settled."""
    if idea.promoted_to is not None:
        return None
    return WAITS.get(idea.verdict.outcome if idea.verdict else None)


def report(
    basis: Basis,
    ideas: Sequence[Idea],
    similar: Mapping[str, tuple[Alike, ...]],
    today: date | None,
    sentence: tuple[Message | str, ...] = (),
) -> Report:
    """Return the ideas that wait, the oldest first, and those that are settled.

    `today` is the day that ages are counted to; without one no age is shown.
    """
    ordered = sorted(ideas, key=lambda one: (one.received, one.id))
    waiting = [one for one in ordered if waits_for(one) is not None]
    settled = [one for one in ordered if waits_for(one) is None]
    return Report(
        title=msg("The inbox of ideas"),
        preamble=(
            *heading.preamble(basis, unlisted(basis)),
            *sentence,
            msgn("{n} idea waits.", "{n} ideas wait.", len(waiting)),
        ),
        blocks=(
            heading.facts(basis, of_round=False),
            _waiting(waiting, similar, today),
            _settled(settled),
        ),
        data={
            "format": 1,
            "kind": "inbox",
            "date": None if today is None else today.isoformat(),
            "ideas": [_data(one, similar, today) for one in ordered],
        },
    )


def _waiting(
    ideas: Sequence[Idea], similar: Mapping[str, tuple[Alike, ...]], today: date | None
) -> Table:
    counted = [] if today is None else [msg("Days are counted to {day}.", day=today)]
    return Table(
        "waiting",
        msg("Ideas that wait"),
        (
            Column("id", msg("Idea")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("days", msg("Days"), Align.RIGHT),
            Column("source", msg("Source"), optional=3),
            Column("waits_for", msg("Waits for"), wide=True),
            Column("similar", msg("Similar"), wide=True, optional=2),
        ),
        tuple(
            Row.of(
                one.id,
                one.title,
                None if today is None else (today - one.received).days,
                one.source.label if one.source else None,
                waits_for(one),
                much_like(similar.get(one.id, ())),
            )
            for one in ideas
        ),
        notes=(
            *counted,
            msg("Similar is a hint from words alike, in per cent; only people see a duplicate."),
        ),
        empty=msg("No idea waits"),
    )


def _settled(ideas: Sequence[Idea]) -> Table:
    return Table(
        "settled",
        msg("Ideas that are settled"),
        (
            Column("id", msg("Idea")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("outcome", msg("Outcome")),
            Column("project", msg("Project")),
            Column("date", msg("Date"), optional=2),
            Column("because", msg("Because"), wide=True, optional=3),
        ),
        tuple(
            Row.of(
                one.id,
                one.title,
                one.verdict.outcome.label if one.verdict else None,
                one.promoted_to,
                shown_value(one.verdict.date) if one.verdict and one.verdict.date else None,
                one.verdict.because if one.verdict else None,
            )
            for one in ideas
        ),
        empty=msg("No idea is settled"),
    )


def _data(
    one: Idea, similar: Mapping[str, tuple[Alike, ...]], today: date | None
) -> dict[str, Json]:
    return {
        "id": one.id,
        "title": one.title,
        "received": one.received.isoformat(),
        "days": None if today is None else (today - one.received).days,
        "waiting": waits_for(one) is not None,
        "verdict": one.verdict.outcome.value if one.verdict else None,
        "promoted_to": one.promoted_to,
        "similar": [{"id": found.id, "score": found.score} for found in similar.get(one.id, ())],
    }
