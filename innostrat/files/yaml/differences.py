"""Finds the edits that lead from one value of a file to another: as few and as small as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.files.yaml.editing import Add, Put, Remove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.files.yaml.editing import Edit, Where
    from innostrat.files.yaml.events import YamlValue


def edits_between(before: YamlValue, after: YamlValue, where: Where = ()) -> Iterator[Edit]:
    """Yield the edits, to be made one after the other, that turn `before` into `after`."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and before and after:
        yield from (Remove((*where, key)) for key in before if key not in after)
        for key, value in after.items():
            if key in before:
                yield from edits_between(before[key], value, (*where, key))
            else:
                yield Put((*where, key), value)
    elif _are_blocks(before) and _are_blocks(after):
        yield from _of_lists(before, after, where)
    else:
        yield Put(where, after)


def _are_blocks(value: YamlValue) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _of_lists(before: YamlValue, after: YamlValue, where: Where) -> Iterator[Edit]:
    """Yield edits of lists of mappings: items are taken out, changed where they stand, added."""
    assert isinstance(before, list)  # noqa: S101  (its caller looked)
    assert isinstance(after, list)  # noqa: S101
    too_many = len(before) - len(after)
    gone = [place for place, one in enumerate(before) if one not in after][: max(too_many, 0)]
    gone += [place for place in reversed(range(len(before))) if place not in gone][
        : max(too_many - len(gone), 0)
    ]
    yield from (Remove((*where, place)) for place in sorted(gone, reverse=True))
    left = [one for place, one in enumerate(before) if place not in gone]
    for place, (old, new) in enumerate(zip(left, after, strict=False)):
        yield from edits_between(old, new, (*where, place))
    yield from (Add(where, one) for one in after[len(left) :])
