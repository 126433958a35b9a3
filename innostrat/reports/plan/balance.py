"""How a plan spreads over the focus areas, and how it stands to the balance rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.budgets import ByBudget
from innostrat.messages import Listing, Message, Percent, msg, msgn
from innostrat.model.words import FrameKind
from innostrat.reports.amounts import BUDGET_TITLES
from innostrat.reports.computed import Added, ShareOf
from innostrat.reports.table import Align, Column, Row, RowRole, Table, Thousands

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import BalanceRule
    from innostrat.reports.table import Cell


SHARES: Final = {
    FrameKind.OPERATING: msg("Share of operating"),
    FrameKind.INVESTMENT: msg("Share of investment"),
}


def balance(plan: Plan, portfolio: Portfolio) -> Table:
    """Return how projects and each budget's money spread over the focus areas."""
    columns = [
        Column("area", msg("Focus area"), wide=True),
        Column("asked", msg("Asked"), Align.RIGHT),
        Column("funded", msg("Funded"), Align.RIGHT),
    ]
    for kind, title in SHARES.items():
        columns.append(Column(kind.value, BUDGET_TITLES[kind], Align.RIGHT))
        share = ShareOf(kind.value, -1)
        columns.append(
            Column(f"{kind.value}_share", title, Align.RIGHT, optional=1, computed=share)
        )
    asked = [one.project for one in plan.funded] + [one.project for one in plan.left]
    known = {area.id for area in portfolio.strategy.focus_areas}
    rows = [
        _spread(
            area.title,
            [one for one in asked if one.focus_area == area.id],
            [one for one in plan.funded if one.project.focus_area == area.id],
            plan,
        )
        for area in portfolio.strategy.focus_areas
    ]
    nowhere = [one for one in asked if one.focus_area not in known]
    if nowhere:
        funded = [one for one in plan.funded if one.project.focus_area not in known]
        rows.append(_spread(msg("Without focus area"), nowhere, funded, plan))
    total = _spread(msg("Sum"), asked, list(plan.funded), plan)
    rows.append(Row(total.cells, RowRole.TOTAL, Added(tuple(range(len(rows))))))
    return Table("balance", msg("Balance over the focus areas"), tuple(columns), tuple(rows))


def _spread(title: str | Message, asked: list[Project], funded: list[Funded], plan: Plan) -> Row:
    """Return a group's projects, and its part of each budget's gross cost in the plan."""
    cost = ByBudget.total(one.cost for one in funded)
    cells: list[Cell] = [title, len(asked), len(funded)]
    for kind in SHARES:
        whole = plan.cost.of(kind)
        cells.append(Thousands(cost.of(kind)))
        cells.append(Percent(Fraction(cost.of(kind), whole)) if whole else None)
    return Row(tuple(cells))


def balance_rules(plan: Plan, portfolio: Portfolio) -> Table:
    """Return each balance rule of the round, and whether the plan keeps it."""
    columns = (
        Column("rule", msg("The round demands"), wide=True),
        Column("projects", msg("Projects"), Align.RIGHT),
        Column("share", msg("Share"), Align.RIGHT),
        Column("holds", msg("Kept")),
    )
    rows = tuple(
        Row.of(
            rule_in_words(state.rule, portfolio, state.budget),
            state.projects,
            None if state.share is None else Percent(state.share, 1),
            msg("yes") if state.holds else msg("NO"),
        )
        for state in plan.balance
    )
    return Table(
        "balance-rules",
        msg("Balance rules of the round"),
        columns,
        rows,
        empty=msg("The round has no balance rules"),
    )


def _share(share: Fraction) -> Percent:
    """Return a share with the decimals that it has, at most two."""
    return Percent(share, 0 if (share * 100).denominator == 1 else 2)


COSTS: Final = {
    FrameKind.OPERATING: msg("the operating costs"),
    FrameKind.INVESTMENT: msg("the investment costs"),
}


def rule_in_words(rule: BalanceRule, portfolio: Portfolio, budget: FrameKind) -> Message:
    """Return a balance rule as a person would say it; a share is of that budget's costs."""
    group: str | Message = rule.service_area or ""
    if rule.focus_area is not None:
        goal = portfolio.strategy.goal(rule.focus_area)
        group = goal.title if goal else rule.focus_area
    elif rule.service_area is not None:
        area = portfolio.strategy.service_area(rule.service_area)
        group = area.title if area else rule.service_area
    elif rule.degree is not None:
        group = rule.degree.label
    demands, costs = [], COSTS[budget]
    if rule.min_projects is not None:
        demands.append(msgn("at least {n} project", "at least {n} projects", rule.min_projects))
    if rule.max_projects is not None:
        demands.append(msgn("at most {n} project", "at most {n} projects", rule.max_projects))
    if rule.min_share is not None:
        demands.append(
            msg("at least {share} of {costs}", share=_share(rule.min_share), costs=costs)
        )
    if rule.max_share is not None:
        share = _share(rule.max_share)
        demands.append(msg("at most {share} of {costs}", share=share, costs=costs))
    return msg("{group}: {demands}", group=group, demands=Listing(tuple(demands)))
