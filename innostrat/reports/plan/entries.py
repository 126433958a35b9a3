"""What the reports of a plan share: rank and place, values as points, titles in a row."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import UNITS
from innostrat.language import decimal
from innostrat.messages import Listing, Message, Points, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from innostrat.analysis.plan.result import Funded, Left
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.table import Cell

UNKNOWN: Final = msg("not known, since the search was stopped")


def points(units: int) -> Points:
    """Return ten-thousandths of a point as points."""
    return Points(Fraction(units, UNITS))


def decimal_points(units: int) -> float:
    """Return ten-thousandths of a point as points with four decimals, as JSON has them."""
    return float(decimal(Fraction(units, UNITS), 4))


def rank(entry: Funded | Left) -> Cell:
    """Return the entry's rank, or nothing outside the competition."""
    return entry.scored.rank if entry.scored else None


def numbered(entry: Funded | Left) -> Message:
    """Return the title after its rank, where it has one."""
    if entry.scored is None or entry.scored.rank is None:
        return msg("{title}", title=entry.project.title)
    return msg("no. {rank} {title}", rank=entry.scored.rank, title=entry.project.title)


def titles(ids: Iterable[str], portfolio: Portfolio) -> Listing:
    """Return the titles of projects, in the order given."""
    return Listing(tuple(portfolio.projects[one].title for one in ids))


def titles_if_any(ids: Iterable[str], portfolio: Portfolio) -> Listing | None:
    """Return the same, or None for nobody."""
    found = titles(ids, portfolio)
    return found if found.items else None


def titles_or_nothing(ids: Iterable[str], portfolio: Portfolio) -> Listing | Message:
    """Return the same, or that it is nothing, for a sentence."""
    return titles_if_any(ids, portfolio) or msg("nothing")
