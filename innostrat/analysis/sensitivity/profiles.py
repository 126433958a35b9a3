"""The plan under each of several sets of weights, such as those of politicians and inhabitants."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.time_limit import until_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.pool import Choice, Pool
    from innostrat.model.strategy import Strategy, WeightProfile

    Follow = Callable[[Sequence[int]], Iterable[int]]


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


def views(pool: Pool, plan: Choice, follow: Follow = iter) -> tuple[Viewed, ...]:
    """Return the best portfolio of each usable profile of the strategy, in its order."""
    strategy = pool.weighing.portfolio.strategy
    profiles = usable(strategy)

    def view(place: int) -> Viewed:
        profile = profiles[place]
        at = weights(strategy, profile)
        starts, loss = best_at(pool, plan, at)
        value = pool.weighing.problem(at).value(starts)
        return Viewed(profile, dict(sorted(starts.items())), value, loss)

    return until_stopped(follow(range(len(profiles))), view)


def usable(strategy: Strategy) -> tuple[WeightProfile, ...]:
    """Return the profiles that weigh every benefit and no other; A008 tells about the rest."""
    ids = {one.id for one in strategy.benefits}
    return tuple(
        one for one in strategy.profiles if one.weights.keys() == ids and any(one.weights.values())
    )


def best_at(pool: Pool, plan: Choice, at: Weights) -> tuple[Choice, int]:
    """Return the best portfolio at these weights, and what `plan` is worth less there.

    Where nothing is worth more, it is `plan` itself: an equal plan is no reason to change.
    """
    pool.ask(at)
    problem = pool.weighing.problem(at)
    best = min(pool.choices, key=problem.preference)
    loss = problem.value(best) - problem.value(plan)
    return (best, loss) if loss else (plan, 0)


def weights(strategy: Strategy, profile: WeightProfile) -> Weights:
    """Return a usable profile's weights in the order of the benefits, summing to 1."""
    given = [Fraction(profile.weights[one.id]) for one in strategy.benefits]
    total = sum(given)
    return tuple(one / total for one in given)
