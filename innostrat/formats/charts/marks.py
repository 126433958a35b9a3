"""The signs of series: shapes and fills that differ also where no colour is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.formats.charts.svg import svg_element, svg_number

if TYPE_CHECKING:
    from innostrat.formats.charts.pen import Pen
    from innostrat.formats.charts.svg import Attribute, Svg

FILLS: Final = 4
SOLID, HATCHED, HOLLOW, CROSSED = range(FILLS)
OUTLINE: Final = 1.8
# Around the middle, for a size of 1: square, triangle, diamond; the first shape is a circle.
CORNERS: Final = (
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0.0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
    ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
)
SHAPES: Final = len(CORNERS) + 1


def shape(series: int, x: float, y: float, size: float, *inside: Svg) -> Svg:
    """Return the shape of a series around a point."""
    kind = series % SHAPES
    if kind == 0:
        return svg_element("circle", *inside, cx=x, cy=y, r=size)
    corners = [(x + size * dx, y + size * dy) for dx, dy in CORNERS[kind - 1]]
    d = "M" + "L".join(f"{svg_number(a)} {svg_number(b)}" for a, b in corners) + "z"
    return svg_element("path", *inside, d=d)


def look(series: int, pen: Pen) -> dict[str, Attribute]:
    """Return how the shapes of a series are painted: the first two filled, the others hollow."""
    color = pen.color(series)
    filled = series % SHAPES < SHAPES / 2
    return {
        "fill": color,
        "fill_opacity": 0.85 if filled else 0.08,
        "stroke": color,
        "stroke_width": 1 if filled else OUTLINE,
    }


def fill(series: int, pen: Pen) -> dict[str, Attribute]:
    """Return how an area of a series is painted; `patterns` are what it refers to."""
    color = pen.color(series)
    kind = series % FILLS
    if kind == SOLID:
        return {"fill": color, "stroke": color}
    if kind == HOLLOW:
        return {"fill": "none", "stroke": color, "stroke_width": 1.5}
    return {"fill": f"url(#{_name(series, pen)})", "stroke": color}


def patterns(series: int, pen: Pen) -> tuple[Svg, ...]:
    """Return the patterns of so many series, of which every other has one."""
    found = tuple(
        svg_element(
            "pattern",
            svg_element("rect", width=6, height=6, fill=pen.color(number), fill_opacity=0.15),
            svg_element(
                "path",
                d="M0 3h6" if number % FILLS == HATCHED else "M0 3h6M3 0v6",
                stroke=pen.color(number),
                stroke_width=2,
            ),
            id=_name(number, pen),
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(-45)",
        )
        for number in range(series)
        if number % FILLS in (HATCHED, CROSSED)
    )
    return (svg_element("defs", *found),) if found else ()


def _name(series: int, pen: Pen) -> str:
    return f"{pen.ids}-fill-{series}"
