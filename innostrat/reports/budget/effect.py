"""What the measures of a plan do to the operating budget: each year, and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.baseline import frames_of, net_of
from innostrat.economy import first_year
from innostrat.model.words import FrameKind
from innostrat.reports.budget.measures import measures
from innostrat.reports.years import added

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio


def net_operating(plan: Plan, portfolio: Portfolio) -> dict[int, int]:
    """Return what the plan's measures take net of the operating budget, in kroner by year.

    Costs and capital costs, less grants and committed savings; what fees pay is not there.
    """
    frames = frames_of(FrameKind.OPERATING, plan.round, portfolio)
    found = measures(plan, portfolio, changes=False)
    return added(net_of(one.money, frames) for one in found)


def lasting(plan: Plan) -> int:
    """Return the yearly level, in kroner, that stays when the plan's years are over.

    Cost lines that say that they last, with what they cost in the plan's last year, less committed
    savings of that year, which a unit's budget was lowered by. Grants end, and what a line says
    nothing of ends; capital costs, which end with their loans, are not counted.
    """
    round_ = plan.round
    operating = {one.id for one in round_.budget_frames if one.kind is FrameKind.OPERATING}
    total = 0
    for one in plan.funded:
        year = round_.years[-1] - (one.start - first_year(one.project, round_))
        for cost in one.project.costs:
            if cost.lasts and cost.frame in operating and year in cost.amounts:
                total += round(cost.amounts[year].likely)
        for benefit in one.project.benefits:
            saved = benefit.amounts or {}
            if benefit.is_committed_saving and benefit.frame in operating and year in saved:
                total -= round(saved[year].likely)
    return total
