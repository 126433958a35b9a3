"""Messages become sentences, and no value can become anything but text in its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from innostrat.language import CLDR, LANGUAGES, MINUS, decimal, language
from innostrat.messages import Kroner, Listing, Percent, Points, mark, msg, msgn

if TYPE_CHECKING:
    from innostrat.messages import Value

EN = language("en")


@pytest.mark.parametrize(
    ("value", "english", "norwegian"),
    [
        (None, "–", "–"),
        ("text", "text", "text"),
        (2027, "2027", "2027"),
        (-9999, "−9999", "−9999"),
        (12_000, "12,000", "12\u00a0000"),
        (Kroner(1_250_000), "1,250,000\u00a0kr", "1\u00a0250\u00a0000\u00a0kr"),
        (Kroner(-5), "−5\u00a0kr", "−5\u00a0kr"),
        (Percent(Fraction(1, 8), 1), "12.5\u00a0%", "12,5\u00a0%"),
        (Percent(Fraction(1, 3)), "33\u00a0%", "33\u00a0%"),
        (Points(Fraction(1225, 20)), "61.3", "61,3"),
        (Decimal("2.50"), "2.50", "2,50"),
        (Decimal(1250), "1,250", "1\u00a0250"),
        (Fraction(1, 3), "0.33", "0,33"),
        (date(2026, 11, 4), "4 November 2026", "4. november 2026"),
        (Listing((2027, "a", Kroner(5))), "2027, a, 5\u00a0kr", "2027, a, 5\u00a0kr"),
        (Listing(()), "", ""),
    ],
)
def test_values_are_written_as_the_language_does(
    value: Value, english: str, norwegian: str
) -> None:
    assert EN(value) == english
    assert language("nb")(value) == norwegian
    assert language("nn")(value) == norwegian


def test_a_message_holds_messages() -> None:
    inner = msg("about {year}", year=2027)
    assert EN(msg("Something {inner}: {amount}", inner=inner, amount=Kroner(1000))) == (
        "Something about 2027: 1,000\u00a0kr"
    )


@pytest.mark.parametrize(("count", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_the_form_follows_the_count(count: int, text: str) -> None:
    assert EN(msgn("{n} day", "{n} days", count)) == text


def test_a_brace_that_is_meant_is_doubled() -> None:
    assert EN(msg("close with }}")) == "close with }"


@given(st.text(max_size=30))
def test_data_is_never_read_as_a_template(text: str) -> None:
    assert EN(msg("<{text}>", text=text)) == f"<{text}>"
    assert EN(msg("<{text}>", text="{text.__class__} %s {0}")) == "<{text.__class__} %s {0}>"


def test_messages_can_be_compared_and_kept_in_sets() -> None:
    assert msg("a {x}", x=1) == msg("a {x}", x=1)
    assert msg("a {x}", x=1) != msg("a {x}", x=2)
    assert len({msg("a {x}", x=1), msg("a {x}", x=1), msg("b")}) == 2


def test_a_marked_text_is_the_text() -> None:
    assert mark("Usage") == "Usage"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        language("sv")


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_rounding_is_to_the_nearest_and_halves_go_away_from_zero(
    value: Fraction, decimals: int
) -> None:
    rounded = decimal(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert decimal(-value, decimals) == -rounded


@pytest.mark.parametrize(("value", "expected"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1)])
def test_halves_are_rounded_as_people_do(value: str, expected: int) -> None:
    assert decimal(Fraction(value), 0) == expected


@given(
    st.integers() | st.fractions() | st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.integers(0, 4),
    st.sampled_from(LANGUAGES),
)
def test_numbers_are_written_as_cldr_has_them(
    value: Fraction | Decimal | int, decimals: int, code: str
) -> None:
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    expected = format_decimal(decimal(value, decimals), pattern, CLDR[code])
    assert language(code).number(value, decimals) == expected.replace("-", MINUS)
