"""What stands in a cell of a workbook: a number with its format, or text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.formats.cells import text_of
from innostrat.formats.escape import one_line
from innostrat.formats.workbook.styles import DATE, HUNDREDTH, MONEY, SHARE, TENTH, UNSHOWN, WHOLE
from innostrat.messages import Message, Percent, Points, msg
from innostrat.reports.table import Bar, Quantity, Thousands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.language import Language
    from innostrat.reports.table import Cell

LONGEST_UNIT: Final = 80  # characters; a format has at most 255
EPOCH: Final = date(1899, 12, 30)  # the day 0 of a workbook, for all days from OLDEST on
OLDEST: Final = date(1900, 3, 1)
DECIMALS: Final = (MONEY, TENTH, HUNDREDTH)
LONGEST: Final = 32_000  # units of UTF-16 in a cell; Excel takes 32 767
KINDS: Final[tuple[tuple[type, Message], ...]] = (
    (Thousands, msg("1000 kr, not rounded")),
    (Points, msg("points")),
    (Percent, msg("per cent")),
    (Bar, msg("per cent")),
    (Quantity, msg("a number, in the unit of the cell or row")),
    (date, msg("date")),
    (int, msg("number")),
)
UNITS: Final[dict[type, Message]] = {Thousands: msg("1000 kr"), Points: msg("points")}


class SheetNumber(NamedTuple):
    """An exact number and how it is shown."""

    value: Fraction
    format: str


def sheet_number(cell: Cell, *, computed: bool = False) -> SheetNumber | None:
    """Return the number that a cell holds, None for text and for nothing.

    An empty text that is `computed` is a 0 that is not shown.
    """
    match cell:
        case "" if computed:
            return SheetNumber(Fraction(0), UNSHOWN)
        case Thousands(kroner):
            return SheetNumber(Fraction(kroner, 1000), MONEY)
        case date() if cell >= OLDEST:
            return SheetNumber(Fraction((cell - EPOCH).days), DATE)
        case Quantity(amount, decimals, unit):
            return SheetNumber(Fraction(amount), DECIMALS[min(decimals, 2)] + _literal(unit))
        case Points(value):
            return SheetNumber(Fraction(value), TENTH)
        case Percent(share) | Bar(share):
            return SheetNumber(Fraction(share), SHARE)
        case int():
            return SheetNumber(Fraction(cell), WHOLE)
        case Decimal():
            return SheetNumber(Fraction(cell), HUNDREDTH)
    return None


def _literal(unit: str) -> str:
    """Return a unit as a number format says it: text, whatever stands in it.

    Some who read formats take a semicolon for the end of one within quotes too.
    """
    known = one_line(unit).replace('"', "'").replace(";", ",")[:LONGEST_UNIT].strip()
    return f' "{known}"' if known else ""


def sheet_text(cell: Cell, speak: Language) -> str:
    """Return a cell as visible text that fits."""
    if cell is None:
        return ""
    shown = text_of(cell, speak)
    kept = beginning(shown, LONGEST)
    return shown if kept == shown else f"{kept}…"


def beginning(text: str, most: int) -> str:
    """Return the beginning of a text; Excel counts in UTF-16, where an emoji is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def column_kind(cells: Sequence[Cell]) -> Message:
    """Return what a column holds, in words."""
    for held, name in KINDS:
        if any(isinstance(cell, held) for cell in cells):
            return name
    return msg("text")


def column_unit(cells: Sequence[Cell]) -> Message | None:
    """Return the unit that all numbers of a column have, for its heading."""
    numbers = {type(cell) for cell in cells if sheet_number(cell)}
    return UNITS.get(numbers.pop()) if len(numbers) == 1 else None
