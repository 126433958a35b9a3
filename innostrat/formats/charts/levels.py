"""Draws levels: small panels with a bar a year, and a thick line at the limit."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from innostrat.formats.charts.marks import fill
from innostrat.formats.charts.pen import LINE, NARROW, QUIET, Drawing
from innostrat.formats.charts.scale import AxisScale, digits, ends, ticks
from innostrat.formats.charts.svg import Svg, svg_element, svg_number, svg_text
from innostrat.formats.charts.text import fitted, width
from innostrat.messages import msg

if TYPE_CHECKING:
    from innostrat.formats.charts.pen import Pen
    from innostrat.reports.figure import LevelPanel, Levels

MOST: Final = 12  # panels on a page
GUTTER: Final = 40.0  # between panels
HEIGHT: Final = 110.0  # of a panel's plot
ABOVE, BELOW = 32.0, 50.0  # of it: its title, and its years with room to the next panel
BAR: Final = 34.0  # at the widest
STROKE: Final = 3.0
GAP: Final = 8.0
BOLD: Final = 1.1  # how much wider bold text is
UP: Final = 3


def draw(levels: Levels, pen: Pen) -> Drawing:
    """Return the panels, of which there is at least one."""
    shown = levels.panels[:MOST]
    columns = min(len(shown), 2 if pen.wide > NARROW else 1)
    wide = (pen.wide - GUTTER * (columns - 1)) / columns
    bar = svg_element("rect", x=-6, y=-6, width=12, height=11, **fill(0, pen))
    legend = pen.legend(
        LINE, [(bar, pen.said(levels.used)), (_limit(-9, 0, 18, pen), pen.said(levels.limit))]
    )
    top = legend.height + LINE
    step = ABOVE + HEIGHT + BELOW
    panels = [
        svg_element(
            "g",
            *_panel(panel, levels, wide, pen),
            transform=f"translate({svg_number(index % columns * (wide + GUTTER))} "
            f"{svg_number(top + index // columns * step)})",
        )
        for index, panel in enumerate(shown)
    ]
    notes = []
    if len(shown) < len(levels.panels):
        notes.append(
            msg("The first {shown} of {all} are shown.", shown=MOST, all=len(levels.panels))
        )
    return Drawing(
        top + ceil(len(shown) / columns) * step - BELOW + LINE + 14,
        (*legend.parts, *panels),
        tuple(notes),
    )


def _panel(panel: LevelPanel, levels: Levels, wide: float, pen: Pen) -> list[Svg]:
    alike = [one for one in levels.panels if one.unit == panel.unit]  # on one scale
    low, high = ends((value for one in alike for value in (*one.used, *one.limit)), zero=True)
    y = AxisScale(ticks(low, high, panel.decimals, UP), ABOVE + HEIGHT, ABOVE)
    decimals = digits(y.ticks, panel.decimals)
    numbers = [pen.speak.number(tick, decimals) for tick in y.ticks]
    left = max(map(width, numbers)) + GAP
    slot = (wide - left) / max(len(levels.years), 1)
    rows = "".join(
        f"M{svg_number(left)} {svg_number(y.at(tick))}H{svg_number(wide)}" for tick in y.ticks
    )
    parts = [
        _title(panel, wide, pen),
        pen.lines(rows),
        pen.quiet(
            *(
                pen.text(left - GAP, y.at(tick) + 4.5, text)
                for tick, text in zip(y.ticks, numbers, strict=True)
            ),
            text_anchor="end",
        ),
        _years(levels.years, left, slot, y.start, pen),
    ]
    shown = digits(panel.used, panel.decimals)
    for index, (used, limit) in enumerate(zip(panel.used, panel.limit, strict=True)):
        text = pen.speak.number(used, shown)
        x = left + slot * index
        parts += [
            _bar(x, slot, y, used, pen),
            _limit(x + 0.1 * slot, y.at(limit), 0.8 * slot, pen),
            *_value(x + slot / 2, slot, (y.at(max(used, Fraction(0))), y.at(limit)), text, pen),
        ]
    return parts


def _value(x: float, slot: float, at: tuple[float, float], text: str, pen: Pen) -> list[Svg]:
    """Return the number of a bar above it, clear of the line of the limit, if it has room."""
    bar, limit = at
    if width(text) > slot:
        return []
    over = bar - 5
    hit = over - LINE < limit + STROKE and limit - STROKE < over
    return [pen.text(x, limit - STROKE - 4 if hit else over, text, text_anchor="middle")]


def _title(panel: LevelPanel, wide: float, pen: Pen) -> Svg:
    """Return what the panel is of, and behind it its unit."""
    title, unit = pen.said(panel.title), fitted(pen.said(panel.unit), wide / 3)
    shown = fitted(title, (wide - width(unit) - GAP) / BOLD)
    return svg_element(
        "text",
        *(() if shown == title else (svg_element("title", svg_text(title)),)),
        svg_element("tspan", svg_text(shown), font_weight="bold"),
        svg_element("tspan", svg_text(unit), dx=GAP, fill_opacity=QUIET),
        x=0,
        y=14,
    )


def _years(years: tuple[int, ...], left: float, slot: float, y: float, pen: Pen) -> Svg:
    """Return as many of the years as there is room for, at equal distances."""
    every = ceil(width("2000 ") / slot)
    return pen.quiet(
        *(
            pen.text(left + slot * (index + 0.5), y + LINE, pen.said(year))
            for index, year in enumerate(years)
            if index % every == 0
        ),
        text_anchor="middle",
    )


def _bar(x: float, slot: float, y: AxisScale, used: Fraction, pen: Pen) -> Svg:
    wide = min(0.55 * slot, BAR)
    zero, end = y.at(0), y.at(used)
    return svg_element(
        "rect",
        x=x + (slot - wide) / 2,
        y=min(zero, end),
        width=wide,
        height=abs(end - zero),
        fill=pen.color(0),
    )


def _limit(x: float, y: float, wide: float, pen: Pen) -> Svg:
    return svg_element(
        "path",
        d=f"M{svg_number(x)} {svg_number(y)}h{svg_number(wide)}",
        stroke=pen.ink,
        stroke_width=STROKE,
    )
