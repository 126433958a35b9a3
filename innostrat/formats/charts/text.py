"""Measures text without a font, a little too wide rather than too narrow, and makes it fit."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, east_asian_width

ELLIPSIS: Final = "…"
SIZE: Final = 13.0  # of all text in a figure, in the units of its drawing
# Parts of the size that characters of Open Sans take, the widest font that figures ask for.
NARROW: Final = frozenset("ijl|!.,:;'’ ()[]\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
WIDE: Final = frozenset("mwMWQO%@—…")
SHARES: Final = {"narrow": 0.31, "wide": 0.9, "capital": 0.67, "other": 0.57, "square": 1.05}


def width(text: str, size: float = SIZE) -> float:
    """Return about how wide `text` is."""
    return size * sum(map(_share, text))


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """Return `text`, shortened with … where it takes more than `room`."""
    if width(text, size) <= room:
        return text
    left = room - width(ELLIPSIS, size)
    end = 0
    while end < len(text) and (left := left - width(text[end], size)) >= 0:
        end += 1
    return text[:end].rstrip() + ELLIPSIS


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """Return `text` in lines broken at spaces; a word that is wider than a line is shortened."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, room, size))
    return [line for line in lines if line]


def _share(character: str) -> float:
    if combining(character):
        return 0
    if character in NARROW:
        return SHARES["narrow"]
    if character in WIDE:
        return SHARES["wide"]
    if east_asian_width(character) in "WF":
        return SHARES["square"]
    return SHARES["capital" if character.isupper() else "other"]
