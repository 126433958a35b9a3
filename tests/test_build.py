"""An installation makes the catalogues of the translators' files, and says where one is broken."""

from __future__ import annotations

import gettext
import io
import runpy
import shutil
from typing import TYPE_CHECKING, Final

import catalogues
import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEADER: Final = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
# What stands after the header, which ends on line 5; the line that is wrong; what is said of it.
BROKEN: Final = {
    "no quotation mark at the end": ('msgid "one\nmsgstr "en"\n', 6, "expected a keyword"),
    "a quotation mark within": ('msgid "o"ne"\nmsgstr "en"\n', 6, "expected a keyword"),
    "a conflict of git": ('<<<<<<< HEAD\nmsgid "one"\nmsgstr "en"\n', 6, "expected a keyword"),
    "an unknown keyword": ('msgid "one"\nmsgtsr "en"\n', 7, "expected a keyword"),
    "an unknown escape": ('msgid "one"\nmsgstr "e\\n"\n"\\d"\n', 8, "unknown escape \\d"),
    "two translations": ('msgid "one"\nmsgstr "en"\nmsgstr "ein"\n', 8, "stands twice"),
    "no translation": (
        '\nmsgid "one"\n\nmsgid "two"\nmsgstr "to"\n',
        7,
        "expected msgid and msgstr",
    ),
    "one plural form of two": (
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} dag"\n',
        6,
        "expected msgid and msgstr[0], msgstr[1]",
    ),
    "the same text again": ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 9, "already"),
}


HOOK: Final = runpy.run_path(str(catalogues.ROOT / "hatch_build.py"))


def read(entries: str) -> gettext.NullTranslations:
    """Return the catalogue that is built of `entries` after the header."""
    return gettext.GNUTranslations(io.BytesIO(HOOK["compiled"]((HEADER + entries).encode())))


def problem(data: bytes) -> str:
    """Return the line of the first problem with a file, and what is said of it."""
    with pytest.raises(HOOK["BrokenCatalogueError"]) as caught:
        HOOK["compiled"](data)
    return f"{caught.value.line}: {caught.value}"


def test_texts_with_lines_escapes_contexts_and_every_letter_are_built() -> None:
    built = read(
        '# Kommentar\n#: a.py\nmsgid ""\n"one\\n"\n"\\ttwo"\nmsgstr "ein\\\\ \\"to\\" æøå"\n'
        '"\u2028–"\n\n'
        'msgctxt "month"\nmsgid "May"\nmsgstr "mai"\n#~ msgid "gone"\n#~ msgstr "borte"\n'
        'msgid "May"\nmsgstr "får"',
    )
    assert built.gettext("one\n\ttwo") == 'ein\\ "to" æøå\u2028–'
    assert built.pgettext("month", "May") == "mai"
    assert built.gettext("May") == "får"
    assert built.gettext("gone") == "gone"


def test_each_number_has_its_form() -> None:
    built = read(
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} dag"\nmsgstr[1] "{n} dager"\n',
    )
    forms = [built.ngettext("{n} day", "{n} days", count) for count in (0, 1, 2)]
    assert forms == ["{n} dager", "{n} dag", "{n} dager"]


def test_what_is_not_translated_or_doubted_stays_english() -> None:
    built = read(
        'msgid "one"\nmsgstr ""\n\n#, fuzzy, python-brace-format\nmsgid "two"\nmsgstr "tre"\n\n'
        '#, python-brace-format\nmsgid "{n} day"\nmsgid_plural "{n} days"\n'
        'msgstr[0] "{n} dag"\nmsgstr[1] ""\n\nmsgid "four"\nmsgstr "fire"\n',
    )
    assert [built.gettext(text) for text in ("one", "two", "four")] == ["one", "two", "fire"]
    assert built.ngettext("{n} day", "{n} days", 1) == "{n} day"


def test_ends_of_lines_and_a_mark_of_windows_change_nothing() -> None:
    text = HEADER + 'msgid "one"\nmsgstr "en"\n'
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert HOOK["compiled"](windows.encode()) == HOOK["compiled"](text.encode())


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_line(case: str) -> None:
    text, line, said = BROKEN[case]
    assert problem((HEADER + text).encode()).startswith(f"{line}: ")
    assert said in problem((HEADER + text).encode())


@pytest.mark.parametrize("text", ["", "# Kommentar\n", 'msgid "one"\nmsgstr "en"\n', "\x00"])
def test_a_file_without_a_header_is_refused(text: str) -> None:
    assert problem(text.encode()).startswith("1: expected a ")


def test_a_file_that_is_not_utf_8_is_refused_with_its_line() -> None:
    text = HEADER + 'msgid "one"\nmsgstr "får"\n'
    assert problem(text.encode("latin-1")).startswith("7: expected UTF-8")


@pytest.mark.parametrize("broken", [False, True])
def test_a_build_writes_every_catalogue_or_none_and_one_line(tmp_path: Path, broken: bool) -> None:  # noqa: FBT001
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(catalogues.ROOT / name, tmp_path / name)
    for code in catalogues.LANGUAGES:
        path = tmp_path / "innostrat" / "locales" / code / "LC_MESSAGES" / "innostrat.po"
        path.parent.mkdir(parents=True)
        path.write_text(HEADER + 'msgid "one"\nmsgstr "ein' + '"\n' * (code != "nn" or not broken))
    (tmp_path / "innostrat" / "__init__.py").write_text('__version__ = "1"\n')
    built = catalogues.build(tmp_path)
    assert len(list(tmp_path.rglob("*.mo"))) == (0 if broken else 2)
    if broken:
        assert built.returncode != 0
        assert "innostrat/locales/nn/LC_MESSAGES/innostrat.po:7: expected" in built.stderr
        assert len(built.stderr.splitlines()) == 1
    else:
        assert (built.returncode, built.stderr) == (0, "")
