"""The bridges of a round: of each service area, of all together, and the areas that lack one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from innostrat.baseline import frames_of, net_of
from innostrat.language import in_english
from innostrat.messages import Listing, Message, msg
from innostrat.model.words import FrameKind
from innostrat.parts import CAPITAL
from innostrat.reports.budget.bridge import (
    CAPITAL_ROWS,
    KEY,
    Bridge,
    BridgeRow,
    BridgeStep,
    bridge_table,
    together,
)
from innostrat.reports.budget.investments import loans_unknown
from innostrat.reports.budget.measures import measures
from innostrat.reports.computed import Added, Elsewhere
from innostrat.reports.table import Row, RowRole, Table, Thousands
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.budget.measures import AreaMeasure
    from innostrat.reports.table import Cell, Json


def bridges(plan: Plan, portfolio: Portfolio) -> tuple[Bridge, ...]:
    """Return the bridge of each area that has an opening budget, then of those that change.

    The first are in the order of the round's budgets, the others in that of the strategy.
    """
    titles: dict[str | None, str | Message] = {
        area.id: area.title for area in portfolio.strategy.service_areas
    }
    budgets = {one.service_area: one for one in plan.round.budgets}
    found = measures(plan, portfolio, changes=True)
    frames = frames_of(FrameKind.OPERATING, plan.round, portfolio)
    order = dict.fromkeys((*budgets, *titles, *(one.service_area for one in found)))
    made = []
    for area in order:
        own = [one for one in found if one.service_area == area]
        entries = (*(row for one in own for row in _entries(one, frames)), *_capital(own, frames))
        budget = budgets.get(area) if area else None
        title = titles.get(area, area or msg("Without service area"))
        if budget is not None:
            known = (int(budget.opening), int(budget.deflator))
            made.append(Bridge(area, title, *known, entries))
        elif entries:
            made.append(Bridge(area, title, None, 0, entries))
    return tuple(made)


def _entries(one: AreaMeasure, frames: Container[str]) -> Iterator[BridgeRow]:
    """Yield the rows of a measure: what was decided earlier net, what is new part by part."""
    if one.new:
        yield from (BridgeRow(BridgeStep.NEW, *found) for found in one.lines(frames))
    elif any((net := net_of(one.money.without(CAPITAL), frames)).values()):
        yield BridgeRow(BridgeStep.EARLIER, None, Line(one.title, net))


def _capital(found: Sequence[AreaMeasure], frames: Container[str]) -> Iterator[BridgeRow]:
    """Yield what the investments of all measures cost in interest, instalments and transfers."""
    for part, label in CAPITAL_ROWS.items():
        amounts = added(net_of(one.money.only(part), frames) for one in found)
        if any(amounts.values()):
            yield BridgeRow(BridgeStep.CAPITAL, part, Line(label, amounts))


def bridge_tables(
    found: Sequence[Bridge],
    plan: Plan,
    portfolio: Portfolio,
    *,
    areas: bool = True,
    blank: bool = False,
    hint: bool = True,
) -> tuple[Table, ...]:
    """Return the bridge of all areas together, their new frames, and with `areas` each one's.

    With `hint` an empty one says what to write in the round.
    """
    years = plan.round.years
    whole = _whole(found)
    if whole is None:
        return (_no_opening(years, hint=hint),)
    first = bridge_table(whole, years, blank=blank)
    return (
        replace(first, notes=(*first.notes, *loans_unknown(plan, portfolio))),
        new_frames(found, whole, plan),
        *(
            bridge_table(one, years, blank=blank)
            for one in found
            if areas and one.opening is not None
        ),
    )


def _whole(found: Sequence[Bridge]) -> Bridge | None:
    opened = [one for one in found if one.opening is not None]
    return together(opened, partial=len(opened) < len(found)) if opened else None


def _no_opening(years: tuple[int, ...], *, hint: bool) -> Table:
    """Return an empty bridge."""
    empty = msg(
        "The round gives no opening budget of any service area, so there is no bridge. Write "
        "{example}",
        example="budgets: [{service_area: …, opening: 61 200 000, deflator: 2 100 000}]",
    )
    if not hint:
        empty = msg("The round gives no opening budget of any service area: there is no bridge.")
    return Table(
        "bridge",
        msg("From opening budget to new frame"),
        Years(years, changes=True).columns(msg("Changes from the year before")),
        (),
        empty=empty,
    )


def new_frames(found: Sequence[Bridge], whole: Bridge, plan: Plan) -> Table:
    """Return each area's new frame by year, and what changes in areas without an opening budget."""
    years = plan.round.years
    how = Years(years, changes=True)
    opened = [one for one in found if one.opening is not None]
    rows = [
        replace(_frame_row(one.title, one, years), computed=Added((Elsewhere(KEY, one.area, -1),)))
        for one in opened
    ]
    sums = _frame_row(msg("Sum"), whole, years)
    rows.append(replace(sums, role=RowRole.SUBTOTAL, computed=Added(tuple(range(len(rows))))))
    others = [one for one in found if one.opening is None]
    if others:
        rows.append(how.heading(msg("No opening budget is given: changes from the year before")))
        rows += [Row.of(one.title, *map(Thousands, one.changes(years))) for one in others]
    return Table(
        "new-frames",
        msg("New frame of each service area"),
        how.columns(msg("Service area")),
        tuple(rows),
        notes=_lacking(others),
    )


def _frame_row(title: str | Message, bridge: Bridge, years: tuple[int, ...]) -> Row:
    return Row.of(title, *(Thousands(new) for _, new in bridge.frames(years)))


def _lacking(others: Sequence[Bridge]) -> tuple[Message, ...]:
    if not others:
        return ()
    return (
        msg(
            "In no bridge, since the round gives no opening budget for them: {areas}.",
            areas=Listing(tuple(one.title for one in others)),
        ),
    )


def data(found: Sequence[Bridge], years: tuple[int, ...]) -> dict[str, Json]:
    """Return the bridges as the documented JSON: kroner, changes from the year before."""
    whole = _whole(found)
    return {
        "bridge": None if whole is None else _data(whole, years),
        "bridges": [_data(one, years) for one in found],
    }


def _data(bridge: Bridge, years: tuple[int, ...]) -> dict[str, Json]:
    opened = bridge.opening is not None
    frames = bridge.frames(years)
    return {
        "service_area": bridge.area,
        "opening": [opening for opening, _ in frames] if opened else None,
        "deflator": list(bridge.price(years)),
        "changes": [
            {
                "step": one.step.value,
                "part": one.part.value if one.part else None,
                "title": _plain(one.line.label),
                "amounts": list(Years(years, changes=True).values(one.line.amounts)),
            }
            for one in bridge.entries
        ],
        "new_frame": [new for _, new in frames] if opened else None,
    }


def _plain(label: Cell) -> str:
    return in_english(label) if isinstance(label, Message) else str(label)
