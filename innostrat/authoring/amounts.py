"""Moves and reduces the yearly amounts in a project's file, as a body has decided them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Put
from innostrat.money import amount_text, half_up, parse_amount, part_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from innostrat.files.yaml.events import YamlValue

LISTS: Final = ("costs", "funding", "benefits")


def moved(path: str, data: bytes, years: int, last: int | None = None) -> Iterator[Put]:
    """Yield the edits that move all of a project's amounts so many years later: the same sums.

    Lifetimes move along. Its window moves with them, to the year `last` at most: it says how far
    the selection may move the profile as it stands.
    """
    for name, place, item in _items(path, data):
        amounts = {str(int(year) + years): amount for year, amount in item["amounts"].items()}
        yield Put((name, place, "amounts"), amounts)
        if "until" in item:
            yield Put((name, place, "until"), str(int(str(item["until"])) + years))
    document, _ = parse(path, data)
    start = document.value.get("start") if document and isinstance(document.value, dict) else None
    if isinstance(start, dict):
        for key, year in start.items():
            if isinstance(year, str):
                later = int(year) + years
                yield Put(("start", key), str(later if last is None else min(later, last)))


def reduced(path: str, data: bytes, part: Fraction, units: Mapping[str, int]) -> Iterator[Put]:
    """Yield the edits that leave a part of each cost, rounded up as `economy.money` does.

    `units` are the smallest units in one, by frame; kroner where a frame is not named.
    """
    for name, place, item in _items(path, data):
        if name == "costs":
            unit = units.get(item["frame"], 1)
            less = {year: _less(amount, part, unit) for year, amount in item["amounts"].items()}
            yield Put((name, place, "amounts"), less)


def indexed_amounts(
    path: str, data: bytes, index: Fraction, capacity: Container[str], first: int | None
) -> Iterator[Put]:
    """Yield the edits that put a project's kroner in later prices, rounded to whole ones.

    Amounts before the year `first` are kroner of their own time and stay; None leaves nothing out.
    """

    def later(amount: YamlValue) -> YamlValue:
        if isinstance(amount, dict):  # low, likely, high
            return {key: later(one) for key, one in amount.items()}
        return amount_text(half_up(Fraction(parse_amount(str(amount))) * index))

    for name, place, item in _items(path, data):
        if item.get("frame") in capacity:
            continue
        amounts = {
            year: later(amount) if first is None or int(year) >= first else amount
            for year, amount in item["amounts"].items()
        }
        if amounts != item["amounts"]:
            yield Put((name, place, "amounts"), amounts)
        if "residual" in item:
            yield Put((name, place, "residual"), later(item["residual"]))


def _items(path: str, data: bytes) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield each cost, funding and benefit that has amounts, and its place in its list."""
    document, _ = parse(path, data)
    value = document.value if document is not None else None
    for name in LISTS:
        items = value.get(name) if isinstance(value, dict) else None
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and isinstance(item.get("amounts"), dict):
                yield name, place, item


def _less(amount: YamlValue, part: Fraction, unit: int) -> YamlValue:
    if isinstance(amount, dict):  # low, likely, high
        return {key: _less(one, part, unit) for key, one in amount.items()}
    exact = int(parse_amount(str(amount)) * unit)
    return amount_text(Decimal(part_of(exact, part)) / unit)
