"""What a web page needs to rank a round anew with other weights: exact, and without any language.

Whole numbers that may be large are texts, since a browser's own numbers are exact only to 2^53.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.competition import compete, possible_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from innostrat.analysis.optimizer.problem import Candidate, Resource
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.reports.table import Json

STEPS: Final = 50  # into which the sum of the weights must divide, so that they can be moved finely


def what_if_data(portfolio: Portfolio, scores: Scores, plan: Plan) -> Mapping[str, Json]:
    """Return the round as the ranking method sees it; `plan` is the official one.

    - `criteria`: weights and the ends of their ranges are whole steps of 10^-`decimals`, and a
      slider goes from 0 to `most`.
    - `projects`: first the ranking, then what is bound. `values` are points a benefit, after
      the factors, over the project's `denominator`; empty where nobody scored it. `starts` are in
      order, empty for what cannot take part: `kept` of `whole` is what a delay leaves of the value,
      `use` the net use by the place of a limit, `cost` the gross cost of each budget.
    - `limits`: frame, year and amount, in the frame's smallest unit; `frames` are their titles.
    - `plan`: what the plan funds.
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
        "plan": list(plan.ids),
        "method": plan.method.value,
        "balance": bool(scores.round.balance),
    }


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
        }
