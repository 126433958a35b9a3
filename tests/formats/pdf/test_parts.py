"""The widths of columns, and the characters that can be drawn."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.formats.pdf.columns import ACROSS, UPRIGHT, fit
from innostrat.formats.pdf.letters import drawable, short

COLUMN = st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 60))


@settings(max_examples=50)
@given(st.lists(COLUMN, min_size=1, max_size=12))
def test_columns_fill_the_page(columns: list[tuple[bool, int, int]]) -> None:
    right = [number for number, _, _ in columns]
    head = ["a" * letters for _, letters, _ in columns]
    found = fit(head, [["ab " * letters for _, _, letters in columns]], right)
    assert sum(found.widths) == pytest.approx(ACROSS if found.across else UPRIGHT, abs=0.1)
    assert all(width > 0 for width in found.widths)


def test_numbers_get_what_they_need_and_text_the_rest() -> None:
    found = fit(["Tiltak", "2027"], [["Et tiltak med et langt navn", "1\xa0000"]], [False, True])
    assert found.widths[1] == 44
    assert (found.size, found.across) == (8.5, False)


def test_many_columns_lie_across() -> None:
    assert fit(["Kostnad"] * 12, [["1\xa0000\xa0000"] * 12], [True] * 12).across


def test_no_room_at_all_is_shared() -> None:
    found = fit(["Kostnad"] * 40, [["1\xa0000\xa0000"] * 40], [True] * 40)
    assert (found.size, found.across) == (7.0, True)


def test_letters_of_our_languages_are_drawn_as_they_are() -> None:
    text = "Blåbærsyltetøy – «čđŋšŧž» − × → ✓ ≥ 1\xa0000"
    assert drawable(text) == text


def test_a_letter_and_its_accent_are_one() -> None:
    assert drawable("e\u0301") == "é"


def test_what_no_font_can_draw_is_shown_by_its_number() -> None:
    assert drawable("字👍") == "‹U+5B57›‹U+1F44D›"


def test_a_long_title_is_cut_with_a_mark() -> None:
    assert short("abc", 3) == "abc"
    assert short("ab cd", 4) == "ab…"
