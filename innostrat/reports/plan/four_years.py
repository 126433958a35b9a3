"""The four-year tables: measures by service area and by focus area, and the frames they use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.baseline import frames_of
from innostrat.messages import Message, msg
from innostrat.model.words import FrameKind
from innostrat.parts import Part
from innostrat.reports.amounts import cell, unit
from innostrat.reports.budget.investments import loans_unknown
from innostrat.reports.budget.measures import LOANS, measures
from innostrat.reports.computed import Added
from innostrat.reports.table import Align, Cell, Column, Row, RowRole, Table, Thousands
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.budget.measures import AreaMeasure

TITLES: Final = {
    FrameKind.OPERATING: msg("Operating budget by service area"),
    FrameKind.INVESTMENT: msg("Investments by service area"),
}
BELOW: Final = {
    Part.GRANT: msg("– grants"),
    Part.SAVING: msg("– committed savings"),
    Part.INTEREST: msg("+ interest"),
    Part.INSTALMENT: msg("+ instalments"),
    Part.TRANSFER: msg("+ paid for investments"),
}
ALL: Final = {
    FrameKind.OPERATING: msg("Net operating, all focus areas"),
    FrameKind.INVESTMENT: msg("Net investment, all focus areas"),
}
SUMMARY: Final[dict[FrameKind, dict[Part, Cell]]] = {
    FrameKind.OPERATING: {
        Part.COST: msg("Operating: costs"),
        Part.GRANT: msg("Operating: grants"),
        Part.SAVING: msg("Operating: committed savings"),
        Part.INTEREST: msg("Operating: interest"),
        Part.INSTALMENT: msg("Operating: instalments"),
        Part.TRANSFER: msg("Operating: paid for investments"),
    },
    FrameKind.INVESTMENT: {
        Part.COST: msg("Investment: costs"),
        Part.GRANT: msg("Investment: grants"),
        Part.SAVING: msg("Investment: committed savings"),
    },
}


class RowGroup(NamedTuple):
    """The measures of a service area or focus area."""

    title: str | Message
    measures: tuple[AreaMeasure, ...]


def service_areas(found: Sequence[AreaMeasure], portfolio: Portfolio) -> tuple[RowGroup, ...]:
    """Return measures by service area, in the order of the strategy.

    A project stands under each area that a line of it belongs to, with those amounts alone.
    """
    titles = {area.id: area.title for area in portfolio.strategy.service_areas}
    return _groups(found, titles, lambda one: one.service_area, msg("Without service area"))


def focus_areas(found: Sequence[AreaMeasure], portfolio: Portfolio) -> tuple[RowGroup, ...]:
    """Return measures by focus area, in the order of the strategy."""
    titles = {area.id: area.title for area in portfolio.strategy.focus_areas}
    return _groups(found, titles, lambda one: one.focus_area, msg("Without focus area"))


def _groups(
    found: Sequence[AreaMeasure],
    titles: Mapping[str, str],
    key: Callable[[AreaMeasure], str | None],
    missing: Message,
) -> tuple[RowGroup, ...]:
    groups = [
        RowGroup(title, tuple(one for one in found if key(one) == area))
        for area, title in titles.items()
    ]
    groups.append(RowGroup(missing, tuple(one for one in found if key(one) not in titles)))
    return tuple(group for group in groups if group.measures)


def plan_lines(measure: AreaMeasure, frames: Container[str]) -> tuple[Line, ...]:
    """Return a measure's lines in some frames: costs, and less grants and savings."""
    title = measure.title
    found = _lines([measure], frames, {Part.COST: title, **BELOW})
    if found and found[0].label != title:  # only income: the project's name must still be there
        return (Line(title, {}), *found)
    return found


def _lines(
    found: Sequence[AreaMeasure], frames: Container[str], labels: Mapping[Part, Cell]
) -> tuple[Line, ...]:
    """Return costs and the other parts of some measures' money, those that are not all 0."""
    lines = [
        Line(
            label,
            added(
                {year: part.sign * amount}
                for one in found
                for (frame, year), amount in one.money.of(part).items()
                if frame in frames
            ),
        )
        for part, label in labels.items()
    ]
    return tuple(line for line in lines if any(line.amounts.values()))


class _Lasting(NamedTuple):
    """Lines of a table, and what of each stays after the plan: kroner a year."""

    lines: tuple[Line, ...]
    stays: tuple[int, ...]


def _with_lasting(
    one: AreaMeasure, frames: Container[str], last: int, *, lasting: bool
) -> _Lasting:
    """Return the lines, and where `lasting` also those that cost nothing before the plan ends."""
    lines = plan_lines(one, frames)
    kept = {line.label: line.amounts for line in plan_lines(one._replace(money=one.stays), frames)}
    if lasting and any(by.get(last) for by in kept.values()):
        shown = {line.label for line in lines}
        later = (label for label, by in kept.items() if by.get(last) or label == one.title)
        lines += tuple(Line(label, {}) for label in later if label not in shown)
    return _Lasting(lines, tuple(kept.get(line.label, {}).get(last, 0) for line in lines))


def by_service_area(plan: Plan, portfolio: Portfolio, years: Years, kind: FrameKind) -> Table:
    """Return the measures in one kind of frame, with a sum for each service area and for all.

    Each says what kind of decision it is; levels of operating also what lasts after the plan.
    """
    rows: list[Row] = []
    notes: list[Message] = []
    sums: dict[int, Line] = {}  # by the place of the row
    stays: list[int] = []
    frames = frames_of(kind, plan.round, portfolio)
    lasting = kind is FrameKind.OPERATING and not years.changes
    last = plan.round.years[-1]
    every = measures(plan, portfolio, changes=years.changes)
    for group in service_areas(every, portfolio):
        made = [_with_lasting(one, frames, last, lasting=lasting) for one in group.measures]
        found = [line for one in made for line in one.lines]
        if found:
            rows.append(_wider(years.heading(group.title), None, None, lasting=lasting))
            for measure, one in zip(group.measures, made, strict=True):
                rows += _measure_rows(measure, one, years, lasting=lasting)
            parts = range(len(rows) - len(found), len(rows))
            row, total, rounding = years.total(msg("Sum {area}", area=group.title), found, parts)
            stays.append(sum(amount for one in made for amount in one.stays))
            sums[len(rows)] = total
            rows.append(_wider(row, None, Thousands(stays[-1]), lasting=lasting))
            notes += [rounding] if rounding else []
    if sums:
        row, _, rounding = years.total(msg("Sum"), sums.values(), sums, RowRole.TOTAL)
        rows.append(_wider(row, None, Thousands(sum(stays)), lasting=lasting))
        notes += [rounding] if rounding else []
    if lasting and any(one.stays.of(part) for one in every for part in LOANS):
        notes.append(_loans_sink(last + 1))
    if kind is FrameKind.OPERATING:
        notes += loans_unknown(plan, portfolio)
    name, *by_year = years.columns(msg("Measure"))
    after = Column("lasting", msg("Lasting"), Align.RIGHT, optional=1)
    return Table(
        key=f"{kind.value}-by-service-area",
        title=TITLES[kind],
        columns=(
            name,
            Column("decision_type", msg("Decision type"), optional=2),
            *by_year,
            *([after] if lasting else []),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        empty=msg("No funded measure has such costs"),
    )


def _loans_sink(year: int) -> Message:
    return msg(
        "Lasting: of interest and instalments what they come to in {year}; they sink until the "
        "loans are paid.",
        year=year,
    )


def _measure_rows(
    measure: AreaMeasure, made: _Lasting, years: Years, *, lasting: bool
) -> Iterator[Row]:
    """Yield a measure's rows; the first says what kind of decision it is."""
    kind: Cell = msg("new") if measure.new else measure.known
    if measure.new and measure.from_month is not None:
        kind = msg("new, from month {month}", month=measure.from_month)
    for number, (line, amount) in enumerate(zip(*made, strict=True)):
        (stays,) = years.cells([amount], RowRole.ROW)
        yield _wider(years.row(line), "" if number else kind, stays, lasting=lasting)


def _wider(row: Row, kind: Cell, stays: Cell, *, lasting: bool) -> Row:
    name, *amounts = row.cells
    return replace(row, cells=(name, kind, *amounts, *([stays] if lasting else [])))


def by_focus_area(plan: Plan, portfolio: Portfolio, years: Years) -> Table:
    """Return costs, grants, committed savings and net of each budget for each focus area."""
    rows: list[Row] = []
    notes: list[Message] = []
    sums: dict[FrameKind, dict[int, Line]] = {kind: {} for kind in SUMMARY}
    for group in focus_areas(measures(plan, portfolio, changes=years.changes), portfolio):
        rows.append(years.heading(group.title))
        for kind, labels in SUMMARY.items():
            found = _lines(group.measures, frames_of(kind, plan.round, portfolio), labels)
            if found:
                rows += map(years.row, found)
                parts = range(len(rows) - len(found), len(rows))
                row, total, rounding = years.total(_net(kind, group.title), found, parts)
                sums[kind][len(rows)] = total
                rows.append(row)
                notes += [rounding] if rounding else []
    for kind, lines in sums.items():
        if lines:
            row, _, rounding = years.total(ALL[kind], lines.values(), lines, RowRole.TOTAL)
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


def frames_table(plan: Plan, portfolio: Portfolio) -> Table:
    """Return what each frame holds, what is used of it and what is left: always levels.

    What is set aside is in what is used, and told below it: the pot for small trials, and loans of
    projects that are carried out or stopped.
    """
    fund = portfolio.strategy.fund
    years = plan.round.years
    columns = [Column("frame", msg("Frame"), wide=True)]
    columns += [Column(str(year), str(year), Align.RIGHT) for year in years]
    rows: list[Row] = []
    for frame in plan.round.frames:
        of_frame = [one for one in plan.frames if one.frame.id == frame.id]
        title = msg("{frame} ({unit})", frame=frame.title, unit=unit(frame))
        rows.append(Row.group(title, len(columns)))
        rows.append(Row.of(msg("Frame"), *(cell(one.limit, frame) for one in of_frame)))
        rows.append(Row.of(msg("Used"), *(cell(one.used, frame) for one in of_frame)))
        less = Added((len(rows) - 2,), (len(rows) - 1,))
        if fund is not None and any(one.reserved > one.owed for one in of_frame):
            label = msg("– of it {pot}", pot=fund.title)
            pot = (cell(one.reserved - one.owed, frame) for one in of_frame)
            rows.append(Row.of(label, *pot))
        if any(one.owed for one in of_frame):
            said = msg("– of it loans of finished and stopped projects")
            rows.append(Row.of(said, *(cell(one.owed, frame) for one in of_frame)))
        left = (msg("Left"), *(cell(one.left, frame) for one in of_frame))
        rows.append(Row(left, RowRole.SUBTOTAL, less))
    refill = (
        msg("Used is net of granted funding and of committed savings, in the year they come.")
        if plan.round.committed_savings_refill
        else msg("Used is net of granted funding; committed savings free no room in this round.")
    )
    return Table(
        "frames", msg("The frames: levels each year"), tuple(columns), tuple(rows), (refill,)
    )
