"""Moves and reduces the yearly amounts in a project's file, as a body has decided them."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Final

from innostrat.files.document import parse
from innostrat.files.editing import Put
from innostrat.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from innostrat.files.events import Value

LISTS: Final = ("costs", "funding", "benefits")
CENT: Final = Decimal("0.01")


def moved(path: str, data: bytes, years: int) -> Iterator[Put]:
    """Yield the edits that move all of a project's amounts so many years later: the same sums.

    Its window moves with them: it says how far the selection may move the profile as it stands.
    """
    for name, place, amounts in _profiles(path, data):
        later = {str(int(year) + years): amount for year, amount in amounts.items()}
        yield Put((name, place, "amounts"), later)
    document, _ = parse(path, data)
    start = document.value.get("start") if document and isinstance(document.value, dict) else None
    if isinstance(start, dict):
        for key, year in start.items():
            if isinstance(year, str):
                yield Put(("start", key), str(int(year) + years))


def reduced(path: str, data: bytes, part: Fraction) -> Iterator[Put]:
    """Yield the edits that leave a part of each cost, rounded up to whole kroner."""
    for name, place, amounts in _profiles(path, data):
        if name == "costs":
            less = {year: _less(amount, part) for year, amount in amounts.items()}
            yield Put((name, place, "amounts"), less)


def _profiles(path: str, data: bytes) -> Iterator[tuple[str, int, dict[str, Value]]]:
    """Yield each list of amounts with its place: (costs, 0, {2027: …})."""
    document, _ = parse(path, data)
    value = document.value if document is not None else None
    for name in LISTS:
        items = value.get(name) if isinstance(value, dict) else None
        for place, item in enumerate(items if isinstance(items, list) else ()):
            amounts = item.get("amounts") if isinstance(item, dict) else None
            if isinstance(amounts, dict):
                yield name, place, amounts


def _less(amount: Value, part: Fraction) -> Value:
    if isinstance(amount, dict):  # low, likely, high
        return {key: _less(one, part) for key, one in amount.items()}
    exact = parse_amount(str(amount))
    whole = exact == exact.to_integral_value()
    left = exact * part.numerator / part.denominator
    if whole and exact >= 1:
        return f"{int(left.to_integral_value(ROUND_CEILING)):,}".replace(",", " ")
    return f"{left.quantize(CENT, ROUND_CEILING):f}"
