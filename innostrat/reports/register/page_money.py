"""A project's money and capacity year by year, as levels and most likely amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.capital import operating_costs
from innostrat.economy import in_units, yearly
from innostrat.messages import Kroner, Message, msg
from innostrat.model.lifetime import end
from innostrat.model.words import FrameKind
from innostrat.money import Estimate
from innostrat.parts import Part
from innostrat.reports.budget.bridge import CAPITAL_ROWS
from innostrat.reports.common import price_basis
from innostrat.reports.table import Align, Column, Quantity, Row, RowRole, Table
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from innostrat.model.project import Benefit, Cost, Project
    from innostrat.model.round import Frame, Round


TOTALS: Final = {
    FrameKind.OPERATING: msg("Operating costs less granted funding and committed savings"),
    FrameKind.INVESTMENT: msg("Investment costs less granted funding and committed savings"),
}
NET: Final = {
    FrameKind.OPERATING: msg("Operating, net"),
    FrameKind.INVESTMENT: msg("Investment, net"),
}
WITH_CAPITAL: Final = msg("Operating and capital costs less granted funding and committed savings")


class MoneyLine(NamedTuple):
    """One of the project's rows of amounts: its name and sign, and the budget it counts in."""

    name: Message | str
    amounts: Mapping[int, Estimate]
    sign: int
    budget: FrameKind | None
    end: int | None = None
    capital: bool = False


def tables(
    project: Project, round_: Round | None, only: tuple[int, ...] | None = None
) -> Iterator[Table]:
    """Yield the money in 1000 kr and the capacity, each only when there is any.

    `only` are the years that are shown; without them all that have an amount.
    """
    capacity = _capacity_frames(round_)
    budgets = {frame.id: frame.kind for frame in round_.money_frames} if round_ else {}
    money = [
        *_costs(project, round_, capacity, budgets),
        *_funding(project, budgets),
        *_benefits(project, round_, budgets),
    ]
    if money and round_:
        money += _capital(project, round_, money)
    if money:
        yield _money(money, round_, only)
    people = [(one, _shown(one, round_)) for one in project.costs if one.frame in capacity]
    if people:
        years = only or sorted({year for _, amounts in people for year in amounts})
        yield Table(
            key="capacity",
            title=msg("Capacity"),
            columns=(
                Column("name", msg("What"), wide=True),
                Column("unit", msg("Unit")),
                *(Column(str(year), str(year), Align.RIGHT) for year in years),
            ),
            rows=tuple(
                Row.of(
                    cost.title or capacity[cost.frame].title,
                    capacity[cost.frame].unit,
                    *(
                        Quantity(amounts[year].likely, 2) if year in amounts else None
                        for year in years
                    ),
                )
                for cost, amounts in people
            ),
        )


def _capacity_frames(round_: Round | None) -> dict[str, Frame]:
    frames = round_.frames if round_ else ()
    return {frame.id: frame for frame in frames if not frame.is_money}


def _costs(
    project: Project,
    round_: Round | None,
    capacity: Mapping[str, Frame],
    budgets: Mapping[str, FrameKind],
) -> Iterator[MoneyLine]:
    for cost in project.costs:
        if cost.frame not in capacity:
            frame = round_.frame(cost.frame) if round_ else None
            where = frame.title if frame else cost.frame
            name = msg("{title} ({frame})", title=cost.title, frame=where)
            title = name if cost.title else where
            yield MoneyLine(title, _shown(cost, round_), 1, budgets.get(cost.frame), end(cost))


def _funding(project: Project, budgets: Mapping[str, FrameKind]) -> Iterator[MoneyLine]:
    for funding in project.funding:
        name = msg("{title} ({frame})", title=funding.title, frame=funding.status.label)
        budget = budgets.get(funding.frame) if funding.is_granted else None
        yield MoneyLine(name, funding.amounts, -1, budget)


def _shown(line: Cost | Benefit, round_: Round | None) -> Mapping[int, Estimate]:
    """Return the amounts of a row that are written, and those to the end of the plan."""
    last = max((*(round_.years[-1:] if round_ else ()), *(line.amounts or ())))
    return {year: one for year, one in yearly(line, round_).items() if year <= last}


def _benefits(
    project: Project, round_: Round | None, budgets: Mapping[str, FrameKind]
) -> Iterator[MoneyLine]:
    for benefit in project.benefits:
        if benefit.amounts is None:
            continue
        committed = benefit.is_committed_saving
        kind = (
            msg("{kind}, committed", kind=benefit.kind.label) if committed else benefit.kind.label
        )
        name = msg("{title} ({frame})", title=benefit.title, frame=kind)
        budget = budgets.get(benefit.frame or "") if committed else None
        yield MoneyLine(name, _shown(benefit, round_), -1, budget, end(benefit))


def _capital(project: Project, round_: Round, others: Sequence[MoneyLine]) -> Iterator[MoneyLine]:
    """Yield what its investments cost the operating budget, to the end of the plan or its rows."""
    last = max(round_.years[-1], *(year for one in others for year in one.amounts))
    found: dict[Part, dict[int, int]] = {part: {} for part in CAPITAL_ROWS}
    for what, year, kroner in operating_costs(project, round_, Fraction(1), 0):
        if year <= last:
            by_year = found[Part(what)]
            by_year[year] = by_year.get(year, 0) + kroner
    for part, by_year in found.items():
        if any(by_year.values()):
            amounts = {year: Estimate.certain(Decimal(n)) for year, n in by_year.items()}
            yield MoneyLine(CAPITAL_ROWS[part], amounts, 1, FrameKind.OPERATING, capital=True)


def _money(entries: list[MoneyLine], round_: Round | None, only: tuple[int, ...] | None) -> Table:
    span = {year for entry in entries for year in entry.amounts}
    years = Years(only or tuple(range(min(span), max(span) + 1)))
    lines = [Line(entry.name, _signed(entry)) for entry in entries]
    return Table(
        key="money",
        title=msg("Costs, funding and benefits in kroner"),
        columns=years.columns(msg("What")),
        rows=(*map(years.row, lines), *_totals(entries, years, NET if only else TOTALS)),
        notes=(
            msg("Levels each year in 1000 kr, most likely amounts; cost +, funding and benefit −."),
            *((msg("Prices: {prices}", prices=price_basis(round_)),) if round_ else ()),
            *_uncertain(entries),
            *_lifetimes(entries),
        ),
    )


def _totals(
    entries: list[MoneyLine], years: Years, labels: Mapping[FrameKind, Message]
) -> Iterator[Row]:
    """Yield what each budget is charged with, net of what is sure to come back to it."""
    for kind, label in labels.items():
        rows = [row for row, entry in enumerate(entries) if entry.budget is kind]
        if rows:
            net = added(_signed(entries[row]) for row in rows)
            if labels is TOTALS and any(entries[row].capital for row in rows):
                label = WITH_CAPITAL  # noqa: PLW2901
            yield years.row(Line(label, net), RowRole.TOTAL, rows)


def _signed(entry: MoneyLine) -> dict[int, int]:
    return {year: entry.sign * in_units(one.likely, None) for year, one in entry.amounts.items()}


def _uncertain(entries: Iterable[MoneyLine]) -> Iterator[Message]:
    for entry in entries:
        for year, one in sorted(entry.amounts.items()):
            if not one.is_certain:
                yield msg(
                    "{name} in {year}: from {low} to {high}",
                    name=entry.name,
                    year=year,
                    low=Kroner(round(one.low)),
                    high=Kroner(round(one.high)),
                )


def _lifetimes(entries: Iterable[MoneyLine]) -> Iterator[Message]:
    """Yield how long rows go on, or serve, after the years of the table."""
    for entry in entries:
        if entry.end is not None and entry.end > max(entry.amounts):
            yield msg("{name}: lifetime to {year}", name=entry.name, year=entry.end)
