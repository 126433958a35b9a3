"""Reads every sheet of a workbook as texts, and what in it is not what it looks like."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed
from innostrat.messages import msgn

if TYPE_CHECKING:
    from collections.abc import Mapping

CELL: Final = re.compile(rb'<c r="([A-Z]+[0-9]+)"((?:[^>/]|/(?!>))*)>(.*?)</c>', re.DOTALL)
PLACE: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
FORMULA: Final = re.compile(rb"<f[ />]")
VALUE: Final = re.compile(rb"<v>[^<]|<is>")
HIDDEN_ROW: Final = re.compile(rb'<row [^>]*\bhidden="(?:1|true)"')
SHEET: Final = re.compile(rb'<sheet [^>]*\br:id="([^"]+)"')
PART: Final = re.compile(rb"<Relationship [^>]*>")
ODS_ERROR: Final = b'calcext:value-type="error"'
LARGEST: Final = 50_000_000  # bytes of one part of a workbook, unpacked
TOGETHER: Final = 200_000_000  # bytes of all parts that are looked through
MOST: Final = 5_000_000  # cells of one sheet


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A sheet: its texts by row and column, and which of its cells hold no value to be read.

    `unvalued` are formulas that no program has worked out, `errors` cells such as `#DIV/0!`;
    `merged` and `hidden` count ranges of merged cells and hidden rows.
    """

    rows: tuple[tuple[str, ...], ...]
    unvalued: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    merged: int = 0
    hidden: int = 0


def read_workbook(content: bytes, word: str) -> Mapping[str, SheetGrid] | None:
    """Return the sheets of a workbook (xlsx, ods) by name; None where it is none with that word.

    The word is looked for before anything is read, and the size: a small file may claim a cell in
    the last row and column. An ods with error cells is a `CannotGoOnError`: they could not be told
    from empty ones.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    if not _is_meant(content, word.encode()):
        return None
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        found = {}
        looks = _looks(content)
        for place, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST:
                return None
            rows = sheet.to_python(skip_empty_area=False)
            unvalued, errors, hidden = looks.get(place, (frozenset(), frozenset(), 0))
            merged = len(sheet.merged_cell_ranges or ())
            texts = tuple(tuple(cell_text(one) for one in row) for row in rows)
            found[name] = SheetGrid(texts, unvalued, errors, merged, hidden)
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


def _is_meant(content: bytes, word: bytes) -> bool:
    """Whether a workbook holds a word, and no more cells than can be read."""
    held, left = False, TOGETHER
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for one in archive.infolist():
                if one.file_size > LARGEST or not one.filename.endswith(".xml"):
                    continue
                left -= one.file_size
                if left < 0:
                    return False
                part = archive.read(one)
                held = held or word in part
                if one.filename.startswith("xl/worksheets/") and _extent(part) > MOST:
                    return False
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return held


def _extent(part: bytes) -> int:
    """Return how many cells there are up to the last row and the last column."""
    rows, columns = 0, 0
    for letters, number in PLACE.findall(part):
        rows, column = max(rows, int(number)), 0
        for letter in letters:
            column = column * 26 + letter - ord("A") + 1
        columns = max(columns, column)
    return rows * columns


def _looks(content: bytes) -> Mapping[int, tuple[frozenset[str], frozenset[str], int]]:
    """Return, by the place of each sheet of an xlsx, what `SheetGrid` says beside its texts."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            sizes = {one.filename: one.file_size for one in archive.infolist()}
            if "content.xml" in sizes:
                _refuse_errors(archive, sizes["content.xml"])
                return {}
            found = {}
            for place, name in enumerate(_parts(archive)):
                if sizes.get(name, LARGEST) < LARGEST:
                    found[place] = _look(archive.read(name))
            return found
    except (KeyError, OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return {}


def _refuse_errors(archive: zipfile.ZipFile, size: int) -> None:
    errors = archive.read("content.xml").count(ODS_ERROR) if size < LARGEST else 0
    if errors:
        raise CannotGoOnError(
            msgn(
                "{n} cell holds an error, such as #DIV/0!: mend it, or save as .xlsx",
                "{n} cells hold errors, such as #DIV/0!: mend them, or save as .xlsx",
                errors,
            )
        )


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the sheets' parts, in the order of the sheets."""
    targets = {}
    for found in PART.findall(archive.read("xl/_rels/workbook.xml.rels")):
        values = dict(re.findall(rb'(Id|Target)="([^"]*)"', found))
        name = values.get(b"Target", b"").decode()
        targets[values.get(b"Id", b"")] = name[1:] if name.startswith("/") else f"xl/{name}"
    return [targets.get(one, "") for one in SHEET.findall(archive.read("xl/workbook.xml"))]


def _look(part: bytes) -> tuple[frozenset[str], frozenset[str], int]:
    unvalued, errors = set(), set()
    for found in CELL.finditer(part):
        if b't="e"' in found[2]:
            errors.add(found[1].decode())
        elif FORMULA.search(found[3]) and not VALUE.search(found[3]):
            unvalued.add(found[1].decode())
    return frozenset(unvalued), frozenset(errors), len(HIDDEN_ROW.findall(part))
