"""Which characters the fonts here can draw; the others are shown by their numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Final

from innostrat.formats.escape import code_point

FONTS: Final = Path(__file__).parent / "fonts"
FAMILIES: Final = ("OpenSans-*.ttf", "DejaVuSans.ttf")
OTHER: Final = re.compile(r"[^\x00-\x7f]")
TITLE: Final = 80  # characters of the title above each page
ORGANISATION: Final = 30
SEGMENTS: Final = 4  # the format of the table that maps characters to glyphs in segments


def drawable(text: str) -> str:
    """Return `text` with every character that no glyph is for shown as `‹U+5B57›`."""
    composed = unicodedata.normalize("NFC", text)
    return OTHER.sub(
        lambda found: found[0] if ord(found[0]) in _drawn() else code_point(found[0]), composed
    )


def short(text: str, most: int) -> str:
    """Return a text of at most so many characters, with a mark where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


@cache
def _drawn() -> frozenset[int]:
    """Return the characters that some family can draw in all its styles."""
    families = (map(_mapped, map(Path.read_bytes, FONTS.glob(family))) for family in FAMILIES)
    return frozenset().union(*(frozenset.intersection(*family) for family in families))


def _mapped(font: bytes) -> frozenset[int]:
    """Return the characters of a font's `cmap` table (OpenType 1.9, format 4)."""
    tables = (
        unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(unpack_from(">H", font, 4)[0])
    )
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    start += unpack_from(">L", font, start + 8)[0]
    form, _, _, double = unpack_from(">4H", font, start)
    if form != SEGMENTS:
        raise ValueError(form)
    count = double // 2
    lasts = unpack_from(f">{count}H", font, start + 14)
    firsts = unpack_from(f">{count}H", font, start + 16 + double)
    shifts = unpack_from(f">{count}h", font, start + 16 + 2 * double)
    ranges = unpack_from(f">{count}H", font, start + 16 + 3 * double)
    found = set()
    for place, (first, last, shift, skip) in enumerate(
        zip(firsts, lasts, shifts, ranges, strict=True)
    ):
        here = start + 16 + 3 * double + 2 * place
        for character in range(first, min(last, 0xFFFE) + 1):
            glyph = (
                character
                if skip == 0
                else unpack_from(">H", font, here + skip + 2 * (character - first))[0]
            )
            if (glyph + shift) % 0x10000 and (skip == 0 or glyph):
                found.add(character)
    return frozenset(found)
