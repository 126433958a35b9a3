"""Draws a figure as SVG, with what it shows in words for whoever does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.formats.charts import bars, curve, grid, levels, scatter
from innostrat.formats.charts.pen import LINE, WIDTH, Drawing, Pen
from innostrat.formats.charts.svg import Svg, svg_element, svg_text
from innostrat.formats.charts.text import SIZE, wrapped_label
from innostrat.formats.colour import series
from innostrat.messages import msg
from innostrat.reports.figure import Bars, Curve, Grid, Levels, Scatter

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.reports.figure import Chart, Figure

NAMESPACE: Final = "http://www.w3.org/2000/svg"
HEADER: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
FONTS: Final = '"Open Sans", "Segoe UI", Arial, sans-serif'
INK: Final = "#1b2128"
PAPER: Final = "#ffffff"


def svg(
    figure: Figure,
    speak: Language,
    *,
    color: str,
    ids: str,
    standalone: bool,
    wide: float = WIDTH,
) -> str:
    """Return the figure as one SVG element, as wide as where it is put.

    It is drawn for `wide` units, of which 13 are a line of text. `color` is the organisation's,
    `#rrggbb`. Every id begins with `ids`, so that several figures can stand in one page. In a page
    its ink is that of the text around it, and its colours, which can be seen on white and on dark
    grey alike, are `--fig-1`, `--fig-2` … where those are set. With `standalone` it is a file of
    its own with fixed colours on white.
    """
    found = series(color, night=not standalone)
    pen = (
        Pen(speak, INK, found, ids, wide)
        if standalone
        else Pen(
            speak,
            "currentColor",
            tuple(f"var(--fig-{number}, {one})" for number, one in enumerate(found, 1)),
            ids,
            wide,
        )
    )
    drawing = _with_notes(_draw(figure.chart, pen), pen)
    described = [pen.said(text) for text in (*figure.description, *drawing.notes)]
    paper = svg_element("rect", width=wide, height=drawing.height, fill=PAPER)
    picture = svg_element(
        "svg",
        svg_element("title", svg_text(pen.said(figure.title)), id=f"{ids}-title"),
        svg_element("desc", svg_text(" ".join(described)), id=f"{ids}-desc"),
        *([paper] if standalone else []),
        *drawing.parts,
        xmlns=NAMESPACE,
        viewBox=f"0 0 {wide:.0f} {drawing.height:.0f}",
        role="img",
        aria_labelledby=f"{ids}-title {ids}-desc",
        font_family=FONTS,
        font_size=SIZE,
        fill=pen.ink,
    )
    return f"{HEADER}{picture}\n" if standalone else picture


def _draw(chart: Chart, pen: Pen) -> Drawing:
    match chart:
        case Scatter() if chart.dots:
            return scatter.draw(chart, pen)
        case Curve() if chart.points:
            return curve.draw(chart, pen)
        case Levels() if chart.panels and chart.years:
            return levels.draw(chart, pen)
        case Bars() if chart.rows:
            return bars.draw(chart, pen)
        case Grid() if chart.rows and chart.columns:
            return grid.draw(chart, pen)
        case _:
            empty = pen.text(0, LINE, pen.said(msg("Nothing to show")))
            return Drawing(LINE + 8, (empty,))


def _with_notes(drawing: Drawing, pen: Pen) -> Drawing:
    """Return the drawing with what is to be said of it on lines below."""
    lines = [line for note in drawing.notes for line in wrapped_label(pen.said(note), pen.wide)]
    below: list[Svg] = [
        pen.text(0, drawing.height + LINE * number, line) for number, line in enumerate(lines, 1)
    ]
    if not below:
        return drawing
    height = drawing.height + LINE * len(lines) + 8
    return Drawing(height, (*drawing.parts, pen.quiet(*below)), drawing.notes)
