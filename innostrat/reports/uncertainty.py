"""What the plan may come to cost, how likely each frame holds, and a plan that holds better."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.economy import HUNDREDTHS
from innostrat.messages import Kroner, Message, Percent, msg, msgn
from innostrat.reports import heading
from innostrat.reports.entries import points, titles
from innostrat.reports.table import (
    Align,
    Column,
    Paragraph,
    Quantity,
    Report,
    Role,
    Row,
    Table,
    Thousands,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.cautious import Reserved
    from innostrat.analysis.optimizer.problem import Solution
    from innostrat.analysis.uncertainty import Holding, Outlook, Simulation, Spread
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell, Json

SHOWN: Final = 10  # lines of costs that people see; the JSON form has all
PARTS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Prospects:
    """The plan with its outlook, and the reserved plan with its own in fresh draws."""

    plan: Solution
    outlook: Outlook
    chance: Fraction
    reserved: Reserved
    checked: Outlook | None


def uncertainty_report(found: Prospects, simulation: Simulation, basis: Basis) -> Report:
    """Return the sums, the frames, what spreads most, and the plan with reserves."""
    return Report(
        title=msg("{round}: uncertain money", round=basis.ranked.round.title),
        preamble=(*heading.preamble(basis.portfolio, basis.left_out), *_said(found, simulation)),
        blocks=tuple(_blocks(found, basis)),
        data=_data(found, simulation, basis),
    )


def _said(found: Prospects, simulation: Simulation) -> Iterator[Message]:
    if not found.outlook.uncertain:
        yield msg("No amount of the plan is uncertain: nothing in it can move.")
        return
    likely, p50, p85 = found.outlook.total
    yield msgn(
        "{n} uncertain amount line of the plan, drawn {draws} times (seed {seed}).",
        "{n} uncertain amount lines of the plan, drawn {draws} times (seed {seed}).",
        found.outlook.uncertain,
        draws=simulation.draws,
        seed=simulation.seed,
    )
    yield msg(
        "Net money over all years: most likely {likely}, P50 {p50}, P85 {p85}. All frames hold in "
        "all years with a chance of {chance}.",
        likely=_about(likely),
        p50=_about(p50),
        p85=_about(p85),
        chance=_share(found.outlook.together),
    )


def _about(kroner: int) -> Kroner:
    """Return an amount to the nearest 10 000 kr: the draws say no more."""
    return Kroner(round(kroner, -4))


def _blocks(found: Prospects, basis: Basis) -> Iterator[Block]:
    yield heading.facts(basis.portfolio, basis.ranked.round, basis.revision)
    yield _frames(found.outlook, basis)
    if found.outlook.spreads:
        yield _spreads(found.outlook.spreads, basis)
    yield from _reserved(found, basis)


def _frames(outlook: Outlook, basis: Basis) -> Table:
    round_ = basis.ranked.round
    rows: list[Row] = []
    for frame in round_.frames:
        unit = msg("1000 kr") if frame.is_money else frame.unit or msg("units")
        title = msg("{frame} ({unit})", frame=frame.title, unit=unit)
        rows.append(Row((title, *[None] * 6), Role.GROUP))
        rows += [
            Row(_holding(one, money=frame.is_money))
            for one in outlook.holdings
            if one.frame == frame.id
        ]
    return Table(
        "frames",
        msg("How likely each frame holds"),
        (
            Column("year", msg("Year"), wide=True),
            Column("likely", msg("Likely"), Align.RIGHT),
            Column("p50", msg("P50"), Align.RIGHT),
            Column("p85", msg("P85"), Align.RIGHT),
            Column("limit", msg("Frame"), Align.RIGHT),
            Column("chance", msg("Holds"), Align.RIGHT),
            Column("standard_error", msg("±"), Align.RIGHT, optional=1),
        ),
        tuple(rows),
        notes=(
            msg(
                "Half of the draws use no more than P50, and 85 % no more than P85. Holds is the "
                "share of the draws within the frame; ± is its standard error."
            ),
            msg(
                "Likely amounts are modes: where the high end is farther off than the low one, the "
                "sum of them is too low. Only granted funding counts, and it comes."
            ),
        ),
    )


def _holding(one: Holding, *, money: bool) -> tuple[Cell, ...]:
    amounts = (one.likely, one.p50, one.p85, one.limit)
    shown: tuple[Cell, ...] = tuple(
        Thousands(amount) if money else Quantity(Decimal(amount) / HUNDREDTHS, 2)
        for amount in amounts
    )
    return (str(one.year), *shown, _share(one.chance), _share(one.standard_error, 1))


def _share(value: float, decimals: int = 0) -> Percent:
    return Percent(Fraction(round(value * PARTS), PARTS), decimals)


def _spreads(found: tuple[Spread, ...], basis: Basis) -> Table:
    projects = basis.portfolio.projects
    return Table(
        "spreads",
        msg("What the uncertainty comes from"),
        (
            Column("project", msg("Project"), wide=True),
            Column("line", msg("Amount line"), wide=True),
            Column("share", msg("Share"), Align.RIGHT),
        ),
        tuple(
            Row((projects[one.project].title, one.title, _share(one.share)))
            for one in found[:SHOWN]
        ),
        notes=(
            msg("Share is the line's covariance with all net money, as a part of its variance."),
        ),
    )


def _reserved(found: Prospects, basis: Basis) -> Iterator[Block]:
    title = msg(
        "A plan in which each frame holds in each year with a chance of {chance}",
        chance=Percent(found.chance),
    )
    solution = found.reserved.solution
    if solution is None:
        yield Paragraph(tuple(_hopeless(found, basis)), title)
        return
    assert found.checked is not None  # noqa: S101  (a plan was found)
    enters = tuple(sorted(solution.starts.keys() - found.plan.starts.keys()))
    leaves = tuple(sorted(found.plan.starts.keys() - solution.starts.keys()))
    lowest = min((one.chance for one in found.checked.holdings), default=1.0)
    said = [
        msg(
            "It is worth {value} points, {loss} less than the plan; no plan is worth more than the "
            "plan, and whether a better one keeps the promise is not proved.",
            value=points(solution.value),
            loss=points(found.plan.value - solution.value),
        ),
        msg(
            "In fresh draws every frame holds in every year with at least {lowest}, and all of "
            "them together with {together}.",
            lowest=_share(lowest, 1),
            together=_share(found.checked.together),
        ),
    ]
    if enters:
        said.append(msg("• In instead: {names}", names=titles(enters, basis.portfolio)))
    if leaves:
        said.append(msg("• Out: {names}", names=titles(leaves, basis.portfolio)))
    if not enters and not leaves:
        said.append(msg("It holds the same projects as the plan."))
    yield Paragraph(tuple(said), title)


def _hopeless(found: Prospects, basis: Basis) -> Iterator[Message]:
    yield msg("No plan keeps that promise.")
    for frame_id, year in found.reserved.hopeless:
        frame = basis.ranked.round.frame(frame_id)
        yield msg(
            "• {frame} in {year}: the bound projects alone use more in too many draws",
            frame=frame.title if frame else frame_id,
            year=year,
        )


def _data(found: Prospects, simulation: Simulation, basis: Basis) -> dict[str, Json]:
    solution = found.reserved.solution
    return {
        "format": 1,
        "kind": "uncertainty",
        "round": basis.ranked.round.id,
        "draws": simulation.draws,
        "seed": simulation.seed,
        "correlation": simulation.correlation,
        "uncertain_lines": found.outlook.uncertain,
        "plan": _outlook(found.outlook, basis),
        "spreads": [
            {"project": one.project, "line": one.title, "share": round(one.share, 6)}
            for one in found.outlook.spreads
        ],
        "holding": {
            "chance": float(found.chance),
            "starts": None if solution is None else dict(solution.starts),
            "value": None if solution is None else solution.value / 10_000,
            "loss": None if solution is None else (found.plan.value - solution.value) / 10_000,
            "outlook": None if found.checked is None else _outlook(found.checked, basis),
        },
    }


def _outlook(one: Outlook, basis: Basis) -> dict[str, Json]:
    likely, p50, p85 = one.total
    return {
        "together": one.together,
        "likely": likely,
        "p50": p50,
        "p85": p85,
        "frames": [_frame(holding, basis) for holding in one.holdings],
    }


def _frame(one: Holding, basis: Basis) -> dict[str, Json]:
    frame = basis.ranked.round.frame(one.frame)
    unit = 1 if frame is None or frame.is_money else HUNDREDTHS
    amounts = {"likely": one.likely, "p50": one.p50, "p85": one.p85, "limit": one.limit}
    return {
        "frame": one.frame,
        "year": one.year,
        **{key: amount if unit == 1 else amount / unit for key, amount in amounts.items()},
        "chance": one.chance,
        "standard_error": round(one.standard_error, 6),
    }
