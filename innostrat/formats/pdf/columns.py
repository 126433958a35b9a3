"""How wide the columns of a table are on paper: enough for their words, the rest by their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTER: Final = 0.58  # em; letters and digits of a sans serif are this wide on average, or less
BOLD: Final = 1.12  # bold letters are so much wider
NUMBER: Final = 44.0  # points, so that years stand under years from table to table
INSET: Final = 9.0  # points on both sides of a cell together
LONGEST: Final = 12  # letters; longer words are divided where they are text
TITLE: Final = 17  # letters, of a word in a column's title, or of a number with its unit
CALM: Final = 20  # letters; a line of so many reads well enough however long the text is
UPRIGHT: Final = 481.0  # points between the margins of A4
ACROSS: Final = 728.0
# Size of type and whether the page lies across, in the order in which they are tried.
SIZES: Final = ((8.5, False), (8.0, False), (7.5, False), (8.5, True), (7.0, True))


@dataclass(frozen=True, slots=True)
class Fit:
    """The widths of columns in points, the size of the type, and whether the page lies across."""

    widths: tuple[float, ...]
    size: float
    across: bool


def fit(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    rooms: tuple[float, float] = (UPRIGHT, ACROSS),
) -> Fit:
    """Return how a table fits a page; `right` columns hold numbers, which are never divided.

    `rooms` are the points between the margins of a page that stands, and of one that lies across.

    The first size of type at which every word has room is taken, the smallest where none has.
    """
    columns = [[row[place] for row in rows] for place in range(len(head))]
    texts = [max(map(len, [title, *column])) for title, column in zip(head, columns, strict=True)]
    words = [
        max(
            _longest([title], TITLE) * BOLD,
            _whole(column) if number else _calm(column, text),
        )
        for title, column, number, text in zip(head, columns, right, texts, strict=True)
    ]
    for size, across in SIZES:
        room = rooms[across]
        least = [_points(letters, size) for letters in words]
        if sum(least) <= room:
            break
    wishes = [
        max((_number(room) if number else _points(letters, size)) - low, 0)
        for letters, number, low in zip(texts, right, least, strict=True)
    ]
    first = right.index(False) if False in right else 0
    return Fit(_shared(least, wishes, room, first), size, across)


def _number(room: float) -> float:
    """Return how wide a number would be; in a column of text there is no room to spare."""
    return NUMBER if room >= UPRIGHT / 2 else 0


def _whole(texts: Sequence[str]) -> int:
    """Return the letters that numbers and their units need on one line, or their words if long."""
    return max(
        (len(one) if len(one) <= TITLE else _longest([one], None) for one in texts), default=0
    )


def _calm(texts: Sequence[str], most: int) -> float:
    """Return how many letters a line must hold for text not to run over more than three lines."""
    return max(_longest(texts), min(most / 3, CALM))


def _longest(texts: Sequence[str], most: int | None = LONGEST) -> int:
    """Return the letters of the longest word; what is longer than `most` may be divided."""
    longest = max((len(word) for text in texts for word in text.split(" ")), default=0)
    return longest if most is None else min(longest, most)


def _points(letters: float, size: float) -> float:
    return letters * LETTER * size + INSET


def _shared(least: list[float], wishes: list[float], room: float, first: int) -> tuple[float, ...]:
    """Return widths that fill the room: the least, then by wish, and what is left to the first."""
    rest = room - sum(least)
    if rest < 0:
        return tuple(round(room * low / sum(least), 2) for low in least)
    if sum(wishes) > rest:
        tamed = [wish**0.75 for wish in wishes]  # or the longest text would take nearly all
        wishes = [rest * wish / sum(tamed) for wish in tamed]
    widths = [low + wish for low, wish in zip(least, wishes, strict=True)]
    widths[first] += room - sum(widths)
    return tuple(round(width, 2) for width in widths)
