"""What the best of some portfolios is worth over all admissible weights, by its corners: exact.

What a portfolio is worth is linear in the weights, so the best of several is convex and made of
flat pieces, and what lies above it is a polyhedron. A portfolio that is worth no more than its
corners is worth no more than the best of those several anywhere. Another portfolio cuts corners
off. (An outer approximation, as in Benson, "An outer approximation algorithm for generating all
efficient extreme points in the outcome set of a multiple objective linear programming problem",
Journal of Global Optimization 13 (1998) 1–24.)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.weights.polytope import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.analysis.weights.polytope import Weights


@dataclass(frozen=True, slots=True)
class Envelope:
    """The polyhedron above some portfolios and below a lid; a point is the weights and a worth.

    `lid` is the bit of the inequality that no portfolio reaches.
    """

    above: Region
    lid: int

    @classmethod
    def of(cls, whole: Region, worth: Sequence[int], lid: int) -> Envelope:
        """Return that of one portfolio, by its worth on each criterion; the lid is above any."""
        bit = 1 << whole.inequalities
        corners = {}
        for point, met in whole.corners.items():
            corners[*point, Fraction(lid)] = met | bit
            corners[*point, valued(worth, point)] = met | bit << 1
        return cls(Region(corners, whole.inequalities + 2, whole.common + 1), bit)

    def cut(self, worth: Sequence[int]) -> Envelope:
        """Return that with one more portfolio."""
        return Envelope(self.above.cut(lambda point: valued(worth, point) - point[-1]), self.lid)

    @property
    def corners(self) -> set[Weights]:
        """The weights at the corners, but those of the lid."""
        return {point[:-1] for point, met in self.above.corners.items() if not met & self.lid}


def valued(worth: Sequence[int], point: Weights) -> Fraction:
    """Return what a portfolio is worth at the weights with which a point begins."""
    return sum((one * w for one, w in zip(worth, point, strict=False)), Fraction(0))
