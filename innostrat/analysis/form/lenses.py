"""Lenses between one cell of a form and one value in a file, so that a form holds nothing else.

A lens reads a value (`get`) and writes it (`put`), and each undoes the other: what is put is got,
and to put what was got changes nothing. So a form that comes back unchanged changes no file.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.files.yaml.document import standing_at
from innostrat.money import AmountError, amount_text, parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.files.yaml.events import YamlValue

GONE: Final = "\0gone"  # stands in a list for an item that is taken out; no file can hold it


class Held(NamedTuple):
    """What a cell shows of a value that has more to it, and is only changed in the file."""

    shown: str


class Lens:
    """One value of a file, seen as one text; None where there is none."""

    @abstractmethod
    def get(self, value: YamlValue) -> str | Held | None:
        """Return what the file's value holds here."""

    @abstractmethod
    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Let the file's value, which is changed, hold a text here, or nothing."""


@dataclass(frozen=True, slots=True)
class At(Lens):
    """The single value at a path of keys and places."""

    where: tuple[str | int, ...]

    def get(self, value: YamlValue) -> str | Held | None:
        """Return the text at the path; a list or a mapping there is more than a cell can hold."""
        found = standing_at(value, self.where)
        return Held("…") if isinstance(found, dict | list) and found else _plain(found)

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write the text; what is missing on the way is made."""
        if text is not None or standing_at(value, self.where) is not None:
            _set(value, self.where, text)


@dataclass(frozen=True, slots=True)
class Words(Lens):
    """A list of words in one cell, with commas between them."""

    where: tuple[str | int, ...]

    def get(self, value: YamlValue) -> str | Held | None:
        """Return the words."""
        found = standing_at(value, self.where)
        if isinstance(found, list) and any(isinstance(one, dict | list) for one in found):
            return Held("…")
        words = found if isinstance(found, list) else [found] if isinstance(found, str) else []
        return ", ".join(str(one) for one in words) or None

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write the words as a list."""
        words: list[YamlValue] = [one for part in (text or "").split(",") if (one := part.strip())]
        _set(value, self.where, words or None)


@dataclass(frozen=True, slots=True)
class AnswerPart(Lens):
    """One part of an answer to a criterion: `value`, `people`, `change` or `because`."""

    where: tuple[str, ...]
    part: str

    def get(self, value: YamlValue) -> str | Held | None:
        """Return the part; an answer of several groups is more than a cell can hold."""
        match standing_at(value, self.where):
            case dict() as given:
                if given.get("groups") and self.part != "because":
                    return Held("…")
                return _plain(given.get(self.part))
            case list():
                return None if self.part == "because" else Held("…")
            case given:
                return _plain(given) if self.part == "value" else None

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write the part; a value alone stands without a key."""
        given = standing_at(value, self.where)
        if isinstance(given, list):
            given = {"groups": given}
        elif not isinstance(given, dict):
            if self.part == "value":
                _set(value, self.where, text)
                return
            given = {} if given is None else {"value": given}
        _set(value, self.where, given | {self.part: text} if text else _without(given, self.part))


@dataclass(frozen=True, slots=True)
class GoalContribution(Lens):
    """What the project does for one goal."""

    goal: str

    def get(self, value: YamlValue) -> str | Held | None:
        """Return the contribution."""
        found = standing_at(value, ("goals",))
        if isinstance(found, dict):
            return At(("goals", self.goal)).get(value)
        places = [place for place, _ in self._links(value)]
        if len(places) > 1:
            return Held("…")
        return _plain(standing_at(value, ("goals", places[0], "contribution"))) if places else None

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write the contribution; without one, the project has no link to the goal."""
        if isinstance(standing_at(value, ("goals",)), dict):
            _set(value, ("goals", self.goal), text)
            return
        for place, _ in self._links(value):
            where = ("goals", place) if text is None else ("goals", place, "contribution")
            _set(value, where, text)
            return
        if text is not None:
            _append(value, ("goals",), {"goal": self.goal, "contribution": text})

    def _links(self, value: YamlValue) -> Iterator[tuple[int, YamlValue]]:
        return _items(value, "goals", lambda one: one.get("goal") == self.goal)


@dataclass(frozen=True, slots=True)
class Zero(Lens):
    """The zero alternative: what happens where the project is not carried out."""

    def get(self, value: YamlValue) -> str | Held | None:
        """Return its title."""
        places = [place for place, _ in self._zeros(value)]
        if len(places) > 1:
            return Held("…")
        return _plain(standing_at(value, ("alternatives", places[0], "title"))) if places else None

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write its title; without one there is no zero alternative."""
        for place, _ in self._zeros(value):
            where = "alternatives", place
            _set(value, where if text is None else (*where, "title"), text)
            return
        if text is not None:
            _append(value, ("alternatives",), {"title": text, "zero": "true"})

    def _zeros(self, value: YamlValue) -> Iterator[tuple[int, YamlValue]]:
        return _items(value, "alternatives", lambda one: one.get("zero") == "true")


@dataclass(frozen=True, slots=True)
class Spent(Lens):
    """What the project uses of a frame in a year; several lines of one frame are shown as a sum."""

    frame: str
    year: int
    title: str

    def get(self, value: YamlValue) -> str | Held | None:
        """Return the amount; of an uncertain one what is likely."""
        if isinstance(standing_at(value, ("costs",)), dict):
            return _amount(standing_at(value, ("costs", self.frame, str(self.year))))
        lines = _lines(value, self.frame)
        found = [_amount(standing_at(one, ("amounts", str(self.year)))) for _, one in lines]
        if len(lines) > 1:
            return _sum([one for one in found if one is not None])
        return found[0] if found else None

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write the amount into the frame's only line, or a new one."""
        if isinstance(standing_at(value, ("costs",)), dict):
            self._into(value, ("costs", self.frame), text)
        elif lines := _lines(value, self.frame):
            place = lines[0][0]
            self._into(value, ("costs", place, "amounts"), text)
            if not standing_at(value, ("costs", place, "amounts")):
                _set(value, ("costs", place), None)
        elif text is not None:
            line: YamlValue = {
                "title": self.title,
                "frame": self.frame,
                "amounts": {str(self.year): text},
            }
            _append(value, ("costs",), line)

    def _into(
        self, value: dict[str, YamlValue], where: tuple[str | int, ...], text: str | None
    ) -> None:
        place = (*where, str(self.year))
        uncertain = isinstance(standing_at(value, place), dict)
        _set(value, (*place, "likely") if uncertain and text is not None else place, text)


@dataclass(frozen=True, slots=True)
class GoesOn(Lens):
    """Whether what the project uses of a frame goes on after its last year."""

    frame: str

    def get(self, value: YamlValue) -> str | Held | None:
        """Return whether the frame's only line lasts; amounts by frame have no place for it."""
        if isinstance(standing_at(value, ("costs",)), dict):
            return Held("")
        lines = _lines(value, self.frame)
        if len(lines) > 1:
            return Held("…")
        return _plain(standing_at(lines[0][1], ("lasts",))) if lines else None

    def put(self, value: dict[str, YamlValue], text: str | None) -> None:
        """Write it on the frame's line; where nothing is used, nothing lasts."""
        for place, _ in _lines(value, self.frame):
            _set(value, ("costs", place, "lasts"), text)


def tidied(after: YamlValue, before: YamlValue) -> YamlValue:
    """Return a value without the items taken out, and without what became empty by that."""
    if isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        parts = {key: tidied(one, old.get(key)) for key, one in after.items()}
        return {key: one for key, one in parts.items() if one or one == old.get(key)}
    if isinstance(after, list):
        olds = before if isinstance(before, list) else []
        parts_of = [
            (tidied(one, olds[place] if place < len(olds) else None), place)
            for place, one in enumerate(after)
        ]
        return [
            one
            for one, place in parts_of
            if one != GONE and (one or (place < len(olds) and olds[place] == one))
        ]
    return after


def _plain(value: YamlValue) -> str | None:
    return value if isinstance(value, str) else None


def _without(given: dict[str, YamlValue], part: str) -> dict[str, YamlValue]:
    return {key: one for key, one in given.items() if key != part}


def _set(value: dict[str, YamlValue], where: tuple[str | int, ...], new: YamlValue) -> None:
    here: YamlValue = value
    for step, following in pairwise(where):
        made: YamlValue = [] if isinstance(following, int) else {}
        if isinstance(here, dict):
            if not isinstance(here.get(str(step)), dict | list):
                here[str(step)] = made
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int):
            if step >= len(here):
                here.append(made)
            here = here[min(step, len(here) - 1)]
    last = where[-1]
    if isinstance(here, dict):
        if new is None:
            here.pop(str(last), None)
        else:
            here[str(last)] = new
    elif isinstance(here, list) and isinstance(last, int):
        if last >= len(here):
            here.append(GONE if new is None else new)
        else:
            here[last] = GONE if new is None else new


def _append(value: dict[str, YamlValue], where: tuple[str], item: YamlValue) -> None:
    held = value.get(where[0])
    value[where[0]] = [*held, item] if isinstance(held, list) else [item]


def _items(value: YamlValue, key: str, wanted: object) -> Iterator[tuple[int, YamlValue]]:
    found = standing_at(value, (key,))
    for place, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict) and callable(wanted) and wanted(one):
            yield place, one


def _lines(value: YamlValue, frame: str) -> list[tuple[int, YamlValue]]:
    return list(_items(value, "costs", lambda one: one.get("frame") == frame))


def _amount(value: YamlValue) -> str | None:
    return _plain(value.get("likely")) if isinstance(value, dict) else _plain(value)


def _sum(amounts: list[str]) -> Held | None:
    try:
        return Held(amount_text(sum(map(parse_amount, amounts), Decimal(0)))) if amounts else None
    except AmountError:
        return Held("…")
