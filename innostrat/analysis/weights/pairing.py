"""How far one portfolio may be ahead of another when scores are intervals.

What both hold cancels. Another is furthest ahead where what only it holds scores highest and what
only the first holds scores lowest (Liesiö, Mild, Salo, EJOR 181 (2007) 1488–1505); that is convex
in the weights, so that the corners of the polytope are enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Key
    from innostrat.analysis.weights.polytope import Weights

FULL: Final = 100


@dataclass(frozen=True, slots=True)
class Pairing:
    """The portfolios of a round: `kept` is what each start is worth at full scores, in units.

    `bounds` are the lowest and the highest score of each project on each criterion, 0–100.
    """

    kept: Mapping[Key, int]
    bounds: Mapping[str, Sequence[tuple[Fraction, Fraction]]]

    def ahead(
        self, plan: Mapping[str, int], corner: Weights
    ) -> tuple[dict[Key, Fraction], Fraction]:
        """Return what each start gives another portfolio, and what it must exceed to be ahead.

        In 1/10 000 point, exact, at these weights.
        """
        ends = {
            id_: tuple(sum(map(mul, corner, column)) / FULL for column in zip(*spans, strict=True))
            for id_, spans in self.bounds.items()
        }
        floor = {id_: ends[id_][0] * self.kept[id_, year] for id_, year in plan.items()}
        worth = {}
        for (id_, year), kept in self.kept.items():
            low, high = ends[id_]
            more = kept - (self.kept[id_, plan[id_]] if id_ in plan else 0)
            gain = floor.get(id_, Fraction(0)) + more * (high if more > 0 else low)
            worth[id_, year] = gain
        return worth, sum(floor.values(), Fraction(0))
