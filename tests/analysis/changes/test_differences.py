"""Differences between two versions of a file, key by key, exactly as they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.changes.differences import differences

if TYPE_CHECKING:
    from innostrat.files.yaml.events import YamlValue


def told(before: YamlValue, after: YamlValue) -> list[tuple[str, str | None, str | None]]:
    return [(" › ".join(one.path), one.before, one.after) for one in differences(before, after)]


def test_a_changed_value_is_told_with_both() -> None:
    assert told({"title": "A", "phase": "x"}, {"title": "B", "phase": "x"}) == [("title", "A", "B")]


def test_an_item_that_moves_in_its_list_is_no_change() -> None:
    one: YamlValue = {"title": "One", "x": "1"}
    two: YamlValue = {"title": "Two", "x": "2"}
    assert told([one, two], [two, one]) == []


def test_an_amount_is_told_at_its_own_item() -> None:
    before: YamlValue = {"costs": [{"title": "T", "frame": "f", "amounts": {"2027": "100"}}]}
    after: YamlValue = {"costs": [{"title": "T", "frame": "f", "amounts": {"2027": "200"}}]}
    assert told(before, after) == [("costs › T, f › amounts › 2027", "100", "200")]


def test_what_comes_and_goes_is_told_text_by_text() -> None:
    assert told({"a": {"b": "1", "c": "2"}}, {"d": ["x"]}) == [
        ("a › b", "1", None),
        ("a › c", "2", None),
        ("d › x", None, "x"),
    ]


def test_a_value_that_becomes_a_mapping_is_told_as_out_and_in() -> None:
    assert told({"a": "1"}, {"a": {"low": "0", "high": "2"}}) == [
        ("a", "1", None),
        ("a › low", None, "0"),
        ("a › high", None, "2"),
    ]


def test_two_items_of_one_name_are_told_apart() -> None:
    before: YamlValue = [{"title": "T", "x": "1"}, {"title": "T", "x": "2"}]
    after: YamlValue = [{"title": "T", "x": "1"}, {"title": "T", "x": "3"}]
    assert told(before, after) == [("T (2) › x", "2", "3")]


TEXTS = st.text("ab12", max_size=3)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_nothing_differs_from_itself(value: YamlValue) -> None:
    assert differences(value, value) == ()


@given(VALUES, VALUES)
def test_the_way_back_is_the_mirror(before: YamlValue, after: YamlValue) -> None:
    there = {(one.path, one.before, one.after) for one in differences(before, after)}
    back = {(one.path, one.after, one.before) for one in differences(after, before)}
    assert there == back
