"""How wide the columns of a table are on paper: enough for their words, the rest by their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTER: Final = 0.58  # em; letters and digits of a sans serif are this wide on average, or less
INSET: Final = 9.0  # points on both sides of a cell together
LONGEST: Final = 16  # letters; longer words are divided where they are text
UPRIGHT: Final = 481.0  # points between the margins of A4
ACROSS: Final = 728.0
SIZES: Final = ((9.0, False), (8.0, False), (8.5, True), (7.0, True))  # tried in this order


@dataclass(frozen=True, slots=True)
class Fit:
    """The widths of columns in points, the size of the type, and whether the page lies across."""

    widths: tuple[float, ...]
    size: float
    across: bool


def fit(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Fit:
    """Return how a table fits a page; `rows` includes the titles, `right` columns hold numbers.

    The first size of type at which every word has room is taken, the smallest where none has.
    """
    words = [
        max(_longest(row[place], whole=number) for row in rows) for place, number in enumerate(right)
    ]
    texts = [max(len(row[place]) for row in rows) for place in range(len(right))]
    for size, across in SIZES:
        room = ACROSS if across else UPRIGHT
        least = [_points(letters, size) for letters in words]
        if sum(least) <= room:
            break
    most = [max(_points(letters, size), low) for letters, low in zip(texts, least, strict=True)]
    return Fit(_shared(least, most, room), size, across)


def _longest(text: str, *, whole: bool) -> int:
    longest = max(map(len, text.split(" ")))
    return longest if whole else min(longest, LONGEST)


def _points(letters: int, size: float) -> float:
    return letters * LETTER * size + INSET


def _shared(least: list[float], most: list[float], room: float) -> tuple[float, ...]:
    """Return widths that fill the room: the least, and the rest by what each column wishes."""
    rest = room - sum(least)
    if rest < 0:
        return tuple(round(room * low / sum(least), 2) for low in least)
    wishes = [(high - low) ** 0.75 for high, low in zip(most, least, strict=True)]  # not all to one
    wished = sum(wishes) or len(wishes)
    return tuple(
        round(low + rest * (wish if sum(wishes) else 1) / wished, 2)
        for low, wish in zip(least, wishes, strict=True)
    )
