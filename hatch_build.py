"""Builds the catalogues that the tool reads (.mo) from those that translators write (.po).

hatchling runs the hook for wheels, and for editable installations, where the catalogues are written
beside their sources. The form of both is that of the GNU gettext manual, "The Format of PO Files"
and "The Format of GNU MO Files"; the compiler is ours so that a build needs hatchling alone, and
because Babel's reader takes a text whose quotation mark is missing.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES: Final = "innostrat/locales/*/LC_MESSAGES/*.po"
LINE: Final = re.compile(
    r'(?:(?P<keyword>msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?P<text>(?:[^"\\]|\\.)*)"'
)
ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
MAGIC: Final = 0x950412DE


class BrokenCatalogueError(Exception):
    """A .po file that does not follow the format, with its line from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


class Entry(NamedTuple):  # no dataclass: hatchling's import leaves out what that looks up
    """A text and its translations as written: its first line from 1, its texts by keyword."""

    line: int
    is_fuzzy: bool
    texts: dict[str, str]

    def is_followed_by(self, keyword: str) -> bool:
        """Return whether `keyword` begins the next entry."""
        return keyword == "msgctxt" or (keyword == "msgid" and "msgid" in self.texts)


def compiled(data: bytes) -> bytes:
    """Return the .mo file of a .po file; untranslated and fuzzy entries are left out.

    Anything that gettext's format does not allow is a `BrokenCatalogueError`.
    """
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BrokenCatalogueError(line, f"expected UTF-8: {problem.reason}") from None
    translated: dict[str, str] = {}
    seen: set[str] = set()
    forms = 0
    for entry in entries(source):
        key, strings = parts(entry, forms)
        if key in seen:
            raise BrokenCatalogueError(entry.line, "this text has an entry already")
        if not seen:
            forms = plural_forms(entry, key)
        seen.add(key)
        if not key or (all(strings) and not entry.is_fuzzy):
            translated[key] = "\0".join(strings)
    if not seen:
        raise BrokenCatalogueError(1, "expected a header, found no entry")
    return packed(translated)


def entries(source: str) -> Iterator[Entry]:
    """Yield the entries of a .po file in its order."""
    entry, keyword, fuzzy = Entry(0, is_fuzzy=False, texts={}), "", False
    # Not splitlines: a text may hold U+2028, which is no end of a line here.
    for number, line in enumerate(source.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            fuzzy = fuzzy or (bare.startswith("#,") and "fuzzy" in re.split(r"[,\s]+", bare))
            continue
        match = LINE.fullmatch(bare)
        if match is None or not (match["keyword"] or keyword):
            raise BrokenCatalogueError(number, 'expected a keyword and a text: msgid "…"')
        if match["keyword"]:
            keyword = match["keyword"]
            if entry.is_followed_by(keyword) or not entry.line:
                if entry.line:
                    yield entry
                entry, fuzzy = Entry(number, fuzzy, {}), False
            if keyword in entry.texts:
                raise BrokenCatalogueError(number, f"{keyword} stands twice in one entry")
            entry.texts[keyword] = ""
        entry.texts[keyword] += unescaped(match["text"], number)
    if entry.line:
        yield entry


def unescaped(text: str, number: int) -> str:
    """Return what the text between two quotation marks means."""

    def meant(match: re.Match[str]) -> str:
        if match[1] not in ESCAPES:
            raise BrokenCatalogueError(number, f"unknown escape {match[0]}")
        return ESCAPES[match[1]]

    return re.sub(r"\\(.)", meant, text)


def parts(entry: Entry, forms: int) -> tuple[str, list[str]]:
    """Return the key of an entry in the .mo file, and its translations, as many as it must have."""
    ids = [keyword for keyword in entry.texts if keyword.startswith("msgid")]
    strings = [keyword for keyword in entry.texts if keyword.startswith("msgstr")]
    plural = "msgid_plural" in ids
    wanted = [f"msgstr[{form}]" for form in range(forms)] if plural else ["msgstr"]
    if ids != ["msgid", "msgid_plural"][: 1 + plural] or strings != wanted:
        raise BrokenCatalogueError(
            entry.line, f"expected msgid and {', '.join(wanted)}, found {', '.join(entry.texts)}"
        )
    key = "\0".join(entry.texts[keyword] for keyword in ids)
    if "msgctxt" in entry.texts:
        key = f"{entry.texts['msgctxt']}\4{key}"
    return key, [entry.texts[keyword] for keyword in strings]


def plural_forms(entry: Entry, key: str) -> int:
    """Return how many plural forms the header, the first entry, says that the language has."""
    header = entry.texts["msgstr"] if not key else ""
    match = re.search(r"^Plural-Forms:\s*nplurals=(\d)\s*;", header, re.MULTILINE)
    if match is None or "charset=utf-8" not in header.lower():
        raise BrokenCatalogueError(
            entry.line, 'expected a header first: msgid "" with charset=utf-8 and Plural-Forms'
        )
    return int(match[1])


def packed(translated: dict[str, str]) -> bytes:
    """Return the bytes of a .mo file: head, two tables of lengths and offsets, and the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in translated.items())
    count = len(pairs)
    texts = [key for key, _ in pairs] + [value for _, value in pairs]
    start = 28 + 16 * count
    table = []
    for text in texts:
        table += [len(text), start]
        start += len(text) + 1
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return head + struct.pack(f"<{len(table)}I", *table) + b"".join(one + b"\0" for one in texts)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling calls before it collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write every catalogue, or, if one is broken, none: the build stops with its place."""
        made: dict[Path, bytes] = {}
        for path in sorted(Path(self.root).glob(SOURCES)):
            try:
                made[path.with_suffix(".mo")] = compiled(path.read_bytes())
            except BrokenCatalogueError as problem:
                place = path.relative_to(self.root).as_posix()
                self.app.abort(f"{place}:{problem.line}: {problem}")
        for path, data in made.items():
            if not path.is_file() or path.read_bytes() != data:  # another process may be reading it
                path.write_bytes(data)
