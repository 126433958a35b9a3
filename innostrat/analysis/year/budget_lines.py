"""The lines of a plan as a budget takes them: one a cost, grant or committed saving, with codes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from innostrat.economy import first_year, in_units, within, yearly
from innostrat.parts import CAPITAL, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.model.project import Benefit, Cost, Funding, Project
    from innostrat.model.round import Frame
    from innostrat.parts import FrameInYear


class BudgetLine(NamedTuple):
    """An amount line of a project in a plan, in kroner by year: cost +, grant and saving −.

    `codes` are its own and, for what it does not say, its project's, by the name of the list.
    """

    entry: Funded
    part: Part
    title: str
    frame: Frame
    area: str | None
    codes: Mapping[str, str]
    amounts: Mapping[int, int]


def budget_lines(plan: Plan) -> Iterator[BudgetLine]:
    """Yield the money lines of what is funded, by project in the plan's order, with planned years.

    A line without kroner in the years of the plan is left out, and so is capacity.
    """
    for entry in plan.funded:
        for part, line, frame_id in _counted(entry.project):
            frame = plan.round.frame(frame_id)
            if frame is None or not frame.is_money:
                continue
            shift = entry.start - first_year(entry.project, plan.round)
            amounts = {
                year: part.sign * in_units(one.likely, frame)
                for year, one in within(yearly(line, plan.round), plan.round.years, shift)
            }
            if any(amounts.values()):
                area = line.service_area or entry.project.service_area
                codes = {**entry.project.codes, **line.codes}
                title = line.title or frame.title
                yield BudgetLine(entry, part, title, frame, area, codes, amounts)


def _counted(project: Project) -> Iterator[tuple[Part, Cost | Funding | Benefit, str]]:
    for cost in project.costs:
        yield Part.COST, cost, cost.frame
    for funding in project.funding:
        if funding.is_granted:
            yield Part.GRANT, funding, funding.frame
    for benefit in project.benefits:
        if benefit.is_committed_saving and benefit.frame:
            yield Part.SAVING, benefit, benefit.frame


def unlike_the_plan(plan: Plan, lines: tuple[BudgetLine, ...]) -> tuple[Funded, ...]:
    """Return what is funded with other amounts than its lines hold, since its file was changed."""
    held: dict[str, Counter[FrameInYear]] = {}
    for line in lines:
        sums = held.setdefault(line.entry.project.id, Counter())
        sums.update({(line.frame.id, year): amount for year, amount in line.amounts.items()})
    return tuple(
        entry
        for entry in plan.funded
        if _kroner(entry, plan) != {k: v for k, v in held.get(entry.project.id, {}).items() if v}
    )


def _kroner(entry: Funded, plan: Plan) -> dict[FrameInYear, int]:
    """Return what the plan gives in frames of money: costs less grants and committed savings."""
    money = {frame.id for frame in plan.round.money_frames}
    total: Counter[FrameInYear] = Counter()
    for part in set(Part) - CAPITAL:
        for key, amount in entry.money.of(part).items():
            if key[0] in money:
                total[key] += part.sign * amount
    return {key: amount for key, amount in total.items() if amount}
