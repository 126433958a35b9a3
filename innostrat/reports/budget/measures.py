"""The measures of the four-year tables: what the plan funds, and what was decided earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.baseline import earlier, known_before, net_of, owed_by_area, own_changes
from innostrat.economy import (
    borrower,
    first_year,
    lasting_lines,
    money_by_area,
    postponed,
    within_area,
)
from innostrat.messages import Message, msg
from innostrat.parts import CAPITAL, Money, Part
from innostrat.pot import POT, pot_money
from innostrat.reports.years import Line

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.baseline import BudgetPlace
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.reports.table import Cell


LOANS: Final = (Part.INTEREST, Part.INSTALMENT)
_PARTS: Final = {Part.COST: None, Part.GRANT: msg("grants"), Part.SAVING: msg("committed savings")}


class AreaMeasure(NamedTuple):
    """A project's money in an area, in each frame's smallest unit, by year.

    It is `new` unless it was decided before this round, or is statutory. `stays` are the amounts
    alone that go on, under the plan's last year: lines with what they come to in it, and loans with
    what they cost the year after. `from_month` is when the first year's amounts begin to run.
    """

    title: str
    service_area: str | None
    focus_area: str | None
    money: Money
    new: bool = False
    stays: Money = Money.none()
    from_month: int | None = None
    known: Message = msg("decided earlier")

    def lines(self, frames: Container[str]) -> Iterator[tuple[Part, Line]]:
        """Yield cost, grants and committed savings in some frames, each a line of its own."""
        for part, name in _PARTS.items():
            amounts = net_of(self.money.only(part), frames)
            if any(amounts.values()):
                label: Cell = self.title
                if name is not None:
                    label = msg("{title}: {part}", title=self.title, part=name)
                yield part, Line(label, amounts)


def measures(plan: Plan, portfolio: Portfolio, *, changes: bool) -> tuple[AreaMeasure, ...]:
    """Return the plan's projects in its order, each for every budget that a line of it is in.

    After them stand loans of what the plan does not hold: carried out, or stopped. With `changes`
    also the level that each had the year before, and what has such a level and is not in the plan:
    it has ended, or goes on after it was carried out.
    """
    known = known_before(portfolio, plan.round)
    found = {
        **dict(_funded(plan, known)),
        **dict(_amended(plan, portfolio)),
        **_pot(plan, portfolio),
    }
    if not changes:
        return (*found.values(), *_owed(plan, portfolio))
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


def _pot(plan: Plan, portfolio: Portfolio) -> dict[BudgetPlace, AreaMeasure]:
    """Return the yearly pot, once: new where the budget held nothing of it the year before."""
    fund, years = portfolio.strategy.fund, plan.round.years
    amounts = pot_money(fund, plan.round, years)
    if fund is None or amounts.is_nothing:
        return {}
    return {
        (POT, fund.service_area): AreaMeasure(
            fund.title,
            fund.service_area,
            None,
            amounts,
            new=not fund.amounts.get(years[0] - 1),
            stays=amounts,
            known=msg("pot"),
        )
    }


def _amended(plan: Plan, portfolio: Portfolio) -> Iterator[tuple[BudgetPlace, AreaMeasure]]:
    """Yield what bodies themselves added to or took from service areas' budgets, now or before."""
    for one in own_changes(portfolio, plan.round, plan.decision):
        new = one.decision.round == plan.round.id
        yield one.place, AreaMeasure(one.title, one.place[1], None, one.money, new=new)


def _owed(plan: Plan, portfolio: Portfolio) -> Iterator[AreaMeasure]:
    """Yield the loans of projects that the plan does not hold, in each area that pays them."""
    for _, measure in owed_measures(plan, portfolio):
        yield measure


def owed_measures(plan: Plan, portfolio: Portfolio) -> Iterator[tuple[Project, AreaMeasure]]:
    """Yield each project that the plan does not hold, with its loans in an area that pays them."""
    for project in portfolio.projects.values():
        if project.id in plan.ids or (bought := borrower(project, plan.round)) is None:
            continue
        after = _loans_after(bought, plan.round)
        for area, amounts in owed_by_area(project, plan.round, plan.round.years).items():
            stays = after.get(area, Money.none())
            if not (amounts.is_nothing and stays.is_nothing):
                yield (
                    project,
                    AreaMeasure(
                        project.title,
                        area,
                        project.focus_area,
                        amounts,
                        stays=stays,
                        known=msg("finished") if project.is_done else msg("stopped"),
                    ),
                )


def _loans_after(project: Project, round_: Round) -> dict[str | None, Money]:
    """Return what its loans cost the year after the plan, under the plan's last year."""
    after = round_.years[-1] + 1
    found = money_by_area(project, round_, years=(after,))
    return {
        area: Money(
            {
                part: {(frame, after - 1): kroner for (frame, _), kroner in one.of(part).items()}
                for part in LOANS
            },
            one.refill,
        )
        for area, one in found.items()
    }


def _funded(plan: Plan, known: Container[str]) -> Iterator[tuple[BudgetPlace, AreaMeasure]]:
    for one in plan.funded:
        project = one.project
        shift = one.start - first_year(project, plan.round)
        planned = postponed(project, shift)
        stays = money_by_area(lasting_lines(planned, plan.round), plan.round)
        loans = _loans_after(planned, plan.round)
        for area, amounts in one.areas.items():
            lines = within_area(project, area).costs
            yield (
                (project.id, area),
                AreaMeasure(
                    project.title,
                    area,
                    project.focus_area,
                    amounts,
                    project.id not in known,
                    stays.get(area, Money.none())
                    .without(CAPITAL)
                    .plus(loans.get(area, Money.none())),
                    min((cost.from_month for cost in lines if cost.from_month), default=None),
                    known_as(project),
                ),
            )


def known_as(project: Project) -> Message:
    """Return why a project is no new measure."""
    return project.commitment.label if project.is_bound else msg("decided earlier")
