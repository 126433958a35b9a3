"""The plan under each of several sets of weights, such as those of politicians and inhabitants."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer import solver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.pool import Weighing
    from innostrat.model.strategy import Strategy, WeightProfile


@dataclass(frozen=True, slots=True)
class Viewed:
    """The best portfolio at a profile's weights: first years by id.

    `loss` is what the plan at the strategy's own weights is worth less, seen with these weights, in
    1/10 000 point.
    """

    profile: WeightProfile
    starts: Mapping[str, int]
    value: int
    loss: int


def views(weighing: Weighing, plan: Mapping[str, int]) -> tuple[Viewed, ...]:
    """Return the best portfolio of each profile in the strategy, in its order."""
    strategy = weighing.portfolio.strategy
    found = []
    for profile in strategy.profiles:
        problem = weighing.problem(weights(strategy, profile))
        best = solver.solve(problem, hint=plan)
        found.append(Viewed(profile, best.starts, best.value, best.value - problem.value(plan)))
    return tuple(found)


def weights(strategy: Strategy, profile: WeightProfile) -> tuple[Fraction, ...]:
    """Return the profile's weights in the order of the criteria, summing to 1."""
    given = [Fraction(profile.weights.get(one.id, 0)) for one in strategy.criteria]
    total = sum(given)
    return tuple(one / total for one in given)
