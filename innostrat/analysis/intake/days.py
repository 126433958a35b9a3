"""Reads days as people write them; one that may be two is decided by its column, or is none."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)
DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\D.*)?", re.DOTALL)
SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\D.*)?", re.DOTALL)
MONTHS: Final = 12


def parsed(text: str, *, month_first: bool | None = None) -> date | None:
    """Return the day of `2026-02-03`, `3.2.2026` or `03/02/2026`; None where it may be two.

    Points are Norwegian, the day before the month. Slashes are anybody's: `month_first` says which
    comes first, None that nobody knows.
    """
    text = text.strip()
    try:
        if iso := ISO.fullmatch(text):
            return date.fromisoformat(iso[1])
        if dotted := DOTTED.fullmatch(text):
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        if slashed := SLASHED.fullmatch(text):
            return _slashed((int(slashed[1]), int(slashed[2])), int(slashed[3]), month_first)
    except ValueError:
        return None
    return None


def _slashed(pair: tuple[int, int], year: int, known: bool | None) -> date | None:  # noqa: FBT001
    first, second = pair
    if first == second or second > MONTHS:
        return date(year, first, second)
    if first > MONTHS:
        return date(year, second, first)
    if known is None:
        return None
    return date(year, first, second) if known else date(year, second, first)


def month_first(texts: Iterable[str]) -> bool | None:
    """Return whether the days of a column have the month first, None where they do not say.

    One day beyond the twelfth says it for all, unless another one says the contrary.
    """
    found = [SLASHED.fullmatch(one.strip()) for one in texts]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    day_first = any(first > MONTHS for first, _ in pairs)
    month = any(second > MONTHS for _, second in pairs)
    return None if day_first == month else month
