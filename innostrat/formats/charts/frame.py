"""The axes of a plot: thin lines across it, numbers beside it, and titles that need no turning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.formats.charts.pen import LINE
from innostrat.formats.charts.scale import AxisScale, digits, ticks
from innostrat.formats.charts.svg import Svg, svg_number
from innostrat.formats.charts.text import width

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.formats.charts.pen import Pen
    from innostrat.reports.figure import Axis

HEIGHT: Final = 300.0  # of a plot
GAP: Final = 8.0  # between a plot and its numbers
RIGHT: Final = 12.0  # where the last number hangs over
INSET: Final = 12.0  # on both sides, so that no dot lies on a number
ACROSS: Final = (8, 6, 5, 4, 3, 2)  # steps of an axis, as many as its numbers have room for
UP: Final = 5


@dataclass(frozen=True, slots=True)
class PlotFrame:
    """A plot between its scales, and the parts that stand around it."""

    x: AxisScale
    y: AxisScale
    parts: tuple[Svg, ...]

    @property
    def height(self) -> float:
        """How far down numbers and title of the lower axis reach."""
        return self.y.start + 2.6 * LINE


def plot_frame(
    pen: Pen,
    axes: tuple[Axis, Axis],
    across: tuple[Fraction, Fraction],
    up: tuple[Fraction, Fraction],
    top: float,
) -> PlotFrame:
    """Return the frame for values from `across[0]` to `across[1]` and likewise up, from `top` on.

    The title of the upright axis stands above it.
    """
    foot, side = axes
    top += LINE + 8
    y = AxisScale(ticks(*up, side.decimals, UP), top + HEIGHT, top)
    numbers = _numbers(y, side, pen)
    left = max(map(width, numbers)) + GAP
    x = _across(pen, foot, across, left)
    right = pen.wide - RIGHT
    rows = "".join(
        f"M{svg_number(left)} {svg_number(y.at(tick))}H{svg_number(right)}" for tick in y.ticks
    )
    marks = "".join(f"M{svg_number(x.at(tick))} {svg_number(y.start)}v5" for tick in x.ticks)
    beside = [
        pen.text(left - GAP, y.at(tick) + 4.5, text)
        for tick, text in zip(y.ticks, numbers, strict=True)
    ]
    below = [
        pen.text(x.at(tick), y.start + LINE + 2, text)
        for tick, text in zip(x.ticks, _numbers(x, foot, pen), strict=True)
    ]
    foot_at = (right, y.start + 2.2 * LINE)
    parts = (
        pen.lines(rows + marks),
        pen.quiet(*beside, text_anchor="end"),
        pen.quiet(*below, text_anchor="middle"),
        pen.text(0, top - LINE, pen.said(side.title)),
        pen.text(*foot_at, pen.said(foot.title), right, text_anchor="end"),
    )
    return PlotFrame(x, y, parts)


def _across(pen: Pen, axis: Axis, ends: tuple[Fraction, Fraction], left: float) -> AxisScale:
    start, end = left + INSET, pen.wide - RIGHT - INSET
    for most in ACROSS:
        found = AxisScale(ticks(*ends, axis.decimals, most), start, end)
        widest = max(map(width, _numbers(found, axis, pen)))
        if (widest + 2 * GAP) * (len(found.ticks) - 1) <= end - start:
            break
    return found


def _numbers(scale: AxisScale, axis: Axis, pen: Pen) -> list[str]:
    decimals = digits(scale.ticks, axis.decimals)
    return [pen.speak.number(tick, decimals) for tick in scale.ticks]
