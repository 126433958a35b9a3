"""All portfolios of a small round that no other dominates, when scores are intervals.

A portfolio dominates another when it is worth at least as much at all admissible weights and all
scores in their intervals, and more at some (Liesiö, Mild, Salo, EJOR 181 (2007) 1488–1505). It is
least ahead where what only it holds scores lowest and what only the other holds scores highest, at
a corner of the weights.
"""

from __future__ import annotations

from math import lcm, prod
from typing import TYPE_CHECKING, Final

import numpy as np

from innostrat.analysis.weights.nondominated import CANDIDATES, CHOICES, allowed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from innostrat.analysis.optimizer.problem import Key, Problem
    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.pool import Choice
    from innostrat.analysis.weights.sampling import Array

    Bounds = Mapping[str, Sequence[tuple[Fraction, Fraction]]]

BLOCK: Final = 512  # portfolios compared with all others at a time
EXACT: Final = 1 << 53  # below this, floating point adds whole numbers exactly


def undominated(
    problem: Problem, kept: Mapping[Key, int], bounds: Bounds, corners: Sequence[Weights]
) -> tuple[Choice, ...] | None:
    """Return those portfolios, sorted; None when the round is not small.

    `kept` is what each start keeps of its project's value, in whole parts; `bounds` are the lowest
    and the highest score of each project on each criterion.
    """
    ways = prod(len(one.starts) + (not one.bound) for one in problem.candidates)
    if not corners or len(problem.candidates) > CANDIDATES or ways > CHOICES:
        return None
    choices = list(allowed(problem))
    if not choices:
        return None
    options = _Options(problem, kept)
    taken = np.array([options.row(choice) for choice in choices], dtype=float)
    may_be_less = np.zeros((len(choices), len(choices)), dtype=bool)
    for corner in corners:
        ahead = options.least_ahead(corner, bounds)
        if np.abs(ahead).max(axis=1).sum() >= EXACT:
            return None
        for first in range(0, len(choices), BLOCK):
            part = slice(first, first + BLOCK)
            may_be_less[part] |= taken[part] @ ahead @ taken.T < 0
    dominated = np.any(~may_be_less & may_be_less.T, axis=0)
    found = (choices[n] for n in np.flatnonzero(~dominated))
    return tuple(sorted(found, key=lambda choice: sorted(choice.items())))


class _Options:
    """Each start of each candidate, and for each candidate that it is left out: a column each."""

    def __init__(self, problem: Problem, kept: Mapping[Key, int]) -> None:
        self._of = {
            one.id: [*((start.year, kept[one.id, start.year]) for start in one.starts), (None, 0)]
            for one in problem.candidates
        }

    def row(self, choice: Mapping[str, int]) -> list[bool]:
        """Return which options a portfolio takes."""
        return [choice.get(id_) == year for id_, options in self._of.items() for year, _ in options]

    def least_ahead(self, corner: Weights, bounds: Bounds) -> Array:
        """Return by how much an option, a row, is ahead of another, a column, at least.

        Options of different candidates are added up elsewhere: 0. Whole numbers.
        """
        parts = lcm(*(weight.denominator for weight in corner))
        scores = lcm(*(end.denominator for one in bounds.values() for two in one for end in two))
        ahead = np.zeros((sum(map(len, self._of.values())),) * 2)
        first = 0
        for id_, options in self._of.items():
            low, high = (
                sum(
                    int(weight * parts) * int(two[end] * scores)
                    for weight, two in zip(corner, bounds[id_], strict=True)
                )
                for end in (0, 1)
            )
            for n, (_, mine) in enumerate(options):
                for m, (_, other) in enumerate(options):
                    more = mine - other
                    ahead[first + n, first + m] = more * (low if more > 0 else high)
            first += len(options)
        return ahead
