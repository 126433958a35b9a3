"""Figures as SVG: our elements alone, all inside the picture, and nothing by colour only."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import papers
import pytest
import typst
from drawings import box, parsed, spots, tag, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.formats.charts.draw import svg
from innostrat.formats.charts.pen import NARROW, WIDTH
from innostrat.formats.charts.text import ELLIPSIS
from innostrat.formats.escape import one_line
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.figure import (
    Axis,
    Bars,
    Curve,
    Dot,
    Figure,
    Grid,
    LevelPanel,
    Levels,
    Scatter,
)

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.reports.figure import Chart

TAGS: Final = frozenset(
    ("svg", "title", "desc", "defs", "pattern", "g", "rect", "circle", "path", "text", "tspan")
)
ATTRIBUTES: Final = frozenset(
    (
        *("viewBox", "role", "aria-labelledby", "id", "d", "transform", "dx"),
        *("x", "y", "cx", "cy", "r", "width", "height", "patternUnits", "patternTransform"),
        *("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linejoin"),
        *("stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor"),
    )
)
SERIES: Final = tuple(msg("{value}", value=name) for name in ("in", "bound", "out", "other"))
X, Y = Axis(msg("Cost")), Axis(msg("Value"), 1)
COLOR: Final = re.compile(r"var\(--fig-\d, #\w+\)")
EMPTY: Final = (
    Scatter(X, Y, SERIES, ()),
    Curve(X, Y, ()),
    Levels((2027,), (), msg("Used"), msg("Frame")),
    Levels((), (LevelPanel("a", "", (), ()),), msg("Used"), msg("Frame")),
    Bars(SERIES, ()),
    Grid(("a",), (), SERIES),
    Grid((), (("a", ()),), SERIES),
)


def figure(chart: Chart, title: str = "Title") -> Figure:
    return Figure("a", msg("{value}", value=title), (msg("{value}", value="What."),), chart)


def drawn(
    chart: Chart | Figure,
    *,
    code: str = "en",
    ids: str = "a",
    standalone: bool = False,
    wide: float = WIDTH,
) -> str:
    shown = chart if isinstance(chart, Figure) else figure(chart)
    return svg(shown, language(code), color="#1f5fa8", ids=ids, standalone=standalone, wide=wide)


def description(picture: str) -> str:
    return next(one.text or "" for one in parsed(picture) if tag(one) == "desc")


def scatter(*points: tuple[Fraction | int, Fraction | int, int]) -> Scatter:
    dots = (
        Dot(f"Project {n}", Fraction(x), Fraction(y), series)
        for n, (x, y, series) in enumerate(points)
    )
    return Scatter(X, Y, SERIES, tuple(dots))


def levels(panels: int, *, used: Fraction = Fraction(1), limit: Fraction = Fraction(2)) -> Levels:
    panel = LevelPanel("Staff", "units", (used,) * 4, (limit,) * 4, 1)
    return Levels((2027, 2028, 2029, 2030), (panel,) * panels, msg("Used"), msg("Frame"))


def bars(rows: int) -> Bars:
    return Bars(SERIES, tuple((f"Row {n}", Fraction(n, rows), n % 4) for n in range(rows)))


def grid(rows: int, columns: int) -> Grid:
    return Grid(
        tuple(f"Column {n}" for n in range(columns)),
        tuple((f"Row {n}", tuple((n + m) % 4 for m in range(columns))) for n in range(rows)),
        SERIES[:3],
    )


@pytest.mark.parametrize("standalone", [False, True])
@pytest.mark.parametrize("text", papers.HOSTILE)
def test_text_is_only_text(text: str, standalone: bool) -> None:  # noqa: FBT001
    for one in papers.figures(text):
        root = parsed(drawn(one, standalone=standalone))
        for element in root.iter():
            assert tag(element) in TAGS
            assert set(element.attrib) <= ATTRIBUTES
            assert "url(" not in element.attrib.get("fill", "").replace("url(#a-fill-", "")
        assert root[0].text == one_line(text)
        assert (root[1].text or "").startswith(one_line(text))


def test_who_does_not_see_it_is_told_what_it_shows() -> None:
    root = parsed(drawn(figure(bars(2), "Shares"), ids="fig-1"))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{root[0].attrib['id']} {root[1].attrib['id']}"
    assert [(tag(one), one.text) for one in root[:2]] == [("title", "Shares"), ("desc", "What.")]


def test_figures_of_one_page_share_no_id() -> None:
    one, other = (
        {
            element.attrib["id"]
            for element in parsed(drawn(bars(4), ids=ids)).iter()
            if "id" in element.attrib
        }
        for ids in ("fig-1", "fig-2")
    )
    assert len(one) == len(other) == 4
    assert not one & other


@pytest.mark.parametrize("one", papers.figures(), ids=lambda one: one.key)
def test_a_page_gives_its_ink_and_may_give_its_colours(one: Figure) -> None:
    picture = drawn(one)
    assert picture.startswith("<svg ")
    assert 'fill="currentColor"' in picture
    assert "var(--fig-1, #" in picture


@pytest.mark.parametrize("one", papers.figures(), ids=lambda one: one.key)
def test_a_file_of_its_own_needs_nothing_of_a_page(one: Figure) -> None:
    picture = drawn(one, standalone=True)
    assert picture.startswith("<?xml ")
    assert picture.encode("ascii", "xmlcharrefreplace")
    assert "var(" not in picture
    assert "currentColor" not in picture
    assert "style" not in picture
    assert "#1f5fa8" in picture
    assert drawn(one, standalone=True) == picture


def test_the_renderer_of_pdf_draws_every_figure(tmp_path: Path) -> None:
    for one in papers.figures():
        (tmp_path / f"{one.key}.svg").write_text(drawn(one, standalone=True), "utf-8")
    shown = "".join(f'#image("{one.key}.svg", width: 100%)\n' for one in papers.figures())
    (tmp_path / "all.typ").write_text(shown, "utf-8")
    assert typst.compile(str(tmp_path / "all.typ"), format="pdf").startswith(b"%PDF")


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_where_nothing_is_to_be_seen_a_sentence_says_so(chart: Chart) -> None:
    root = parsed(drawn(chart))
    assert texts(root) == ["Nothing to show"]
    assert box(root)[1] < 50


def test_series_differ_without_colour() -> None:
    for chart in (scatter((1, 1, 0)), bars(4)):
        legend = re.findall(r"<g transform=\"translate[^>]*>(.*?)</g><text", drawn(chart))
        assert len({COLOR.sub("", sign) for sign in legend}) == len(SERIES)
    one, other = (
        [path.attrib["d"] for path in pattern if tag(path) == "path"]
        for pattern in parsed(drawn(bars(4))).iter()
        if tag(pattern) == "pattern"
    )
    assert one != other


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    chart = scatter((-4000, 1, 0), (8000, Fraction(5, 2), 1))
    numbers = {text for text in texts(parsed(drawn(chart, code="nb"))) if text[-1].isdigit()}
    assert {"−4\N{NO-BREAK SPACE}000", "8\N{NO-BREAK SPACE}000", "1,5"} <= numbers


def test_dots_are_named_where_there_is_room_and_numbered_where_not() -> None:
    shown = texts(parsed(drawn(scatter((0, 0, 0), (1000, 50, 1), (2000, 100, 2)))))
    assert {"Project 0", "Project 1", "Project 2"} <= set(shown)
    close = drawn(scatter(*((n * 100, n * 37 % 60, 0) for n in range(38))))
    shown = texts(parsed(close))
    assert shown.count("1") == 2  # beside its dot and in the key
    assert shown[-2:] == ["1", "Project 0"]
    assert description(close) == "What."


def test_dots_without_a_name_are_counted() -> None:
    crowd = drawn(scatter(*((n, n % 3, 0) for n in range(20)), (9000, 90, 0)))
    named = sum(text.startswith("Project") for text in texts(parsed(crowd)))
    assert 0 < named < 21
    assert f"{named} of 21 dots are named; the table has all of them." in description(crowd)


def test_a_long_name_is_shortened_and_kept_whole_in_its_title() -> None:
    name = "Long name " * 20
    root = parsed(drawn(Bars(SERIES[:1], ((name, Fraction(1, 2), 0),))))
    [text] = [one for one in root.iter() if tag(one) == "text" and len(one)]
    assert text[0].text == name.strip()
    assert (text[0].tail or "").endswith(ELLIPSIS)


def test_a_bar_too_short_to_show_its_series_names_it() -> None:
    chart = Bars(SERIES, (("Row", Fraction(0), 1), ("Other", Fraction(1, 2), 2)))
    *_, first, _, other = texts(parsed(drawn(chart)))
    assert (first, other) == ("0\N{NO-BREAK SPACE}%, bound", "50\N{NO-BREAK SPACE}%")


def test_one_series_needs_no_legend() -> None:
    chart = Bars(SERIES[:1], (("Row", Fraction(1, 2), 0),))
    assert texts(parsed(drawn(chart))) == ["Row", "50\N{NO-BREAK SPACE}%"]


@pytest.mark.parametrize(
    ("chart", "note"),
    [
        (scatter(*((n, n * 7 % 100, n % 4) for n in range(1000))), "0 of 1000 dots are named"),
        (bars(200), "The first 34 of 200 are shown."),
        (levels(50), "The first 12 of 50 are shown."),
        (grid(200, 60), "The first 34 of 200 rows are shown."),
        (grid(200, 60), "The first 20 of 60 columns are shown."),
    ],
)
def test_what_is_too_large_for_a_page_says_so(chart: Chart, note: str) -> None:
    picture = drawn(chart, standalone=True)
    root = parsed(picture)
    assert note in description(picture)
    assert any(note in text for text in texts(root))
    assert box(root)[1] < 1400
    assert len(picture) < 60_000


def test_many_years_are_not_written_over_one_another() -> None:
    panel = LevelPanel("Staff", "units", (Fraction(1),) * 30, (Fraction(2),) * 30)
    chart = Levels(tuple(range(2027, 2057)), (panel, panel), msg("Used"), msg("Frame"))
    years = [text for text in texts(parsed(drawn(chart))) if re.fullmatch("20[2-5][0-9]", text)]
    assert 6 <= len(years) <= 20


AMOUNTS: Final = st.one_of(
    st.integers(-3, 3),
    st.integers(-(10**13), 10**13),
    st.fractions(-100, 100, max_denominator=1000),
).map(Fraction)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    few = st.integers(1, 12)
    match draw(st.integers(0, 4)):
        case 0:
            dots = st.tuples(AMOUNTS, AMOUNTS, st.integers(0, 3))
            return scatter(*draw(st.lists(dots, min_size=1, max_size=50)))
        case 1:
            points = draw(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=50))
            mark = draw(st.none() | st.tuples(AMOUNTS, st.just(msg("Frame"))))
            return Curve(X, Y, tuple(sorted(points)), mark)
        case 2:
            return levels(draw(few), used=draw(AMOUNTS), limit=draw(AMOUNTS))
        case 3:
            shares = st.fractions(-1, 2).map(Fraction)
            rows = st.tuples(st.sampled_from(papers.HOSTILE), shares, st.integers(0, 3))
            return Bars(SERIES, tuple(draw(st.lists(rows, min_size=1, max_size=50))))
        case _:
            return grid(draw(few), draw(few))


@settings(max_examples=100)
@given(charts(), st.booleans(), st.sampled_from([WIDTH, NARROW]))
def test_everything_stands_inside_the_picture(
    chart: Chart,
    standalone: bool,  # noqa: FBT001
    wide: float,
) -> None:
    root = parsed(drawn(chart, standalone=standalone, wide=wide))
    width, height = box(root)
    assert width == wide
    for spot in spots(root):
        assert -0.5 <= spot.x <= width + 0.5, spot
        assert -0.5 <= spot.y <= height + 0.5, spot
