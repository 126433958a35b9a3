"""The yearly pot: what it holds, gave and has left; every application, and what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Listing, Message, msg
from innostrat.reports import heading
from innostrat.reports.table import Align, Column, Paragraph, Report, Row, Table, Thousands

if TYPE_CHECKING:
    from innostrat.model.grant import Grant
    from innostrat.model.strategy import Fund
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json


def report(basis: Basis, fund: Fund) -> Report:
    """Return the pot year by year, the applications that wait, the grants, and what was learnt."""
    grants = basis.portfolio.grants
    waiting = [one for one in grants if one.decision is None]
    decided = [one for one in grants if one.decision is not None]
    return Report(
        title=fund.title,
        preamble=heading.preamble(basis.portfolio, ()),
        blocks=(
            heading.facts(basis.portfolio, None, basis.revision),
            Paragraph((fund.rule, *_open_to(fund)), msg("The rule")),
            _years(fund, grants),
            _waiting(waiting),
            _decided(decided),
            _learned(decided),
        ),
        data=_data(fund, grants),
    )


def _open_to(fund: Fund) -> tuple[Message, ...]:
    who = Listing(tuple(fund.open_to.values()))
    return (msg("Open to: {who}.", who=who),) if fund.open_to else ()


def granted_in(grants: tuple[Grant, ...], year: int) -> int:
    """Return what the pot of a year has given, in kroner."""
    return sum(one.granted for one in grants if one.year == year)


def _years(fund: Fund, grants: tuple[Grant, ...]) -> Table:
    rows = []
    for year, amount in sorted(fund.amounts.items()):
        given = granted_in(grants, year)
        waits = sum(int(one.amount) for one in grants if one.year == year and one.decision is None)
        left = int(amount) - given
        cells = (Thousands(int(amount)), Thousands(given), Thousands(left), Thousands(waits))
        rows.append(Row((str(year), *cells)))
    return Table(
        "years",
        msg("The pot"),
        (
            Column("year", msg("Year")),
            Column("holds", msg("Pot"), Align.RIGHT),
            Column("granted", msg("Granted"), Align.RIGHT),
            Column("left", msg("Left"), Align.RIGHT),
            Column("asked", msg("Asked for, undecided"), Align.RIGHT),
        ),
        tuple(rows),
        notes=(msg("In 1000 kr."),),
    )


def _waiting(found: list[Grant]) -> Table:
    return Table(
        "waiting",
        msg("Applications that wait"),
        (
            Column("id", msg("Application")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("applicant", msg("Applicant"), wide=True),
            Column("year", msg("Year"), Align.RIGHT),
            Column("amount", msg("Asked for"), Align.RIGHT),
        ),
        tuple(
            Row((one.id, one.title, one.applicant, one.year, Thousands(int(one.amount))))
            for one in sorted(found, key=lambda one: (one.received, one.id))
        ),
        empty=msg("No application waits"),
    )


def _decided(found: list[Grant]) -> Table:
    rows = []
    for one in sorted(found, key=lambda one: (one.year, one.id)):
        decision = one.decision
        assert decision is not None  # noqa: S101  (those without stand in another table)
        rows.append(
            Row(
                (
                    one.id,
                    one.title,
                    one.year,
                    decision.outcome.label,
                    Thousands(one.granted),
                    decision.because,
                )
            )
        )
    return Table(
        "decided",
        msg("What was decided"),
        (
            Column("id", msg("Application")),
            Column("title", msg("Title"), wide=True, optional=2),
            Column("year", msg("Year"), Align.RIGHT),
            Column("outcome", msg("Outcome")),
            Column("granted", msg("Granted"), Align.RIGHT),
            Column("because", msg("Because"), wide=True, optional=1),
        ),
        tuple(rows),
        empty=msg("Nothing is decided"),
    )


def _learned(found: list[Grant]) -> Table:
    given = [one for one in found if one.granted]
    return Table(
        "learned",
        msg("What was learnt"),
        (Column("title", msg("Trial"), wide=True), Column("learned", msg("Learnt"), wide=True)),
        tuple(Row((one.title, one.learned or _silent())) for one in given),
        empty=msg("Nothing is granted"),
    )


def _silent() -> Message:
    return msg("nothing is written yet")


def _data(fund: Fund, grants: tuple[Grant, ...]) -> dict[str, Json]:
    return {
        "format": 1,
        "kind": "fund",
        "years": [
            {"year": year, "pot": int(amount), "granted": granted_in(grants, year)}
            for year, amount in sorted(fund.amounts.items())
        ],
        "grants": [
            {
                "id": one.id,
                "year": one.year,
                "asked": int(one.amount),
                "outcome": one.decision.outcome.value if one.decision else None,
                "granted": one.granted,
                "learned": one.learned,
            }
            for one in grants
        ],
    }
