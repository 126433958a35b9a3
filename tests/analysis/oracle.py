"""The plan of a small round read off docs/method.md, by trying every selection and every start.

It knows the models' objects and the documents, and nothing of how the tool computes. A project's
value is what it was given on the one criterion of `building.strategy`, from 0 to 100 points.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from innostrat.model.words import BenefitKind, Commitment, FrameKind, FundingStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Cost, Project
    from innostrat.model.round import Round
    from innostrat.model.strategy import Fund
    from innostrat.money import Estimate

Plan = dict[str, int]  # the first year of each chosen project, by id
POINT = 10_000  # the selection counts in ten-thousandths of a point


class Here(NamedTuple):
    """A round, the projects that stand in it, and the pot for small trials, where there is one."""

    plan: Round
    projects: Mapping[str, Project]
    pot: Fund | None = None


def best(portfolio: Portfolio) -> Plan | None:
    """Return the plan that the documents put first; None when nothing fits."""
    (plan,) = portfolio.rounds.values()
    here = Here(plan, taking_part(portfolio), portfolio.strategy.fund)
    allowed = [one for one in selections(here) if is_allowed(here, one)]
    return min(allowed, key=lambda one: order(here, one), default=None)


def taking_part(portfolio: Portfolio) -> dict[str, Project]:
    """Return the projects that stand: but for those that give nothing and are not needed.

    Needed is what one that gives something or is bound requires, itself or through others.
    """
    standing = {one.id: one for one in portfolio.projects.values() if one.stands}
    kept = {id_ for id_, one in standing.items() if one.is_bound or given(one)}
    while more := {name for id_ in kept for name in standing[id_].requires} & {*standing} - kept:
        kept |= more
    return {id_: one for id_, one in standing.items() if id_ in kept}


def given(project: Project) -> Fraction:
    """Return the points that the project was given."""
    score = project.scores.get("worth")
    return Fraction((score and score.value) or 0)


def selections(here: Here) -> Iterator[Plan]:
    """Yield every set of projects with every possible start."""
    options = [[None, *possible(one, here.plan)] for one in here.projects.values()]
    for years in product(*options):
        chosen = zip(here.projects, years, strict=True)
        yield {id_: year for id_, year in chosen if year is not None}


def asked(project: Project, plan: Round) -> int:
    """Return the year asked for: the first year of the costs, else the earliest, else the first."""
    years = [year for cost in project.costs for year in cost.amounts]
    return min(years) if years else project.start.earliest or plan.years[0]


def possible(project: Project, plan: Round) -> Iterator[int]:
    """Yield the years of the plan in the window that hide no cost; the first that does ends it."""
    wanted = asked(project, plan)
    early = late = wanted
    if project.commitment is not Commitment.DECIDED:  # decided ones start when they ask to
        early, late = project.start.earliest or wanted, project.start.latest or wanted
    for year in range(early, late + 1):
        if year not in plan.years:
            continue
        if any(hidden(cost, plan, year - wanted) for cost in project.costs):
            return
        yield year


def lived(cost: Cost, plan: Round) -> dict[int, Decimal]:
    """Return the amounts, with the last level in each year of a number of years, but investments.

    Those are made once: there a lifetime is how long what was bought serves.
    """
    amounts = written(cost.amounts)
    frame = next(one for one in plan.frames if one.id == cost.frame)
    if type(cost.lasts) is int and frame.kind is not FrameKind.INVESTMENT:
        level = amounts[max(amounts)]
        for year in range(min(amounts), min(amounts) + cost.lasts):
            if year > max(cost.amounts):
                amounts[year] = level
    return amounts


def hidden(cost: Cost, plan: Round, delay: int) -> bool:
    """Return whether what a delay pushes past the plan's last year does not go on from it."""
    last = plan.years[-1]
    was = lived(cost, plan)
    goes_on = cost.lasts is True or max(was) > last
    now = {year + delay: amount for year, amount in was.items()}
    for year, amount in now.items():
        pushed = year > last >= year - delay and amount > 0
        if pushed and not (goes_on and amount <= now.get(last, 0)):
            return True
    return False


def is_allowed(here: Here, chosen: Plan) -> bool:
    """Return whether frames, commitments, relations and balance rules hold."""
    return (
        all(id_ in chosen for id_, one in here.projects.items() if one.is_bound)
        and all(
            _fits(here, chosen, frame.id, year)
            for frame in here.plan.frames
            for year in here.plan.years
        )
        and all(_gets_along(here.projects[id_], chosen) for id_ in chosen)
        and all(_keeps(here, chosen, number) for number in range(len(here.plan.balance)))
    )


def _fits(here: Here, chosen: Plan, frame: str, year: int) -> bool:
    limit = next(one.amounts.get(year, Decimal(0)) for one in here.plan.frames if one.id == frame)
    if here.pot is not None and here.pot.frame == frame:  # nobody else may have what is set aside
        limit -= here.pot.amounts.get(year, Decimal(0))
    used = Decimal(0)
    for id_, start in chosen.items():
        project = here.projects[id_]
        delay = start - asked(project, here.plan)
        rows = [(1, cost.frame, lived(cost, here.plan)) for cost in project.costs]
        rows += [
            (-1, one.frame, written(one.amounts))
            for one in project.funding
            if one.status is FundingStatus.GRANTED
        ]
        rows += [
            (-1, one.frame or "", written(one.amounts or {}))
            for one in project.benefits
            if here.plan.committed_savings_refill
            and one.committed
            and one.kind is BenefitKind.BUDGET
        ]
        for sign, name, amounts in rows:
            if name == frame and year - delay in amounts:
                used += sign * amounts[year - delay]
    return used <= limit


def written(amounts: Mapping[int, Estimate]) -> dict[int, Decimal]:
    """Return the most likely amounts as they are written."""
    return {year: estimate.likely for year, estimate in amounts.items()}


def _gets_along(project: Project, chosen: Plan) -> bool:
    starts = chosen[project.id]
    leads = all(chosen.get(one, 9999) <= starts for one in project.requires)
    return leads and not chosen.keys() & {*project.excludes, *project.replaces}


def _keeps(here: Here, chosen: Plan, number: int) -> bool:
    rule = here.plan.balance[number]
    group = {id_ for id_ in chosen if here.projects[id_].focus_area == rule.focus_area}
    if rule.min_projects is not None and len(group) < rule.min_projects:
        return False
    if rule.max_projects is not None and len(group) > rule.max_projects:
        return False
    within = {
        id_: kroner(here, id_, year, here.plan.years[-1], rule.counts or FrameKind.OPERATING)
        for id_, year in chosen.items()
    }
    total, own = sum(within.values()), sum(within[id_] for id_ in group)
    least, most = rule.min_share or Fraction(0), rule.max_share
    return not total or (least <= Fraction(own, total) <= (1 if most is None else most))


def kroner(here: Here, id_: str, start: int, last: int, *kinds: FrameKind) -> int:
    """Return the gross cost in frames of these kinds from the plan's first year to `last`.

    Without a kind it is in all frames of money, as ties are ordered by.
    """
    project = here.projects[id_]
    kinds = kinds or (FrameKind.OPERATING, FrameKind.INVESTMENT)
    money = {one.id for one in here.plan.frames if one.kind in kinds}
    delay = start - asked(project, here.plan)
    return sum(
        int(amount)
        for cost in project.costs
        if cost.frame in money
        for year, amount in lived(cost, here.plan).items()
        if here.plan.years[0] <= year + delay <= last
    )


def worth(here: Here, id_: str, start: int) -> int:
    """Return the value left after the delay, in ten-thousandths, halves up."""
    project = here.projects[id_]
    delay = max(0, start - asked(project, here.plan))
    kept = max(Fraction(0), 1 - here.plan.delay_penalty * delay)
    return floor(given(project) * POINT * kept + Fraction(1, 2))


def order(here: Here, chosen: Plan) -> tuple[object, ...]:
    """Return what puts one plan before another of the same value: the list under "Ties"."""
    return (
        -sum(worth(here, id_, year) for id_, year in chosen.items()),
        sum(kroner(here, id_, year, last=9999) for id_, year in chosen.items()),
        sum(abs(year - asked(here.projects[id_], here.plan)) for id_, year in chosen.items()),
        len(chosen),
        sorted(chosen),
        [chosen[id_] for id_ in sorted(chosen)],
    )
