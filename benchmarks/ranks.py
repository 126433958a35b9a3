"""Times rank acceptability: `python ranks.py innostrat|pymcdm DRAWS` prints seconds for the draws.

1,000 alternatives, 10 criteria, weights drawn evenly from the simplex: the same numbers for both.
The peer has no such analysis of its own, so its weighted sum and its ranking are called once a
draw, as its users do. Reading, drawing and imports are not timed.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SIZE, CRITERIA = 1_000, 10


def ours(matrix: Array, weights: Array) -> Array:
    from innostrat.analysis.weights.acceptability import place_shares  # noqa: PLC0415

    first: Array = place_shares(matrix * 100, weights, 10)[0]
    return first


def theirs(matrix: Array, weights: Array) -> Array:
    from pymcdm.helpers import rrankdata  # noqa: PLC0415
    from pymcdm.methods import WSM  # noqa: PLC0415

    method, types = WSM(), np.ones(CRITERIA)
    first = np.zeros(SIZE)
    for row in weights:
        first += rrankdata(method(matrix, row, types)) == 1
    return first / len(weights)


def main() -> None:
    which, draws = sys.argv[1], int(sys.argv[2])
    stream = np.random.default_rng(0)
    matrix = stream.random((SIZE, CRITERIA))
    weights = stream.dirichlet(np.ones(CRITERIA), draws)
    count = {"innostrat": ours, "pymcdm": theirs}[which]
    count(matrix, weights[:10])
    begun = time.perf_counter()
    count(matrix, weights)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
