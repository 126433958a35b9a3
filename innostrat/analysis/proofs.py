"""Proves that a project is in every best portfolio, or in none, for all admissible weights at once.

What a portfolio is worth is linear in the weights, and the best worth of those without a project is
convex. A portfolio with the project that is worth more than all of those at every corner of the
polytope is therefore worth more everywhere: then every best portfolio holds the project. The mirror
image proves that none does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.worth import greatest_value

if TYPE_CHECKING:
    from innostrat.analysis.optimizer.problem import Problem
    from innostrat.analysis.pool import Pool
    from innostrat.analysis.weights import Weights

LARGE: Final = 1_000  # candidates times corners beyond which no proof by corners is tried


@dataclass(frozen=True)
class Proofs:
    """Proofs by the portfolios of a pool; without `corners` only what no plan can do otherwise."""

    pool: Pool
    corners: tuple[Weights, ...]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problem at each corner; none when they would take too long."""
        weighing = self.pool.weighing
        if len(self.corners) * len(weighing.base.candidates) > LARGE:
            return ()
        return tuple(weighing.problem(weights) for weights in self.corners)

    def holds(self, id_: str, *, core: bool) -> bool:
        """Whether it is proved that every best portfolio holds the project, or that none does."""
        candidates = {one.id: one for one in self.pool.weighing.base.candidates}
        if id_ not in candidates or candidates[id_].bound:
            return True
        if _best(self.pool.weighing.base, id_, core=core) is None:
            return True
        # Each start's worth is rounded twice, by half a unit at most.
        margin = 2 * len(candidates)
        champions = self.pool.choices
        for problem in self.problems:
            rival = _best(problem, id_, core=core)
            if rival is not None:
                champions = [one for one in champions if problem.value(one) > rival + margin]
        return bool(self.problems and champions)


def _best(problem: Problem, id_: str, *, core: bool) -> int | None:
    """Return the most that a portfolio is worth that does what `core` says none does, if any."""
    return greatest_value(problem.without(id_) if core else problem.with_bound(id_))
