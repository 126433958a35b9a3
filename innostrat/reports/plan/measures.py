"""The measures of the four-year tables: what the plan funds, and what was decided earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from innostrat.baseline import amended, earlier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.baseline import BudgetPlace
    from innostrat.economy import Money
    from innostrat.model.portfolio import Portfolio


class AreaMeasure(NamedTuple):
    """A project's money in an area, in each frame's smallest unit, by year."""

    title: str
    service_area: str | None
    focus_area: str | None
    money: Money


def measures(plan: Plan, portfolio: Portfolio, *, changes: bool) -> tuple[AreaMeasure, ...]:
    """Return the plan's projects in its order, each for every budget that a line of it is in.

    With `changes` also the level that each had the year before, and after them what has such a
    level and is not in the plan: it has ended, or goes on after it was carried out.
    """
    found = {**dict(_funded(plan)), **dict(_amended(plan))}
    if not changes:
        return tuple(found.values())
    past = earlier(portfolio, plan.round)
    for place, measure in found.items():
        if place in past:
            before = past.pop(place).before
            found[place] = measure._replace(money=measure.money.with_year_before(before))
    ended = (
        AreaMeasure(one.title, area, one.focus_area, one.now.with_year_before(one.before))
        for (_, area), one in past.items()
    )
    return (*found.values(), *ended)


def _amended(plan: Plan) -> Iterator[tuple[BudgetPlace, AreaMeasure]]:
    """Yield what a body itself added to or took from service areas' budgets when it decided."""
    changes = () if plan.decision is None else amended(plan.decision, plan.round)
    for place, title, amounts in changes:
        yield place, AreaMeasure(title, place[1], None, amounts)


def _funded(plan: Plan) -> Iterator[tuple[BudgetPlace, AreaMeasure]]:
    for one in plan.funded:
        project = one.project
        for area, amounts in one.areas.items():
            yield (
                (project.id, area),
                AreaMeasure(project.title, area, project.focus_area, amounts),
            )
