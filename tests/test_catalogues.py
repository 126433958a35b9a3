"""The catalogues hold every text that the package shows, translated, with the same places."""

from __future__ import annotations

import gettext
import string
from typing import TYPE_CHECKING

import catalogues
import pytest

from innostrat.language import DOMAIN, LOCALES

if TYPE_CHECKING:
    from babel.messages.catalog import Message

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
def test_places_of_texts_are_current(code: str) -> None:
    now = {message.id: files(message) for message in catalogues.texts()}
    then = {message.id: files(message) for message in catalogues.read(code)}
    assert [id_ for id_ in now if now[id_] != then[id_]] == [], "run python tests/catalogues.py"


@pytest.mark.parametrize("code", catalogues.LANGUAGES)
def test_what_the_tool_reads_is_what_the_translator_wrote(code: str) -> None:
    built = gettext.translation(DOMAIN, LOCALES, [code])
    wrong = [
        message.id
        for message in catalogues.read(code)
        if message.id and catalogues.is_translated(message)
        if shown(built, message) != message.string
    ]
    assert wrong == [], "the catalogues that are installed are old: run python tests/catalogues.py"


def files(message: Message) -> set[str]:
    return {path for path, _ in message.locations}


def shown(built: gettext.NullTranslations, message: Message) -> str | tuple[str, ...]:
    """Return what gettext gives for a message, in both forms where it has two."""
    if isinstance(message.id, str):
        return built.gettext(message.id)
    singular, plural = message.id
    return tuple(built.ngettext(singular, plural, count) for count in (1, 2))
