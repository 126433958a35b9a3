"""Text is shown as what it is: nothing hidden, and nothing that gives orders."""

from __future__ import annotations

import unicodedata

import pytest
from formats.hostile import OBEYED, TEXTS, UNSEEN
from hypothesis import given
from hypothesis import strategies as st

from innostrat.formats.escape import harmless, lines, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a‹U+001B›[31mb"),
        ("000 1\u202e", "000 1‹U+202E›"),
        ("a\u2028b", "a‹U+2028›b"),
        ("pass\u200bword", "pass‹U+200B›word"),
        ("\ud800", "‹U+D800›"),
        ("\U000e0041", "‹U+E0041›"),
        ("\u00ad", "‹U+00AD›"),
        ("æøå é 健 👍🏽 1\u00a0000", "æøå é 健 👍🏽 1\u00a0000"),
    ],
)
def test_hidden_characters_are_shown_by_number(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_variation_selector_is_hidden_only_without_a_character_before_it() -> None:
    assert visible("❤\ufe0f") == "❤\ufe0f"
    assert visible("❤\ufe0f\ufe01") == "❤\ufe0f‹U+FE01›"
    assert visible("\ufe0fa") == "‹U+FE0F›a"


@given(st.text(st.characters()))
def test_nothing_unseen_is_left(text: str) -> None:
    shown = visible(text)
    assert not UNSEEN.search(shown)
    assert not any(unicodedata.category(character) == "Cc" for character in shown)
    assert visible(shown) == shown


def test_one_line_has_single_spaces_for_breaks_and_tabs() -> None:
    assert one_line(" a\r\nb\t\tc\rd  e\n") == "a b c d e"


def test_lines_are_those_that_hold_something() -> None:
    assert lines("a\r\nb\r\r\n \n c\n") == ["a", "b", "c"]
    assert lines(" \n") == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("::error::a", ": :error: :a"),
        (":::", ": : :"),
        ("a ##[error]", "a ## [error]"),
        ("####[x]", "#### [x]"),
        ("##vso[x]", "## vso[x]"),
        ("kl. 12:30 # 3 ## [x]", "kl. 12:30 # 3 ## [x]"),
    ],
)
def test_commands_to_build_servers_are_broken(text: str, broken: str) -> None:
    assert harmless(text) == broken
    assert harmless(broken) == broken


@given(st.text(":#[]a \t\n"), st.integers(0, 20))
def test_no_part_of_a_harmless_text_is_a_command(text: str, start: int) -> None:
    assert not OBEYED.search(harmless(text)[start:])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_hold_what_these_tests_are_about(text: str) -> None:
    assert not UNSEEN.search(one_line(text))
    assert not OBEYED.search(harmless(one_line(text)))
