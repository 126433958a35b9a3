"""The lines of a plan as a budget takes them: one a cost, grant, saving or capital cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from innostrat.economy import first_year, in_units, within, yearly
from innostrat.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.model.project import Benefit, Cost, Funding, Project
    from innostrat.model.round import Frame


class BudgetLine(NamedTuple):
    """An amount line of a project in a plan, in kroner by year: cost +, grant and saving −.

    `codes` are its own and, for what it does not say, its project's, by the name of the list. What
    investments cost the operating budget has no title and no codes: those of what was bought are
    not those of its interest. There `frame` is None where it uses none.
    """

    entry: Funded
    part: Part
    title: str | None
    frame: Frame | None
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
        yield from _capital(entry, plan)


def _capital(entry: Funded, plan: Plan) -> Iterator[BudgetLine]:
    """Yield interest, instalments and transfers of a project, in each budget that has any."""
    for area, money in entry.areas.items():
        for part in (one for one in Part if one.is_capital):
            by_frame: dict[str, dict[int, int]] = {}
            for (frame, year), amount in money.of(part).items():
                by_frame.setdefault(frame, {})[year] = amount
            for frame, amounts in by_frame.items():
                if any(amounts.values()):
                    yield BudgetLine(entry, part, None, plan.round.frame(frame), area, {}, amounts)


def _counted(project: Project) -> Iterator[tuple[Part, Cost | Funding | Benefit, str]]:
    for cost in project.costs:
        yield Part.COST, cost, cost.frame
    for funding in project.funding:
        if funding.is_granted:
            yield Part.GRANT, funding, funding.frame
    for benefit in project.benefits:
        if benefit.is_committed_saving and benefit.frame:
            yield Part.SAVING, benefit, benefit.frame
