"""Figures in a terminal: plots of signs that hold at 60 columns, in ASCII and without colour."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import papers
import pytest
from formats.hostile import OBEYED, UNSEEN
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from innostrat.formats.csv import report as separated
from innostrat.formats.markdown import report as markdown
from innostrat.formats.terminal import report as terminal
from innostrat.formats.terminal.figure import HEIGHT, draw_figure
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.figure import Axis, Bars, Curve, Dot, Grid, LevelPanel, Levels, Scatter
from innostrat.reports.table import Report

if TYPE_CHECKING:
    from innostrat.reports.figure import Chart

VIEW: Final = View(language("en"), width=60)
ASCII: Final = replace(VIEW, ascii=True)
CHARTS: Final = {one.key: one.chart for one in papers.figures()}
SERIES: Final = (msg("In the plan"), msg("Not in the plan"))
X, Y = Axis(msg("Cost")), Axis(msg("Value"), 1)
LEVELS: Final = """\
█ Used    │ Frame

Dagsenter på nett, 1000 kr
2027  █████████████████████▌  │    900 │ 1,000
2028  ████████████████████████│  1,000 │ 1,000
2029                          │      0 │ 1,000
2030  ██████                  │    250 │ 1,000

Årsverk, årsverk
2027  ████████        │          1.0 │ 2.0
2028  ████████████████│          2.0 │ 2.0
2029  ████████████████│███████   3.0 │ 2.0
2030  ████████        │          1.0 │ 2.0"""
BARS: Final = """\
Dagsenter pa nett  ###################### 100 % core
Total              #######+                33 % borderline
c                                           0 % borderline"""
GRID: Final = """\
                    1 2
Dagsenter på nett   3 ·
b                   1 2

1 Dagsenter på nett
2 Mål 2

1 some    2 clear    3 decisive"""
SCATTER: Final = """\
Value
100 |
    |
    | o
    |
    |                                           o
    |
 50 |
    |
    |
    |            #
    |
  0 |
------------------------------------------------------------
        0               500            1,000           1,500
                                                        Cost
o In the plan    # Not in the plan"""


def shown(chart: Chart, view: View = VIEW) -> str:
    return "\n".join(draw_figure(chart, view)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("key", "view", "expected"),
    [
        ("levels", VIEW, LEVELS),
        ("bars", ASCII, BARS),
        ("grid", VIEW, GRID),
        ("scatter", ASCII, SCATTER),
    ],
)
def test_figures_look_so(key: str, view: View, expected: str) -> None:
    assert shown(CHARTS[key], view) == expected


def test_a_curve_rises_as_its_points_do() -> None:
    points = tuple((Fraction(n), Fraction(n)) for n in range(0, 101, 50))
    lines = shown(Curve(X, Y, points, (Fraction(50), msg("Frame")))).split("\n")
    plot = [line.partition("│ ")[2] for line in lines[1 : HEIGHT + 1]]
    columns = [line.index("●") for line in plot if "●" in line]
    assert len(columns) == HEIGHT
    assert columns == sorted(columns, reverse=True)
    assert lines[-1] == "│ Frame"
    assert len({line.index("│") for line in plot if "│" in line}) == 1


def test_dots_that_fall_together_are_one_sign_that_says_so() -> None:
    dots = tuple(Dot(f"{n}", Fraction(1), Fraction(1), n) for n in range(2))
    lines = shown(Scatter(X, Y, SERIES, dots)).split("\n")
    assert lines[-1] == "● In the plan    ■ Not in the plan    * several"
    assert sum(line.count("*") for line in lines[:-1]) == 1


def test_columns_without_room_are_said_to_be_left_out() -> None:
    chart = Grid(tuple(f"P{n}" for n in range(60)), (("Goal", (1,) * 60),), SERIES)
    text = shown(chart)
    assert "of 60 columns are shown." in text
    assert max(map(cell_len, text.split("\n"))) <= 60


def test_negative_numbers_have_a_bar_of_nothing() -> None:
    panel = LevelPanel("Fund", "units", (Fraction(-5),), (Fraction(10),))
    [*_, line] = shown(Levels((2027,), (panel,), msg("Used"), msg("Frame"))).split("\n")
    assert "█" not in line
    assert "−5 │ 10" in line


@pytest.mark.parametrize(
    "chart",
    [
        Scatter(X, Y, SERIES, ()),
        Curve(X, Y, ()),
        Levels((), (), SERIES[0], SERIES[1]),
        Bars(SERIES, ()),
        Grid((), (), SERIES),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_where_nothing_is_to_be_seen_a_sentence_says_so(chart: Chart) -> None:
    assert shown(chart) == "Nothing to show"


@pytest.mark.parametrize("width", [60, 40])
@pytest.mark.parametrize("text", papers.HOSTILE)
def test_hostile_text_stays_in_its_lines(text: str, width: int) -> None:
    for ascii_only in (False, True):
        view = replace(VIEW, width=width, ascii=ascii_only)
        for figure in papers.figures(text):
            drawn = shown(figure.chart, view)
            assert max(map(cell_len, drawn.split("\n"))) <= width
            assert not UNSEEN.search(drawn)
            assert not OBEYED.search(drawn)
            assert drawn.isascii() or not ascii_only


@example([(0, 0), (500_000_001, 0)], 40)
@given(
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(-100, 100)), min_size=1),
    st.integers(40, 120),
)
def test_plots_hold_any_numbers_at_any_width(points: list[tuple[int, int]], width: int) -> None:
    exact = sorted((Fraction(x), Fraction(y)) for x, y in points)
    dots = tuple(Dot("a", x, y, 0) for x, y in exact)
    view = replace(VIEW, width=width)
    for chart in (Scatter(X, Y, SERIES, dots), Curve(X, Y, tuple(exact))):
        assert max(map(cell_len, draw_figure(chart, view))) <= width


def test_a_report_shows_a_figure_in_words_and_signs() -> None:
    figure = papers.figures("Shares of all")[3]
    text = terminal.render(Report(msg("Report"), (), (figure,), {}), VIEW)
    title, bars = text.index("\nShares of all\n─"), text.index("█")
    assert title < text.index("1,000\N{NO-BREAK SPACE}kr") < bars


def test_markdown_says_in_words_what_a_figure_shows() -> None:
    text = markdown.render(Report(msg("Report"), (), papers.figures("Shares")[3:4], {}), VIEW)
    assert text == "# Report\n\n## Shares\n\nShares\n\n1,000\N{NO-BREAK SPACE}kr\n"


def test_tables_are_all_that_csv_has() -> None:
    alone = Report(msg("Report"), (), (papers.table(),), {})
    beside = replace(alone, blocks=(*papers.figures(), papers.table()))
    assert separated.render(beside, VIEW) == separated.render(alone, VIEW)
