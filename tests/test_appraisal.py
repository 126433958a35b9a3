"""Lifetimes beyond the plan: present values reckoned by hand and by brute force from the method.

The oracle follows docs/method.md, *Net present value*: it lists each year's kroner and divides.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import building
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.appraisal import gross_benefits, last_year, net_present_value
from innostrat.economy import gross_cost, hides, money, postponed
from innostrat.model.discounting import STATE

if TYPE_CHECKING:
    from innostrat.model.project import Project

PLAN: Final = building.round_({"money": [999, 999, 999, 999], "inv": [999, 999, 999, 999]})
FLAT: Final = ((0, Fraction(0)),)
TENTH: Final = ((0, Fraction(1, 10)),)


def cost(frame: str, amounts: dict[int, int], **more: str) -> dict[str, Any]:
    return {"title": "C", "frame": frame, "amounts": building.texts(amounts), **more}


def benefit(amounts: dict[int, int], **more: str) -> dict[str, Any]:
    raw = {"title": "B", "kind": "avoided_cost", "amounts": building.texts(amounts)}
    return raw | more


def made(costs: list[dict[str, Any]], benefits: list[dict[str, Any]]) -> Project:
    return building.project("one", costs=costs, benefits=benefits)


def test_a_lifetime_of_years_by_hand() -> None:
    # An annuity of 100 in 2028–2031 at 10 %: 100/1.1 + 100/1.21 + 100/1.331 + 100/1.4641.
    one = made([cost("inv", {2027: 200})], [benefit({2028: 100}, lasts="4 years")])
    by_hand = sum(100 / Fraction(11, 10) ** year for year in (1, 2, 3, 4)) - 200
    assert net_present_value(one, PLAN, TENTH) == by_hand
    assert float(by_hand) == pytest.approx(116.9865, abs=1e-4)
    until = made([cost("inv", {2027: 200})], [benefit({2028: 100}, until="2031")])
    assert net_present_value(until, PLAN, TENTH) == by_hand


def test_what_lasts_is_paid_as_long_as_the_project_lives() -> None:
    # The benefit is there to 2036, so the licence of 10 from 2027 is paid ten times, not once.
    one = made([cost("money", {2027: 10}, lasts="true")], [benefit({2030: 50}, until="2036")])
    assert last_year(one) == 2036
    assert net_present_value(one, PLAN, FLAT) == 7 * 50 - 10 * 10
    # Without any stated lifetime nothing is extrapolated.
    silent = made([cost("money", {2027: 10})], [benefit({2030: 50})])
    assert net_present_value(silent, PLAN, FLAT) == 40


def test_an_investment_is_made_once_and_what_is_left_comes_back() -> None:
    plant = cost("inv", {2027: 300, 2028: 100}, lasts="5 years", residual="80")
    one = made([plant], [])
    assert net_present_value(one, PLAN, FLAT) == -400 + 80
    assert (
        net_present_value(one, PLAN, TENTH)
        == -300 - 100 / Fraction(11, 10) + 80 / Fraction(11, 10) ** 4
    )
    assert gross_cost(one, PLAN).investment == 400


def test_frames_count_the_years_of_the_plan_alone() -> None:
    one = made([cost("money", {2029: 30}, until="2040")], [])
    assert money(one, PLAN).costs == {("money", 2029): 30, ("money", 2030): 30}


def test_costs_after_the_plan_are_taken_off_the_benefits_that_come_then() -> None:
    # No frame feels 2031–2036: six years of 50 less six of 10, and 50 in 2030.
    one = made([cost("money", {2027: 10}, until="2036")], [benefit({2030: 50}, until="2036")])
    assert gross_benefits(one, PLAN, FLAT) == 7 * 50 - 6 * 10


def test_a_lifetime_moves_along_with_a_later_start() -> None:
    one = made(
        [cost("money", {2027: 10}, until="2036")], [benefit({2028: 50, 2029: 60}, lasts="9 years")]
    )
    later = postponed(one, 2)
    assert [line.until for line in later.costs] == [2038]
    assert last_year(one) == 2036
    assert last_year(later) == 2038
    shift = Fraction(100, 121)
    assert net_present_value(later, PLAN, TENTH) == net_present_value(one, PLAN, TENTH) * shift


def test_a_lifetime_within_the_plan_is_no_leave_to_move_a_cost_out_of_it() -> None:
    ends = made([cost("money", {2027: 10}, until="2029")], []).costs[0]
    goes_on = made([cost("money", {2027: 10}, until="2031")], []).costs[0]
    bought = made([cost("inv", {2029: 10}, until="2044")], []).costs[0]
    assert [hides(ends, PLAN, shift) for shift in (1, 2)] == [False, True]
    assert not any(hides(goes_on, PLAN, shift) for shift in (1, 2, 3))
    assert [hides(bought, PLAN, shift) for shift in (1, 2)] == [False, True]


YEARS: Final = st.integers(2027, 2032)
ROWS: Final = st.tuples(
    st.dictionaries(YEARS, st.integers(0, 900), min_size=1, max_size=3),
    st.one_of(st.none(), st.just("true"), st.integers(0, 60)),
)


def by_the_book(rows: list[tuple[int, dict[int, int], Any]]) -> Fraction:
    """Return the value of signed rows, each year for itself, in the state's rates."""
    ends = [max(row) + more if isinstance(more, int) else max(row) for _, row, more in rows]
    total = Fraction(0)
    for (sign, row, more), stated in zip(rows, ends, strict=True):
        final = max(ends) if more == "true" else stated
        for year in range(2027, final + 1):
            level = row.get(year, row[max(row)] if year > max(row) else 0)
            ahead = year - 2027
            divisor = Fraction(104, 100) ** min(ahead, 40)
            divisor *= Fraction(103, 100) ** min(max(ahead - 40, 0), 35)
            total += sign * level / divisor
    return total


@given(st.lists(ROWS, min_size=1, max_size=3), st.lists(ROWS, max_size=3))
def test_present_values_are_those_of_the_method(costs: list[Any], benefits: list[Any]) -> None:
    def stated(row: dict[int, int], more: str | int | None) -> dict[str, str]:
        if more is None:
            return {}
        return {"lasts": "true"} if more == "true" else {"until": str(max(row) + int(more))}

    one = made(
        [cost("money", row, **stated(row, more)) for row, more in costs],
        [benefit(row, **stated(row, more)) for row, more in benefits],
    )
    rows = [(-1, *row) for row in costs] + [(1, *row) for row in benefits]
    assert net_present_value(one, PLAN, STATE) == by_the_book(rows)


def test_what_a_project_is_worth_costs_the_number_of_its_rows() -> None:
    def work(rows: int) -> int:
        project = made(
            [cost("money", {2027: 1}) for _ in range(rows)],
            [benefit({2027: 1}) for _ in range(rows)],
        )
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            net_present_value(project, PLAN, FLAT)
        finally:
            sys.setprofile(None)
        return calls

    one, two, four = (work(number) for number in (50, 100, 200))
    assert four - two < 2.2 * (two - one)
