"""A sheet as it stands in a file: the filled cells by place, formulas, merged and hidden parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Context, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.messages import Message

MOST_ROWS: Final = 1_048_576  # of a sheet, by ECMA-376
MOST_COLUMNS: Final = 16_384
MOST_CELLS: Final = 1_000_000  # filled cells that are held at once
LONGEST_CELL: Final = 32_767  # characters, by the limits of Excel
REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
NO_SUCH_DAY: Final = 60  # 29 February 1900, which the serial numbers count and no calendar has
# Programs count in binary and show fifteen digits: what comes after is noise of the counting.
DIGITS: Final = Context(prec=15)
LEAST: Final = Decimal("1e-30")  # what is smaller or greater is no number of people
GREATEST: Final = Decimal("1e30")


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    TRUTH = "truth"
    ERROR = "error"  # the program says #DIV/0! or the like
    UNCOUNTED = "uncounted"  # a formula whose value nobody has stored


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A filled cell: its place from 0, and its text in composed letters.

    A number is written with a decimal point and nothing between thousands, a day as `YYYY-MM-DD`,
    with its time after a space. `unit` is what the number's format shows beside it: `kr`, `TNOK`.
    """

    row: int
    column: int
    text: str
    kind: CellKind = CellKind.TEXT
    formula: bool = False
    unit: str = ""

    @property
    def name(self) -> str:
        """The cell's name as people see it: `B7`."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends with it; places from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The area's name as people see it: `B7:C9`."""
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One sheet: its filled cells by (row, column), in that order, and what is merged or hidden.

    `faults` are rows that cannot be read with certainty, with the reason; `remarks` are what else
    is to be told, at a cell or, with an empty name, of the whole.
    """

    name: str
    cells: Mapping[tuple[int, int], FilledCell]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True
    faults: Mapping[int, Message] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[tuple[str, Message], ...] = ()

    @property
    def filled_rows(self) -> list[int]:
        """The rows in which any cell is filled, from above."""
        return sorted({row for row, _ in self.cells})

    def texts(self, row: int, columns: Iterable[int]) -> tuple[str, ...]:
        """Return the texts of a row in these columns, empty where no cell is filled."""
        found = (self.cells.get((row, column)) for column in columns)
        return tuple("" if one is None else one.text for one in found)


def cell_name(row: int, column: int) -> str:
    """Return the name of a place: (6, 1) is `B7`."""
    letters, place = "", column
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return f"{letters}{row + 1}"


def place_of(reference: str) -> tuple[int, int]:
    """Return row and column of `B7`; one that no sheet has is a `CannotGoOnError`."""
    found = REFERENCE.fullmatch(reference)
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2]) if found else 0
    if not found or row > MOST_ROWS or column > MOST_COLUMNS:
        raise CannotGoOnError(
            msg("The workbook has a cell {name}, which no sheet has", name=reference[:20])
        )
    return row - 1, column - 1


def area_of(reference: str) -> Area:
    """Return the area of `B7:C9`, or of one cell."""
    first, _, last = reference.partition(":")
    return Area(*place_of(first), *place_of(last or first))


def ordered(
    name: str, cells: Mapping[tuple[int, int], FilledCell]
) -> dict[tuple[int, int], FilledCell]:
    """Return the cells that hold anything, row by row; too many or long are a `CannotGoOnError`."""
    if len(cells) > MOST_CELLS:
        raise CannotGoOnError(msg("{path} has more than {n} filled cells", path=name, n=MOST_CELLS))
    for one in cells.values():
        if len(one.text) > LONGEST_CELL:
            raise CannotGoOnError(
                msg(
                    "{path} has more than {n} characters in {cell}",
                    path=name,
                    n=LONGEST_CELL,
                    cell=one.name,
                )
            )
    return {place: cells[place] for place in sorted(cells)}


def number_text(written: str) -> str | None:
    """Return a number as programs show it, without exponent and noise; None if it is none."""
    try:
        exact = DIGITS.create_decimal(written.strip())
    except ArithmeticError:
        return None
    if not exact.is_finite() or (exact and not LEAST <= abs(exact) <= GREATEST):
        return None
    whole = exact == exact.to_integral_value()
    return str(int(exact)) if whole else f"{exact.normalize():f}"


def day_text(serial: str, *, since_1904: bool) -> str | None:
    """Return the day and time of a serial number of a spreadsheet (ECMA-376, 18.17.4)."""
    try:
        count = float(serial)
        start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        if not since_1904 and count < NO_SUCH_DAY:
            start += timedelta(days=1)
        seconds = round(count * 86_400)
        return moment_text(start + timedelta(seconds=seconds), only_time=0 < count < 1)
    except (ValueError, OverflowError):
        return None


def moment_text(moment: date, *, only_time: bool = False) -> str:
    """Return `2026-03-02`, with the time after it where there is one."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    clock = f"{moment:%H:%M}" if not moment.second else f"{moment:%H:%M:%S}"
    if only_time:
        return clock
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date().isoformat() if midnight else f"{moment.date().isoformat()} {clock}"


def iso_text(written: str) -> str:
    """Return a day of ISO 8601 as `moment_text` writes it; what is none stays as it is."""
    try:
        return moment_text(datetime.fromisoformat(written))
    except ValueError:
        return written


def cell_text(text: str) -> str:
    """Return a text with composed letters, and line feeds between its lines."""
    return composed(text.replace("\r\n", "\n").replace("\r", "\n"))
