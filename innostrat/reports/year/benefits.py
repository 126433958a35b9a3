"""The benefits of projects by kind: who answers for them, what is aimed for, what they are worth.

The four kinds are never added together: a committed budget saving is taken out of a budget, an
avoided cost never comes, saved time is not money, and quality has its own unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.economy import in_units, within, yearly
from innostrat.messages import Message, msg
from innostrat.model.words import BenefitKind
from innostrat.reports.common import shown_value
from innostrat.reports.table import Align, Column, Quantity, Row, Table
from innostrat.reports.years import Line, Years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.model.project import Benefit, Measurement, Project
    from innostrat.reports.table import Cell

TITLES: Final = {
    BenefitKind.BUDGET: msg("Budget savings"),
    BenefitKind.AVOIDED_COST: msg("Avoided costs"),
    BenefitKind.TIME: msg("Saved time"),
    BenefitKind.QUALITY: msg("Better quality"),
}
MEANINGS: Final = {
    BenefitKind.BUDGET: msg(
        "Only a committed saving is taken out of a budget; the others are hopes until a unit has "
        "agreed to them."
    ),
    BenefitKind.AVOIDED_COST: msg("Money that need not be spent; no budget becomes smaller."),
    BenefitKind.TIME: msg("Saved time is not money: the staff do something else instead."),
    BenefitKind.QUALITY: msg("Better services, in the unit of each indicator."),
}


class Owned(NamedTuple):
    """A benefit and the project that gives it, which starts so many years later than it asks."""

    project: Project
    benefit: Benefit
    delay: int = 0


def owned(projects: Sequence[tuple[Project, int]]) -> tuple[Owned, ...]:
    """Return the benefits of projects, each with its years of delay, in the order given."""
    return tuple(Owned(one, benefit, delay) for one, delay in projects for benefit in one.benefits)


def tables(found: Sequence[Owned], years: tuple[int, ...]) -> Iterator[Table]:
    """Yield the amounts and the indicators of each kind that there is; kinds are never summed."""
    for kind in BenefitKind:
        of_kind = [one for one in found if one.benefit.kind is kind]
        if any(one.benefit.amounts for one in of_kind):
            yield _amounts(kind, of_kind, Years(years))
        if of_kind:
            yield _indicators(kind, of_kind)


def _amounts(kind: BenefitKind, found: Sequence[Owned], years: Years) -> Table:
    parts = [(msg("Committed"), True), (msg("Not committed"), False)]
    rows: list[Row] = []
    notes = [MEANINGS[kind]]
    for label, committed in parts:
        given = [
            one for one in found if one.benefit.amounts and (one.benefit.committed is committed)
        ]
        if given:
            rows += [_of(None, years.heading(label))] if kind is BenefitKind.BUDGET else []
            lines = [Line(one.benefit.title, _within(one, years.years)) for one in given]
            rows += map(_of, (one.project.title for one in given), map(years.row, lines))
            adds = range(len(rows) - len(lines), len(rows))
            total, _, rounding = years.total(msg("Sum"), lines, adds)
            rows.append(_of(None, total))
            notes += [rounding] if rounding else []
    name, *by_year = years.columns(msg("Benefit"))
    return Table(
        f"{kind.value}-amounts",
        msg("{kind}: amounts", kind=TITLES[kind]),
        (name, Column("project", msg("Project"), wide=True), *by_year),
        tuple(rows),
        notes=(
            msg("1000 kr each year, most likely amounts; what is saved stands as a plus here."),
            *notes,
        ),
    )


def _of(project: str | None, row: Row) -> Row:
    """Return a row with the project beside its name."""
    name, *amounts = row.cells
    return replace(row, cells=(name, project, *amounts))


def _within(one: Owned, years: tuple[int, ...]) -> dict[int, int]:
    amounts = within(yearly(one.benefit, None), years, one.delay)
    return {year: in_units(amount.likely, None) for year, amount in amounts}


def _indicators(kind: BenefitKind, found: Sequence[Owned]) -> Table:
    return Table(
        f"{kind.value}-indicators",
        msg("{kind}: what is measured", kind=TITLES[kind]),
        (
            Column("project", msg("Project"), wide=True),
            Column("benefit", msg("Benefit"), wide=True),
            Column("responsible", msg("Responsible"), wide=True),
            Column("indicator", msg("Indicator"), wide=True, optional=1),
            Column("baseline", msg("Baseline"), Align.RIGHT),
            Column("target", msg("Target"), Align.RIGHT),
            Column("due", msg("Due"), optional=2),
        ),
        tuple(Row(_indicator(one)) for one in found),
        notes=(
            msg("A due date is the one in the file, also where the plan starts a project later."),
        ),
    )


def _indicator(one: Owned) -> tuple[Cell, ...]:
    benefit = one.benefit
    unit = benefit.unit
    return (
        one.project.title,
        benefit.title,
        benefit.responsible or msg("nobody"),
        benefit.indicator,
        quantity(benefit.baseline, unit),
        quantity(benefit.target, unit),
        None if benefit.target is None else benefit.target.date,
    )


def quantity(one: Measurement | None, unit: str | None) -> Quantity | None:
    """Return a measurement as a number of its unit, None for none."""
    if one is None:
        return None
    decimals = max(0, -int(one.value.as_tuple().exponent))
    return Quantity(one.value, decimals, unit or "")


def measured(one: Measurement | None, unit: str | None) -> Message | None:
    """Return a measurement with its unit, None for none."""
    if one is None:
        return None
    if unit is None:
        return shown_value(one.value)
    return msg("{value} {unit}", value=one.value, unit=unit)
