"""Measures text without a font, a little too wide rather than too narrow, and makes it fit."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, east_asian_width

ELLIPSIS: Final = "…"
SIZE: Final = 13.0  # of all text in a figure, in the units of its drawing
# What parts of the size characters of Open Sans take, the widest font that figures ask for.
SHARES: Final = {
    character: share
    for share, characters in (
        (0.27, "ijlI|!.,:;'’ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"),
        (0.42, 'frtJ()[]-/"*'),
        (0.53, "ckszvxyLEFST–«»"),
        (0.92, "mwæMWÆ%@—…"),
        (0.79, "GHNOQØUDV"),
    )
    for character in characters
}
CAPITAL, OTHER, SQUARE = 0.68, 0.63, 1.05


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


def wrapped_label(text: str, room: float, size: float = SIZE) -> list[str]:
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
    if character in SHARES:
        return SHARES[character]
    if east_asian_width(character) in "WF":
        return SQUARE
    return CAPITAL if character.isupper() else OTHER
