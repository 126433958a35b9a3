"""What the measures of a plan do to the operating budget: each year, and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.baseline import frames_of, net_of
from innostrat.model.words import FrameKind
from innostrat.reports.budget.measures import measures
from innostrat.reports.years import added

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio


def net_operating(plan: Plan, portfolio: Portfolio) -> dict[int, int]:
    """Return what the plan's measures take net of the operating budget, in kroner by year.

    Costs, capital costs and the yearly pot, less grants and committed savings; what fees pay is
    not there.
    """
    frames = frames_of(FrameKind.OPERATING, plan.round, portfolio)
    found = measures(plan, portfolio, changes=False)
    return added(net_of(one.money, frames) for one in found)


def lasting_level(plan: Plan, portfolio: Portfolio) -> int:
    """Return the yearly level, in kroner, that stays when the plan's years are over.

    Cost lines that say that they go on, and the yearly pot, with what they cost in the plan's last
    year, less committed savings of that year that say no end, which a unit's budget was lowered by;
    and interest and instalments of the year after the plan, which sink until the loans are paid.
    Grants end, and so do transfers, costs that say nothing, and a body's own changes.
    """
    frames = frames_of(FrameKind.OPERATING, plan.round, portfolio)
    found = measures(plan, portfolio, changes=False)
    return sum(net_of(one.stays, frames).get(plan.round.years[-1], 0) for one in found)
