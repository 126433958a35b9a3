"""Each kind of scalar takes what it should, refuses the rest, and says what to write instead."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from innostrat.language import language
from innostrat.model import base
from innostrat.model.base import Refusal, slugify
from innostrat.model.strategy import Strategy
from innostrat.money import Estimate

LEVELS = {"kind": "levels", "levels": {"1": "None", "2": "All"}}
STRATEGY = {
    "format": "2",
    "organisation": "Testkommune",
    "title": "Strategy",
    "language": "en",
    "goals": [{"id": "g", "title": "G", "kind": "focus_area"}],
    "service_areas": [{"id": "s", "title": "S"}],
    "criteria": [
        {
            "id": "a",
            "title": "A",
            "question": "?",
            "role": "benefit",
            "weight": "1",
            "scale": LEVELS,
        },
        {
            "id": "b",
            "title": "B",
            "question": "?",
            "role": "benefit",
            "weight": "3",
            "scale": LEVELS,
        },
    ],
}


def read(kind: Any, value: object) -> Any:  # noqa: ANN401  (a type of the model)
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> tuple[str, str, str]:  # noqa: ANN401
    """Return rule, message and hint of the refusal of `value`."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors()
    refused = error["ctx"]["error"]
    assert isinstance(refused, Refusal)
    speak = language("en")
    return refused.rule.code, speak(refused.message), speak(refused.hint)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (base.Text, "  no ", "no"),
        (base.Slug, "trygg-pa-tur2", "trygg-pa-tur2"),
        (base.Slug, "2042", "2042"),
        (base.Year, "1990", 1990),
        (base.Year, "2099", 2099),
        (base.Date, "2028-02-29", date(2028, 2, 29)),
        (base.Amount, "450 000", Decimal(450000)),
        (base.Amount, "0.5", Decimal("0.5")),
        (base.Number, "-12.5", Decimal("-12.5")),
        (base.Number, "−12", Decimal(-12)),
        (base.Share, "0 %", Fraction(0)),
        (base.Share, "12.5%", Fraction(1, 8)),
        (base.Share, "100\u00a0%", Fraction(1)),
        (base.Flag, "true", True),
        (base.Flag, "false", False),
        (base.Level, "9", 9),
        (base.FiveStep, "1", 1),
        (base.Count, "0", 0),
        (base.EstimateField, "90 000", Estimate.certain(Decimal(90000))),
        (
            base.EstimateField,
            {"low": "1", "likely": "2", "high": "3"},
            Estimate(Decimal(1), Decimal(2), Decimal(3)),
        ),
    ],
)
def test_what_is_right_is_read(kind: Any, text: object, value: object) -> None:  # noqa: ANN401
    assert read(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "rule", "hint"),
    [
        (base.Slug, "Trygg på tur!", "S009", "Write trygg-pa-tur: small letters"),
        (base.Slug, "a--b", "S009", "Write a-b: small letters"),
        (base.Slug, "日本", "S009", "Use small letters"),
        (base.Slug, "a" * 81, "S009", "Write a"),
        (base.Year, "27", "S007", "write decimals with a point"),
        (base.Year, "1989", "S007", "four digits"),
        (base.Year, "2100", "S007", "four digits"),
        (base.Year, "２０２７", "S007", "four digits"),
        (base.Date, "2026-02-30", "S006", "–"),
        (base.Date, "3.2.2026", "S006", "Write 2026-02-03"),
        (base.Date, "2026-2-3", "S006", "Write year-month-day"),
        (base.Date, "2026-02-03T10:00", "S006", "Write year-month-day"),
        (base.Amount, "1,5", "S005", "Write a decimal point: 1.5"),
        (base.Amount, "-5", "S005", "Amounts are positive"),
        (base.Number, "--5", "S005", "Amounts are positive"),
        (base.Number, "ti", "S005", "Write whole kroner"),
        (base.Share, "15", "S008", "Write a number and a per cent sign"),
        (base.Share, "0.15", "S008", "Write a number and a per cent sign"),
        (base.Share, "101 %", "S008", "Write a number and a per cent sign"),
        (base.Share, "12,5 %", "S008", "Write a number and a per cent sign"),
        (base.Flag, "yes", "S004", "Write true or false"),
        (base.Flag, "True", "S004", "Write true or false"),
        (base.Level, "0", "S008", "–"),
        (base.Level, "10", "S008", "–"),
        (base.FiveStep, "2.5", "S008", "–"),
        (base.FiveStep, "03", "S008", "–"),
        (base.EstimateField, "ca. 5", "S005", "Write whole kroner"),
        (
            base.EstimateField,
            {"low": "3", "likely": "2", "high": "4"},
            "S005",
            "low is at most likely",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_advice(
    kind: Any,  # noqa: ANN401
    text: object,
    rule: str,
    hint: str,
) -> None:
    code, message, advice = refusal(kind, text)
    assert code == rule
    assert hint in advice
    assert message


def test_a_copy_knows_nothing_that_was_found_of_the_old() -> None:
    strategy = read(Strategy, STRATEGY)
    assert strategy.weights == {"a": Fraction(1, 4), "b": Fraction(3, 4)}
    other = strategy.model_copy(update={"criteria": strategy.criteria[:1]})
    assert other.weights == {"a": Fraction(1)}
    assert strategy.weights == {"a": Fraction(1, 4), "b": Fraction(3, 4)}


@given(st.text(max_size=100))
def test_a_suggested_id_is_an_id(text: str) -> None:
    suggestion = slugify(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", suggestion)
    assert len(suggestion) <= 80
    assert slugify(suggestion) == suggestion
    if suggestion:
        assert read(base.Slug, suggestion) == suggestion


@given(st.text(max_size=20) | st.from_regex(r"[\d.,%kr −-]{1,12}", fullmatch=True))
def test_any_text_is_read_or_refused(text: str) -> None:
    for kind in (base.Slug, base.Year, base.Date, base.Amount, base.Number, base.Share):
        try:
            read(kind, text)
        except ValidationError as error:
            (details,) = error.errors()
            assert isinstance(details["ctx"]["error"], Refusal)
