"""Round numbers along an axis, and where a value stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class AxisScale:
    """An axis from `start` to `end` in the drawing, whose ends are its first and last tick."""

    ticks: tuple[Fraction, ...]
    start: float
    end: float

    def at(self, value: Fraction | int) -> float:
        """Return where `value` stands; what is beyond the axis stands at its end."""
        low, high = self.ticks[0], self.ticks[-1]
        share = (min(max(value, low), high) - low) / (high - low)
        return self.start + float(share) * (self.end - self.start)


def ticks(low: Fraction, high: Fraction, decimals: int, most: int) -> tuple[Fraction, ...]:
    """Return round numbers around `low` and `high`, at most `most` (from 2) steps apart.

    Steps are 1, 2 or 5 times a power of ten, and never finer than `decimals` can show.
    """
    for step in _steps(decimals):
        first, last = floor(low / step), ceil(high / step)
        last = max(last, first + 1)
        if last - first <= max(most, 2):
            return tuple(step * number for number in range(first, last + 1))
    raise AssertionError  # steps grow without end


def digits(ticks: Iterable[Fraction], decimals: int) -> int:
    """Return with how many decimals ticks are written: none where all are whole."""
    return 0 if all(tick.denominator == 1 for tick in ticks) else decimals


def ends(values: Iterable[Fraction], *, zero: bool = False) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest value; zero too where it is asked for or near them."""
    found = list(values)
    low, high = min(found), max(found)
    if zero or 0 < low < high - low:
        low = min(low, Fraction(0))
    if zero or 0 > high > low - high:
        high = max(high, Fraction(0))
    return low, high


def _steps(decimals: int) -> Iterator[Fraction]:
    for power in count(-decimals):
        yield from (Fraction(10) ** power * digit for digit in (1, 2, 5))
