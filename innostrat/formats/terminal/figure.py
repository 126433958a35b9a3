"""Draws a figure with a terminal's signs, none of which only colour tells apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from innostrat.formats.charts.scale import AxisScale, digits, ends, ticks
from innostrat.formats.terminal.console import (
    THIN,
    bar_blocks,
    console_line,
    cut,
    padded,
    ruled_line,
    signs,
    wrapped_lines,
)
from innostrat.formats.terminal.layout import GAP
from innostrat.messages import Percent, msg
from innostrat.reports.figure import Bars, Curve, Grid, Levels, Scatter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from innostrat.formats.view import View
    from innostrat.messages import Value
    from innostrat.reports.figure import Axis, Chart, LevelPanel

WIDEST: Final = 80  # cells of a drawing, on however wide a screen
NAME: Final = 28  # cells of a name before a bar or a row
BAR: Final = 24  # cells of a whole bar
HEIGHT: Final = 12  # lines of a plot
UP, ACROSS = 3, 4  # steps of its axes
SHAPES: Final = ("●", "■", "▲", "◆")
PLAIN: Final = ("o", "#", "^", "x")  # the same on a console that has ASCII only
SEVERAL: Final = "*"
LIMIT: Final = "│"
NOTHING: Final = "·"


def draw_figure(chart: Chart, view: View) -> list[str]:
    """Return the lines of a drawing, which are at most `view.width` cells wide from 40 on."""
    match chart:
        case Bars() if chart.rows:
            return list(_bars(chart, view))
        case Levels() if chart.panels and chart.years:
            return list(_levels(chart, view))
        case Grid() if chart.rows and chart.columns:
            return list(_grid(chart, view))
        case Scatter() if chart.dots:
            return list(_scatter(chart, view))
        case Curve() if chart.points:
            return list(_curve(chart, view))
        case _:
            return [console_line(msg("Nothing to show"), view)]


def _bars(bars: Bars, view: View) -> Iterator[str]:
    """Yield a line a row: name, bar, share and series, which is left out where it is the only."""
    names = _names([name for name, _, _ in bars.rows], view)
    values = [value for _, value, _ in bars.rows]
    axis, number = bars.axis, view.language.number
    shares = _column([number(one, axis.decimals) if axis else Percent(one) for one in values], view)
    most = (max(map(abs, values)) or Fraction(1)) if axis else Fraction(1)
    series = [""] if len(bars.series) == 1 else _names(bars.series, view)
    taken = cell_len(names[0]) + cell_len(shares[0]) + cell_len(series[0]) + GAP
    long = min(BAR, _width(view) - taken)
    for name, share, (_, part, kind) in zip(names, shares, bars.rows, strict=True):
        drawn = bar_blocks(max(part, Fraction(0)) / most, long)
        yield f"{name}{signs(padded(drawn, long), view)} {share} {series[kind]}".rstrip(" ")


def _levels(levels: Levels, view: View) -> Iterator[str]:
    """Yield a line a year of every panel: its bar, the limit's sign, and both in numbers."""
    yield from _key([("█", levels.used), (LIMIT, levels.limit)], view)
    for panel in levels.panels:
        yield ""
        title = msg("{title}, {unit}", title=panel.title, unit=panel.unit)
        yield from wrapped_lines(console_line(title, view), _width(view), hang=0)
        yield from _panel(panel, levels.years, view)


def _panel(panel: LevelPanel, years: Sequence[int], view: View) -> Iterator[str]:
    number = view.language.number
    used = _column([number(value, panel.decimals) for value in panel.used], view)
    limit = _column([number(value, panel.decimals) for value in panel.limit], view)
    named = _column(years, view)
    most = max(*panel.used, *panel.limit, Fraction(0)) or Fraction(1)
    taken = sum(cell_len(texts[0]) for texts in (named, used, limit)) + 3 * GAP + 2
    long = max(min(BAR, _width(view) - taken), 1)
    for index, year in enumerate(named):
        drawn = padded(bar_blocks(panel.used[index] / most, long), long + 1)
        at = round(max(panel.limit[index], Fraction(0)) / most * long)
        drawn = signs(drawn[:at] + LIMIT + drawn[at + 1 :], view)
        yield f"{year}  {drawn}  {used[index]} {signs(LIMIT, view)} {limit[index]}"


def _grid(grid: Grid, view: View) -> Iterator[str]:
    """Yield a line a row with a digit a column, and below it what columns and digits mean."""
    names = _names([name for name, _ in grid.rows], view)
    wide = len(str(len(grid.columns))) + 1
    shown = min(len(grid.columns), (_width(view) - cell_len(names[0])) // wide)
    numbers = [str(number) for number in range(1, shown + 1)]
    yield " " * cell_len(names[0]) + _cells(numbers, wide)
    for name, (_, strengths) in zip(names, grid.rows, strict=True):
        yield name + _cells([str(one or _nothing(view)) for one in strengths[:shown]], wide)
    yield ""
    for number, column in zip(numbers, grid.columns, strict=False):
        yield from wrapped_lines(
            f"{padded(number, wide)}{console_line(column, view)}", _width(view)
        )
    yield ""
    yield from _key([(str(number), name) for number, name in enumerate(grid.strengths, 1)], view)
    if shown < len(grid.columns):
        left_out = msg(
            "The first {shown} of {all} columns are shown.", shown=shown, all=len(grid.columns)
        )
        yield from wrapped_lines(console_line(left_out, view), _width(view), hang=0)


def _scatter(scatter: Scatter, view: View) -> Iterator[str]:
    """Yield a plot with a sign a dot; where several fall together, a sign of its own."""
    plot = _Plot.of(
        view,
        (scatter.x, scatter.y),
        ends(dot.x for dot in scatter.dots),
        ends(dot.y for dot in scatter.dots),
    )
    shapes = _shapes(view)
    cells: dict[tuple[int, int], str] = {}
    for dot in scatter.dots:
        at = plot.cell(dot.x, dot.y)
        cells[at] = SEVERAL if at in cells else shapes[dot.series % len(shapes)]
    yield from plot.lines(cells)
    key: list[tuple[str, Value]] = [
        (shapes[number % len(shapes)], name) for number, name in enumerate(scatter.series)
    ]
    if SEVERAL in cells.values():
        key.append((SEVERAL, msg("several")))
    yield from _key(key, view)


def _curve(curve: Curve, view: View) -> Iterator[str]:
    """Yield a plot of the line between the points, and of the place that is named."""
    xs = [x for x, _ in curve.points] + ([curve.mark[0]] if curve.mark else [])
    plot = _Plot.of(view, (curve.x, curve.y), ends(xs), ends(y for _, y in curve.points))
    cells: dict[tuple[int, int], str] = {}
    if curve.mark is not None:
        column, _ = plot.cell(curve.mark[0], Fraction(0))
        cells = {(column, row): LIMIT for row in range(HEIGHT)}
    drawn = _shapes(view)[0]
    cells |= dict.fromkeys((plot.cell(*point) for point in curve.points), drawn)
    for (x, y), (beyond, up) in pairwise(curve.points):
        first, last = plot.cell(x, y)[0], plot.cell(beyond, up)[0]
        for column in range(first + 1, last):
            height = y + (up - y) * Fraction(column - first, last - first)
            cells[column, plot.cell(x, height)[1]] = drawn
    yield from plot.lines(cells)
    if curve.mark is not None:
        yield from _key([(LIMIT, curve.mark[1])], view)


@dataclass(frozen=True, slots=True)
class _Plot:
    """A plot of `HEIGHT` lines: its scales in cells and lines, and the numbers beside it."""

    x: AxisScale
    y: AxisScale
    numbers: tuple[list[str], list[str]]
    titles: tuple[str, str]
    view: View

    @classmethod
    def of(
        cls,
        view: View,
        axes: tuple[Axis, Axis],
        across: tuple[Fraction, Fraction],
        up: tuple[Fraction, Fraction],
    ) -> _Plot:
        """Return the plot for values from `across[0]` to `across[1]`, and likewise up."""
        foot, side = axes
        y = AxisScale(ticks(*up, side.decimals, UP), HEIGHT - 1, 0)
        beside = _numbers(y, side, view)
        for most in range(ACROSS, 1, -1):
            x_ticks = ticks(*across, foot.decimals, most)
            x = AxisScale(x_ticks, 0, max(_width(view) - cell_len(beside[0]) - 4, 2))
            below = _numbers(x, foot, view)
            if (cell_len(below[0]) + GAP) * len(below) <= x.end:
                break
        return cls(
            x,
            y,
            (below, beside),
            (console_line(foot.title, view), console_line(side.title, view)),
            view,
        )

    def cell(self, x: Fraction, y: Fraction) -> tuple[int, int]:
        """Return the column and the line of a point."""
        return round(self.x.at(x)), round(self.y.at(y))

    def lines(self, cells: Mapping[tuple[int, int], str]) -> Iterator[str]:
        """Yield the plot, its numbers and its titles."""
        beside = self.numbers[1]
        left, long = cell_len(beside[0]), round(self.x.end) + 1
        named = {
            round(self.y.at(tick)): text for tick, text in zip(self.y.ticks, beside, strict=True)
        }
        yield from wrapped_lines(self.titles[1], _width(self.view), hang=0)
        for row in range(HEIGHT):
            drawn = "".join(cells.get((column, row), " ") for column in range(long))
            label = padded(named.get(row, ""), left)
            yield signs(f"{label} {LIMIT} {drawn}".rstrip(), self.view)
        yield ruled_line(THIN, left + 3 + long, self.view)
        yield self._foot(left + 3, long)
        for title in wrapped_lines(self.titles[0], _width(self.view), hang=0):
            yield padded(title, left + 3 + long, right=True)

    def _foot(self, start: int, long: int) -> str:
        """Return the numbers below a plot; only the first and the last where room is scarce."""
        numbers = list(zip(self.x.ticks, self.numbers[0], strict=True))
        if (cell_len(numbers[0][1]) + GAP) * len(numbers) > long:
            numbers = [numbers[0], numbers[-1]]
        line = ""
        for tick, text in numbers:
            end = start + round(self.x.at(tick)) + (cell_len(text) + 1) // 2
            line += padded(text.strip(), min(end, start + long) - cell_len(line), right=True)
        return line


def _numbers(scale: AxisScale, axis: Axis, view: View) -> list[str]:
    decimals = digits(scale.ticks, axis.decimals)
    return _column([view.language.number(tick, decimals) for tick in scale.ticks], view)


def _key(entries: Sequence[tuple[str, Value]], view: View) -> Iterator[str]:
    """Yield signs with their names; a name that begins with its sign has it once."""
    line = ""
    for sign, name in entries:
        said = console_line(name, view)
        entry = said if said.startswith(f"{sign} ") else f"{signs(sign, view)} {said}"
        if line and cell_len(line) + 2 * GAP + cell_len(entry) > _width(view):
            yield from wrapped_lines(line, _width(view))
            line = ""
        line += " " * 2 * GAP * bool(line) + entry
    yield from wrapped_lines(line, _width(view))


def _shapes(view: View) -> tuple[str, ...]:
    return PLAIN if view.ascii else SHAPES


def _nothing(view: View) -> str:
    return "." if view.ascii else NOTHING


def _width(view: View) -> int:
    return min(view.width, WIDEST)


def _names(values: Sequence[Value], view: View) -> list[str]:
    """Return names that are equally wide, with a gap behind; long ones are shortened."""
    room = min(NAME, view.width // 3)
    dots = signs("…", view)
    texts = [console_line(value, view) for value in values]
    short = [
        text if cell_len(text) <= room else cut(text, room - len(dots), room)[0].rstrip(" ") + dots
        for text in texts
    ]
    wide = max(map(cell_len, short)) + GAP
    return [padded(text, wide) for text in short]


def _column(values: Iterable[Value], view: View) -> list[str]:
    """Return numbers that are equally wide, to the right."""
    texts = [console_line(value, view) for value in values]
    wide = max(map(cell_len, texts))
    return [padded(text, wide, right=True) for text in texts]


def _cells(texts: Sequence[str], wide: int) -> str:
    return "".join(padded(text, wide, right=True) for text in texts)
