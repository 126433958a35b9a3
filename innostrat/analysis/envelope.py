"""What the best of some portfolios is worth over all admissible weights, by its corners: exact.

What a portfolio is worth is linear in the weights, so the best of several is convex and made of
flat pieces, and what lies above it is a polyhedron. A portfolio that is worth no more than its
corners is worth no more than the best of those several anywhere. Another portfolio cuts corners
off. (An outer approximation, as in Benson, "An outer approximation algorithm for generating all
efficient extreme points in the outcome set of a multiple objective linear programming problem",
Journal of Global Optimization 13 (1998) 1–24.)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.weights import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.analysis.weights import Weights


class Envelope:
    """The polyhedron above some portfolios and below a lid; a point is the weights and a worth."""

    def __init__(self, whole: Region, worth: Sequence[int], lid: int) -> None:
        """Begin with one portfolio's worth on each criterion; none is worth as much as the lid."""
        self._lid = 1 << whole.inequalities
        corners = {}
        for point, met in whole.corners.items():
            corners[*point, Fraction(lid)] = met | self._lid
            corners[*point, valued(worth, point)] = met | self._lid << 1
        self._above = Region(corners, whole.inequalities + 2, whole.common + 1)

    def cut(self, worth: Sequence[int]) -> None:
        """Let one more portfolio join."""
        self._above = self._above.cut(lambda point: valued(worth, point) - point[-1])

    @property
    def size(self) -> int:
        """How many corners there are, with those of the lid."""
        return len(self._above.corners)

    @property
    def corners(self) -> set[Weights]:
        """The weights at the corners, but those of the lid."""
        return {point[:-1] for point, met in self._above.corners.items() if not met & self._lid}


def valued(worth: Sequence[int], point: Weights) -> Fraction:
    """Return what a portfolio is worth at the weights with which a point begins."""
    return sum((one * w for one, w in zip(worth, point, strict=False)), Fraction(0))
