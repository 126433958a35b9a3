"""Reads ods (OpenDocument 1.3, part 3) cell by cell; what is repeated and empty takes no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.worksheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    CellKind,
    FilledCell,
    Worksheet,
    cell_text,
    iso_text,
    number_text,
    ordered,
)
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.files.sheets.package import Package

HIDDEN: Final = frozenset({"collapse", "filter"})
CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
NUMBERS: Final = frozenset({"float", "percentage", "currency"})


def read_ods(package: Package) -> tuple[Worksheet, ...]:
    """Return the sheets of a workbook in their order."""
    reader = _OdsReader(package.name)
    try:
        package.walk("content.xml", reader.start, reader.end, reader.text)
    except ValueError as error:
        raise package.unreadable() from error
    return tuple(reader.grids)


class _OdsReader:
    """Gathers the filled cells of all sheets as the XML goes by."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.grids: list[Worksheet] = []
        self._unseen: set[str] = set()  # styles of sheets that are not shown
        self._style = ""
        self._clear({})

    def _clear(self, given: Mapping[str, str]) -> None:
        self._sheet = given
        self._cells: dict[tuple[int, int], FilledCell] = {}
        self._merged: list[Area] = []
        self._hidden_columns: set[int] = set()
        self._hidden_rows: list[range] = []  # a million at the end of a sheet are usual
        self._row, self._column, self._columns, self._repeated = 0, 0, 0, 1
        self._given: Mapping[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._note = 0

    def start(self, name: str, given: Mapping[str, str]) -> None:
        match name:
            case "style":
                self._style = given.get("name", "")
            case "table-properties" if given.get("display") == "false":
                self._unseen.add(self._style)
            case "table":
                self._clear(given)
            case "table-column":
                count = _count(given, "number-columns-repeated", MOST_COLUMNS)
                if given.get("visibility") in HIDDEN:
                    self._hidden_columns.update(range(self._columns, self._columns + count))
                self._columns = min(self._columns + count, MOST_COLUMNS)
            case "table-row":
                self._begin_row(given)
            case "annotation":
                self._note += 1
            case _ if name in CELLS:
                self._given, self._paragraphs = given, []
            case _ if self._given is not None and not self._note:
                self._inside(name, given)
            case _:
                pass

    def _begin_row(self, given: Mapping[str, str]) -> None:
        self._column = 0
        self._repeated = _count(given, "number-rows-repeated", MOST_ROWS)
        if given.get("visibility") in HIDDEN:
            self._hidden_rows.append(range(self._row, self._row + self._repeated))

    def _inside(self, name: str, given: Mapping[str, str]) -> None:
        match name:
            case "p":
                self._paragraphs.append([])
            case "s":
                self.text(" " * min(_count(given, "c", 1_000), 1_000))
            case "tab":
                self.text("\t")
            case "line-break":
                self.text("\n")
            case _:
                pass

    def text(self, part: str) -> None:
        if self._given is not None and not self._note and self._paragraphs:
            self._paragraphs[-1].append(part)

    def end(self, name: str) -> None:
        if name in CELLS and self._given is not None:
            self._finish(self._given)
            self._given = None
        elif name == "annotation":
            self._note -= 1
        elif name == "table-row":
            self._row += self._repeated
        elif name == "table":
            filled = {row for row, _ in self._cells}
            hidden = {row for rows in self._hidden_rows for row in filled if row in rows}
            self.grids.append(
                Worksheet(
                    self._sheet.get("name", ""),
                    ordered(self._name, self._cells),
                    tuple(self._merged),
                    frozenset(hidden),
                    frozenset(self._hidden_columns),
                    self._sheet.get("style-name", "") not in self._unseen,
                )
            )

    def _finish(self, given: Mapping[str, str]) -> None:
        count = _count(given, "number-columns-repeated", MOST_COLUMNS)
        shown = cell_text("\n".join("".join(one) for one in self._paragraphs))
        text, kind, unit = _value(given, shown)
        if text.strip() or kind is CellKind.UNCOUNTED:
            self._put(count, (text, kind, "formula" in given, unit))
        wide = _count(given, "number-columns-spanned", MOST_COLUMNS)
        high = _count(given, "number-rows-spanned", MOST_ROWS)
        if wide > 1 or high > 1:
            bottom, right = self._row + high - 1, self._column + wide - 1
            self._merged.append(Area(self._row, self._column, bottom, right))
        self._column += count

    def _put(self, count: int, said: tuple[str, CellKind, bool, str]) -> None:
        over = self._row + self._repeated > MOST_ROWS or self._column + count > MOST_COLUMNS
        if over or len(self._cells) + self._repeated * count > MOST_CELLS:
            raise CannotGoOnError(
                msg("{path} has more than {n} filled cells", path=self._name, n=MOST_CELLS)
            )
        for row in range(self._row, self._row + self._repeated):
            for column in range(self._column, self._column + count):
                self._cells[row, column] = FilledCell(row, column, *said)


def _count(given: Mapping[str, str], key: str, most: int) -> int:
    text = given.get(key, "1")
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004


def _value(given: Mapping[str, str], shown: str) -> tuple[str, CellKind, str]:
    """Return text, kind and unit of a cell; of the two namespaces of its type, the last wins."""
    kind = given.get("value-type", "")
    if kind == "error" or ("formula" in given and shown.startswith(("#", "Err:"))):
        return shown or "#N/A", CellKind.ERROR, ""
    if kind in NUMBERS:
        number = number_text(given.get("value", ""))
        unit = "".join(one for one in shown if one.isalpha() or one in "%. ").strip(" .")
        return (shown, CellKind.TEXT, "") if number is None else (number, CellKind.NUMBER, unit)
    if kind == "date":
        return iso_text(given.get("date-value", "")), CellKind.DAY, ""
    if kind == "boolean":
        return given.get("boolean-value", "").upper(), CellKind.TRUTH, ""
    if "formula" in given and not kind:
        return "", CellKind.UNCOUNTED, ""
    return shown, CellKind.TEXT, ""
