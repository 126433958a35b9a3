"""The four-year tables: measures by service area and by focus area, and the frames they use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat import economy
from innostrat.messages import Message, msg
from innostrat.model.words import FrameKind
from innostrat.reports.amounts import cell, unit
from innostrat.reports.plan.bridge import Bridge, bridge_table
from innostrat.reports.table import Align, Cell, Column, Row, RowRole, Table
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.model.portfolio import Portfolio

TITLES: Final = {
    FrameKind.OPERATING: msg("Operating budget by service area"),
    FrameKind.INVESTMENT: msg("Investments by service area"),
}
LESS: Final = (msg("– grants"), msg("– committed savings"))
ALL: Final = {
    FrameKind.OPERATING: msg("Net operating, all focus areas"),
    FrameKind.INVESTMENT: msg("Net investment, all focus areas"),
}
SUMMARY: Final = {
    FrameKind.OPERATING: (
        msg("Operating: costs"),
        msg("Operating: grants"),
        msg("Operating: committed savings"),
    ),
    FrameKind.INVESTMENT: (
        msg("Investment: costs"),
        msg("Investment: grants"),
        msg("Investment: committed savings"),
    ),
}


class RowGroup(NamedTuple):
    """The funded projects of a service area or focus area."""

    title: str | Message
    funded: tuple[Funded, ...]


def service_areas(plan: Plan, portfolio: Portfolio) -> tuple[RowGroup, ...]:
    """Return the funded projects by service area, in the order of the strategy.

    A project stands under each area that a line of it belongs to, with those amounts alone.
    """
    titles = {area.id: area.title for area in portfolio.strategy.service_areas}
    placed = [
        (area, _within_area(one, area, plan))
        for one in plan.funded
        for area in economy.budget_areas(one.project)
    ]
    return _groups(placed, titles, msg("Without service area"))


def _within_area(funded: Funded, area: str | None, plan: Plan) -> Funded:
    shift = funded.start - economy.first_year(funded.project, plan.round)
    within = economy.within_area(funded.project, area)
    return replace(funded, money=economy.money(within, plan.round, shift))


def focus_areas(plan: Plan, portfolio: Portfolio) -> tuple[RowGroup, ...]:
    """Return the funded projects by focus area, in the order of the strategy."""
    titles = {area.id: area.title for area in portfolio.strategy.focus_areas}
    placed = [(one.project.focus_area, one) for one in plan.funded]
    return _groups(placed, titles, msg("Without focus area"))


def _groups(
    placed: Sequence[tuple[str | None, Funded]], titles: Mapping[str, str], missing: Message
) -> tuple[RowGroup, ...]:
    groups = [
        RowGroup(title, tuple(one for of, one in placed if of == area))
        for area, title in titles.items()
    ]
    groups.append(RowGroup(missing, tuple(one for of, one in placed if of not in titles)))
    return tuple(group for group in groups if group.funded)


def plan_lines(funded: Funded, plan: Plan, kind: FrameKind) -> tuple[Line, ...]:
    """Return a project's lines in one kind of frame: costs, and less grants and savings."""
    title = funded.project.title
    found = _lines([funded], plan, kind, (title, *LESS))
    if found and found[0].label != title:  # only income: the project's name must still be there
        return (Line(title, {}), *found)
    return found


def _lines(
    funded: Sequence[Funded], plan: Plan, kind: FrameKind, labels: tuple[Cell, Cell, Cell]
) -> tuple[Line, ...]:
    """Return costs, grants and committed savings of some projects, those that are not all 0."""
    frames = {frame.id for frame in plan.round.frames if frame.kind is kind}
    parts = (
        (1, [one.money.costs for one in funded]),
        (-1, [one.money.grants for one in funded]),
        (-1, [one.money.savings for one in funded]),
    )
    found = [
        Line(
            label,
            added(
                {year: sign * amount}
                for amounts in all_amounts
                for (frame, year), amount in amounts.items()
                if frame in frames
            ),
        )
        for label, (sign, all_amounts) in zip(labels, parts, strict=True)
    ]
    return tuple(line for line in found if any(line.amounts.values()))


def by_service_area(plan: Plan, portfolio: Portfolio, years: Years, kind: FrameKind) -> Table:
    """Return the measures in one kind of frame, with a sum for each service area and for all."""
    rows: list[Row] = []
    notes: list[Message] = []
    sums: list[Line] = []
    for group in service_areas(plan, portfolio):
        found = [line for one in group.funded for line in plan_lines(one, plan, kind)]
        if found:
            row, total, rounding = years.total(msg("Sum {area}", area=group.title), found)
            rows += [years.heading(group.title), *map(years.row, found), row]
            sums.append(total)
            notes += [rounding] if rounding else []
    if sums:
        row, _, rounding = years.total(msg("Sum"), sums, RowRole.TOTAL)
        rows.append(row)
        notes += [rounding] if rounding else []
    return Table(
        key=f"{kind.value}-by-service-area",
        title=TITLES[kind],
        columns=years.columns(msg("Measure")),
        rows=tuple(rows),
        notes=tuple(notes),
        empty=msg("No funded measure has such costs"),
    )


def by_focus_area(plan: Plan, portfolio: Portfolio, years: Years) -> Table:
    """Return costs, grants, committed savings and net of each budget for each focus area."""
    rows: list[Row] = []
    notes: list[Message] = []
    sums: dict[FrameKind, list[Line]] = {kind: [] for kind in SUMMARY}
    for group in focus_areas(plan, portfolio):
        rows.append(years.heading(group.title))
        for kind, labels in SUMMARY.items():
            found = _lines(group.funded, plan, kind, labels)
            if found:
                row, total, rounding = years.total(_net(kind, group.title), found)
                rows += [*map(years.row, found), row]
                sums[kind].append(total)
                notes += [rounding] if rounding else []
    for kind, lines in sums.items():
        if lines:
            row, _, rounding = years.total(ALL[kind], lines, RowRole.TOTAL)
            rows.append(row)
            notes += [rounding] if rounding else []
    return Table(
        key="by-focus-area",
        title=msg("Operating and investment by focus area"),
        columns=years.columns(msg("Focus area")),
        rows=tuple(rows),
        notes=tuple(notes),
        empty=msg("Nothing is funded"),
    )


def _net(kind: FrameKind, area: str | Message) -> Message:
    if kind is FrameKind.OPERATING:
        return msg("Net operating, {area}", area=area)
    return msg("Net investment, {area}", area=area)


def frames_table(plan: Plan) -> Table:
    """Return what each frame holds, what is used of it and what is left: always levels."""
    years = plan.round.years
    columns = [Column("frame", msg("Frame"), wide=True)]
    columns += [Column(str(year), str(year), Align.RIGHT) for year in years]
    rows: list[Row] = []
    for frame in plan.round.frames:
        of_frame = [one for one in plan.frames if one.frame.id == frame.id]
        title = msg("{frame} ({unit})", frame=frame.title, unit=unit(frame))
        rows.append(Row((title, *[None] * len(years)), RowRole.GROUP))
        rows.append(Row((msg("Frame"), *(cell(one.limit, frame) for one in of_frame))))
        rows.append(Row((msg("Used"), *(cell(one.used, frame) for one in of_frame))))
        rows.append(
            Row((msg("Left"), *(cell(one.left, frame) for one in of_frame)), RowRole.SUBTOTAL)
        )
    refill = (
        msg("Used is net of granted funding and of committed savings, in the year they come.")
        if plan.round.committed_savings_refill
        else msg("Used is net of granted funding; committed savings free no room in this round.")
    )
    return Table(
        "frames", msg("The frames: levels each year"), tuple(columns), tuple(rows), (refill,)
    )


def bridges(plan: Plan, portfolio: Portfolio) -> tuple[Table, ...]:
    """Return the frame bridge of each service area whose opening budget the round states."""
    areas = {area.id: area.title for area in portfolio.strategy.service_areas}
    tables = []
    for budget in plan.round.budgets:
        measures = tuple(
            Line(one.project.title, net)
            for one in plan.funded
            if any(
                (net := _net_operating(_within_area(one, budget.service_area, plan), plan)).values()
            )
        )
        bridge = Bridge(
            areas.get(budget.service_area, budget.service_area),
            int(budget.opening),
            int(budget.deflator),
            measures,
        )
        tables.append(bridge_table(bridge, plan.round.years))
    return tuple(tables)


def _net_operating(funded: Funded, plan: Plan) -> dict[int, int]:
    return added(line.amounts for line in plan_lines(funded, plan, FrameKind.OPERATING))
