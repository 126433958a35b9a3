"""Completes a pool of portfolios, so that it holds the best one at every admissible weight: exact.

Where one portfolio of the pool is the best of the pool is a polytope, its *cell*. The best value of
all portfolios is convex in the weights and the cell's portfolio is linear, so if nothing beats it
at the cell's corners, nothing does inside. Where something does, it joins the pool and the cells
are cut anew. It ends, since there are only so many portfolios. (An outer approximation as in
Benson, Journal of Global Optimization 13 (1998) 1–24.)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from innostrat.analysis.pool import Pool
    from innostrat.analysis.weights import Region, Weights, WeightSpace

    Follow = Callable[[Sequence[int]], Iterable[int]]

ROUNDS: Final = 100  # of cutting and testing, at most
WIDE: Final = 4_096  # corners of the polytope beyond which it is not tried


def complete(pool: Pool, space: WeightSpace, most: int, follow: Follow = iter) -> bool:
    """Complete the pool by at most `most` selections; return whether it is proved complete.

    Then the pool holds the portfolios that are the best somewhere, those that are so only where
    two are equal left out; of portfolios worth the same on every criterion, the one that comes
    first in the stated order. Exact to 1/10 000 point a project, in which values are counted.
    """
    whole = space.whole(WIDE)
    if whole is None:
        return False
    if len(whole.corners) > most:
        return False
    cells = _Cells(pool, whole)
    tested: set[Weights] = set()
    for _ in range(ROUNDS):
        corners = sorted({corner for cell in cells.all() for corner in cell.corners} - tested)
        if len(tested) + len(corners) > most:
            return False
        known = len(pool.choices)
        asked = [corners[n] for n in follow(range(len(corners))) if _ask(pool, corners[n])]
        tested.update(corners)
        if len(asked) < len(corners):
            return False  # whoever follows had enough
        if not any(cells.ahead(n) for n in range(known, len(pool.choices))):
            cells.keep()
            return True
    return False


def _ask(pool: Pool, corner: Weights) -> bool:
    pool.ask(corner)
    return True


class _Cells:
    """The cells of a pool, made once for each portfolio and cut as others join."""

    def __init__(self, pool: Pool, whole: Region) -> None:
        self._pool = pool
        self._whole = whole
        self._cells: list[Region] = []
        self._cut: list[int] = []

    def all(self) -> list[Region]:
        """Return the cell of each portfolio of the pool; one without corners is empty."""
        worths = [self._pool.weighing.worth(choice) for choice in self._pool.choices]
        for n, worth in enumerate(worths):
            if n == len(self._cells):
                self._cells.append(self._whole)
                self._cut.append(0)
            for rival in worths[self._cut[n] :]:
                if rival != worth and self._cells[n].corners:
                    self._cells[n] = self._cells[n].cut(_lead(rival, worth))
            self._cut[n] = len(worths)
        return self._cells

    def ahead(self, place: int) -> bool:
        """Whether a portfolio that joined is worth more than all others somewhere."""
        worths = [self._pool.weighing.worth(choice) for choice in self._pool.choices]
        cell = self._whole
        for n, rival in enumerate(worths):
            if n != place and rival != worths[place] and cell.corners:
                cell = cell.cut(_lead(rival, worths[place]))
        return self._is_open(cell, place)

    def _is_open(self, cell: Region, place: int) -> bool:
        """Whether the cell is more than an edge that it shares with others."""
        if not cell.corners:
            return False
        inside = _middle(cell)
        worths = [self._pool.weighing.worth(choice) for choice in self._pool.choices]
        return all(
            rival == worths[place] or _lead(rival, worths[place])(inside) < 0 for rival in worths
        )

    def keep(self) -> None:
        """Leave in the pool, for each open cell, the portfolio that the stated order prefers."""
        kept: list[dict[str, int]] = []
        for place, cell in enumerate(self.all()):
            if self._is_open(cell, place):
                problem = self._pool.weighing.problem(_middle(cell))
                best = dict(solver.solve(problem, hint=self._pool.choices[place]).starts)
                if best not in kept:
                    kept.append(best)
        self._pool.choices[:] = kept


def _lead(rival: Sequence[int], worth: Sequence[int]) -> Callable[[Weights], Fraction]:
    """Return by how much the rival is worth more at given weights."""
    differences = [a - b for a, b in zip(rival, worth, strict=True)]

    def lead(weights: Weights) -> Fraction:
        return sum((w * d for w, d in zip(weights, differences, strict=True)), Fraction(0))

    return lead


def _middle(cell: Region) -> Weights:
    """Return the mean of the corners: a point inside."""
    count = len(cell.corners)
    return tuple(sum(column, Fraction(0)) / count for column in zip(*cell.corners, strict=True))
