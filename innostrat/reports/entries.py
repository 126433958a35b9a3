"""What the tables of a plan share: an entry's rank and place, and values as points."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.scoring import UNITS
from innostrat.messages import Points

if TYPE_CHECKING:
    from innostrat.analysis.planning import Funded, Left
    from innostrat.reports.table import Cell


def points(units: int) -> Points:
    """Return ten-thousandths of a point as points."""
    return Points(Fraction(units, UNITS))


def place(entry: Funded | Left) -> tuple[bool, int, str]:
    """Return the sort key of the prioritised list: what is bound by id, then the rest by rank."""
    at = entry.scored.rank if entry.scored else None
    return (at is not None, at or 0, entry.project.id)


def rank(entry: Funded | Left) -> Cell:
    """Return the entry's rank, or nothing outside the competition."""
    return entry.scored.rank if entry.scored else None
