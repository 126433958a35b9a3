"""Collects every text of the package into the catalogues; run as a program it updates them.

The .po files are what translators edit; the .mo files beside them, which git does not hold, are
what the tool reads. `hatch_build.py` makes these when the tool is installed, and here.
"""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from innostrat.checks.catalogue import rules
from innostrat.checks.remarks import remarks

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "innostrat"
LOCALES: Final = PACKAGE / "locales"
LANGUAGES: Final = ("nb", "nn")
KEYWORDS: Final = {"msg": None, "msgn": (1, 2), "mark": None, "about": None}


@cache
def texts() -> Catalog:
    """Return every text that the package shows, with the places it stands in."""
    catalog = Catalog(project="innostrat", charset="utf-8")
    rows = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    for path, _, message, comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
        # No line numbers: a catalogue should change when a text does, not when code moves.
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    for rule in rules().values():  # the comments in the examples are texts within texts
        for remark in remarks(rule.example):
            catalog.add(remark.template, locations=[("checks/remarks.py", 0)])
    return catalog


def path(code: str) -> Path:
    """Return where a language's catalogue is."""
    return LOCALES / code / "LC_MESSAGES" / "innostrat.po"


def read(code: str) -> Catalog:
    """Return a language's catalogue as the translator left it."""
    file = path(code)
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


def is_translated(message: Message) -> bool:
    """Return whether every form of the message has a translation that nobody doubts."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return bool(forms) and all(forms) and not message.fuzzy


def build(root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Make the .mo files of the repository at `root` as an installation does."""
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--hooks-only")
    return subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)


def main() -> None:
    """Bring both catalogues up to date with the texts of the package."""
    for code in LANGUAGES:
        catalog = merged(code)
        path(code).parent.mkdir(parents=True, exist_ok=True)
        path(code).write_bytes(as_po(catalog))
        missing = sum(message.id != "" and not is_translated(message) for message in catalog)
        print(f"{code}: {len(catalog)} texts, {missing} without translation")  # noqa: T201
    built = build()
    if built.returncode:
        sys.exit(built.stderr)


if __name__ == "__main__":
    main()
