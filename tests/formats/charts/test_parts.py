"""What figures are drawn with: round numbers, text that fits, names that lie on nothing."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.formats.charts.places import ASCENT, DESCENT, Box, Room
from innostrat.formats.charts.scale import AxisScale, digits, ends, ticks
from innostrat.formats.charts.svg import svg_element, svg_number, svg_text
from innostrat.formats.charts.text import ELLIPSIS, fitted, width, wrapped_label

VALUES = st.fractions(-(10**9), 10**9, max_denominator=100)


@pytest.mark.parametrize(
    ("low", "high", "decimals", "expected"),
    [
        (0, 100, 0, (0, 20, 40, 60, 80, 100)),
        (-3, 12, 0, (-5, 0, 5, 10, 15)),
        (7, 7, 0, (7, 8)),
        (0, 0, 1, (0, Fraction(1, 10))),
        (0, 1, 0, (0, 1)),
        (0, Fraction(7, 5), 1, (0, Fraction(1, 2), 1, Fraction(3, 2))),
        (0, 4_700_000_000, 0, (0, 10**9, 2 * 10**9, 3 * 10**9, 4 * 10**9, 5 * 10**9)),
    ],
)
def test_ticks_are_round(
    low: int, high: Fraction | int, decimals: int, expected: tuple[Fraction | int, ...]
) -> None:
    assert ticks(Fraction(low), Fraction(high), decimals, 5) == expected


@given(VALUES, VALUES, st.integers(0, 2), st.integers(2, 8))
def test_ticks_go_around_all_values_in_equal_steps(
    one: Fraction, other: Fraction, decimals: int, most: int
) -> None:
    low, high = sorted((one, other))
    found = ticks(low, high, decimals, most)
    assert found[0] <= low
    assert high <= found[-1]
    steps = {after - before for before, after in pairwise(found)}
    assert len(steps) == 1
    assert 1 <= len(found) - 1 <= most
    assert all((tick * 10**decimals).denominator == 1 for tick in found)


def test_a_value_stands_where_its_share_of_the_axis_is() -> None:
    scale = AxisScale((Fraction(-10), Fraction(0), Fraction(10)), 100, 0)
    places = [scale.at(value) for value in (-10, 0, 5, 10, 11)]
    assert places == [100, 50, 25, 0, 0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [((40, 80), (40, 80)), ((30, 80), (0, 80)), ((-80, -30), (-80, 0)), ((-5, 3), (-5, 3))],
)
def test_zero_is_shown_where_it_is_near(values: tuple[int, int], expected: tuple[int, int]) -> None:
    assert [*ends(map(Fraction, values))] == [*expected]


def test_zero_is_shown_where_it_is_asked_for() -> None:
    assert ends(map(Fraction, (40, 80)), zero=True) == (Fraction(0), Fraction(80))
    assert ends(map(Fraction, (-80, -40)), zero=True) == (Fraction(-80), Fraction(0))


def test_whole_ticks_have_no_decimals() -> None:
    assert digits((Fraction(1), Fraction(2)), 1) == 0
    assert digits((Fraction(1), Fraction(3, 2)), 1) == 1


@given(st.text(), st.integers(20, 300))
def test_fitted_text_fits_and_is_the_beginning(text: str, room: int) -> None:
    shown = fitted(text, room)
    assert width(shown) <= room
    if shown != text:
        assert text.startswith(shown.removesuffix(ELLIPSIS))
        assert width(text) > room


@given(st.lists(st.text("abc", min_size=1)).map(" ".join), st.integers(30, 300))
def test_wrapped_lines_fit(text: str, room: int) -> None:
    lines = wrapped_label(text, room)
    assert all(width(line) <= room for line in lines)
    if not any(ELLIPSIS in line for line in lines):
        assert " ".join(lines) == text


def test_wide_letters_are_wider() -> None:
    assert width("iii") < width("aaa") < width("mmm")
    assert width("字") > width("a")
    assert width("e\u0301") == width("e")


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(5, 120)), max_size=40)
)
def test_no_name_lies_on_another_or_outside(wanted: list[tuple[int, int, int]]) -> None:
    room = Room(Box(0, 0, 300, 200))
    boxes = [Box(x - 4, y - 4, x + 4, y + 4) for x, y, _ in wanted]
    for box in boxes:
        room.take(box)
    names = []
    for x, y, wide in wanted:
        place = room.place(x, y, wide, 4)
        if place is not None:
            left = place.x - wide * ["start", "middle", "end"].index(place.anchor) / 2
            names.append(Box(left, place.y - ASCENT, left + wide, place.y + DESCENT))
    for name in names:
        assert name.left >= 0
        assert name.right <= 300
        assert name.top >= 0
        assert name.bottom <= 200
    pairs = [*combinations(names, 2), *((name, box) for name in names for box in boxes)]
    for one, other in pairs:
        beside = one.right <= other.left or other.right <= one.left
        assert beside or one.bottom <= other.top or other.bottom <= one.top


def test_a_dot_alone_has_its_name_to_the_right() -> None:
    place = Room(Box(0, 0, 300, 200)).place(100, 100, 50, 8)
    assert place is not None
    assert place.anchor == "start"
    assert place.x > 108


def test_elements_escape_what_they_hold() -> None:
    inside = svg_text('<&">')
    assert svg_element("g", inside, fill_opacity=0.5, id='"', x=None) == (
        '<g fill-opacity="0.5" id="&quot;">&lt;&amp;&quot;&gt;</g>'
    )
    assert svg_element("path", d="M0 0") == '<path d="M0 0"/>'


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (-0.04, "0"), (12.345, "12.3"), (1e5, "100000")]
)
def test_coordinates_are_short(value: float, text: str) -> None:
    assert svg_number(value) == text
