"""Draws a curve: a line with its points, and a named place on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.formats.charts.frame import plot_frame
from innostrat.formats.charts.pen import LINE, Drawing
from innostrat.formats.charts.scale import ends
from innostrat.formats.charts.svg import svg_element, svg_number

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.formats.charts.frame import PlotFrame
    from innostrat.formats.charts.pen import Pen
    from innostrat.formats.charts.svg import Svg
    from innostrat.messages import Message
    from innostrat.reports.figure import Curve

DOTTED: Final = 40  # points that are drawn one by one


def draw(curve: Curve, pen: Pen) -> Drawing:
    """Return the curve, which has at least one point."""
    xs = [x for x, _ in curve.points]
    if curve.mark is not None:
        xs.append(curve.mark[0])
    axes = plot_frame(
        pen,
        (curve.x, curve.y),
        ends(xs),
        ends(y for _, y in curve.points),
        LINE if curve.mark else 0,
    )
    spots = [(axes.x.at(x), axes.y.at(y)) for x, y in curve.points]
    color = pen.color(0)
    line = svg_element(
        "path",
        d="M" + "L".join(f"{svg_number(x)} {svg_number(y)}" for x, y in spots),
        fill="none",
        stroke=color,
        stroke_width=2.5,
        stroke_linejoin="round",
    )
    dots = (
        [svg_element("circle", cx=x, cy=y, r=4) for x, y in spots] if len(spots) <= DOTTED else []
    )
    mark = () if curve.mark is None else _mark(curve.mark, axes, pen)
    return Drawing(
        axes.height,
        (*axes.parts, *mark, line, *([svg_element("g", *dots, fill=color)] if dots else [])),
    )


def _mark(mark: tuple[Fraction, Message], axes: PlotFrame, pen: Pen) -> tuple[Svg, Svg]:
    """Return a dashed line at an x, named above it on the side that has more room."""
    x = axes.x.at(mark[0])
    right = x < (axes.x.start + axes.x.end) / 2
    top = axes.y.end - 8
    return (
        svg_element(
            "path",
            d=f"M{svg_number(x)} {svg_number(top - LINE)}V{svg_number(axes.y.start)}",
            stroke=pen.ink,
            stroke_width=1.5,
            stroke_dasharray="5 4",
        ),
        pen.text(
            x + (6 if right else -6),
            top - LINE + 10,
            pen.said(mark[1]),
            pen.wide / 2 - 20,
            text_anchor="start" if right else "end",
            font_weight="bold",
        ),
    )
