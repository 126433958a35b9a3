"""Collects every text of the package into the catalogues; run as a program it updates them.

The .po files are what translators edit; the .mo files beside them are what the tool reads.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE: Final = Path(__file__).parent.parent / "innostrat"
LOCALES: Final = PACKAGE / "locales"
LANGUAGES: Final = ("nb", "nn")
DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS: Final = {"msg": None, "msgn": (1, 2), "mark": None, "about": None}


@cache
def texts() -> Catalog:
    """Return every text that the package shows, with the places it stands in."""
    catalog = Catalog(project="innostrat", charset="utf-8")
    rows = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for path, _, message, comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
        # No line numbers: a catalogue should change when a text does, not when code moves.
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalog


def path(code: str, ending: str) -> Path:
    """Return where a language's catalogue is."""
    return LOCALES / code / "LC_MESSAGES" / f"innostrat.{ending}"


def read(code: str) -> Catalog:
    """Return a language's catalogue as the translator left it."""
    file = path(code, "po")
    if not file.exists():
        return Catalog(locale=code, project="innostrat", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=code)


def merged(code: str) -> Catalog:
    """Return a language's catalogue with exactly the texts that there are now."""
    catalog = read(code)
    catalog.update(texts(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return the bytes of the .po file: sorted, without dates, wide enough not to be rewrapped."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, sort_output=True, omit_header=True, include_lineno=False)
    head = (
        f'# Norwegian ({catalog.locale_identifier}) texts of innostrat.\nmsgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head.encode() + stream.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the bytes of the .mo file, which would hold today's date if it were not told one."""
    plain = Catalog(locale=catalog.locale, charset="utf-8", creation_date=DAY, revision_date=DAY)
    for message in catalog:
        if message.id and is_translated(message):
            plain.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, plain)
    return stream.getvalue()


def is_translated(message: Message) -> bool:
    """Return whether every form of the message has a translation."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return bool(forms) and all(forms)


def main() -> None:
    """Bring both catalogues up to date with the texts of the package."""
    for code in LANGUAGES:
        catalog = merged(code)
        path(code, "po").parent.mkdir(parents=True, exist_ok=True)
        path(code, "po").write_bytes(as_po(catalog))
        path(code, "mo").write_bytes(as_mo(read(code)))
        missing = sum(message.id != "" and not is_translated(message) for message in catalog)
        print(f"{code}: {len(catalog)} texts, {missing} without translation")  # noqa: T201


if __name__ == "__main__":
    main()
