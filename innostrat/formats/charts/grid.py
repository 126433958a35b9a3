"""Draws a grid: items by columns, the stronger the larger the square."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.formats.charts.pen import LINE, Drawing
from innostrat.formats.charts.svg import Svg, svg_element, svg_number
from innostrat.formats.charts.text import width
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.formats.charts.pen import Pen
    from innostrat.messages import Message
    from innostrat.reports.figure import Grid

ROWS, COLUMNS = 34, 20  # on a page
ROW: Final = 22.0
WIDEST: Final = 40.0  # of a column
NAME: Final = 200.0  # room for a row's name, more where columns leave it
HEAD: Final = 165.0  # and for a column's, along its slope
SLOPE: Final = 60  # degrees
SINE, COSINE = 0.87, 0.5  # of it, rounded up
AFTER: Final = 80.0  # where the names of the last columns hang over
LARGEST: Final = 15.0  # side of a square


class Cells(NamedTuple):
    """Where the cells of a grid stand."""

    left: float
    top: float
    wide: float
    rows: int
    columns: int

    def middle(self, row: int, column: int) -> tuple[float, float]:
        """Return the middle of a cell."""
        return self.left + self.wide * (column + 0.5), self.top + ROW * (row + 0.5)


def draw(grid: Grid, pen: Pen) -> Drawing:
    """Return the grid, which has at least one row and one column."""
    columns = [pen.said(name) for name in grid.columns[:COLUMNS]]
    rows = [(pen.said(name), row[:COLUMNS]) for name, row in grid.rows[:ROWS]]
    name_room = max(NAME, pen.wide - AFTER - WIDEST * len(columns) - 14)
    left = min(max(width(name) for name, _ in rows), name_room) + 14
    wide = min((pen.wide - AFTER - left) / len(columns), WIDEST)
    unit = min(LARGEST, wide - 4) / max(len(grid.strengths), 1)
    legend = pen.legend(
        LINE,
        [
            (_square((0, 0), unit * strength, pen), pen.said(name))
            for strength, name in enumerate(grid.strengths, 1)
        ],
    )
    head = min(max(map(width, columns)), HEAD) * SINE
    cells = Cells(left, legend.height + LINE + head + 6, wide, len(rows), len(columns))
    parts = [*legend.parts, _lines(cells, pen)]
    parts += [_head(cells, index, name, pen) for index, name in enumerate(columns)]
    for index, (name, strengths) in enumerate(rows):
        parts.append(pen.text(0, cells.middle(index, 0)[1] + 4.5, name, name_room))
        parts += [
            _square(cells.middle(index, column), unit * strength, pen)
            for column, strength in enumerate(strengths)
            if strength
        ]
    return Drawing(cells.top + ROW * len(rows) + 4, tuple(parts), tuple(_notes(grid)))


def _head(cells: Cells, column: int, name: str, pen: Pen) -> Svg:
    x = cells.middle(0, column)[0] + 4
    turned = f"translate({svg_number(x)} {svg_number(cells.top - 8)}) rotate(-{SLOPE})"
    return pen.text(0, 0, name, min(HEAD, (pen.wide - x) / COSINE - 4), transform=turned)


def _lines(cells: Cells, pen: Pen) -> Svg:
    right, bottom = cells.left + cells.wide * cells.columns, cells.top + ROW * cells.rows
    across = (
        f"M0 {svg_number(cells.top + ROW * i)}H{svg_number(right)}" for i in range(cells.rows + 1)
    )
    down = (
        f"M{svg_number(cells.left + cells.wide * i)} {svg_number(cells.top)}V{svg_number(bottom)}"
        for i in range(cells.columns + 1)
    )
    return pen.lines("".join((*across, *down)))


def _square(at: tuple[float, float], side: float, pen: Pen) -> Svg:
    x, y = at
    return svg_element(
        "rect", x=x - side / 2, y=y - side / 2, width=side, height=side, fill=pen.color(0)
    )


def _notes(grid: Grid) -> Iterator[Message]:
    if len(grid.rows) > ROWS:
        yield msg("The first {shown} of {all} rows are shown.", shown=ROWS, all=len(grid.rows))
    if len(grid.columns) > COLUMNS:
        yield msg(
            "The first {shown} of {all} columns are shown.", shown=COLUMNS, all=len(grid.columns)
        )
