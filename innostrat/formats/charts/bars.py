"""Draws bars: one a row, with its name before it and its share or number behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.formats.charts.marks import fill, patterns
from innostrat.formats.charts.pen import LINE, Drawing
from innostrat.formats.charts.scale import digits
from innostrat.formats.charts.svg import Svg, svg_element, svg_number
from innostrat.formats.charts.text import width
from innostrat.messages import Message, Percent, msg

if TYPE_CHECKING:
    from innostrat.formats.charts.pen import Pen
    from innostrat.reports.figure import Bars

MOST: Final = 34  # rows on a page
ROW: Final = 26.0
CLOSE: Final = 19.0  # where rows are many
MANY: Final = 12
BAR: Final = 14.0
NAME: Final = 270.0
GAP: Final = 7.0
SHORT: Final = 8.0
SHARE: Final = 52.0  # room for a per cent


BarRow: TypeAlias = "tuple[str | Message, Fraction, int]"


@dataclass(frozen=True, slots=True)
class BarPlace:
    """Where bars stand: names end at `start`, 0 is at `zero`, and a unit is `long`."""

    start: float
    zero: float
    long: float
    end: float
    step: float


def draw(bars: Bars, pen: Pen) -> Drawing:
    """Return the bars, of which there is at least one; with one series there is no legend."""
    rows = bars.rows[:MOST]
    names = [pen.said(name) for name, _, _ in rows]
    place = _place(bars, names, pen)
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
        if bars.line is not None and index == bars.line[0]:
            parts += _line(top + place.step * index, bars.line[1], pen)
            top += LINE
        parts += _row(name, rows[index], bars, (top + place.step * (index + 0.5), place), pen)
    notes = []
    if len(rows) < len(bars.rows):
        notes.append(msg("The first {shown} of {all} are shown.", shown=MOST, all=len(bars.rows)))
    return Drawing(top + place.step * len(rows) + 4, tuple(parts), tuple(notes))


def _name_room(pen: Pen) -> float:
    return min(NAME, pen.wide * 0.45)


def _place(bars: Bars, names: list[str], pen: Pen) -> BarPlace:
    rows = bars.rows[:MOST]
    start = min(max(map(width, names)), _name_room(pen)) + 14
    step = CLOSE if len(rows) > MANY else ROW
    if bars.axis is None:
        full = pen.wide - SHARE - start
        return BarPlace(start, start, full, start + full, step)
    behind = max(width(_shown(value, bars, pen)) for _, value, _ in rows) + GAP
    values = [Fraction(0), *(value for _, value, _ in rows)]
    low, high = float(min(values)), float(max(values))
    left = start + (behind if low < 0 else 0)
    full = pen.wide - behind - left
    long = full / (high - low) if high > low else 0.0
    return BarPlace(start, left - low * long, long, left + full, step)


def _shown(value: Fraction, bars: Bars, pen: Pen) -> str:
    """Return a share as per cent, another number as its axis says."""
    if bars.axis is None:
        return pen.said(Percent(value))
    return pen.speak.number(value, digits((one for _, one, _ in bars.rows), bars.axis.decimals))


def _line(y: float, said: Message, pen: Pen) -> list[Svg]:
    """Return a line across the rows, named below it."""
    return [
        svg_element("path", d=f"M0 {svg_number(y)}H{svg_number(pen.wide)}", stroke=pen.ink),
        pen.text(0, y + LINE - 4, pen.said(said), font_weight="bold"),
    ]


def _row(name: str, row: BarRow, bars: Bars, at: tuple[float, BarPlace], pen: Pen) -> list[Svg]:
    """Return a row; a bar too short to show its series has it named behind it."""
    _, value, series = row
    y, place = at
    kept = value if bars.axis else min(max(value, Fraction(0)), Fraction(1))
    long = place.long * float(abs(kept))
    shown = _shown(value, bars, pen)
    if long < SHORT and len(bars.series) > 1:
        both = msg("{share}, {series}", share=shown, series=bars.series[series])
        shown = pen.said(both)
    below = kept < 0
    edge = place.zero - long if below else place.zero
    behind = edge - GAP if below else edge + long + GAP
    parts = [
        pen.text(0, y + 4.5, name, _name_room(pen)),
        pen.text(behind, y + 4.5, shown, text_anchor="end" if below else "start"),
    ]
    if long:
        bar = {"x": edge, "y": y - BAR / 2, "width": long, "height": BAR}
        parts.append(svg_element("rect", **bar, **fill(series, pen)))
    rest = behind + width(shown) + GAP
    if bars.axis is None and rest < place.end:
        parts.append(pen.lines(f"M{svg_number(rest)} {svg_number(y)}H{svg_number(place.end)}"))
    return parts
