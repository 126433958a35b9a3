"""What differs between two versions of a file, key by key: the values as they were written.

Lists of mappings are matched by what names their items (an id, goal, title …), so that an item that
moves is no change and a changed amount is shown at its own item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.files.yaml.events import YamlValue

# The keys that name an item of a list, the most telling first.
NAMES: Final = ("id", "goal", "criterion", "title", "role", "who", "rule", "service_area", "date")
FieldPath: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that was changed, added (`before` is None) or removed (`after` is None).

    `path` are the keys and the names of list items that lead to it.
    """

    path: FieldPath
    before: str | None
    after: str | None


def differences(before: YamlValue, after: YamlValue) -> tuple[Difference, ...]:
    """Return what differs between two values of documents, in the order of the files."""
    return tuple(_compare(before, after, ()))


def _compare(before: YamlValue, after: YamlValue, path: FieldPath) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, list) and isinstance(after, list):
        before, after = _named(before), _named(after)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _compare(before.get(key), after.get(key), (*path, key))
    elif isinstance(before, dict | list) or isinstance(after, dict | list):
        yield from _leaves(before, after, path)
    else:
        yield Difference(path, before, after)


def _leaves(before: YamlValue, after: YamlValue, path: FieldPath) -> Iterator[Difference]:
    """Yield what was added or removed as a whole: one difference for each text in it."""
    for where, text in _texts(before, path):
        yield Difference(where, text, None)
    for where, text in _texts(after, path):
        yield Difference(where, None, text)


def _texts(value: YamlValue, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, list):
        value = _named(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif value is not None:
        yield path, value


def _named(items: list[YamlValue]) -> dict[str, YamlValue]:
    """Return a list as a mapping by what names its items; of two alike the second is numbered."""
    named: dict[str, YamlValue] = {}
    for item in items:
        name = _name(item)
        number, key = 2, name
        while key in named:
            key, number = f"{name} ({number})", number + 1
        named[key] = item
    return named


def _name(item: YamlValue) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        for key in NAMES:
            if isinstance(name := item.get(key), str):
                frame = item.get("frame")  # two costs often share a title and differ by frame
                return f"{name}, {frame}" if isinstance(frame, str) else name
    return "…"
