"""What the plan may come to cost, how likely each frame holds, and a plan that holds better."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.value.scoring import UNITS
from innostrat.budgets import BUDGETS
from innostrat.language import decimal
from innostrat.messages import Kroner, Message, Percent, msg, msgn
from innostrat.pot import pot_frame
from innostrat.reports import heading
from innostrat.reports.amounts import as_number, cell, cost_data, unit
from innostrat.reports.plan.entries import points, titles
from innostrat.reports.table import Align, Column, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.uncertainty.chance_constrained import ChanceConstrainedPlan
    from innostrat.analysis.uncertainty.simulation import Holding, Outlook, Simulation, Spread
    from innostrat.model.round import Frame
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell, Json

SHOWN: Final = 10  # lines of costs that people see; the JSON form has all
PARTS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Prospects:
    """The plan with its outlook, and the careful plan with its own in fresh draws.

    `starts` are the first years of the plan's projects. `chance` is what was asked of each frame in
    each year, `asked` how many draws were.
    """

    plan: Plan
    starts: Mapping[str, int]
    outlook: Outlook
    chance: Fraction
    careful: ChanceConstrainedPlan
    checked: Outlook | None
    asked: int


def uncertainty_report(found: Prospects, simulation: Simulation, basis: Basis) -> Report:
    """Return the sums, the frames, what spreads most, and the careful plan."""
    return Report(
        title=msg("{round}: uncertain money", round=basis.ranked.round.title),
        preamble=(*heading.preamble(basis), *_said(found, simulation)),
        blocks=tuple(_blocks(found, basis)),
        data=_data(found, simulation, basis),
        left_out=basis.left_out,
    )


def _said(found: Prospects, simulation: Simulation) -> Iterator[Message]:
    if simulation.draws < found.asked:
        yield msg(
            "{draws} of the {asked} draws that were asked for: a smaller sample, whose chances and "
            "percentiles are rougher.",
            draws=simulation.draws,
            asked=found.asked,
        )
    if not found.outlook.uncertain:
        yield msg("No amount of the plan is given as uncertain: there is nothing to draw.")
        return
    yield msgn(
        "{n} uncertain amount line of the plan, drawn {draws} times (seed {seed}, correlation "
        "{correlation}).",
        "{n} uncertain amount lines of the plan, drawn {draws} times (seed {seed}, correlation "
        "{correlation}).",
        found.outlook.uncertain,
        draws=simulation.draws,
        seed=str(simulation.seed),
        correlation=decimal(Fraction(simulation.correlation).limit_denominator(1000), 2),
    )
    yield from _sums(found.outlook)
    yield msg(
        "All frames hold in all years with a chance of {chance}.",
        chance=_share(found.outlook.together),
    )
    yield msg(
        "The chances and percentiles come from drawing and cannot be checked by hand; the same "
        "seed gives the same numbers."
    )


def _sums(outlook: Outlook) -> Iterator[Message]:
    """Yield what each budget that the plan uses comes to."""
    for kind in BUDGETS:
        amounts = outlook.likely.of(kind), outlook.p50.of(kind), outlook.p85.of(kind)
        if any(amounts):
            likely, p50, p85 = map(_about, amounts)
            yield msg(
                "Net over all years, {budget}: most likely {likely}, P50 {p50}, P85 {p85}.",
                budget=kind.label,
                likely=likely,
                p50=p50,
                p85=p85,
            )


def _about(kroner: int) -> Kroner:
    """Return an amount to the nearest 10 000 kr: the draws say no more."""
    return Kroner(round(kroner, -4))


def _blocks(found: Prospects, basis: Basis) -> Iterator[Block]:
    yield heading.facts(basis)
    yield _frames(found.outlook, basis)
    if found.outlook.spreads:
        yield _spreads(found.outlook.spreads, basis)
    if found.outlook.uncertain:
        yield from _careful(found, basis)


def _frames(outlook: Outlook, basis: Basis) -> Table:
    round_ = basis.ranked.round
    rows: list[Row] = []
    for frame in round_.frames:
        title = msg("{frame} ({unit})", frame=frame.title, unit=unit(frame))
        rows.append(Row.group(title, 7))
        rows += [Row(_holding(one, frame)) for one in outlook.holdings if one.frame == frame.id]
    return Table(
        "frames",
        msg("How likely each frame holds"),
        (
            Column("year", msg("Year"), wide=True),
            Column("likely", msg("Likely"), Align.RIGHT),
            Column("p50", msg("P50"), Align.RIGHT),
            Column("p85", msg("P85"), Align.RIGHT),
            Column("limit", msg("Frame"), Align.RIGHT),
            Column("chance", msg("Chance"), Align.RIGHT),
            Column("standard_error", msg("±"), Align.RIGHT, optional=1),
        ),
        tuple(rows),
        notes=(
            msg(
                "Half of the draws use no more than P50, and 85 % no more than P85. Chance is "
                "the share of the draws within the frame; ± is its standard error."
            ),
            msg(
                "Likely is what the plan counts with: the most likely of each amount. Where high "
                "ends are farther off than low ones, the sum will more often be above it."
            ),
            msg("Granted funding is taken to come. What is only applied for is not counted."),
            *_without_pot(basis),
            *(
                (msg("– where nothing is uncertain: the year will use what is likely."),)
                if any(one.certain for one in outlook.holdings)
                else ()
            ),
        ),
    )


def _without_pot(basis: Basis) -> Iterator[Message]:
    """Yield which frame is here less what the pot for small trials takes of it."""
    fund = basis.portfolio.strategy.fund
    frame = pot_frame(fund, basis.ranked.round)
    if fund is not None and frame is not None:
        yield msg(
            "{frame} is here what projects compete for, without {pot}.",
            frame=frame.title,
            pot=fund.title,
        )


def _holding(one: Holding, frame: Frame) -> tuple[Cell, ...]:
    drawn = (one.p50, one.p85)
    p50, p85 = (None if one.certain else cell(amount, frame) for amount in drawn)
    chance, error = (
        None if one.certain else _share(part) for part in (one.chance, one.standard_error)
    )
    likely, limit = cell(one.likely, frame), cell(one.limit, frame)
    return (str(one.year), likely, p50, p85, limit, chance, error)


def _share(value: float, decimals: int = 1) -> Percent:
    return Percent(Fraction(round(value * PARTS), PARTS), decimals)


def _spreads(found: tuple[Spread, ...], basis: Basis) -> Table:
    projects = basis.portfolio.projects
    return Table(
        "spreads",
        msg("What the uncertainty comes from"),
        (
            Column("project", msg("Project"), wide=True),
            Column("line", msg("Amount line"), wide=True),
            Column("budget", msg("Budget")),
            Column("share", msg("Share"), Align.RIGHT),
        ),
        tuple(
            Row.of(projects[one.project].title, one.title, one.budget.label, _share(one.share, 0))
            for one in found[:SHOWN]
        ),
        notes=tuple(_share_notes(len(found))),
    )


def _share_notes(lines: int) -> Iterator[Message]:
    yield msg(
        "Share is the line's covariance with the net money of its budget, as a part of its "
        "variance."
    )
    if lines > SHOWN:
        yield msg("The {shown} that bring most, of {all}.", shown=SHOWN, all=lines)


def _careful(found: Prospects, basis: Basis) -> Iterator[Block]:
    starts = found.careful.starts
    said = _none(found, basis) if starts is None else _found(found, starts, basis)
    asked = msg(
        "Asked for: each frame holds in each year with a chance of {chance} or more, and its "
        "likely amounts are within it as ever.",
        chance=Percent(found.chance, 0 if (100 * found.chance).denominator == 1 else 1),
    )
    yield Paragraph((asked, *said), msg("The careful plan"))


def _found(found: Prospects, starts: Mapping[str, int], basis: Basis) -> Iterator[Message]:
    careful = found.careful
    yield msg(
        "It is worth {value} points, the plan {plan}.",
        value=points(careful.value),
        plan=points(found.plan.value),
    )
    if careful.value == careful.bound:
        yield msg("No plan that keeps this in these draws is worth more (proved).")
    else:
        yield msg(
            "It is the best that was found. No plan that keeps this in these draws is worth more "
            "than {bound} points (proved).",
            bound=points(careful.bound),
        )
    if found.checked is not None:
        lowest = min(found.checked.holdings, key=lambda one: one.chance)
        yield msg(
            "In fresh draws each frame holds in each year with at least {lowest} (± {error}), and "
            "all of them together with {together}.",
            lowest=_share(lowest.chance),
            error=_share(lowest.standard_error),
            together=_share(found.checked.together),
        )
    yield from _differences(found.starts, starts, basis)


def _differences(
    before: Mapping[str, int], after: Mapping[str, int], basis: Basis
) -> Iterator[Message]:
    """Yield who comes in, goes out, and starts in another year than in the plan."""
    if before == after:
        yield msg("It is the plan itself.")
        return
    enters, leaves = exchanged(before, after)
    moves = sorted(id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_])
    if enters:
        yield msg("• In instead: {names}", names=titles(enters, basis.portfolio))
    if leaves:
        yield msg("• Out: {names}", names=titles(leaves, basis.portfolio))
    for id_ in moves:
        yield msg(
            "• Another first year: {name}, {after} instead of {before}",
            name=basis.portfolio.projects[id_].title,
            after=after[id_],
            before=before[id_],
        )


def _none(found: Prospects, basis: Basis) -> Iterator[Message]:
    if found.careful.impossible:
        yield msg("No plan keeps this in these draws (proved).")
    else:
        yield msg("No plan that keeps this was found. That there is none is not proved.")
    for frame_id, year in found.careful.hopeless:
        frame = basis.ranked.round.frame(frame_id)
        yield msg(
            "• {frame} in {year}: the bound projects alone use more in too many draws",
            frame=frame.title if frame else frame_id,
            year=year,
        )


def _data(found: Prospects, simulation: Simulation, basis: Basis) -> dict[str, Json]:
    return {
        "format": 2,  # operating and investment apart
        "kind": "uncertainty",
        "round": basis.ranked.round.id,
        "draws": simulation.draws,
        "seed": simulation.seed,
        "correlation": simulation.correlation,
        "uncertain_lines": found.outlook.uncertain,
        "plan": {
            "value": found.plan.value / UNITS,
            "starts": dict(sorted(found.starts.items())),
            **_outlook(found.outlook, basis),
        },
        "spreads": [
            {
                "project": one.project,
                "line": one.title,
                "budget": one.budget.value,
                "share": round(one.share, 6),
            }
            for one in found.outlook.spreads
        ],
        "holding": _careful_data(found, basis),
    }


def _careful_data(found: Prospects, basis: Basis) -> dict[str, Json]:
    careful = found.careful
    made = careful.starts is not None
    return {
        "chance": float(found.chance),
        "demanded": round(careful.demanded, 6),
        "value": careful.value / UNITS if made else None,
        "bound": None if careful.impossible else careful.bound / UNITS,
        "proved": careful.impossible or (made and careful.value == careful.bound),
        "starts": dict(careful.starts) if careful.starts is not None else None,
        "hopeless": [{"frame": frame, "year": year} for frame, year in careful.hopeless],
        "outlook": None if found.checked is None else _outlook(found.checked, basis),
    }


def _outlook(one: Outlook, basis: Basis) -> dict[str, Json]:
    return {
        "together": round(one.together, 6),
        "likely": cost_data(one.likely),
        "p50": cost_data(one.p50),
        "p85": cost_data(one.p85),
        "frames": [_frame(holding, basis) for holding in one.holdings],
    }


def _frame(one: Holding, basis: Basis) -> dict[str, Json]:
    frame = basis.ranked.round.frame(one.frame)
    amounts = {"likely": one.likely, "p50": one.p50, "p85": one.p85, "limit": one.limit}
    return {
        "frame": one.frame,
        "year": one.year,
        **{key: as_number(amount, frame) for key, amount in amounts.items()},
        "chance": round(one.chance, 6),
        "standard_error": round(one.standard_error, 6),
        "certain": one.certain,
    }
