"""Writes what a table says that its cells follow from as formulas of a sheet."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from xlsxwriter.utility import xl_col_to_name

from innostrat.formats.workbook.values import sheet_number
from innostrat.reports.computed import (
    Across,
    Added,
    Carried,
    Elsewhere,
    Passed,
    Ranked,
    Running,
    ShareOf,
    Weighed,
    columns_of,
)
from innostrat.reports.table import RowRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.computed import ByColumn
    from innostrat.reports.table import Table

FIRST: Final = 4  # the sheet's row, from 1, in which a table's rows begin
MOST: Final = 200  # arguments of a function; Excel takes 255

# The workbook's tables by key and subject, each with the name of its sheet.
Sheets: TypeAlias = "Mapping[tuple[str, str | None], tuple[str, Table]]"


class SheetFormulas:
    """The formulas of a table that has a sheet of its own."""

    def __init__(self, table: Table, sheets: Sheets, speak: Language) -> None:
        self._table = table
        self._sheets = sheets
        self._speak = speak
        self._places = {column.key: place for place, column in enumerate(table.columns)}
        self.computes = any(one.computed for one in table.columns) or any(
            one.computed for one in table.rows
        )

    def of(self, row: int, place: int) -> str | None:
        """Return what computes a cell, None for what is put in, and for what holds no number."""
        column, made = self._table.columns[place], self._table.rows[row]
        if not self._is_computed(row, place):
            return None
        match made.computed:
            case Added(adds, less, but) if column.key not in but:
                return self._difference(adds, less, place)
            case Carried(of) if place and sheet_number(self._table.rows[of].cells[place - 1]):
                return f"={self._at(of, place - 1)}"
            case Carried(begins=begins):
                return self._difference(begins, (), place)
        by = column.computed
        if by is None or not set(columns_of(by)) <= self._places.keys():
            return None
        return self._by_column(by, row, place)

    def _difference(
        self, adds: Sequence[int | Elsewhere], less: Sequence[int], place: int
    ) -> str | None:
        """Return the sum of some rows less others; None where a sheet of theirs is not there."""
        there = {(one.key, one.subject) for one in adds if isinstance(one, Elsewhere)}
        if not adds or not there <= self._sheets.keys():
            return None
        inside = [one for one in adds if not isinstance(one, Elsewhere)]
        plus = [*self._down(inside, place), *self._outside(adds, place)]
        taken = f"-{_summed(list(self._down(less, place)))}" if less else ""
        return f"={_summed(plus)}{taken}"

    def _is_computed(self, row: int, place: int) -> bool:
        made, by = self._table.rows[row], self._table.columns[place].computed
        cell = made.cells[place]
        match by:
            case Passed(yes=yes, no=no):
                return cell in (yes, no)
            case Ranked():
                return made.role is RowRole.ROW
        unshown = cell == "" and (by or made.computed) is not None
        return unshown or sheet_number(cell) is not None

    def _by_column(self, by: ByColumn, row: int, place: int) -> str | None:
        match by:
            case Across(keys):
                runs = _runs(self._places[key] for key in keys)
                across = (_range(self._at(row, first), self._at(row, last)) for first, last in runs)
                return f"={_summed(list(across))}"
            case Running(of):
                return self._running(row, place, self._places[of])
            case ShareOf(of, whole):
                part, all_ = (self._at(one, self._places[of]) for one in (row, whole))
                return f'=IF({all_}=0,"",{part}/{all_})'
            case Weighed():
                return self._weighed(by, row)
            case Passed():
                return self._passed(by, row)
            case Ranked():
                return self._ranked(by, row)

    def _running(self, row: int, place: int, of: int) -> str:
        """Return a sum from the headings to the row before, which holds however rows are sorted."""
        here, there = (
            f"{xl_col_to_name(one)}${FIRST - 1}:{xl_col_to_name(one)}{FIRST + row - 1}"
            for one in (place, of)
        )
        return f'=SUMIF({here},"<>",{there})+{self._at(row, of)}'

    def _weighed(self, by: Weighed, row: int) -> str:
        """Return the formula of a value; it is rounded like the values that the tool ranks by."""
        benefits = [self._places[key] for key in by.benefits]
        weights, scores = (
            f"{self._at(one, benefits[0], sign)}:{self._at(one, benefits[-1], sign)}"
            for one, sign in ((by.weights, "$"), (row, ""))
        )
        factors = "".join(f"*{self._at(row, self._places[key])}" for key in by.factors)
        return f"=ROUND(SUMPRODUCT({weights},{scores})/SUM({weights}){factors},4)"

    def _passed(self, by: Passed, row: int) -> str | None:
        keys = [(key, ">=") for key in by.at_least] + [(key, "<=") for key in by.at_most]
        if not keys:
            return None
        demands = []
        for key, than in keys:
            place = self._places[key]
            demands.append(f"{self._at(row, place)}{than}{self._at(by.asked, place, '$')}")
        return f"=IF(AND({','.join(demands)}),{self._text(by.yes)},{self._text(by.no)})"

    def _ranked(self, by: Ranked, row: int) -> str:
        word = self._text(by.word)
        among, values = (self._all(self._places[key]) for key in (by.among, by.by))
        mine, value = (self._at(row, self._places[key]) for key in (by.among, by.by))
        above = f"SUMPRODUCT(({among}={word})*({values}>{value}))"
        return f'=IF({mine}={word},1+{above},"")'

    def _all(self, place: int) -> str:
        """Return the cells of a column in all plain rows, which stand together."""
        rows = [row for row, one in enumerate(self._table.rows) if one.role is RowRole.ROW]
        return f"{self._at(rows[0], place, '$')}:{self._at(rows[-1], place, '$')}"

    def _text(self, word: Message) -> str:
        return '"{}"'.format(self._speak(word).replace('"', '""'))

    def _at(self, row: int, place: int, sign: str = "") -> str:
        """Return the name of a cell, such as `C7`; a negative row counts from the table's end.

        With the sign `$` the formula points there also when its own row is sorted elsewhere.
        """
        return _name(self._table, row, place, sign)

    def _down(self, rows: Iterable[int], place: int) -> Iterator[str]:
        """Yield a column's cells in some rows of this sheet, those below each other as a range."""
        for first, last in _runs(rows):
            yield _range(self._at(first, place), self._at(last, place))

    def _outside(self, parts: Iterable[int | Elsewhere], place: int) -> Iterator[str]:
        """Yield the cells of other sheets, such as `'Helse'!C7:C9`."""
        others = (one for one in parts if isinstance(one, Elsewhere))
        for name, found in groupby(others, lambda one: (one.key, one.subject)):
            sheet, table = self._sheets[name]
            for run in _runs(one.row % len(table.rows) for one in found):
                yield f"{quoted(sheet)}!{_range(*(_name(table, row, place) for row in run))}"


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of numbers that follow each other."""
    for _, found in groupby(enumerate(rows), lambda one: one[1] - one[0]):
        run = [row for _, row in found]
        yield run[0], run[-1]


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}:{last}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands before a cell's."""
    return "'{}'".format(sheet.replace("'", "''"))


def _name(table: Table, row: int, place: int, sign: str = "") -> str:
    return f"{xl_col_to_name(place)}{sign}{FIRST + row % len(table.rows)}"


def _summed(names: list[str]) -> str:
    """Return the sum of cells and ranges; what is blank counts as 0."""
    if len(names) == 1 and ":" not in names[0].rpartition("!")[2]:
        return names[0]
    while len(names) > MOST:
        parts = (names[start : start + MOST] for start in range(0, len(names), MOST))
        names = [f"SUM({','.join(part)})" for part in parts]
    return f"SUM({','.join(names)})"
