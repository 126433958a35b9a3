"""Finds room for the names of dots so that nothing lies on anything, the most important first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.formats.charts.text import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

BAND: Final = 16  # boxes are looked up by the bands that they lie in
BESIDE: Final = 3.0  # free on either side of a text
ASCENT, DESCENT = 0.8 * SIZE, 0.25 * SIZE


class Box(NamedTuple):
    """A rectangle from the left, from the top."""

    left: float
    top: float
    right: float
    bottom: float


class LabelPlace(NamedTuple):
    """Where a text stands on its base line, and which of its ends is there."""

    x: float
    y: float
    anchor: str


class Room:
    """The room that is left inside a rectangle."""

    def __init__(self, within: Box) -> None:
        self._within = within
        self._bands: defaultdict[int, list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Let nothing else stand where `box` is."""
        for band in _bands(box):
            self._bands[band].append(box)

    def place(self, x: float, y: float, wide: float, away: float) -> LabelPlace | None:
        """Return a place for a text beside a dot that reaches `away`, and take it; None if full."""
        for place, box in _candidates(x, y, wide, away):
            if self._is_free(box):
                self.take(box)
                return place
        return None

    def _is_free(self, box: Box) -> bool:
        inside = (
            self._within.left <= box.left
            and box.right <= self._within.right
            and self._within.top <= box.top
            and box.bottom <= self._within.bottom
        )
        return inside and not any(
            _overlap(box, other) for band in _bands(box) for other in self._bands[band]
        )


def _candidates(x: float, y: float, wide: float, away: float) -> Iterator[tuple[LabelPlace, Box]]:
    """Yield right, left, above, below, then the corners."""
    aside, middle = away + BESIDE + 0.5, (ASCENT - DESCENT) / 2
    above, below = -away - DESCENT - 0.5, away + ASCENT + 0.5
    for anchor, dx, dy in (
        ("start", aside, middle),
        ("end", -aside, middle),
        ("middle", 0.0, above),
        ("middle", 0.0, below),
        ("start", away, above),
        ("start", away, below),
        ("end", -away, above),
        ("end", -away, below),
    ):
        place = LabelPlace(x + dx, y + dy, anchor)
        left = place.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        top, bottom = place.y - ASCENT, place.y + DESCENT
        yield place, Box(left - BESIDE, top, left + wide + BESIDE, bottom)


def _bands(box: Box) -> range:
    return range(int(box.top // BAND), int(box.bottom // BAND) + 1)


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )
