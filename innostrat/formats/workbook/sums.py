"""Finds the formula that a sum in a table stands for, and only one that gives the very number.

Few tables say what their sums are of. A formula is therefore written only where it is
proved against the numbers: the rows that the table says, or else the rows since the last heading or
sum, all rows, all subtotals, or the first row of the group less the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from innostrat.reports.table import RowRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from innostrat.reports.table import Row

Numbers: TypeAlias = "Sequence[Fraction | None]"


def formula(rows: Sequence[Row], numbers: Numbers, at: int, places: Sequence[str]) -> str | None:
    """Return the formula of the sum in row `at` of one column, or None where none fits.

    `numbers` are the column's values by row and `places` the cells' names, such as `C7`.
    """
    wanted = numbers[at]
    if wanted is None:
        return None
    for kind, parts in _candidates(rows, at):
        values = [numbers[part] or 0 for part in parts]
        if kind == "sum" and sum(values) == wanted:
            return _sum([places[part] for part in parts], parts)
        if kind == "less" and values[0] - values[1] == wanted:
            return f"={places[parts[0]]}-{places[parts[1]]}"
    return None


def _candidates(rows: Sequence[Row], at: int) -> Iterator[tuple[str, list[int]]]:
    """Yield which rows the sum may be made of, what the table says first, then the nearest."""
    if rows[at].adds:
        yield "sum", list(rows[at].adds)
    start = next(
        (i + 1 for i in reversed(range(at)) if rows[i].role not in {RowRole.ROW, RowRole.LINE}), 0
    )
    group = [i for i in range(start, at) if rows[i].role is RowRole.ROW]
    if len(group) == 2:  # noqa: PLR2004  (what there is, less what is used)
        yield "less", group
    if group:
        yield "sum", group
    for role in (RowRole.SUBTOTAL, RowRole.ROW):
        of_role = [i for i in range(at) if rows[i].role is role]
        if of_role and of_role != group:
            yield "sum", of_role


def _sum(names: Sequence[str], parts: Sequence[int]) -> str | None:
    """Return a sum over cells, as a range where they stand together."""
    if list(parts) == list(range(parts[0], parts[-1] + 1)):
        return f"=SUM({names[0]}:{names[-1]})"
    if len(names) > 200:  # noqa: PLR2004  (Excel takes 255 arguments)
        return None
    return f"=SUM({','.join(names)})"
