"""Moves and reduces the yearly amounts in a project's file, as a body has decided them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Put
from innostrat.money import amount_text, half_up, parse_amount, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from innostrat.files.yaml.events import YamlValue

LISTS: Final = ("costs", "funding", "benefits")


def moved(path: str, data: bytes, years: int, last: int | None = None) -> Iterator[Put]:
    """Yield the edits that move all of a project's amounts so many years later: the same sums.

    Lifetimes move along. Its window moves with them, to the year `last` at most: it says how far
    the selection may move the profile as it stands.
    """
    for line in _lines(path, data):
        later = {str(int(year) + years): amount for year, amount in line.amounts.items()}
        yield Put(line.place, later)
        if "until" in line.item:
            until = str(int(str(line.item["until"])) + years)
            yield Put((*line.place[:-1], "until"), until)
    document, _ = parse(path, data)
    start = document.value.get("start") if document and isinstance(document.value, dict) else None
    if isinstance(start, dict):
        for key, year in start.items():
            if isinstance(year, str):
                asked = int(year) + years
                yield Put(("start", key), str(asked if last is None else min(asked, last)))


def reduced(
    path: str,
    data: bytes,
    part: Fraction,
    units: Mapping[str, int],
    first: int,
    going_on: Container[int] = (),
) -> Iterator[Put]:
    """Yield the edits that leave a part of each cost, rounded up as `economy.money` does.

    `units` are the smallest units in one, by frame; kroner where a frame is not named. Years before
    `first` are over and stay. Costs whose numbers are `going_on` have the level of their last year
    in `first` too, where none is written later: that is written, and reduced.
    """
    for number, line in enumerate(_costs(path, data)):
        unit, amounts = units.get(line.frame, 1), dict(line.amounts)
        if number in going_on and max(map(int, amounts), default=first) < first:
            amounts[str(first)] = amounts[max(amounts, key=int)]
        less = {
            year: _less(amount, part, unit) if int(year) >= first else amount
            for year, amount in amounts.items()
        }
        if max(map(int, less), default=0) >= first:
            yield Put(line.place, less)


def _costs(path: str, data: bytes) -> Iterator[_Line]:
    return (line for line in _lines(path, data) if line.place[0] == "costs")


def indexed_amounts(
    path: str,
    data: bytes,
    index: Callable[[int], Fraction],
    capacity: Container[str],
    beyond: Fraction = Fraction(1),
) -> Iterator[Put]:
    """Yield the edits that put a project's kroner in later prices, rounded to whole ones.

    `index` says what the amounts of a year are multiplied by, 1 where they stay as they are;
    `beyond` is the same of what no year has: a residual value. A total estimate rises by what its
    amounts do, and with what is still to come beyond them.
    """
    for line in _lines(path, data):
        if line.frame in capacity:
            continue
        amounts = {year: _later(amount, index(int(year))) for year, amount in line.amounts.items()}
        if amounts != line.amounts:
            yield Put(line.place, amounts)
        if "residual" in line.item and beyond != 1:
            yield Put((*line.place[:-1], "residual"), _later(line.item["residual"], beyond))
        if "total_estimate" in line.item and (amounts != line.amounts or beyond != 1):
            estimate = parse_amount(str(line.item["total_estimate"]))
            appropriated = parse_amount(str(line.item.get("appropriated", 0)))
            rest = Fraction(estimate - appropriated - _likely(line.amounts)) * beyond
            whole = appropriated + _likely(amounts) + half_up(rest)
            yield Put((*line.place[:-1], "total_estimate"), amount_text(whole))


def _later(amount: YamlValue, index: Fraction) -> YamlValue:
    if index == 1:
        return amount
    if isinstance(amount, dict):  # low, likely, high
        return {key: _later(one, index) for key, one in amount.items()}
    return amount_text(half_up(Fraction(parse_amount(str(amount))) * index))


def _likely(amounts: Mapping[str, YamlValue]) -> Decimal:
    """Return the sum of amounts as written, of uncertain ones the most likely."""
    likely = (one["likely"] if isinstance(one, dict) else one for one in amounts.values())
    return sum((parse_amount(str(one)) for one in likely), Decimal(0))


class _Line(NamedTuple):
    """Where the amounts of a cost, a funding or a benefit stand, their frame, and they.

    `item` is all that is said of them; empty where they are written short.
    """

    place: tuple[str | int, ...]
    frame: str
    amounts: dict[str, YamlValue]
    item: Mapping[str, YamlValue]


def _lines(path: str, data: bytes) -> Iterator[_Line]:
    """Yield each cost, funding and benefit that has amounts."""
    document, _ = parse(path, data)
    value = document.value if document is not None else None
    for name in LISTS:
        items: Any = value.get(name) if isinstance(value, dict) else None
        if isinstance(items, dict):  # written short: amounts by frame
            yield from (_Line((name, frame), frame, given, {}) for frame, given in items.items())
            continue
        for place, item in enumerate(items or ()):
            if isinstance(item, dict) and isinstance(item.get("amounts"), dict):
                where = (name, place, "amounts")
                yield _Line(where, item.get("frame", ""), item["amounts"], item)


def _less(amount: YamlValue, part: Fraction, unit: int) -> YamlValue:
    if isinstance(amount, dict):  # low, likely, high
        return {key: _less(one, part, unit) for key, one in amount.items()}
    exact = int(parse_amount(str(amount)) * unit)
    return amount_text(Decimal(part_of(exact, part)) / unit)
