"""Reads CSV as people save it: any usual encoding and delimiter, and what is broken is named.

A row that cannot be read with certainty is a fault of that row: a quotation mark that is not
closed, a delimiter too many. The rows after it are read.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.worksheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    FilledCell,
    Worksheet,
    cell_name,
    cell_text,
    ordered,
)
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS: Final = ";\t,|"
SAID: Final = re.compile(r"sep=(.)\s*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
LINE: Final = re.compile(r"\r\n|\r|\n")
SAMPLE: Final = 200  # lines by which the delimiter is found
MOST_BROKEN: Final = 200  # rows, beyond which the file itself is broken
LONGEST: Final = 200_000  # characters within quotation marks
STRANGE: Final = "\ue0ff"  # of the private use area: no file of a municipality has it
BYTE: Final = 0xDC00  # where undecodable bytes stand after `surrogateescape`

UNCLOSED: Final = msg("a quotation mark is not closed")
WIDE: Final = msg("has more cells than any sheet")
MIXED: Final = msg("has letters in another encoding than the rest of the file: look at them")


@dataclass(slots=True)
class _Record:
    """One row: its fields, and what is wrong with it."""

    fields: list[str]
    fault: Message | None = None


@dataclass(slots=True)
class _Decoded:
    """The text of a file; where encodings are mixed, `STRANGE` stands before what was not UTF-8."""

    text: str
    mixed: bool = False


def read_separated(name: str, content: bytes) -> tuple[Worksheet, ...]:
    """Return the one sheet of a CSV file; rows are counted as a spreadsheet does."""
    decoded = _decoded(content)
    text = decoded.text
    said = SAID.match(text)
    delimiter = said[1] if said else _delimiter(text)
    # The line that says which sign it is makes no row in a spreadsheet either.
    records = list(_bounded(name, _records(text[said.end() :] if said else text, delimiter)))
    faults = {row: one.fault for row, one in enumerate(records) if one.fault is not None}
    faults |= _uneven(records, faults)
    filled = {
        (row, column): one
        for row, record in enumerate(records)
        for column, one in enumerate(record.fields)
        if one.replace(STRANGE, "").strip()
    }
    cells = {
        place: FilledCell(*place, cell_text(one.replace(STRANGE, "") if decoded.mixed else one))
        for place, one in filled.items()
    }
    mixed = [cell_name(*place) for place, one in filled.items() if decoded.mixed and STRANGE in one]
    remarks = tuple((place, MIXED) for place in mixed)
    return (Worksheet("", ordered(name, cells), faults=faults, remarks=remarks),)


def _bounded(name: str, records: Iterator[_Record]) -> Iterator[_Record]:
    """Yield the rows of a file; too many of them, cells or broken rows are a `CannotGoOnError`."""
    broken = cells = 0
    for row, one in enumerate(records):
        cells += len(one.fields)
        if cells > MOST_CELLS + MOST_ROWS or row >= MOST_ROWS:  # an empty row has a field too
            raise CannotGoOnError(msg("{path} is larger than any sheet", path=name))
        broken += one.fault is not None
        if broken > MOST_BROKEN:
            raise CannotGoOnError(
                msg("{path} has more than {n} rows that are not CSV", path=name, n=MOST_BROKEN)
            )
        yield one


def _decoded(content: bytes) -> _Decoded:
    """Return the text: by its mark, as UTF-16 by its zeros, as UTF-8, else byte by byte.

    A file that is UTF-8 but for a few bytes was put together by a program that did not look: those
    bytes are read as Windows in Western Europe writes them, and told. The rest stays as it is.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark) and encoding != "utf-8-sig":
            return _Decoded(content.decode(encoding, errors="replace"))
    even, odd = content[:4_000:2].count(0), content[1:4_000:2].count(0)
    if max(even, odd) > len(content[:4_000]) // 5:
        return _Decoded(
            content.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
        )
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="surrogateescape")
    strange = {one for one in text if BYTE <= ord(one) <= BYTE + 0xFF}
    if not strange:
        return _Decoded(text)
    if all(ord(one) < 128 or one in strange for one in set(text)):  # noqa: PLR2004  (ASCII)
        return _Decoded(content.decode("cp1252", errors="replace"))
    for one in strange:
        letter = bytes([ord(one) - BYTE]).decode("cp1252", errors="replace")
        text = text.replace(one, STRANGE + letter)
    return _Decoded(text, mixed=True)


def _delimiter(text: str) -> str:
    """Return the sign that cuts the most lines in the same number of parts, above one."""
    best, score = DELIMITERS[0], (0, 0)
    for sign in DELIMITERS:
        widths = Counter(
            len(one.fields) for _, one in zip(range(SAMPLE), _records(text, sign), strict=False)
        )
        widths.pop(0, None)
        widths.pop(1, None)
        if widths:
            width, lines = max(widths.items(), key=lambda one: (one[1], one[0]))
            if (lines, width) > score:
                best, score = sign, (lines, width)
    return best


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """Yield the rows (RFC 4180); one whose quotation marks do not fit is cut as if it had none."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    at = 0
    while at < len(text):
        found = _fields(text, at, delimiter, plain)
        if isinstance(found, Message):
            end = LINE.search(text, at)
            line = text[at : end.start() if end else len(text)]
            yield _Record(line.split(delimiter, MOST_COLUMNS)[:MOST_COLUMNS], found)
        else:
            fields, after = found
            yield _Record(fields)
            end = LINE.match(text, after)
        at = end.end() if end else len(text)


def _fields(
    text: str, at: int, delimiter: str, plain: re.Pattern[str]
) -> tuple[list[str], int] | Message:
    """Return the fields of the row at a place and the place after them, or the fault of the row."""
    fields: list[str] = []
    while True:
        if text.startswith('"', at):
            held, at = _quoted(text, at, delimiter)
            if at < 0:
                return UNCLOSED
        else:
            found = plain.match(text, at)
            held = found[0] if found else ""
            at += len(held)
        fields.append(held)
        if len(fields) > MOST_COLUMNS:
            return WIDE
        if not text.startswith(delimiter, at):
            return fields, at
        at += len(delimiter)


def _quoted(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """Return what stands between quotation marks, and where that ends; -1 if it does not."""
    place = at + 1
    while True:
        close = text.find('"', place, at + LONGEST)
        if close < 0:
            return "", -1
        if text.startswith('"', close + 1):
            place = close + 2
            continue
        after = close + 1
        if after == len(text) or text[after] in f"{delimiter}\r\n":
            return text[at + 1 : close].replace('""', '"'), after
        return "", -1


def _uneven(records: Sequence[_Record], faults: dict[int, Message]) -> dict[int, Message]:
    """Return the rows that have more or fewer cells than most: something in them is shifted."""
    widths = [
        (row, len(one.fields))
        for row, one in enumerate(records)
        if row not in faults and any(part.strip() for part in one.fields)
    ]
    usual = Counter(width for _, width in widths).most_common(1)
    if not usual or 2 * usual[0][1] <= len(widths) or usual[0][0] < 2:  # noqa: PLR2004
        return {}
    width = usual[0][0]
    return {
        row: msg(
            "has {n} cells where the others have {width}: is there a delimiter or a line break "
            "in a text without quotation marks?",
            n=found,
            width=width,
        )
        for row, found in widths
        if found != width and found > 1
    }
