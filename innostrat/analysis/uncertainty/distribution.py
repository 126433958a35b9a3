"""The distribution of an uncertain amount: a triangle through its 10th and 90th percentile.

People give a low amount that is undercut once in ten times, the most likely one, and a high one
that is exceeded once in ten times. The triangular distribution with that mode and those percentiles
is the only triangle that says just this; with the three as its ends, as is often done, the ends
would be far too near. Below zero nothing is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from innostrat.money import Estimate

TAIL: Final = 0.1  # of the draws lie below the low amount, and as many above the high one
HALVINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Triangle:
    """From `least` over `mode` to `most`, in the amount's own unit."""

    least: float
    mode: float
    most: float

    @classmethod
    def through(cls, estimate: Estimate) -> Triangle:
        """Return the triangle with the estimate's mode and percentiles.

        With θ the share of the triangle's width s below the mode, the low amount is
        s (θ − √(0.1 θ)) below the mode and the high one s (1 − θ − √(0.1 (1 − θ))) above it.
        """
        mode = float(estimate.likely)
        below, above = mode - float(estimate.low), float(estimate.high) - mode
        if not below + above:
            return cls(mode, mode, mode)
        low, high = TAIL, 1 - TAIL
        for _ in range(HALVINGS):  # the share of the part below rises with θ
            middle = (low + high) / 2
            if _part(middle) * above < _part(1 - middle) * below:
                low = middle
            else:
                high = middle
        share = (low + high) / 2
        width = (below + above) / (_part(share) + _part(1 - share))
        return cls(mode - share * width, mode, mode + (1 - share) * width)

    def quantile(self, chance: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the amounts that are undercut with these chances, none below zero."""
        width = self.most - self.least
        if not width:
            return np.full_like(chance, self.mode)
        share = (self.mode - self.least) / width
        left = self.least + width * np.sqrt(chance * share)
        right = self.most - width * np.sqrt((1 - chance) * (1 - share))
        return np.maximum(0.0, np.where(chance < share, left, right))


def _part(share: float) -> float:
    return max(0.0, share - sqrt(TAIL * share))
