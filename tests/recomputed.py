"""Computes tables anew from what they say that their cells follow from, knowing no format.

Written from the words of `innostrat/reports/computed.py`, as an oracle for those that write it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from innostrat.messages import Percent, Points
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
)
from innostrat.reports.table import Bar, Quantity, RowRole, Table, Thousands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.reports.computed import ByColumn
    from innostrat.reports.table import Cell

Place: TypeAlias = tuple[int, int, int]  # table, row, column
Result: TypeAlias = Fraction | str | None


def number(cell: Cell) -> Fraction | None:
    """Return a cell's number as a workbook has it: thousands of kroner, shares of one."""
    match cell:
        case Thousands(kroner):
            return Fraction(kroner, 1000)
        case Quantity(amount):
            return Fraction(amount)
        case Points(value) | Percent(value) | Bar(value):
            return Fraction(value)
        case int():
            return Fraction(cell)
    return None


class Recomputed:
    """The cells of tables, where some that are put in hold other numbers than the tables say.

    A cell that follows from others is never in `put_in`. A word is told as the template that the
    table gives it.
    """

    def __init__(self, tables: Sequence[Table], put_in: Mapping[Place, Fraction]) -> None:
        self.tables = tables
        self.put_in = put_in
        self.by_name = {(one.key, one.subject): place for place, one in enumerate(tables)}
        self.found: dict[Place, Result] = {}

    def follows(self, at: Place) -> bool:
        """Return whether a cell follows from others."""
        table, row, place = self.tables[at[0]], self.tables[at[0]].rows[at[1]], at[2]
        cell, column = row.cells[place], table.columns[place]
        if isinstance(column.computed, Ranked):
            return row.role is RowRole.ROW
        if isinstance(column.computed, Passed):
            gates = (*column.computed.at_least, *column.computed.at_most)
            return bool(gates) and cell in {column.computed.yes, column.computed.no}
        if number(cell) is None and not (cell == "" and (row.computed or column.computed)):
            return False
        match row.computed:
            case Added(adds=adds, but=but) if column.key not in but:
                return bool(adds) and self._all_there(adds)
            case Carried(of, begins):
                before = number(table.rows[of].cells[place - 1])
                return before is not None or (bool(begins) and self._all_there(begins))
        return column.computed is not None

    def value(self, at: Place) -> Result:
        """Return what stands in a cell; nothing and blank are None."""
        if at not in self.found:
            cell = self.tables[at[0]].rows[at[1]].cells[at[2]]
            given = self.put_in.get(at, number(cell))
            self.found[at] = self._computed(*at) if self.follows(at) else given
        return self.found[at]

    def _all_there(self, parts: Sequence[int | Elsewhere]) -> bool:
        return all(
            (one.key, one.subject) in self.by_name for one in parts if isinstance(one, Elsewhere)
        )

    def _number(self, table: int, row: int, place: int) -> Fraction:
        value = self.value((table, row % len(self.tables[table].rows), place))
        return value if isinstance(value, Fraction) else Fraction(0)

    def _of(self, part: int | Elsewhere, table: int, place: int) -> Fraction:
        if isinstance(part, Elsewhere):
            return self._number(self.by_name[part.key, part.subject], part.row, place)
        return self._number(table, part, place)

    def _computed(self, table: int, row: int, place: int) -> Result:
        one = self.tables[table]
        column = one.columns[place]
        match one.rows[row].computed:
            case Added(adds, less, but) if column.key not in but:
                plus = (self._of(part, table, place) for part in adds)
                minus = (self._of(part, table, place) for part in less)
                return sum(plus, Fraction(0)) - sum(minus, Fraction(0))
            case Carried(of, begins):
                if number(one.rows[of].cells[place - 1]) is not None:
                    return self._number(table, of, place - 1)
                return sum((self._of(part, table, place) for part in begins), Fraction(0))
        assert column.computed is not None
        return self._by_column(column.computed, table, row, place)

    def _by_column(self, by: ByColumn, table: int, row: int, place: int) -> Result:
        one = self.tables[table]
        keys = [column.key for column in one.columns]

        def beside(key: str, at: int = row) -> Fraction:
            return self._number(table, at, keys.index(key))

        match by:
            case Across(columns):
                return sum(map(beside, columns), Fraction(0))
            case Running(of):
                rows = [one for one in range(row + 1) if self.follows((table, one, place))]
                return sum((beside(of, one) for one in rows), Fraction(0))
            case ShareOf(of, whole):
                everything = beside(of, whole)
                return beside(of) / everything if everything else None
            case Weighed(weights, benefits, factors):
                total = sum((beside(key, weights) for key in benefits), Fraction(0))
                mean = sum(beside(key, weights) * beside(key) for key in benefits) / total
                return _rounded(mean * prod(map(beside, factors), start=Fraction(1)))
            case Passed(asked, at_least, at_most, yes, no):
                enough = all(beside(key) >= beside(key, asked) for key in at_least)
                few = all(beside(key) <= beside(key, asked) for key in at_most)
                return (yes if enough and few else no).template
            case Ranked(of, among, word):
                return self._rank(table, row, keys.index(of), keys.index(among), word.template)

    def _rank(self, table: int, row: int, by: int, among: int, word: str) -> Result:
        def competes(at: int) -> bool:
            told = self.value((table, at, among))
            cell = self.tables[table].rows[at].cells[among]
            return word == (told or getattr(cell, "template", None))

        if not competes(row):
            return None
        mine = self._number(table, row, by)
        others = [at for at in range(len(self.tables[table].rows)) if competes(at)]
        return Fraction(1 + sum(self._number(table, at, by) > mine for at in others))


def _rounded(value: Fraction) -> Fraction:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))
