"""The measures of the four-year tables: what the plan funds, and what was decided earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from innostrat.baseline import earlier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.economy import Money
    from innostrat.model.portfolio import Portfolio


class AreaMeasure(NamedTuple):
    """A project's money in an area, in each frame's smallest unit, by year."""

    title: str
    service_area: str | None
    focus_area: str | None
    money: Money


def measures(plan: Plan, portfolio: Portfolio, *, changes: bool) -> tuple[AreaMeasure, ...]:
    """Return the plan's projects in its order.

    With `changes` also the level that each had the year before, and after them what has such a
    level and is not in the plan: it has ended, or goes on after it was carried out.
    """
    return tuple(_with_changes(plan, portfolio) if changes else _funded(plan))


def _funded(plan: Plan) -> Iterator[AreaMeasure]:
    for one in plan.funded:
        project = one.project
        yield AreaMeasure(project.title, project.service_area, project.focus_area, one.money)


def _with_changes(plan: Plan, portfolio: Portfolio) -> Iterator[AreaMeasure]:
    past = earlier(portfolio, plan.round)
    for funded, measure in zip(plan.funded, _funded(plan), strict=True):
        known = past.get(funded.project.id)
        if known is not None and known.service_area == measure.service_area:
            del past[funded.project.id]
            yield measure._replace(money=measure.money.with_year_before(known.before))
        else:  # what another service area's budget holds of it ends there
            yield measure
    for one in past.values():
        money = one.now.with_year_before(one.before)
        yield AreaMeasure(one.title, one.service_area, one.focus_area, money)
