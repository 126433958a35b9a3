"""What holds in every format of reports, whatever somebody has written."""

from __future__ import annotations

import unicodedata

import pytest
from formats.hostile import ENGLISH, OBEYED, TEXTS, UNSEEN
from formats.hostile import report as hostile_report
from formats.small_report import REPORT
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.formats.registry.reports import FORMATS, renderer
from innostrat.formats.view import View
from innostrat.language import LANGUAGES, language

VIEWS = {
    "80": ENGLISH,
    "narrow": View(ENGLISH.language, 40),
    "ascii": View(ENGLISH.language, 60, ascii=True),
}


def plain(text: str) -> str:
    """Return a text without the mark that CSV begins with, its lines ended alike."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        renderer("pdf")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_text_is_unseen_or_obeyed(name: str, view: View) -> None:
    for key, text in TEXTS.items():
        shown = plain(renderer(name)(hostile_report(text), view))
        assert not UNSEEN.search(shown), key
        assert not OBEYED.search(shown), key
        assert shown.encode().decode() == shown, key


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text(st.characters(), max_size=30))
@settings(max_examples=40)
def test_no_control_character_comes_out(name: str, text: str) -> None:
    shown = plain(renderer(name)(hostile_report(text), VIEWS["narrow"]))
    kinds = {unicodedata.category(character) for character in shown.replace("\n", "")}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not OBEYED.search(shown)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_output_ends_with_one_line_break(name: str, code: str) -> None:
    shown = renderer(name)(REPORT, View(language(code)))
    assert shown.endswith("\n")
    assert not shown.endswith(("\n\n", "\r\n\r\n"))
