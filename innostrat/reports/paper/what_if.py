"""What a web page needs to rank and select anew with other weights: exact, without any language.

Whole numbers that may be large are texts, since a browser's own numbers are exact only to 2^53.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.competition import compete, possible_starts
from innostrat.analysis.plan.planning import is_large
from innostrat.analysis.weights.polytope import weight_space
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from innostrat.analysis.optimizer.problem import Candidate, Problem, Resource
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.reports.table import Json

STEPS: Final = 50  # into which the sum of the weights must divide, so that they can be moved finely
SELECTIONS: Final = 1_500  # for the pool, among the candidates: with more, each takes longer


def what_if_data(portfolio: Portfolio, scores: Scores, plan: Plan) -> Mapping[str, Json]:
    """Return the round as the ranking method sees it; `plan` is the official one.

    - `criteria`: weights and the ends of their ranges are whole steps of 10^-`decimals`, and a
      slider goes from 0 to `most`.
    - `projects`: first the ranking, then what is bound. `values` are points a
      benefit, after the factors, over the project's `denominator`; empty where nobody scored it.
      `starts` are in order, empty for what cannot take part: `kept` of `whole` is what a delay
      leaves of the value, `use` the net use by the place of a limit, `cost` the gross cost of each
      budget, `money` all of it, that after the round too, and `moved` the years from the start
      asked for.
    - `limits`: frame, year and amount, in the frame's smallest unit; `frames` are their titles.
    - `counts` and `shares`: the balance rules; ends are numbers, or numerator and denominator.
    - `plan`: the years in which what the plan funds starts, and whether it is `proved` the best;
      `within` is the share of the most value that following the list may cost, where it does.
    - `pool`: portfolios that are the best at some weights, and whether it is `complete` where
      `space` says: each weight's part of them all, and the pairs of which the first is no lighter.
    """
    problem = compete(portfolio, scores.round, scores).problem
    places = {resource: place for place, resource in enumerate(sorted(problem.limits))}
    candidates = {one.id: one for one in problem.candidates}
    scored = {one.id: one for one in (*scores.ranking, *scores.outside)}
    ids = [one.id for one in scores.ranking]
    shown = [*ids, *sorted(candidates.keys() - set(ids))]
    return {
        **_weights(portfolio.strategy.benefits),
        "whole": scores.round.delay_penalty.denominator,
        "projects": [
            _project(portfolio.projects[id_], scored.get(id_))
            | {"starts": list(_starts(portfolio, scores.round, candidates.get(id_), places))}
            for id_ in shown
        ],
        "frames": {frame.id: frame.title for frame in scores.round.frames},
        "limits": [
            [frame, year, str(amount)] for (frame, year), amount in sorted(problem.limits.items())
        ],
        "requires": [list(pair) for pair in problem.requires],
        "excludes": [list(pair) for pair in problem.excludes],
        **_balance(problem),
        "plan": {one.project.id: one.start for one in plan.funded},
        "method": plan.method.value,
        "within": _within(plan),
        "proved": plan.method is Selection.OPTIMAL and plan.status == "optimal",
        **_pool(portfolio, scores, plan),
    }


def _within(plan: Plan) -> list[Json] | None:
    """Return the share of the most value that following the list may cost, where it is followed."""
    if plan.method is not Selection.NEAR_RANKING:
        return None
    within = plan.round.within or Fraction(0)
    return [within.numerator, within.denominator]


def _balance(problem: Problem) -> dict[str, Json]:
    return {
        "counts": [
            {"members": sorted(one.members), "least": one.least, "most": one.most}
            for one in problem.counts
        ],
        "shares": [
            {
                "members": sorted(one.members),
                "budget": one.budget,
                "least": None if one.least is None else _fraction(one.least),
                "most": None if one.most is None else _fraction(one.most),
            }
            for one in problem.shares
        ],
    }


def _pool(portfolio: Portfolio, scores: Scores, plan: Plan) -> dict[str, Json]:
    """Return the pool; none where the method is to go down the list, or where it takes long."""
    space = weight_space(portfolio.strategy)
    if plan.method is Selection.RANKING or space is None or is_large(scores):
        return {"pool": [], "complete": False, "space": None}
    from innostrat.analysis.weights.contenders import contenders  # noqa: PLC0415  (highspy is heavy)
    from innostrat.analysis.weights.pool import Weighing  # noqa: PLC0415

    weighing = Weighing(portfolio, scores)
    size = max(1, len(weighing.base.candidates))
    found = contenders(weighing, space, SELECTIONS // size)
    return {
        "pool": [dict(sorted(one.items())) for one in found.choices],
        "complete": found.complete,
        "space": {
            "low": _fractions(space.low),
            "high": _fractions(space.high),
            "falling": [list(pair) for pair in space.falling],
        },
    }


def _fraction(number: Fraction) -> list[Json]:
    return [str(number.numerator), str(number.denominator)]


def _fractions(numbers: Iterable[Fraction]) -> list[Json]:
    return [_fraction(number) for number in numbers]


def _weights(criteria: tuple[Criterion, ...]) -> dict[str, Json]:
    """Return the criteria with weights in whole steps, fine enough to be moved."""
    numbers = [one.weight for one in criteria]
    numbers += [end for one in criteria for end in one.weight_range or ()]
    decimals = max(max(0, -int(number.normalize().as_tuple().exponent)) for number in numbers)
    while sum(_steps(one.weight, decimals) for one in criteria) < STEPS:
        decimals += 1
    most = max(2 * _steps(one.weight, decimals) for one in criteria)
    most = max(most, *(_steps(number, decimals) for number in numbers))
    return {
        "decimals": decimals,
        "most": most,
        "criteria": [
            {
                "id": one.id,
                "title": one.title,
                "weight": _steps(one.weight, decimals),
                "range": [_steps(end, decimals) for end in one.weight_range or ()],
            }
            for one in criteria
        ],
    }


def _steps(number: Decimal, decimals: int) -> int:
    return int(Fraction(number) * 10**decimals)


def _project(project: Project, scored: Scored | None) -> dict[str, Json]:
    values = [part.worth for part in scored.parts] if scored else []
    whole = lcm(*(value.denominator for value in values))
    return {
        "id": project.id,
        "title": project.title,
        "rank": scored.rank if scored else None,
        "bound": project.is_bound,
        "values": [str(int(value * whole)) for value in values],
        "denominator": str(whole),
    }


def _starts(
    portfolio: Portfolio,
    round_: Round,
    candidate: Candidate | None,
    places: Mapping[Resource, int],
) -> Iterator[dict[str, Json]]:
    """Yield the candidate's starts; worth as many units as make a whole, so that none is lost."""
    if candidate is None:
        return
    project = portfolio.projects[candidate.id]
    for start in possible_starts(project, round_, round_.delay_penalty.denominator):
        yield {
            "year": start.year,
            "kept": start.value,
            "use": [
                [places[resource], str(amount)]
                for resource, amount in start.use.items()
                if resource in places
            ],
            "cost": {budget: str(amount) for budget, amount in start.budgets.items()},
            "money": str(start.money + start.after),
            "moved": start.moved,
        }
