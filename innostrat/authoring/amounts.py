"""Moves and reduces the yearly amounts in a project's file, as a body has decided them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Put
from innostrat.money import amount_text, parse_amount, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from innostrat.files.yaml.events import YamlValue

LISTS: Final = ("costs", "funding", "benefits")


def moved(path: str, data: bytes, years: int, last: int | None = None) -> Iterator[Put]:
    """Yield the edits that move all of a project's amounts so many years later: the same sums.

    Its window moves with them, to the year `last` at most: it says how far the selection may move
    the profile as it stands.
    """
    for where, _, amounts in _lines(path, data):
        later = {str(int(year) + years): amount for year, amount in amounts.items()}
        yield Put(where, later)
    document, _ = parse(path, data)
    start = document.value.get("start") if document and isinstance(document.value, dict) else None
    if isinstance(start, dict):
        for key, year in start.items():
            if isinstance(year, str):
                asked = int(year) + years
                yield Put(("start", key), str(asked if last is None else min(asked, last)))


def reduced(path: str, data: bytes, part: Fraction, units: Mapping[str, int]) -> Iterator[Put]:
    """Yield the edits that leave a part of each cost, rounded up as `economy.money` does.

    `units` are the smallest units in one, by frame; kroner where a frame is not named.
    """
    for where, frame, amounts in _lines(path, data):
        if where[0] == "costs":
            unit = units.get(frame, 1)
            yield Put(where, {year: _less(amount, part, unit) for year, amount in amounts.items()})


_Line: TypeAlias = "tuple[tuple[str | int, ...], str, dict[str, YamlValue]]"


def _lines(path: str, data: bytes) -> Iterator[_Line]:
    """Yield where the amounts of each cost, funding and benefit stand, their frame, and they."""
    document, _ = parse(path, data)
    value = document.value if document is not None else None
    for name in LISTS:
        items: Any = value.get(name) if isinstance(value, dict) else None
        if isinstance(items, dict):  # written short: amounts by frame
            yield from (((name, frame), frame, amounts) for frame, amounts in items.items())
            continue
        for place, item in enumerate(items or ()):
            if isinstance(item, dict) and isinstance(item.get("amounts"), dict):
                yield (name, place, "amounts"), item.get("frame", ""), item["amounts"]


def _less(amount: YamlValue, part: Fraction, unit: int) -> YamlValue:
    if isinstance(amount, dict):  # low, likely, high
        return {key: _less(one, part, unit) for key, one in amount.items()}
    exact = int(parse_amount(str(amount)) * unit)
    return amount_text(Decimal(part_of(exact, part)) / unit)
