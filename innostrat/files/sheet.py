"""Reads a table that people filled in, from Excel, CSV or an issue form, cell by cell."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS: Final = 20_000
COLUMNS: Final = 500
ISSUE: Final = re.compile(r"^### +(\S.*)$", re.MULTILINE)
NOTHING: Final = frozenset({"_No response_", "None"})
DELIMITERS: Final = ";\t,"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: its name as people see it (`B7`), and its text; a date is `YYYY-MM-DD`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings and, for each row below that has anything, a cell a column."""

    headings: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]


def read_sheet(name: str, content: bytes, wish: str | None = None) -> Sheet:
    """Return the sheet of a file by its ending: xlsx, xls, ods, csv, txt or md.

    A workbook of several sheets wants one named by `wish`. A file that is none of these, or empty,
    is a `CannotGoOnError`.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in {"xlsx", "xlsm", "xls", "ods"}:
        rows = _workbook(content, name, wish)
    elif ending in {"csv", "txt", "tsv"}:
        rows = _separated(_decoded(content))
    elif ending == "md":
        rows = _issue(_decoded(content))
    else:
        raise CannotGoOnError(msg("{path} is no xlsx, csv or md", path=name))
    rows = [[composed(one) for one in row] for row in rows]
    filled = [number for number, row in enumerate(rows) if any(one.strip() for one in row)]
    if not filled:
        raise CannotGoOnError(msg("{path} has no rows", path=name))
    if len(rows) > ROWS or len(rows[filled[0]]) > COLUMNS:
        raise CannotGoOnError(msg("{path} has more than {n} rows", path=name, n=ROWS))
    head = filled[0]
    headings = tuple(one.strip() for one in rows[head])
    return Sheet(headings, tuple(_cells(rows, at, len(headings)) for at in filled[1:]))


def _cells(rows: Sequence[Sequence[str]], at: int, width: int) -> tuple[SheetCell, ...]:
    row = [*rows[at], *[""] * width][:width]
    return tuple(SheetCell(f"{_letters(place)}{at + 1}", text) for place, text in enumerate(row))


def _letters(place: int) -> str:
    """Return the letters of a column, from A."""
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters


def _workbook(content: bytes, name: str, wish: str | None) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = book.sheet_names
        if wish not in sheets and (wish is not None or len(sheets) > 1):
            known = Listing(tuple(sheets))
            raise CannotGoOnError(
                msg(
                    "{path} has the sheets {names}: choose one with --sheet", path=name, names=known
                )
            )
        chosen = book.get_sheet_by_name(wish or sheets[0])
        found = chosen.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise CannotGoOnError(msg("{path} cannot be read as a workbook", path=name)) from error
    return [[_text(one) for one in row] for row in found]


def _text(value: object) -> str:
    """Return what a cell shows: a whole number without a point, a day without its time."""
    match value:
        case bool():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel in Norway saves


def _separated(text: str) -> list[list[str]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda one: (first.count(one), -DELIMITERS.index(one)))
    csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CannotGoOnError(
            msg("The file cannot be read as CSV: {why}", why=str(error))
        ) from error


def _issue(text: str) -> list[list[str]]:
    """Return the headings of an issue form and what stands below each, as a table of one row."""
    parts = ISSUE.split(text.replace("\r\n", "\n"))[1:]
    headings, answers = ([one.strip() for one in parts[start::2]] for start in (0, 1))
    return [headings, ["" if one in NOTHING else one for one in answers]] if headings else []
