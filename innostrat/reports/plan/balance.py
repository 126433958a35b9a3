"""How a plan spreads over the focus areas, and how it stands to the balance rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.messages import Listing, Message, Percent, msg, msgn
from innostrat.reports.table import Align, Column, Row, RowRole, Table, Thousands

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import BalanceRule


def balance(plan: Plan, portfolio: Portfolio) -> Table:
    """Return how projects and money spread over the focus areas."""
    columns = (
        Column("area", msg("Focus area"), wide=True),
        Column("asked", msg("Asked"), Align.RIGHT),
        Column("funded", msg("Funded"), Align.RIGHT),
        Column("cost", msg("Cost"), Align.RIGHT),
        Column("share", msg("Share"), Align.RIGHT),
    )
    everything = [one.project for one in plan.funded] + [one.project for one in plan.left]
    total = sum(one.cost for one in plan.funded)
    rows = []
    known = {area.id for area in portfolio.strategy.focus_areas}
    for area in portfolio.strategy.focus_areas:
        funded = [one for one in plan.funded if one.project.focus_area == area.id]
        spent = sum(one.cost for one in funded)
        asked = sum(project.focus_area == area.id for project in everything)
        share = Percent(Fraction(spent, total)) if total else None
        rows.append(Row((area.title, asked, len(funded), Thousands(spent), share)))
    nowhere = [one for one in plan.funded if one.project.focus_area not in known]
    asked = sum(project.focus_area not in known for project in everything)
    if asked:
        spent = sum(one.cost for one in nowhere)
        share = Percent(Fraction(spent, total)) if total else None
        row = (msg("Without focus area"), asked, len(nowhere), Thousands(spent), share)
        rows.append(Row(row))
    all_of_it = Percent(Fraction(1)) if total else None
    rows.append(
        Row(
            (msg("Sum"), len(everything), len(plan.funded), Thousands(total), all_of_it),
            RowRole.TOTAL,
        )
    )
    return Table("balance", msg("Balance over the focus areas"), columns, tuple(rows))


def balance_rules(plan: Plan, portfolio: Portfolio) -> Table:
    """Return each balance rule of the round, and whether the plan keeps it."""
    columns = (
        Column("rule", msg("The round demands"), wide=True),
        Column("projects", msg("Projects"), Align.RIGHT),
        Column("share", msg("Share"), Align.RIGHT),
        Column("holds", msg("Kept")),
    )
    rows = tuple(
        Row(
            (
                rule_in_words(state.rule, portfolio),
                state.projects,
                None if state.share is None else Percent(state.share, 1),
                msg("yes") if state.holds else msg("NO"),
            )
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


def rule_in_words(rule: BalanceRule, portfolio: Portfolio) -> Message:
    """Return a balance rule as a person would say it."""
    group: str | Message = rule.service_area or ""
    if rule.focus_area is not None:
        goal = portfolio.strategy.goal(rule.focus_area)
        group = goal.title if goal else rule.focus_area
    elif rule.service_area is not None:
        area = portfolio.strategy.service_area(rule.service_area)
        group = area.title if area else rule.service_area
    elif rule.degree is not None:
        group = rule.degree.label
    demands = []
    if rule.min_projects is not None:
        demands.append(msgn("at least {n} project", "at least {n} projects", rule.min_projects))
    if rule.max_projects is not None:
        demands.append(msgn("at most {n} project", "at most {n} projects", rule.max_projects))
    if rule.min_share is not None:
        demands.append(msg("at least {share} of the money", share=_share(rule.min_share)))
    if rule.max_share is not None:
        demands.append(msg("at most {share} of the money", share=_share(rule.max_share)))
    return msg("{group}: {demands}", group=group, demands=Listing(tuple(demands)))
