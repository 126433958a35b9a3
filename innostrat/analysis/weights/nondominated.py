"""All portfolios of a small round that no other dominates, by trying every one of them.

A portfolio dominates another when it is worth at least as much at all admissible weights and more
at some (Liesiö, Mild, Salo, EJOR 181 (2007) 1488–1505). Worth is linear in the weights, so the
corners of the polytope are enough to see it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.analysis.optimizer.problem import Problem
    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.pool import Choice, Weighing

CANDIDATES: Final = 12
CHOICES: Final = 4_096  # ways to choose starts that are tried
EXACT: Final = 1 << 30  # the greatest common denominator with which worths stay whole in 64 bits


def nondominated(weighing: Weighing, corners: tuple[Weights, ...]) -> tuple[Choice, ...] | None:
    """Return those portfolios, sorted; None when the round is not small.

    Worths are compared as they are counted, in 1/10 000 point on each criterion.
    """
    problem = weighing.base
    ways = prod(len(one.starts) + (not one.bound) for one in problem.candidates)
    whole = lcm(*(weight.denominator for corner in corners for weight in corner))
    if not corners or len(problem.candidates) > CANDIDATES or ways > CHOICES or whole > EXACT:
        return None
    choices = list(allowed(problem))
    if not choices:
        return None
    scaled = np.array([[int(weight * whole) for weight in one] for one in corners], dtype=np.int64)
    worth = np.array([weighing.worth(one) for one in choices], dtype=np.int64) @ scaled.T
    rows, which = np.unique(worth, axis=0, return_inverse=True)
    best: list[int] = []
    for i in sorted(range(len(rows)), key=lambda i: -int(rows[i].sum())):
        if not (rows[best] >= rows[i]).all(axis=1).any():
            best.append(i)
    kept = set(best)
    found = (choices[n] for n, i in enumerate(which.ravel()) if int(i) in kept)
    return tuple(sorted(found, key=lambda choice: sorted(choice.items())))


def core_index(id_: str, every: Iterable[Choice]) -> Fraction:
    """Return the share of these sets of projects that hold the project."""
    sets = sets_of(every)
    return Fraction(sum(id_ in one for one in sets), len(sets))


def sets_of(choices: Iterable[Choice]) -> frozenset[frozenset[str]]:
    """Return the sets of projects of portfolios, whatever their years."""
    return frozenset(frozenset(choice) for choice in choices)


def allowed(problem: Problem) -> Iterator[dict[str, int]]:
    """Yield every choice of starts that keeps all demands."""
    rows = [row for _, row in problem.rows()]
    options = [
        [*((one.id, start.year) for start in one.starts), *([] if one.bound else [None])]
        for one in problem.candidates
    ]
    for keys in product(*options):
        choice = dict(key for key in keys if key is not None)
        if all(row.total(choice) <= row.most for row in rows):
            yield choice
