"""Kroner of the operating and of the investment budget, kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.model.words import FrameKind

if TYPE_CHECKING:
    from collections.abc import Iterable

BUDGETS: Final = (FrameKind.OPERATING, FrameKind.INVESTMENT)


@dataclass(frozen=True, slots=True)
class ByBudget:
    """Kroner of the operating and of the investment budget, which are never added up.

    They are separate budgets, each with its own financing (kommuneloven § 14-5; KRS 4).
    """

    operating: int = 0
    investment: int = 0

    def __add__(self, other: ByBudget) -> ByBudget:
        """Return the sum, each budget for itself."""
        return ByBudget(self.operating + other.operating, self.investment + other.investment)

    def __sub__(self, other: ByBudget) -> ByBudget:
        """Return the difference, each budget for itself."""
        return ByBudget(self.operating - other.operating, self.investment - other.investment)

    def of(self, kind: FrameKind) -> int:
        """Return one budget's kroner."""
        return self.operating if kind is FrameKind.OPERATING else self.investment

    @classmethod
    def total(cls, amounts: Iterable[ByBudget]) -> ByBudget:
        """Return the sum of several, each budget for itself."""
        return sum(amounts, cls())
