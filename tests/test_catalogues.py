"""The catalogues hold every text that the package shows, translated, with the same places."""

from __future__ import annotations

import string

import catalogues
import pytest

FORMATTER = string.Formatter()


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in FORMATTER.parse(template) if name is not None}


@pytest.mark.parametrize("code", catalogues.LANGUAGES)
def test_every_text_is_translated(code: str) -> None:
    missing = [
        message.id
        for message in catalogues.merged(code)
        if message.id and not catalogues.is_translated(message)
    ]
    assert missing == [], "run python tests/catalogues.py and translate these"


@pytest.mark.parametrize("code", catalogues.LANGUAGES)
def test_no_text_is_left_over(code: str) -> None:
    known = {message.id for message in catalogues.texts()}
    assert [one.id for one in catalogues.read(code) if one.id and one.id not in known] == []


@pytest.mark.parametrize("code", catalogues.LANGUAGES)
def test_translations_keep_the_places_for_values(code: str) -> None:
    for message in catalogues.read(code):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        for form in filter(None, forms):
            assert places(form) in [places(id_) for id_ in ids], message.id


@pytest.mark.parametrize("code", catalogues.LANGUAGES)
def test_what_the_tool_reads_is_what_the_translator_wrote(code: str) -> None:
    compiled = catalogues.path(code, "mo").read_bytes()
    assert compiled == catalogues.as_mo(catalogues.read(code))
    assert catalogues.path(code, "po").read_bytes() == catalogues.as_po(catalogues.read(code))
