"""Rank acceptability: in which share of the weights a project has which place in the ranking.

Lahdelma, Salminen: "SMAA-2: Stochastic multicriteria acceptability analysis for group decision
making", Operations Research 49 (2001) 444–454.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from innostrat.analysis.value.scoring import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from innostrat.analysis.value.scoring import Scored
    from innostrat.analysis.weights.sampling import Array

BLOCK: Final = 500  # draws ranked at a time


@dataclass(frozen=True, slots=True)
class Places:
    """A project's places in the rankings: shares of the draws, and the mean place."""

    first: float
    top: float
    mean: float


def places(ranking: Sequence[Scored], draws: Array, top: int) -> dict[str, Places]:
    """Return each project's places; `top` says how many places from the first are the top.

    Values are compared in 1/10 000 point and equals share the best place, as in the ranking.
    """
    if not ranking:
        return {}
    values = np.array([[float(part.worth) for part in one.parts] for one in ranking])
    shares = place_shares(values, draws, top)
    return {
        one.id: Places(*(float(share) for share in shares[:, i])) for i, one in enumerate(ranking)
    }


def place_shares(values: Array, draws: Array, top: int) -> Array:
    """Return three rows, a column a project: shares of first and of top places, and mean places.

    `values` are 0–100, a row a project and a column a criterion; `draws` are weights, a row a draw.
    """
    return drawn_places((block @ values.T for block in in_blocks(draws)), top)


def drawn_places(blocks: Iterable[Array], top: int) -> Array:
    """Return the same of blocks of values, 0–100, a row a draw and a column a project."""
    sums, drawn = np.zeros(()), 0
    for block in blocks:
        ranks = _ranks(np.floor(block * UNITS + 0.5))
        sums = sums + np.array([ranks == 1, ranks <= top, ranks]).sum(axis=1)
        drawn += len(block)
    return sums / drawn


def in_blocks(draws: Array) -> list[Array]:
    """Return the draws in parts that fit in memory."""
    return np.split(draws, range(BLOCK, len(draws), BLOCK))


def _ranks(values: Array) -> Array:
    """Return the place of each value in its row, the greatest first; equals share the best."""
    order = np.argsort(-values, axis=1, kind="stable")
    falling = np.take_along_axis(values, order, axis=1)
    lower = np.ones_like(falling, dtype=bool)
    lower[:, 1:] = falling[:, 1:] < falling[:, :-1]
    place = np.maximum.accumulate(np.where(lower, np.arange(1, values.shape[1] + 1), 0), axis=1)
    ranks = np.empty_like(values)
    np.put_along_axis(ranks, order, place.astype(float), axis=1)
    return ranks
