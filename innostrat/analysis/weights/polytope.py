"""The admissible weights: a polytope, a point inside it, and its corners, all of it exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from innostrat.model.criterion import Criterion
    from innostrat.model.strategy import Strategy

ENDS: Final = 2  # corners of an edge
Weights: TypeAlias = tuple[Fraction, ...]
"""One weight a criterion, in the order of the strategy; they sum to 1."""


@dataclass(frozen=True, slots=True)
class WeightSpace:
    """The weights with sum 1, `low <= w <= high`, and `w[a] >= w[b]` for each pair of `falling`.

    The bounds are as tight as the pairs make them, so `low` and `high` keep the pairs too. `depth`
    is how many criteria stand in a row below each.
    """

    ids: tuple[str, ...]
    low: Weights
    high: Weights
    falling: tuple[tuple[int, int], ...]
    depth: tuple[int, ...]

    @property
    def free(self) -> tuple[int, ...]:
        """The criteria whose weight can move; none when there is but one admissible set."""
        loose = tuple(i for i, low in enumerate(self.low) if low < self.high[i])
        return loose if sum(self.low) < 1 < sum(self.high) and len(loose) > 1 else ()

    def inside(self) -> Weights:
        """Return a point where only what holds everywhere holds with equality.

        Between its bounds a criterion stands higher the more stand below it, which keeps each pair
        strictly; then all move towards one bound until the sum is 1.
        """
        steps = max(self.depth) + 2
        middle = tuple(
            Fraction(low + (high - low) * Fraction(1 + depth, steps))
            for low, high, depth in zip(self.low, self.high, self.depth, strict=True)
        )
        missing = Fraction(1 - sum(middle))
        end = self.high if missing > 0 else self.low
        way = sum(end) - sum(middle)
        part = missing / way if way else Fraction(0)
        return tuple(m + part * (e - m) for m, e in zip(middle, end, strict=True))

    def holds(self, weights: Weights) -> bool:
        """Whether the weights are admissible."""
        return (
            sum(weights) == 1
            and all(a <= b for a, b in zip(self.low, weights, strict=True))
            and all(a <= b for a, b in zip(weights, self.high, strict=True))
            and all(weights[a] >= weights[b] for a, b in self.falling)
        )

    def corners(self, most: int) -> tuple[Weights, ...] | None:
        """Return the corners, sorted; None when more than `most` are met on the way."""
        whole = self.whole(most)
        return None if whole is None else tuple(sorted(whole.corners))

    def whole(self, most: int) -> Region | None:
        """Return the polytope as a region; None when more than `most` corners are met on the way.

        The double description method (Motzkin, Raiffa, Thompson, Thrall 1953): the simplex above
        the low bounds is cut by one inequality after the other.
        """
        left = 1 - sum(self.low)
        if not left:
            return Region({self.low: 0}, 0, 0)
        size = len(self.low)
        every = (1 << size) - 1
        simplex = {
            (*self.low[:i], self.low[i] + left, *self.low[i + 1 :]): every - (1 << i)
            for i in range(size)
        }
        region = Region(simplex, size, size - 2)
        for beyond in self._cuts():
            region = region.cut(beyond)
            if len(region.corners) > most:
                return None
        return region

    def _cuts(self) -> Iterable[Callable[[Weights], Fraction]]:
        """Yield how far a point is beyond each inequality but the low bounds."""
        for i, high in enumerate(self.high):
            yield lambda weights, i=i, high=high: weights[i] - high  # type: ignore[misc]
        for a, b in self.falling:
            yield lambda weights, a=a, b=b: weights[b] - weights[a]  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Region:
    """A polytope by its corners, each with a bit for every inequality that it meets.

    So many `inequalities` have cut it; neighbouring corners meet at least `common` together.
    """

    corners: dict[Weights, int]
    inequalities: int
    common: int

    def cut(self, beyond: Callable[[Weights], Fraction]) -> Region:
        """Return what is left where `beyond`, which is linear, is 0 or less.

        New corners are where the cut meets an edge. Two corners share an edge when they meet
        `common` inequalities together, and no other corner meets those.
        """
        bit = 1 << self.inequalities
        points = list(self.corners)
        away = [beyond(point) for point in points]
        kept = {
            point: self.corners[point] | (0 if value else bit)
            for point, value in zip(points, away, strict=True)
            if value <= 0
        }
        inner = [n for n, value in enumerate(away) if value < 0]
        outer = [n for n, value in enumerate(away) if value > 0]
        for out, into in self._edges(outer, inner):
            part = away[into] / (away[into] - away[out])
            ends = zip(points[into], points[out], strict=True)
            met = tuple(a + part * (b - a) for a, b in ends)
            both = self.corners[points[out]] & self.corners[points[into]]
            kept[met] = kept.get(met, 0) | both | bit
        return Region(kept, self.inequalities + 1, self.common)

    def _edges(self, outer: list[int], inner: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of corners, one of each list, that share an edge."""
        if not outer or not inner:
            return
        import numpy as np  # noqa: PLC0415  (not for the checks, which only ask for bounds)

        bits = range(self.inequalities)
        tight = np.array(
            [[one >> n & 1 for n in bits] for one in self.corners.values()], dtype=np.float32
        )
        for out in outer:
            counts = zip(inner, tight[inner] @ tight[out], strict=True)
            near = [n for n, met in counts if met >= self.common]
            both = tight[near] * tight[out]
            meeting = (both @ tight.T == both.sum(axis=1)[:, None]).sum(axis=1)
            for into, corners in zip(near, meeting, strict=True):
                if corners == ENDS:
                    yield out, into


def weight_space(strategy: Strategy) -> WeightSpace | None:
    """Return the admissible weights of a strategy; None when there are none.

    A criterion without a range keeps its weight, or is free from 0 to 1 when it stands in an order.
    """
    place = {one.id: i for i, one in enumerate(strategy.benefits)}
    falling = tuple(
        (place[a], place[b])
        for order in strategy.weight_order
        for a, b in pairwise(order)
        if a in place and b in place
    )
    below: dict[int, set[int]] = {i: set() for i in range(len(strategy.benefits))}
    for a, b in falling:
        below[a].add(b)
    try:
        upwards = tuple(TopologicalSorter(below).static_order())
    except CycleError:
        return None
    ordered = {i for pair in falling for i in pair}
    total = Fraction(sum(one.weight for one in strategy.benefits))
    bounds = [_bounds(one, total, ordered=i in ordered) for i, one in enumerate(strategy.benefits)]
    low, high, depth = [b[0] for b in bounds], [b[1] for b in bounds], [0] * len(bounds)
    for i in upwards:
        low[i] = max([low[i], *(low[j] for j in below[i])])
        depth[i] = max([0, *(depth[j] + 1 for j in below[i])])
    for i in reversed(upwards):
        for j in below[i]:
            high[j] = min(high[j], high[i])
    if any(a > b for a, b in zip(low, high, strict=True)) or not sum(low) <= 1 <= sum(high):
        return None
    ids = tuple(one.id for one in strategy.benefits)
    return WeightSpace(ids, tuple(low), tuple(high), falling, tuple(depth))


def _bounds(criterion: Criterion, total: Fraction, *, ordered: bool) -> tuple[Fraction, Fraction]:
    if criterion.weight_range is not None:
        low, high = criterion.weight_range
        return Fraction(low) / total, min(Fraction(1), Fraction(high) / total)
    if ordered:
        return Fraction(0), Fraction(1)
    return Fraction(criterion.weight) / total, Fraction(criterion.weight) / total
