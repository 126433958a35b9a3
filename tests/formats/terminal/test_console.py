"""Lines are measured in the cells of a terminal and break only where reading allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formats.hostile import ENGLISH
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from innostrat.formats.terminal.console import console_line, padded, rendered, wrapped_lines
from innostrat.formats.view import View
from innostrat.messages import Kroner, msg

if TYPE_CHECKING:
    import pytest

WORDS = st.lists(st.text("ab健\u00a0e\u0301", min_size=1, max_size=30), min_size=1, max_size=8)


def test_text_breaks_at_spaces_and_hangs() -> None:
    text = "a text about a long road"
    assert wrapped_lines(text, 16) == ["a text about a", "  long road"]
    assert wrapped_lines(text, 16, hang=0) == ["a text about a", "long road"]


def test_narrow_text_does_not_hang() -> None:
    assert wrapped_lines("one two three", 8) == ["one two", "three"]


def test_a_number_with_no_break_spaces_stays_whole() -> None:
    assert wrapped_lines("er 1\u00a0250\u00a0000\u00a0kr", 13) == [
        "er",
        "1\u00a0250\u00a0000\u00a0kr",
    ]


def test_a_long_word_is_cut() -> None:
    assert wrapped_lines("x " + "a" * 20, 8) == ["x", "a" * 8, "a" * 8, "a" * 4]


def test_wide_and_combining_characters_are_counted_in_cells() -> None:
    assert wrapped_lines("健康福祉", 5) == ["健康", "福祉"]
    assert wrapped_lines("e\u0301" * 4, 2) == ["e\u0301" * 2] * 2
    assert padded("健", 4) == "健  "
    assert padded("健", 4, right=True) == "  健"


@given(WORDS, st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(words: list[str], width: int) -> None:
    found = wrapped_lines(" ".join(words), width)
    assert all(cell_len(line) <= width for line in found)
    assert "".join(found).replace(" ", "") == "".join(words)


def test_lines_end_without_spaces_and_without_escape_codes() -> None:
    lines = [Text("a  ", "bold"), Text("  "), Text("b")]
    assert rendered(lines, ENGLISH) == "a\n\nb\n"


def test_colour_is_escape_codes_around_the_same_text() -> None:
    colored = rendered([Text("a  ", "bold"), Text("b")], View(ENGLISH.language, color=True))
    assert colored == "\x1b[1ma\x1b[0m\nb\n"


def test_only_the_caller_decides_about_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert rendered([Text("a", "red")], View(ENGLISH.language, color=True)) == "\x1b[31ma\x1b[0m\n"


def test_ascii_has_a_likeness_of_each_sign_or_a_question_mark() -> None:
    said = console_line(
        msg("ÆØÅ æøå é – {n} … 健", n=Kroner(-1000)), View(ENGLISH.language, ascii=True)
    )
    assert said == "AeOA aeoa e - -1,000 kr ... ?"
