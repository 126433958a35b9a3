"""The yearly pot: what it holds, gave and has left; every application, and what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Listing, Message, msg
from innostrat.pot import pot_frame, pot_years
from innostrat.reports import common, heading
from innostrat.reports.table import Align, Column, Paragraph, Report, Row, Table, Thousands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.grant import Grant
    from innostrat.model.round import Round
    from innostrat.model.strategy import Fund
    from innostrat.pot import PotYear
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json


def report(basis: Basis, fund: Fund) -> Report:
    """Return the pot year by year, the applications that wait, the grants, and what was learnt."""
    grants, round_ = basis.portfolio.grants, basis.portfolio.latest_round
    waiting = [one for one in grants if one.decision is None]
    decided = [one for one in grants if one.decision is not None]
    return Report(
        title=fund.title,
        preamble=heading.preamble(basis, ()),
        blocks=(
            heading.facts(basis, of_round=False),
            Paragraph((fund.rule, *_open_to(fund)), msg("The rule")),
            Paragraph(tuple(_place(basis, fund)), msg("Where the money is")),
            _years(tuple(pot_years(fund, grants, round_)), fund, grants),
            _waiting(waiting),
            _decided(decided),
            _learned(decided),
        ),
        data=_data(fund, grants, round_),
    )


def _open_to(fund: Fund) -> tuple[Message, ...]:
    who = Listing(tuple(fund.open_to.values()))
    return (msg("Open to: {who}.", who=who),) if fund.open_to else ()


def _place(basis: Basis, fund: Fund) -> Iterator[Message]:
    """Yield whether the money is part of a frame, whose budget it is in, and what unused may."""
    round_ = basis.portfolio.latest_round
    frame = None if round_ is None else pot_frame(fund, round_)
    if frame is not None:
        yield msg("Part of the frame {frame}: projects compete for the rest.", frame=frame.title)
    elif fund.frame is None:
        yield msg("Apart from the frames that projects compete for.")
    area = common.service_area(basis.portfolio, fund.service_area)
    if area is not None:
        yield msg("It stands in the budget of {area}.", area=area)
    if fund.carry_over_unused:
        yield msg("What is unused may be carried over to the next year.")


def may_go_on(one: PotYear, fund: Fund) -> int:
    """Return what of a year may be carried over to the next as it stands, in kroner."""
    return max(0, one.left) if fund.carry_over_unused else 0


def _years(found: tuple[PotYear, ...], fund: Fund, grants: tuple[Grant, ...]) -> Table:
    on = fund.carry_over_unused
    rows = []
    for one in found:
        asked = [each.amount for each in grants if each.year == one.year and not each.decision]
        carried = [one.carried] if on else []
        kroner = (one.amount, *carried, one.granted, one.left, int(sum(asked)))
        rows.append(Row.of(str(one.year), *map(Thousands, kroner)))
    told = msg(
        "Carried over is what was left of the year before; after the first year of the latest "
        "round nobody knows it yet."
    )
    return Table(
        "years",
        msg("The pot"),
        (
            Column("year", msg("Year")),
            Column("holds", msg("Pot"), Align.RIGHT),
            *([Column("carried", msg("Carried over"), Align.RIGHT)] if on else []),
            Column("granted", msg("Granted"), Align.RIGHT),
            Column("left", msg("Left"), Align.RIGHT),
            Column("asked", msg("Asked for, undecided"), Align.RIGHT),
        ),
        tuple(rows),
        notes=(msg("In 1000 kr."), *([told] if on else [])),
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
            Row.of(one.id, one.title, one.applicant, one.year, Thousands(int(one.amount)))
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
            Row.of(
                one.id,
                one.title,
                one.year,
                decision.outcome.label,
                Thousands(one.granted),
                decision.because,
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
        tuple(Row.of(one.title, one.learned or msg("nothing is written yet")) for one in given),
        empty=msg("Nothing is granted"),
    )


def _data(fund: Fund, grants: tuple[Grant, ...], round_: Round | None) -> dict[str, Json]:
    return {
        "format": 1,
        "kind": "fund",
        "frame": fund.frame,
        "service_area": fund.service_area,
        "open_to": list(fund.open_to),
        "years": [
            {
                "year": one.year,
                "pot": one.amount,
                "carried_over": one.carried,
                "granted": one.granted,
                "left": one.left,
                "may_be_carried_over": may_go_on(one, fund),
            }
            for one in pot_years(fund, grants, round_)
        ],
        "grants": [
            {
                "id": one.id,
                "group": one.group,
                "year": one.year,
                "asked": int(one.amount),
                "outcome": one.decision.outcome.value if one.decision else None,
                "granted": one.granted,
                "learned": one.learned,
            }
            for one in grants
        ],
    }
