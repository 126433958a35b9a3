"""How a number of a table follows from others in it, for what computes tables anew.

Rows are told by their places in the table, negative ones from its end, columns by their keys. What
is said of a row is of all its numbers, and goes before what is said of a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from innostrat.messages import Message


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A row of another table with the same columns: the one of that key and subject."""

    key: str
    subject: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Added:
    """A row that adds up some rows less others, each column for itself, except those in `but`.

    Where it adds up none, or takes from a table that is not shown, its numbers follow from nothing.
    """

    adds: tuple[int | Elsewhere, ...]
    less: tuple[int, ...] = ()
    but: tuple[str, ...] = ()

    def moved(self, by: int) -> Added:
        """Return the same where the rows stand so many places further down."""
        adds = (one if isinstance(one, Elsewhere) else one + by for one in self.adds)
        return Added(tuple(adds), tuple(one + by for one in self.less), self.but)


@dataclass(frozen=True, slots=True)
class Carried:
    """A row whose numbers stand one column before in the row `of`: what a year closed with.

    The first, which has none before it, adds up `begins`.
    """

    of: int
    begins: tuple[Elsewhere, ...] = ()

    def moved(self, by: int) -> Carried:
        """Return the same where the rows stand so many places further down."""
        return Carried(self.of + by, self.begins)


@dataclass(frozen=True, slots=True)
class Across:
    """A column that adds up others of the same row."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A column that adds up `of` from the top to the row, in the rows that have a number here."""

    of: str


@dataclass(frozen=True, slots=True)
class ShareOf:
    """A column with what the row's `of` is of that in the row `whole`."""

    of: str
    whole: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A column of values in points, to four decimals as they are ranked.

    They are the mean of the row's `benefits`, by the weights in the row `weights` whatever these
    add up to, times its `factors`.
    """

    weights: int
    benefits: tuple[str, ...]
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A column that says `yes` or `no`, or something else that follows from no number.

    It is yes where each gate has what the row `asked` asks for: `at_least` or `at_most` so much.
    """

    asked: int
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    yes: Message
    no: Message


@dataclass(frozen=True, slots=True)
class Ranked:
    """A column of ranks by the column `by`, the most first, among the rows that say `word`.

    Equals share the best rank; the others have none.
    """

    by: str
    among: str
    word: Message


ByRow: TypeAlias = Added | Carried
ByColumn: TypeAlias = Across | Running | ShareOf | Weighed | Passed | Ranked


def columns_of(by: ByColumn) -> tuple[str, ...]:
    """Return the keys of the columns that a column follows from; a table may be without them."""
    match by:
        case Across(columns):
            return columns
        case Running(of) | ShareOf(of):
            return (of,)
        case Weighed(benefits=benefits, factors=factors):
            return (*benefits, *factors)
        case Passed(at_least=at_least, at_most=at_most):
            return (*at_least, *at_most)
        case Ranked(one, among):
            return (one, among)
