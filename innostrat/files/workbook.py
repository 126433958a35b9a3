"""Reads every sheet of a workbook as texts, and what in it is not what it looks like."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from innostrat.files.normal import composed

if TYPE_CHECKING:
    from collections.abc import Mapping

ERRORS: Final = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!)")
CELL: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*>(.*?)</c>', re.DOTALL)
FORMULA: Final = re.compile(rb"<f[ />]")
VALUE: Final = re.compile(rb"<v>[^<]|<is>")
HIDDEN_ROW: Final = re.compile(rb'<row [^>]*\bhidden="(?:1|true)"')
LARGEST: Final = 50_000_000  # bytes of one part of a workbook, unpacked
MOST: Final = 5_000_000  # cells of one sheet


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its texts by row and column, and which of its cells hold no value to be read.

    `unvalued` are formulas that no program has worked out; `merged` and `hidden` count ranges of
    merged cells and hidden rows.
    """

    rows: tuple[tuple[str, ...], ...]
    unvalued: frozenset[str] = frozenset()
    merged: int = 0
    hidden: int = 0


def read_workbook(content: bytes) -> Mapping[str, Grid] | None:
    """Return the sheets of a workbook (xlsx, xls, ods) by name; None where it is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        found = {}
        looks = _looks(content)
        for place, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST:
                return None
            rows = sheet.to_python(skip_empty_area=False)
            unvalued, hidden = looks.get(place, (frozenset(), 0))
            merged = len(sheet.merged_cell_ranges or ())
            texts = tuple(tuple(cell_text(one) for one in row) for row in rows)
            found[name] = Grid(texts, unvalued, merged, hidden)
    except (CalamineError, OSError, ValueError):
        return None
    return found


def cell_name(row: int, column: int) -> str:
    """Return a cell's name as people see it, `B7`, from its row and column, counted from 0."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


def cell_text(value: object) -> str:
    """Return what a cell says: a number as it is written by hand, a day without its time."""
    match value:
        case bool():
            return str(value).lower()
        case float():
            # What a program reckoned may be a hair beside what it means: 0.1 + 0.2.
            number = Decimal(repr(value)).quantize(Decimal("0.000001")).normalize()
            return f"{number:f}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return composed(str(value))


def _looks(content: bytes) -> Mapping[int, tuple[frozenset[str], int]]:
    """Return, by the place of each sheet of an xlsx, its formulas without values and hidden rows.

    Sheets that other programs number otherwise are looked at in the order of their numbers.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = sorted(
                (
                    one
                    for one in archive.infolist()
                    if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", one.filename)
                ),
                key=lambda one: int(re.sub(r"\D", "", one.filename)),
            )
            parts = [archive.read(one) for one in names if one.file_size <= LARGEST]
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return {}
    return {place: _look(part) for place, part in enumerate(parts)}


def _look(part: bytes) -> tuple[frozenset[str], int]:
    unvalued = {
        found[1].decode()
        for found in CELL.finditer(part)
        if FORMULA.search(found[2]) and not VALUE.search(found[2])
    }
    return frozenset(unvalued), len(HIDDEN_ROW.findall(part))
