"""Amounts are read exactly as people write them, and never guessed at."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.language import language
from innostrat.messages import Kroner
from innostrat.money import (
    LIMIT,
    AmountError,
    Estimate,
    amount_text,
    discount_factor,
    parse_amount,
    part_of,
    thousands,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("450000", 450_000),
        ("450 000", 450_000),
        ("1\u00a0250\u202f000", 1_250_000),
        ("0.5", Decimal("0.5")),
        ("12.25", Decimal("12.25")),
        ("1 000 000 000 000", LIMIT),
    ],
)
def test_amounts_are_read(text: str, amount: Decimal) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("450.000", "Separate thousands by a space: 450 000"),
        ("450,000", "Separate thousands by a space: 450 000"),
        ("1'250'000", "Separate thousands by a space: 1 250 000"),
        ("1,5", "Write a decimal point: 1.5"),
        ("1 250,50", "Write a decimal point: 1 250.50"),
        ("-5", "Amounts are positive"),
        ("–5", "Amounts are positive"),
        ("0450", "Write the number without it"),
        ("450 000 kr", "Write whole kroner and nothing else"),
        ("kr 450 000", "Write whole kroner and nothing else"),
        ("1,5 mill. kr", "Write whole kroner and nothing else"),
        ("450k", "Write whole kroner and nothing else"),
        ("45 00", "Write whole kroner"),
        ("4500 000", "Write whole kroner"),
        ("1e6", "Write whole kroner"),
        ("1_000", "Write whole kroner"),
        ("0x10", "Write whole kroner"),
        ("٤٥", "Write whole kroner"),
        ("4٥", "Write whole kroner"),
        ("４５", "Write whole kroner"),
        ("", "Write whole kroner"),
        ("NaN", "Write whole kroner"),
        ("1.", "Write whole kroner"),
        (".5", "Write whole kroner"),
        ("0.125", "Write two decimals at the most: 0.13"),
        ("1 250.125", "Write two decimals at the most: 1250.13"),
        ("12.345", "12 345; or write two decimals at the most: 12.35"),
    ],
)
def test_what_could_be_misread_is_refused_with_advice(text: str, hint: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text)
    assert hint in language("en")(caught.value.hint)


def test_an_amount_beyond_any_budget_is_refused() -> None:
    with pytest.raises(AmountError, match="beyond any budget"):
        parse_amount("1 000 000 000 001")


@given(st.integers(0, int(LIMIT)))
def test_what_the_tool_writes_in_norwegian_it_reads_again(amount: int) -> None:
    shown = language("nb")(Kroner(amount)).removesuffix("\u00a0kr")
    assert parse_amount(shown) == amount
    assert parse_amount(str(amount)) == amount


@given(st.text(st.sampled_from("0123456789 .,'-kr\u00a0"), max_size=14))
def test_a_text_is_an_amount_or_refused(text: str) -> None:
    try:
        amount = parse_amount(text)
    except AmountError as error:
        assert error.message.template  # noqa: PT017
    else:
        assert 0 <= amount <= LIMIT
        assert amount == Decimal("".join(one for one in text if one in "0123456789."))


def test_an_estimate_knows_whether_it_is_certain() -> None:
    assert Estimate.certain(Decimal(5)).is_certain
    assert not Estimate(Decimal(4), Decimal(5), Decimal(5)).is_certain


@pytest.mark.parametrize(
    ("kroner", "expected"), [(499, 0), (500, 1), (1_499, 1), (1_500, 2), (-500, -1), (-499, 0)]
)
def test_thousands_are_rounded_half_away_from_zero(kroner: int, expected: int) -> None:
    assert thousands(kroner) == expected


@given(st.integers(-(10**9), 10**9))
def test_rounding_to_thousands_is_off_by_half_a_thousand_at_most(kroner: int) -> None:
    assert abs(thousands(kroner) * 1000 - kroner) <= 500
    assert thousands(-kroner) == -thousands(kroner)


def test_present_value_is_exact() -> None:
    four = ((0, Fraction(4, 100)),)
    assert 104 * discount_factor(four, 1) == 100
    assert discount_factor(four, 0) == 1
    assert discount_factor(((0, Fraction(0)),), 9) == 1


def test_each_year_far_ahead_is_discounted_with_the_rate_that_holds_for_it() -> None:
    rates = ((0, Fraction(4, 100)), (40, Fraction(3, 100)), (75, Fraction(2, 100)))
    four, three, two = Fraction(104, 100), Fraction(103, 100), Fraction(102, 100)
    assert discount_factor(rates, 40) == 1 / four**40
    assert discount_factor(rates, 41) == 1 / (four**40 * three)
    assert discount_factor(rates, 75) == 1 / (four**40 * three**35)
    assert discount_factor(rates, 77) == 1 / (four**40 * three**35 * two**2)


@given(st.decimals(0, LIMIT, places=2))
def test_what_is_written_is_read_again(amount: Decimal) -> None:
    assert parse_amount(amount_text(amount)) == amount


def test_amounts_are_written_as_people_write_them() -> None:
    written = [amount_text(one) for one in (0, 450_000, Decimal("0.50"), Decimal("1E+3"))]
    assert written == ["0", "450 000", "0.5", "1 000"]


@given(st.integers(0, 10**9), st.fractions(0, 1))
def test_a_part_is_enough_and_less_than_one_too_much(amount: int, part: Fraction) -> None:
    assert 0 <= part_of(amount, part) - amount * part < 1
