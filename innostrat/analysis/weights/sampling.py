"""Weights drawn evenly from all admissible ones, by hit-and-run (Smith 1984; Lovász 1999).

From a point inside, a step goes in a random direction to an even point of the chord through the
polytope. Each draw is the end of a chain of its own, so draws are independent and a share's
standard error is that of a coin. A pilot run learns how wide the polytope is in each direction;
then directions are drawn with that shape, which keeps long, thin polytopes from being slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from innostrat.analysis.weights.polytope import WeightSpace

    Array: TypeAlias = NDArray[np.float64]

PILOT: Final = 1_000  # chains of the pilot run
STEPS: Final = 40  # of each chain before its draw, for each dimension
BLOCK: Final = 1_000  # chains at a time: more are slower, since they leave the cache
NO_ROOM: Final = 1e-15  # what a point on an inequality has left, so that nothing divides by 0


def sample(space: WeightSpace, count: int, generator: np.random.Generator) -> Array:
    """Return `count` independent weights, one a row; the same for the same generator.

    The only admissible weights, `count` times, when none can move.
    """
    inside = np.array([float(weight) for weight in space.inside()])
    if not space.free:
        return np.tile(inside, (count, 1))
    walk = _Walk(space)
    size = len(space.free) - 1
    wide = np.array([float(space.high[i] - space.low[i]) for i in space.free[:-1]])
    pilot = walk.run(np.tile(inside, (PILOT, 1)), np.diag(wide), STEPS * size, generator)
    spread = np.cov(pilot[:, space.free[:-1]], rowvar=False).reshape(size, size)
    shape = np.linalg.cholesky(spread).astype(np.float64)
    blocks = [
        walk.run(np.tile(inside, (part, 1)), shape, STEPS * size, generator)
        for part in _parts(count)
    ]
    return np.concatenate(blocks)


def _parts(count: int) -> Iterator[int]:
    while count > 0:
        yield min(BLOCK, count)
        count -= BLOCK


class _Walk:
    """The inequalities `normals · w <= limits` that can be kept strictly, and steps between them.

    A direction is made of moves between one free criterion and the last free one, so that the sum
    stays 1.
    """

    def __init__(self, space: WeightSpace) -> None:
        free, size = space.free, len(space.low)
        unit = np.eye(size)
        pairs = [(a, b) for a, b in space.falling if a in free or b in free]
        self._normals = np.array(
            [
                *(-unit[i] for i in free),
                *(unit[i] for i in free),
                *(unit[b] - unit[a] for a, b in pairs),
            ]
        )
        self._limits = np.array(
            [
                *(-float(space.low[i]) for i in free),
                *(float(space.high[i]) for i in free),
                *(0.0 for _ in pairs),
            ]
        )
        self._moves = unit[list(free[:-1])] - unit[free[-1]]

    def run(self, points: Array, shape: Array, steps: int, generator: np.random.Generator) -> Array:
        """Return where the chains are after so many steps; `shape` turns noise into moves.

        Inside, a point is a column: minima over the few inequalities then run over whole rows.
        """
        moves = (shape.T @ self._moves).T
        rates = self._normals @ moves
        at = points.T.copy()
        for _ in range(steps):
            noise = generator.standard_normal((moves.shape[1], at.shape[1]))
            room = np.maximum(self._limits[:, None] - self._normals @ at, NO_ROOM)
            hurry = (rates @ noise) / room  # how many times over a step of 1 would use the room
            ahead, behind = 1 / hurry.max(axis=0), 1 / hurry.min(axis=0)
            at += (behind + generator.random(at.shape[1]) * (ahead - behind)) * (moves @ noise)
        return at.T.copy()
