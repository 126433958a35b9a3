"""Rows of kroner by year, as levels or as year-on-year changes, and whether rounded rows add up.

Files hold levels: a lasting cost repeats its amount. A table shows the levels, or the change from
the year before (a one-off of 300 is +300, then −300). The two are never mixed in one table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from innostrat.messages import Listing, Message, msg
from innostrat.money import thousands
from innostrat.reports.computed import Across, Added
from innostrat.reports.table import Align, Cell, Column, Row, RowRole, Thousands

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Line(NamedTuple):
    """A row to be: its name, and signed kroner by year as levels (cost +, saving −).

    The level of the year before the plan is there where the opening budget holds it.
    """

    label: Cell
    amounts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a plan, and how a table shows them; papers leave years of nothing `blank`."""

    years: tuple[int, ...]
    changes: bool = False
    blank: bool = False

    def columns(self, first: Message) -> tuple[Column, ...]:
        """Return the column of names, one column a year and, for levels, their sum."""
        columns = [Column("name", first, wide=True)]
        columns += [Column(str(year), str(year), Align.RIGHT) for year in self.years]
        if not self.changes:
            years = Across(tuple(map(str, self.years)))
            columns.append(Column("sum", msg("Sum"), Align.RIGHT, computed=years))
        return tuple(columns)

    def values(self, amounts: Mapping[int, int]) -> tuple[int, ...]:
        """Return the kroner of each column; a change is from the level of the year before."""
        if self.changes:
            return tuple(amounts.get(year, 0) - amounts.get(year - 1, 0) for year in self.years)
        levels = [amounts.get(year, 0) for year in self.years]
        return (*levels, sum(levels))

    def row(
        self, line: Line, role: RowRole = RowRole.ROW, adds: Iterable[int] | None = None
    ) -> Row:
        """Return the line as a row of 1000 kr; `adds` are the places of the rows it is made of."""
        computed = None if adds is None else Added(tuple(adds))
        return Row.of(
            line.label, *self.cells(self.values(line.amounts), role), role=role, computed=computed
        )

    def cells(self, amounts: Iterable[int], role: RowRole) -> tuple[Cell, ...]:
        """Return kroner as cells; sums say 0 also where years of nothing are blank."""
        hidden = self.blank and role is RowRole.ROW
        return tuple("" if hidden and not one else Thousands(one) for one in amounts)

    def heading(self, title: Cell) -> Row:
        """Return a row that names the group below it."""
        return Row.group(title, 1 + len(self.values({})))

    def total(
        self,
        label: Message,
        lines: Iterable[Line],
        adds: Iterable[int],
        role: RowRole = RowRole.SUBTOTAL,
    ) -> tuple[Row, Line, Message | None]:
        """Return the sum of lines as a row and as a line, and what to say if rounding shows.

        `adds` are the places of the lines' rows in the table.
        """
        lines = list(lines)
        total = Line(label, added(line.amounts for line in lines))
        return self.row(total, role, adds), total, self.rounding(label, lines, total)

    def rounding(self, label: Message, lines: list[Line], total: Line) -> Message | None:
        """Return where the rounded rows add up to something else than the rounded sum."""
        rows = [[thousands(value) for value in self.values(line.amounts)] for line in lines]
        printed = [thousands(value) for value in self.values(total.amounts)]
        names = [str(year) for year in self.years] + [msg("Sum")] * (not self.changes)
        differences = tuple(
            msg(
                "{column}: {difference}",
                column=name,
                difference=f"{total_ - sum_:+d}".replace("-", "−"),
            )
            for name, total_, sum_ in zip(
                names, printed, map(sum, zip(*rows, strict=True)), strict=False
            )
            if total_ != sum_
        )
        if not differences:
            return None
        return msg(
            "{label}: rounded rows do not add up to the sum; difference in 1000 kr: {differences}",
            label=label,
            differences=Listing(differences),
        )


def added(amounts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """Return the sum by year."""
    total: Counter[int] = Counter()
    for one in amounts:
        total.update(one)
    return dict(sorted(total.items()))
