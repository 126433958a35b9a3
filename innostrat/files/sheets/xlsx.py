"""Reads xlsx and xlsm (ECMA-376) cell by cell; nothing is made for cells that are not there.

A reader of values alone does not tell an error from an empty cell, nor a formula that was never
counted, nor what is hidden: each of them may be a krone.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.formats import BUILT_IN_DAYS, is_day, shown_unit
from innostrat.files.sheets.worksheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    Area,
    CellKind,
    FilledCell,
    Worksheet,
    area_of,
    cell_text,
    day_text,
    iso_text,
    number_text,
    ordered,
    place_of,
)
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.files.sheets.package import Package

ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
TEXTS: Final = frozenset({"v", "t", "f"})


@dataclass(slots=True)
class _Workbook:
    """What the sheets of a workbook share."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, relation, visible
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # the code of each style of cells
    days: set[int] = field(default_factory=set)  # styles that show days


def read_xlsx(package: Package) -> tuple[Worksheet, ...]:
    """Return the sheets of a workbook in their order, those with charts alone left out."""
    main = _main(package)
    if main is None:
        raise package.unreadable()
    folder = posixpath.dirname(main)
    relations = _relations(
        package, f"{folder}/_rels/{posixpath.basename(main)}.rels".lstrip("/"), folder
    )
    book = _workbook(package, main)
    for kind, path in relations.values():
        if kind == "sharedStrings":
            _strings(package, path, book)
        elif kind == "styles":
            _styles(package, path, book)
    paths = [(name, relations.get(id_), shown) for name, id_, shown in book.sheets]
    return tuple(
        _sheet(package, found[1], book, (name, shown))
        for name, found, shown in paths
        if found is not None and found[0] == "worksheet"
    )


def _main(package: Package) -> str | None:
    found = _relations(package, "_rels/.rels", "").values()
    return next((path for kind, path in found if kind == "officeDocument"), None)


def _relations(package: Package, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return the kind and path of what a part relates to, by id."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, given: Mapping[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, path.lstrip("/"))

    package.walk(part, start, _nothing, _nothing)
    return found


def _nothing(_: str) -> None:
    pass


def _workbook(package: Package, part: str) -> _Workbook:
    book = _Workbook()

    def start(name: str, given: Mapping[str, str]) -> None:
        if name == "sheet":
            shown = given.get("state", "visible") == "visible"
            book.sheets.append((given.get("name", ""), given.get("id", ""), shown))
        elif name == "workbookPr":
            book.since_1904 = given.get("date1904") in {"1", "true", "on"}

    package.walk(part, start, _nothing, _nothing)
    return book


def _strings(package: Package, part: str, book: _Workbook) -> None:
    """Read the texts that cells share, without what only says how a word is pronounced."""
    held: list[str] = []
    state = {"text": False, "sound": False}

    def start(name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            held.clear()
        elif name == "rPh":
            state["sound"] = True
        elif name == "t":
            state["text"] = not state["sound"]

    def end(name: str) -> None:
        if name == "si":
            book.strings.append(_plain("".join(held)))
        elif name == "rPh":
            state["sound"] = False
        elif name == "t":
            state["text"] = False

    def text(part: str) -> None:
        if state["text"]:
            held.append(part)

    package.walk(part, start, end, text)


def _plain(text: str) -> str:
    """Return a text with the characters that XML cannot hold, and workbooks write `_x000D_`."""
    return cell_text(ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def _styles(package: Package, part: str, book: _Workbook) -> None:
    codes: dict[str, str] = {}
    inside = {"cellXfs": False}

    def start(name: str, given: Mapping[str, str]) -> None:
        if name == "numFmt":
            codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "cellXfs":
            inside[name] = True
        elif name == "xf" and inside["cellXfs"]:
            id_ = given.get("numFmtId", "0")
            code = codes.get(id_, "")
            known = id_.isdecimal() and int(id_) in BUILT_IN_DAYS
            if is_day(code) if code else known:
                book.days.add(len(book.formats))
            book.formats.append(code)

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[name] = False

    package.walk(part, start, end, _nothing)


class _SheetReader:
    """Gathers the filled cells of one sheet as its XML goes by."""

    def __init__(self, book: _Workbook) -> None:
        self._book = book
        self.cells: dict[tuple[int, int], FilledCell] = {}
        self.merged: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._row, self._column = -1, -1
        self._after = 0  # the last column of those that are told of
        self._given: Mapping[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._sound = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        match name:
            case "row":
                self._row = int(given["r"]) - 1 if given.get("r", "").isdecimal() else self._row + 1
                self._column = -1
                if given.get("hidden") in {"1", "true"}:
                    self.hidden_rows.add(self._row)
            case "c":
                place = place_of(given["r"]) if "r" in given else (self._row, self._column + 1)
                self._row, self._column = place
                self._given, self._parts = given, {}
            case "v" | "t" | "f":
                self._into = None if self._sound else self._parts.setdefault(name, [])
            case "rPh":
                self._sound = True
            case "col" if given.get("hidden") in {"1", "true"}:
                # They stand in order and do not overlap: each column is told once at most.
                first = max(int(given.get("min", 1)) - 1, self._after)
                self._after = max(self._after, min(int(given.get("max", 1)), MOST_COLUMNS))
                self.hidden_columns.update(range(first, self._after))
            case "mergeCell":
                self.merged.append(area_of(given.get("ref", "A1")))
            case _:
                pass

    def text(self, part: str) -> None:
        if self._into is not None:
            self._into.append(part)

    def end(self, name: str) -> None:
        if name in TEXTS:
            self._into = None
        elif name == "rPh":
            self._sound = False
        elif name == "c":
            cell = self._cell()
            if cell.text.strip() or cell.kind is CellKind.UNCOUNTED:
                self.cells[self._row, self._column] = cell
                if len(self.cells) > MOST_CELLS:
                    raise CannotGoOnError(
                        msg("The sheet has more than {n} filled cells", n=MOST_CELLS)
                    )

    def _cell(self) -> FilledCell:
        kind = self._given.get("t", "n")
        formula = "f" in self._parts
        written = "".join(self._parts.get("v", ()))
        style = int(self._given.get("s", 0)) if self._given.get("s", "0").isdecimal() else 0
        unit = ""
        if formula and not written and kind != "str":
            text, of = "", CellKind.UNCOUNTED
        elif kind == "n" and written:
            text, of = self._number(written, style)
            codes = self._book.formats
            unit = shown_unit(codes[style]) if of is CellKind.NUMBER and style < len(codes) else ""
        else:
            text, of = self._other(kind, written)
        return FilledCell(self._row, self._column, text, of, formula, unit)

    def _number(self, written: str, style: int) -> tuple[str, CellKind]:
        if style in self._book.days:
            day = day_text(written, since_1904=self._book.since_1904)
            return (day, CellKind.DAY) if day is not None else (written, CellKind.TEXT)
        number = number_text(written)
        return (written, CellKind.TEXT) if number is None else (number, CellKind.NUMBER)

    def _other(self, kind: str, written: str) -> tuple[str, CellKind]:
        match kind:
            case "s":
                strings = self._book.strings
                known = written.isdecimal() and int(written) < len(strings)
                return (strings[int(written)] if known else written, CellKind.TEXT)
            case "inlineStr":
                return _plain("".join(self._parts.get("t", ()))), CellKind.TEXT
            case "b":
                return "TRUE" if written == "1" else "FALSE", CellKind.TRUTH
            case "e":
                return written or "#N/A", CellKind.ERROR
            case "d":
                return iso_text(written), CellKind.DAY
            case _:
                return _plain(written), CellKind.TEXT


def _sheet(package: Package, part: str, book: _Workbook, said: tuple[str, bool]) -> Worksheet:
    reader = _SheetReader(book)
    try:
        package.walk(part, reader.start, reader.end, reader.text)
    except ValueError as error:
        raise package.unreadable() from error
    return Worksheet(
        said[0],
        ordered(package.name, reader.cells),
        tuple(reader.merged),
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        said[1],
    )
