"""Draws bars: one a row, with its name before it and its share behind it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.formats.charts.marks import fill, patterns
from innostrat.formats.charts.pen import LINE, Drawing
from innostrat.formats.charts.svg import Svg, svg_element, svg_number
from innostrat.formats.charts.text import width
from innostrat.messages import Percent, msg

if TYPE_CHECKING:
    from innostrat.formats.charts.pen import Pen
    from innostrat.messages import Message
    from innostrat.reports.figure import Bars

MOST: Final = 34  # rows on a page
ROW: Final = 26.0
BAR: Final = 14.0
NAME: Final = 270.0
GAP: Final = 7.0
SHORT: Final = 8.0
SHARE: Final = 52.0  # room for a per cent


BarRow: TypeAlias = "tuple[str | Message, Fraction, int]"


def draw(bars: Bars, pen: Pen) -> Drawing:
    """Return the bars, of which there is at least one; with one series there is no legend."""
    rows = bars.rows[:MOST]
    names = [pen.said(name) for name, _, _ in rows]
    start = min(max(map(width, names)), _name_room(pen)) + 14
    top, parts = 4.0, [*patterns(len(bars.series), pen)]
    if len(bars.series) > 1:
        legend = pen.legend(
            LINE,
            [
                (
                    svg_element("rect", x=-7, y=-6, width=14, height=12, **fill(index, pen)),
                    pen.said(name),
                )
                for index, name in enumerate(bars.series)
            ],
        )
        parts += legend.parts
        top = legend.height + 14
    for index, name in enumerate(names):
        parts += _row(name, rows[index], bars, (start, top + ROW * (index + 0.5)), pen)
    notes = []
    if len(rows) < len(bars.rows):
        notes.append(msg("The first {shown} of {all} are shown.", shown=MOST, all=len(bars.rows)))
    return Drawing(top + ROW * len(rows) + 4, tuple(parts), tuple(notes))


def _name_room(pen: Pen) -> float:
    return min(NAME, pen.wide * 0.45)


def _row(name: str, row: BarRow, bars: Bars, at: tuple[float, float], pen: Pen) -> list[Svg]:
    """Return a row; a bar too short to show its series has it named behind it."""
    _, share, series = row
    start, y = at
    full = pen.wide - SHARE - start
    long = full * float(min(max(share, Fraction(0)), Fraction(1)))
    behind = start + long + GAP
    shown = pen.said(Percent(share))
    if long < SHORT and len(bars.series) > 1:
        both = msg("{share}, {series}", share=Percent(share), series=bars.series[series])
        shown = pen.said(both)
    rest = behind + width(shown) + GAP
    parts = [pen.text(0, y + 4.5, name, _name_room(pen)), pen.text(behind, y + 4.5, shown)]
    if long:
        bar = {"x": start, "y": y - BAR / 2, "width": long, "height": BAR}
        parts.append(svg_element("rect", **bar, **fill(series, pen)))
    if rest < start + full:
        parts.append(pen.lines(f"M{svg_number(rest)} {svg_number(y)}H{svg_number(start + full)}"))
    return parts
