"""JSON gives machines exactly the data, and is safe to print."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from formats.hostile import ENGLISH, OBEYED, TEXTS, UNSEEN
from formats.small_report import REPORT
from hypothesis import given
from hypothesis import strategies as st

from innostrat.formats.json.report import render
from innostrat.formats.json.text import json_text

EXPECTED = """\
{
  "format": 1,
  "kind": "plan",
  "value": 12.5,
  "title": "Bok–båt"
}
"""


def test_the_whole_output_is() -> None:
    assert render(REPORT, ENGLISH) == EXPECTED


def test_what_is_not_safe_to_print_is_an_escape() -> None:
    assert json_text(["\u202e", "\x7f", "##[x", "\U000e0041", "\ud800"]) == (
        '[\n  "\\u202e",\n  "\\u007f",\n  "#\\u0023[x",\n  "\\udb40\\udc41",\n  "\\ud800"\n]\n'
    )


def test_keys_keep_their_order_and_mappings_are_objects() -> None:
    assert json.loads(json_text(MappingProxyType({"b": (1, None), "a": MappingProxyType({})}))) == {
        "b": [1, None],
        "a": {},
    }


@pytest.mark.parametrize("value", [Decimal(1), Fraction(1, 3), {1, 2}])
def test_a_value_that_json_lacks_is_a_type_error(value: Any) -> None:  # noqa: ANN401
    with pytest.raises(TypeError):
        json_text({"a": value})


def test_not_a_number_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


@given(st.recursive(st.text(st.characters()), lambda inner: st.lists(inner, max_size=3)))
def test_readers_get_the_data(data: Any) -> None:  # noqa: ANN401
    text = json_text(data)
    assert json.loads(text) == data
    assert not UNSEEN.search(text)
    assert not OBEYED.search(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_arrive_unchanged(text: str) -> None:
    written = json_text({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert not OBEYED.search(written)
