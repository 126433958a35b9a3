"""Columns get the room they need; optional ones go first, and numbers never shrink."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from innostrat.formats.terminal.layout import Needs, layout, total

NUMBER = Needs(least=6, comfortable=6, body=6, full=9, optional=0)
TEXT = Needs(least=10, comfortable=24, body=60, full=60, optional=0)


def test_everything_on_one_line_where_there_is_room() -> None:
    plan = layout([TEXT, NUMBER], 100)
    assert (plan.shown, plan.widths, plan.dropped) == ((0, 1), (60, 9), ())


def test_text_wraps_before_headings_get_room() -> None:
    assert layout([TEXT, NUMBER], 50).widths == (42, 6)


def test_the_highest_optional_column_goes_first_and_of_equals_the_last() -> None:
    needs = [TEXT, replace(NUMBER, optional=1), replace(NUMBER, optional=2)]
    assert layout(needs, 40).dropped == ()
    assert layout(needs, 39).dropped == (2,)
    assert layout(needs, 31).dropped == (1, 2)
    equal = [TEXT, *[replace(NUMBER, optional=1)] * 3]
    assert layout(equal, 40).dropped == (3,)


def test_a_dropped_column_leaves_its_room_to_text() -> None:
    needs = [TEXT, replace(NUMBER, optional=1), NUMBER]
    assert layout(needs, 38).widths == (30, 6)


def test_words_break_when_nothing_optional_is_left() -> None:
    assert layout([TEXT, NUMBER], 20).widths == (12, 6)


def test_where_nothing_fits_the_first_and_the_last_column_stay_and_keep_their_width() -> None:
    plan = layout([TEXT, NUMBER, NUMBER], 10)
    assert (plan.shown, plan.widths, plan.dropped) == ((0, 2), (10, 6), (1,))


def test_what_names_the_rows_goes_after_numbers() -> None:
    text = replace(TEXT, names=True)
    assert layout([NUMBER, text, NUMBER, NUMBER, NUMBER], 33).shown == (0, 1, 4)
    assert layout([NUMBER, text, NUMBER, NUMBER, NUMBER], 34).shown == (0, 1, 2, 4)


def test_two_texts_share_by_how_often_they_would_wrap() -> None:
    longer = replace(TEXT, body=120, full=120)
    assert layout([TEXT, longer], 92).widths == (30, 60)


@st.composite
def needs(draw: st.DrawFn) -> Needs:
    steps = [draw(st.integers(1, 15)), *draw(st.lists(st.integers(0, 15), min_size=3, max_size=3))]
    least, comfortable, body, full = (sum(steps[: end + 1]) for end in range(4))
    return Needs(least, comfortable, body, full, draw(st.integers(0, 3)))


@given(st.lists(needs(), min_size=1, max_size=6), st.integers(1, 120))
def test_a_table_is_never_wider_than_it_must_be(given_needs: list[Needs], width: int) -> None:
    plan = layout(given_needs, width)
    assert sorted(plan.shown + plan.dropped) == list(range(len(given_needs)))
    kept = [one.least for one in given_needs if not one.optional]
    if total(kept) <= width or len(kept) <= 2:
        assert all(given_needs[index].optional for index in plan.dropped)
    shown = [given_needs[index] for index in plan.shown]
    assert plan.width <= width or len(shown) <= 2
    for one, got in zip(shown, plan.widths, strict=True):
        assert one.least <= got <= max(one.body, one.full)
