"""The investments of a plan, each with what it costs in all, and what pays for them: sum 0."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.capital import financed
from innostrat.economy import first_year
from innostrat.messages import Kroner, Message, msg
from innostrat.model.words import Financing, FrameKind
from innostrat.reports.computed import Added
from innostrat.reports.table import Align, Column, Row, RowRole, Table, Thousands
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from innostrat.analysis.plan.result import Plan
    from innostrat.capital import Financed
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.reports.table import Cell, Json

PAID_BY: Final[dict[str, Message]] = {
    "grants": msg("Grants"),
    "vat": msg("VAT compensation"),
    "fund": msg("From the capital fund"),
    "own_means": msg("Transferred from operating"),
    "loan": msg("Loans"),
    "fees": msg("Loans that fees pay"),
}


class Investment(NamedTuple):
    """A project's investments: gross kroner in all, before the round, and by year in it."""

    project: Project
    total: int
    before: int
    amounts: Mapping[int, int]


def investments(plan: Plan, portfolio: Portfolio) -> tuple[Investment, ...]:
    """Return the investments of the plan and of what is carried out, the plan's order first."""
    frames = _frames(plan.round)
    years = plan.round.years
    found = (_investment(project, frames, years, by) for project, by in _projects(plan, portfolio))
    return tuple(one for one in found if any(one.amounts.values()))


def _projects(plan: Plan, portfolio: Portfolio) -> Iterator[tuple[Project, int]]:
    """Yield the projects and how many years later than asked for each starts."""
    for one in plan.funded:
        yield one.project, one.start - first_year(one.project, plan.round)
    planned = set(plan.ids)
    done = (one for one in portfolio.projects.values() if one.is_done and one.id not in planned)
    yield from ((one, 0) for one in done)


def _frames(round_: Round, financing: Financing | None = None) -> frozenset[str]:
    return frozenset(
        one.id
        for one in round_.money_frames
        if one.kind is FrameKind.INVESTMENT and financing in {None, one.financing}
    )


def _investment(
    project: Project, frames: Container[str], years: Sequence[int], shift: int
) -> Investment:
    total = before = 0
    amounts: dict[int, int] = dict.fromkeys(years, 0)
    for cost in project.costs:
        if cost.frame not in frames:
            continue
        by_year = {year + shift: round(one.likely) for year, one in cost.amounts.items()}
        early = int(cost.appropriated or 0)
        stated = None if cost.total_estimate is None else int(cost.total_estimate)
        total += early + sum(by_year.values()) if stated is None else stated
        before += early + sum(one for year, one in by_year.items() if year < years[0])
        for year, amount in by_year.items():
            if year in amounts:
                amounts[year] += amount
    return Investment(project, total, before, amounts)


def financing(plan: Plan, portfolio: Portfolio) -> dict[str, dict[int, int]]:
    """Return what pays for the investments, in kroner by year; with their costs the sum is 0."""
    round_ = plan.round
    paid: dict[str, dict[int, int]] = {what: dict.fromkeys(round_.years, 0) for what in PAID_BY}
    for payer, one in _financed(plan, portfolio):
        if one.year not in round_.years:
            continue
        loan = "fees" if payer is Financing.FEES else "loan"
        shares = {"grants": one.grants, "vat": one.vat, loan: one.loan}
        for what, amount in (shares | {"fund": one.fund, "own_means": one.own_means}).items():
            paid[what][one.year] -= amount
    return paid


def loans_unknown(plan: Plan, portfolio: Portfolio) -> tuple[Message, ...]:
    """Return that operating lacks what loans cost, where the round does not say how they are paid.

    Nothing is what is known of it then, and no 0 kroner: neither of what the plan invests, nor of
    what its projects, and those that are carried out, invested in earlier rounds.
    """
    if plan.round.capital is not None:
        return ()
    first = plan.round.years[0]
    rest = before = 0
    for payer, one in _financed(plan, portfolio):
        loan = 0 if payer is Financing.FEES else one.loan
        before += loan if one.year < first else 0
        rest += loan if one.year in plan.round.years else 0
    found: list[Message] = []
    if rest:
        found.append(
            msg(
                "MISSING: interest and instalments. {amount} of the investments is not yet paid "
                "for, and the round does not say what loans cost (capital).",
                amount=Kroner(rest),
            )
        )
    if before:
        found.append(
            msg(
                "MISSING: interest and instalments of {amount} that was invested before {year}, "
                "after grants and VAT compensation; the round does not say what loans cost "
                "(capital).",
                amount=Kroner(before),
                year=first,
            )
        )
    return tuple(found)


def vat_on_top(plan: Plan, portfolio: Portfolio) -> dict[int, int]:
    """Return the tax, in kroner by year, that the state pays back and amounts are without."""
    tax = dict.fromkeys(plan.round.years, 0)
    for _, one in _financed(plan, portfolio):
        if one.year in tax:
            tax[one.year] += one.on_top
    return tax


def _financed(plan: Plan, portfolio: Portfolio) -> Iterator[tuple[Financing, Financed]]:
    """Yield how each year's investments are paid, with who pays in the end; all years."""
    round_ = plan.round
    for project, shift in _projects(plan, portfolio):
        for payer in Financing:
            frames = _frames(round_, payer)
            for one in financed(project, round_, frames, Fraction(1), shift, payer):
                yield payer, one


def investment_table(plan: Plan, portfolio: Portfolio, *, blank: bool = False) -> Iterator[Table]:
    """Yield the table of investments and of what pays for them, where there are any: levels."""
    found = investments(plan, portfolio)
    if not found:
        return
    years = Years(plan.round.years, blank=blank)
    name, *by_year = years.columns(msg("Investment"))
    columns = (
        name,
        Column("total_estimate", msg("Total estimate"), Align.RIGHT, optional=1),
        Column("appropriated", msg("Appropriated before"), Align.RIGHT, optional=2),
        *by_year,
    )
    rows = [
        _row(one.project.title, one.amounts, years, before=(one.total, one.before)) for one in found
    ]
    label = msg("Sum investments")
    lines = [Line(one.project.title, one.amounts) for one in found]
    tax = vat_on_top(plan, portfolio)
    if any(tax.values()):
        lines.append(Line(msg("Value added tax on top of the amounts"), tax))
        rows.append(_row(lines[-1].label, tax, years))
    everything = added(line.amounts for line in lines)
    sums = (sum(one.total for one in found), sum(one.before for one in found))
    places = tuple(range(len(rows)))
    rows.append(_row(label, everything, years, RowRole.SUBTOTAL, sums, Added(places)))
    paid = {what: one for what, one in financing(plan, portfolio).items() if any(one.values())}
    rows.append(Row.group(msg("Paid by"), len(columns)))
    if plan.round.capital is None:
        paid.pop("loan", None)  # nobody has said that it is borrowed
    rows += [_row(PAID_BY[what], amounts, years) for what, amounts in paid.items()]
    left = added([everything, *paid.values()])
    parts = (len(places), *range(len(places) + 2, len(rows)))
    rows.append(
        _row(msg("Sum, not yet paid for"), left, years, RowRole.TOTAL, computed=Added(parts))
    )
    rounding = years.rounding(label, lines, Line(label, everything))
    notes = (msg("Gross, in the plan's years; what pays for them stands below with minus."),)
    yield Table(
        "investments",
        msg("Investments, and what pays for them"),
        columns,
        tuple(rows),
        notes=(*notes, *([rounding] if rounding else [])),
    )


def _row(
    label: Cell,
    amounts: Mapping[int, int],
    years: Years,
    role: RowRole = RowRole.ROW,
    before: tuple[int, int] | None = None,
    computed: Added | None = None,
) -> Row:
    early = (None, None) if before is None else tuple(map(Thousands, before))
    return Row.of(
        label, *early, *years.cells(years.values(amounts), role), role=role, computed=computed
    )


def data(plan: Plan, portfolio: Portfolio) -> dict[str, Json]:
    """Return the investments as the documented JSON, in kroner."""
    return {
        "investments": [
            {
                "id": one.project.id,
                "total_estimate": one.total,
                "appropriated": one.before,
                "amounts": {str(year): amount for year, amount in one.amounts.items()},
            }
            for one in investments(plan, portfolio)
        ],
        "vat_on_top": {str(year): amount for year, amount in vat_on_top(plan, portfolio).items()},
        "financing": {
            what: {str(year): amount for year, amount in amounts.items()}
            for what, amounts in financing(plan, portfolio).items()
        },
    }
