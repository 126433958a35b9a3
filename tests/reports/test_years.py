"""Levels, changes, and the rounding difference between rounded rows and a rounded sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innostrat.language import language
from innostrat.messages import msg
from innostrat.money import thousands
from innostrat.reports.years import Line, Years, added

YEARS = (2027, 2028, 2029)
ENGLISH = language("en")


def test_levels_are_shown_with_their_sum() -> None:
    assert Years(YEARS).values({2027: 300, 2029: 100}) == (300, 0, 100, 400)


def test_a_one_off_is_a_change_up_and_down_again() -> None:
    assert Years(YEARS, changes=True).values({2027: 300}) == (300, -300, 0)


def test_rounded_rows_that_do_not_add_up_are_told() -> None:
    rows = [Line("a", {2027: 1_400}), Line("b", {2027: 1_400})]
    _, _, rounding = Years(YEARS).total(msg("Sum"), rows, (0, 1))
    assert rounding is not None
    assert ENGLISH(rounding) == (
        "Sum: rounded rows do not add up to the sum; difference in 1000 kr: 2027: +1, Sum: +1"
    )


def test_rows_that_add_up_are_not_mentioned() -> None:
    _, total, rounding = Years(YEARS).total(msg("Sum"), [Line("a", {2027: 1_000})] * 2, (0, 1))
    assert rounding is None
    assert total.amounts == {2027: 2_000}


AMOUNT = st.integers(-(10**9), 10**9)
BY_YEAR = st.dictionaries(st.sampled_from(YEARS), AMOUNT)


@given(st.lists(BY_YEAR, max_size=6))
def test_changes_add_up_to_the_last_level(measures: list[dict[int, int]]) -> None:
    total = added(measures)
    assert sum(Years(YEARS, changes=True).values(total)) == total.get(2029, 0)


@given(st.lists(BY_YEAR, max_size=6))
def test_rounding_is_told_exactly_when_it_shows(measures: list[dict[int, int]]) -> None:
    how = Years(YEARS)
    _, total, rounding = how.total(msg("Sum"), [Line("x", one) for one in measures], ())
    columns = zip(*([thousands(v) for v in how.values(one)] for one in measures), strict=True)
    shown = [sum(column) for column in columns] or [0] * 4
    assert (rounding is not None) == (shown != [thousands(v) for v in how.values(total.amounts)])


@given(AMOUNT)
def test_thousands_round_halves_away_from_zero(kroner: int) -> None:
    assert thousands(-kroner) == -thousands(kroner)
    assert abs(thousands(kroner) * 1000 - kroner) <= 500
