"""Colours: contrast as WCAG defines it, and series that all eyes can tell apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.formats.colour import (
    GRAPHIC,
    NIGHT,
    contrast_ratio,
    difference,
    mix,
    readable,
    series,
)

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(one, other) == contrast_ratio(other, one)


def test_what_can_be_read_stays_as_it_is() -> None:
    assert readable("#1f5fa8") == "#1f5fa8"
    assert readable("#ffee00") != "#ffee00"


@given(COLORS)
def test_every_colour_becomes_readable_by_day_and_by_night(color: str) -> None:
    assert contrast_ratio(readable(color), "#ffffff") >= 4.5
    assert contrast_ratio(readable(color, "#14181d"), "#14181d") >= 4.5


def test_mixing_goes_from_one_to_the_other() -> None:
    assert [mix("#000000", "#ff8000", share) for share in (0, 0.5, 1)] == [
        "#000000",
        "#804000",
        "#ff8000",
    ]


def test_the_first_series_has_the_organisations_colour() -> None:
    assert series("#1f5fa8", night=False)[0] == "#1f5fa8"


@given(COLORS)
def test_series_can_be_seen_by_day_and_by_night_and_told_apart(color: str) -> None:
    found = series(color, night=True)
    assert len(set(found)) == 4
    for one in found:
        assert contrast_ratio(one, "#ffffff") >= GRAPHIC
        assert contrast_ratio(one, NIGHT) >= GRAPHIC
    assert series(color, night=False)[1:] == found[1:]
    assert all(difference(one, other) > 0.035 for one, other in combinations(found, 2))


def test_red_and_green_differ_less_to_who_does_not_see_them() -> None:
    red_and_green = difference("#c03020", "#508020")
    assert red_and_green < difference("#c03020", "#2050c0") / 2
