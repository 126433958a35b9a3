"""What `lasts`, `until` and `discount_rate` may say, and what they mean."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import building
import pytest
from pydantic import ValidationError

from innostrat.model.discounting import STATE
from innostrat.model.lifetime import end, extended, goes_on
from innostrat.model.project import Cost


def cost(**more: str) -> Cost:
    raw: dict[str, Any] = {"title": "C", "frame": "f", "amounts": {"2027": "10", "2029": "30"}}
    return Cost.model_validate(raw | more)


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ({}, None),
        ({"lasts": "true"}, None),
        ({"lasts": "false"}, None),
        ({"lasts": "15 years"}, 2041),
        ({"lasts": "15 år"}, 2041),
        ({"lasts": "15år"}, 2041),
        ({"lasts": "3 years"}, 2029),
        ({"lasts": "1 year"}, 2027),
        ({"until": "2042"}, 2042),
    ],
)
def test_a_lifetime_is_counted_from_the_first_year(said: dict[str, str], last: int | None) -> None:
    assert end(cost(**said)) == last


@pytest.mark.parametrize("said", ["15", "0 years", "100 years", "fifteen years", "1.5 years", ""])
def test_what_is_no_lifetime_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        cost(lasts=said)


def test_the_last_level_goes_on_and_a_gap_stays_a_gap() -> None:
    levels = {year: int(one.likely) for year, one in extended(cost(), 2031).items()}
    assert levels == {2027: 10, 2029: 30, 2030: 30, 2031: 30}
    assert extended(cost(), 2028) == cost().amounts
    assert [goes_on(cost(until="2031"), year) for year in (2030, 2031)] == [True, False]
    assert goes_on(cost(lasts="true"), 2090)


def test_rates_are_one_for_all_years_or_several_by_years_ahead() -> None:
    assert building.strategy().discount_rate == STATE
    assert building.strategy(discount_rate="4 %").discount_rate == ((0, Fraction(4, 100)),)
    stated = building.strategy(discount_rate={"0": "3 %", "40": "2 %"}).discount_rate
    assert stated == ((0, Fraction(3, 100)), (40, Fraction(2, 100)))


@pytest.mark.parametrize(
    "said", [{"40": "3 %"}, {"0": "4 %", "x": "3 %"}, {"40": "3 %", "0": "4 %"}, {}, {"0": "4"}]
)
def test_rates_that_say_no_year_are_refused(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        building.strategy(discount_rate=said)
