"""Draws a scatter: a shape a series, names beside dots where there is room, a key for others."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.formats.charts.frame import plot_frame
from innostrat.formats.charts.marks import look, shape
from innostrat.formats.charts.pen import LINE, NARROW, Drawing
from innostrat.formats.charts.places import Box, Room
from innostrat.formats.charts.scale import ends
from innostrat.formats.charts.svg import svg_element, svg_text
from innostrat.formats.charts.text import fitted, width
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.formats.charts.frame import PlotFrame
    from innostrat.formats.charts.pen import Pen
    from innostrat.formats.charts.svg import Svg
    from innostrat.reports.figure import Dot, Scatter

NAMES: Final = (220.0, 140.0)  # room for a name beside a dot, and where that is not found
NAMED: Final = 40  # dots that get a name or a number
HOVERED: Final = 200  # dots that show their name under the pointer
COLUMNS: Final = 2  # of the key
SIZES: Final = ((NAMED, 5.0), (HOVERED, 4.0))  # of dots, up to so many; beyond that SMALLEST
SMALLEST: Final = 2.5
CLEAR: Final = 2.0  # free of text around a dot


class Spot(NamedTuple):
    """A dot in the drawing."""

    x: float
    y: float
    label: str
    series: int
    rank: int | None


def draw(scatter: Scatter, pen: Pen) -> Drawing:
    """Return the dots, of which there is at least one."""
    legend = pen.legend(
        LINE,
        [
            (svg_element("g", shape(number, 0, 0, 5), **look(number, pen)), pen.said(name))
            for number, name in enumerate(scatter.series)
        ],
    )
    axes = plot_frame(
        pen,
        (scatter.x, scatter.y),
        ends(dot.x for dot in scatter.dots),
        ends(dot.y for dot in scatter.dots),
        legend.height + LINE,
    )
    spots = _spots(scatter.dots, axes, pen)
    size = next((size for most, size in SIZES if len(spots) <= most), SMALLEST)
    names, numbered, unnamed = _names(spots, size, axes, pen)
    key = _key(numbered, axes.height + LINE + 6, pen)
    notes = []
    if unnamed:
        named = len(spots) - unnamed
        notes.append(
            msg(
                "{named} of {all} dots are named; the table has all of them.",
                named=named,
                all=len(spots),
            )
        )
    return Drawing(
        axes.height + key.height,
        (
            *legend.parts,
            *axes.parts,
            *_dots(spots, size, len(scatter.series), pen),
            *names,
            *key.parts,
        ),
        tuple(notes),
    )


def _spots(dots: Sequence[Dot], axes: PlotFrame, pen: Pen) -> list[Spot]:
    """Return the dots from above, those of the first series first."""
    shown = sorted(dots, key=lambda dot: (dot.series, -dot.y, dot.x, dot.label))
    return [
        Spot(axes.x.at(dot.x), axes.y.at(dot.y), pen.said(dot.label), dot.series, dot.rank)
        for dot in shown
    ]


def _dots(spots: Sequence[Spot], size: float, series: int, pen: Pen) -> list[Svg]:
    hovered = len(spots) <= HOVERED
    return [
        svg_element(
            "g",
            *(
                shape(
                    number,
                    spot.x,
                    spot.y,
                    size,
                    *([svg_element("title", svg_text(spot.label))] if hovered else []),
                )
                for spot in spots
                if spot.series == number
            ),
            **look(number, pen),
        )
        for number in reversed(range(series))  # the first lie on top
        if any(spot.series == number for spot in spots)
    ]


def _names(
    spots: Sequence[Spot], size: float, axes: PlotFrame, pen: Pen
) -> tuple[list[Svg], list[str], int]:
    """Return names and numbers beside dots, what the numbers stand for, and how many have none.

    Where dots are many, the few names with room would be nobody's choice.

    Dots of the first series have the best chance of a name.
    """
    if len(spots) > HOVERED:
        return [], [], len(spots)
    room = Room(Box(axes.x.start - 6, axes.y.end - LINE / 2, pen.wide, axes.y.start))
    away = size + CLEAR
    for spot in spots:
        room.take(Box(spot.x - away, spot.y - away, spot.x + away, spot.y + away))
    if any(spot.rank for spot in spots):
        return _ranks(spots, room, away, pen)
    parts: list[Svg] = []
    left: list[Spot] = []
    for spot in spots:
        name = _name(spot, room, away, pen) if len(parts) < NAMED else None
        if name is None:
            left.append(spot)
        else:
            parts.append(name)
    if len(spots) > NAMED:
        return parts, [], len(left)
    key: list[str] = []
    for spot in left:
        number = _number(spot, len(key) + 1, room, away, pen)
        if number is not None:
            key.append(spot.label)
            parts.append(number)
    return parts, key, len(left) - len(key)


def _ranks(
    spots: Sequence[Spot], room: Room, away: float, pen: Pen
) -> tuple[list[Svg], list[str], int]:
    """Return each dot's rank beside it, as the list has it; what has none is named."""
    found = [
        _number(spot, spot.rank, room, away, pen) if spot.rank else _name(spot, room, away, pen)
        for spot in spots
    ]
    shown = [one for one in found if one is not None]
    return shown, [], len(spots) - len(shown)


def _number(spot: Spot, number: int, room: Room, away: float, pen: Pen) -> Svg | None:
    text = str(number)
    place = room.place(spot.x, spot.y, width(text), away)
    if place is None:
        return None
    return pen.text(place.x, place.y, text, text_anchor=place.anchor, font_weight="bold")


def _name(spot: Spot, room: Room, away: float, pen: Pen) -> Svg | None:
    for longest in NAMES:
        shown = fitted(spot.label, longest)
        place = room.place(spot.x, spot.y, width(shown), away)
        if place is not None:
            return pen.text(place.x, place.y, shown, text_anchor=place.anchor)
    return None


def _key(names: Sequence[str], top: float, pen: Pen) -> Drawing:
    """Return what the numbers stand for, in columns."""
    if not names:
        return Drawing(0, ())
    columns = COLUMNS if pen.wide > NARROW else 1
    rows = ceil(len(names) / columns)
    wide = pen.wide / columns
    parts = []
    for number, name in enumerate(names):
        x, y = wide * (number // rows), top + LINE * (number % rows)
        parts += [
            pen.text(x + 20, y, str(number + 1), text_anchor="end", font_weight="bold"),
            pen.text(x + 28, y, name, wide - 48),
        ]
    return Drawing(LINE * rows + 12, tuple(parts))
