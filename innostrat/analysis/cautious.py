"""A selection whose frames hold with a stated chance each, though its amounts are uncertain.

What a frame needs beyond the likely amounts is set aside as a reserve and the round is selected
again within what is left, until the draws say that every frame holds in every year. Reserves only
grow, so it ends. The plan keeps its promise in the draws; that no better one does is not claimed.
(The promise is a chance constraint: Charnes, Cooper, Management Science 6 (1959) 73–79.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from innostrat.analysis.optimizer import solver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.analysis.uncertainty import Resource, Simulation


@dataclass(frozen=True, slots=True)
class Reserved:
    """A plan with reserves: what is set aside of each frame in each year, in its smallest unit.

    `solution` is None where no plan keeps the promise; then `hopeless` are the frames and years
    that the bound projects alone break too often.
    """

    solution: Solution | None
    reserves: Mapping[Resource, int]
    hopeless: tuple[Resource, ...]


def select(problem: Problem, simulation: Simulation, chance: float) -> Reserved:
    """Return a plan in which each frame holds in each year with at least that chance."""
    reserves = dict.fromkeys(problem.limits, 0)
    while True:
        limits = {key: limit - reserves[key] for key, limit in problem.limits.items()}
        found = solver.solve(replace(problem, limits=limits))
        if found.status != "optimal":
            return Reserved(None, reserves, _hopeless(problem, simulation, chance))
        more = _lacking(problem, simulation, found.starts, chance)
        grown = {key: max(reserves[key], amount) for key, amount in more.items()}
        if all(grown[key] == reserves[key] for key in grown):
            if not more:
                return Reserved(found, reserves, ())
            # The reserve was enough for another plan's spread: this plan must be left behind.
            grown = {key: reserves[key] + 1 + amount // 10 for key, amount in more.items()}
        reserves |= grown


def _lacking(
    problem: Problem, simulation: Simulation, starts: Mapping[str, int], chance: float
) -> dict[Resource, int]:
    """Return, for each frame and year that holds too seldom, what it needs beyond the likely."""
    likely = simulation.likely(starts)
    lacking = {}
    for key, amounts in simulation.use(starts).items():
        needed = ceil(float(np.quantile(amounts, chance, method="inverted_cdf")) - 1e-6)
        if needed > problem.limits[key]:
            lacking[key] = needed - likely[key]
    return lacking


def _hopeless(problem: Problem, simulation: Simulation, chance: float) -> tuple[Resource, ...]:
    """Return the frames and years that hold too seldom with the bound projects alone."""
    bound = {one.id: one.starts[0].year for one in problem.candidates if one.bound}
    return tuple(sorted(_lacking(problem, simulation, bound, chance)))
