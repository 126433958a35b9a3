"""Draws a grid: items by columns, the stronger the larger the square."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.formats.charts.pen import LINE, WIDTH, Drawing
from innostrat.formats.charts.svg import Svg, element, number
from innostrat.formats.charts.text import width
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.formats.charts.pen import Pen
    from innostrat.messages import Message
    from innostrat.reports.figure import Grid

ROWS, COLUMNS = 34, 18  # on a page
CELL: Final = 22.0
NAME: Final = 230.0  # room for a row's name
HEAD: Final = 150.0  # and for a column's, along its slope
SLOPE: Final = 55  # degrees
SINE, COSINE = 0.82, 0.58  # of it, rounded up
LARGEST: Final = 15.0  # side of a square


def draw(grid: Grid, pen: Pen) -> Drawing:
    """Return the grid, which has at least one row and one column."""
    columns = [pen.said(name) for name in grid.columns[:COLUMNS]]
    rows = [(pen.said(name), row[:COLUMNS]) for name, row in grid.rows[:ROWS]]
    most = len(grid.strengths)
    legend = pen.legend(
        LINE,
        [
            (_square(0, 0, strength, most, pen), pen.said(name))
            for strength, name in enumerate(grid.strengths, 1)
        ],
    )
    left = min(max(width(name) for name, _ in rows), NAME) + 14
    head = min(max(map(width, columns)), HEAD) * SINE + LINE
    top = legend.height + head + 6
    parts = [*legend.parts, _lines(left, top, len(rows), len(columns), pen)]
    parts += [_head(left + CELL * (i + 0.5), top - 8, name, pen) for i, name in enumerate(columns)]
    for index, (name, strengths) in enumerate(rows):
        y = top + CELL * (index + 0.5)
        parts.append(pen.text(0, y + 4.5, name, NAME))
        parts += [
            _square(left + CELL * (column + 0.5), y, strength, most, pen)
            for column, strength in enumerate(strengths)
            if strength
        ]
    return Drawing(top + CELL * len(rows) + 4, tuple(parts), tuple(_notes(grid)))


def _head(x: float, y: float, name: str, pen: Pen) -> Svg:
    room = min(HEAD, (WIDTH - x) / COSINE)
    turned = f"translate({number(x + 4)} {number(y)}) rotate(-{SLOPE})"
    return pen.text(0, 0, name, room, transform=turned)


def _lines(left: float, top: float, rows: int, columns: int, pen: Pen) -> Svg:
    right, bottom = left + CELL * columns, top + CELL * rows
    across = (f"M0 {number(top + CELL * i)}H{number(right)}" for i in range(rows + 1))
    down = (
        f"M{number(left + CELL * i)} {number(top)}V{number(bottom)}" for i in range(columns + 1)
    )
    return pen.lines("".join((*across, *down)))


def _square(x: float, y: float, strength: int, most: int, pen: Pen) -> Svg:
    side = LARGEST * strength / most
    return element(
        "rect", x=x - side / 2, y=y - side / 2, width=side, height=side, fill=pen.color(0)
    )


def _notes(grid: Grid) -> Iterator[Message]:
    if len(grid.rows) > ROWS:
        yield msg("The first {shown} of {all} rows are shown.", shown=ROWS, all=len(grid.rows))
    if len(grid.columns) > COLUMNS:
        yield msg(
            "The first {shown} of {all} columns are shown.", shown=COLUMNS, all=len(grid.columns)
        )
