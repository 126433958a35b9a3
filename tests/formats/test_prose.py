"""Running text keeps what its writer meant: paragraphs, points, and lines that stand in."""

from __future__ import annotations

from formats.hostile import ENGLISH

from innostrat.formats.prose import ProseKind, prose_blocks
from innostrat.messages import Message, msg


def found(*text: Message | str) -> list[tuple[ProseKind, str]]:
    return [(kind, said) for kind, said in prose_blocks(text, ENGLISH.language)]


def test_each_of_our_sentences_is_a_paragraph_on_one_line() -> None:
    said = msg("It is {text}.", text="a\nb")
    assert found(said, said) == [(ProseKind.PARAGRAPH, "It is a b.")] * 2


def test_a_bullet_makes_a_point() -> None:
    assert found(msg("• {text}", text="a")) == [(ProseKind.POINT, "a")]


def test_somebody_s_bullet_is_somebody_s_text() -> None:
    assert found("• a") == [(ProseKind.PARAGRAPH, "• a")]


def test_somebody_s_lines_are_paragraphs() -> None:
    assert found("a\r\nb\n\nc\n") == [(ProseKind.PARAGRAPH, letter) for letter in "abc"]


def test_lines_that_stand_in_keep_their_indentation() -> None:
    text = "\ngoals:\n\t- goal: x  \n  - y\x1b\n"
    assert found(text) == [(ProseKind.LAID_OUT, "goals:\n    - goal: x\n  - y‹U+001B›")]
