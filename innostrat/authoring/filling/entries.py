"""Edits of the lists in a project's file: an entry that is there is changed, another is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.editing import Add, Edit, Put, Remove
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.files.yaml.events import YamlValue


def entry_edits(
    written: Mapping[str, Any], key: str, named: Mapping[str, str], rest: Mapping[str, YamlValue]
) -> list[Edit]:
    """Return what lets the entry of the list `key` that has the values `named` have `rest` too.

    Where none has them it is added; where several have, that is a `CannotGoOnError`.
    """
    place = _place(written, key, named)
    if place is None:
        return [Add((key,), {**named, **rest})]
    held = written[key][place]
    return [Put((key, place, name), one) for name, one in rest.items() if held.get(name) != one]


def spent_edits(
    written: Mapping[str, Any], frame: str, amounts: Mapping[int, str | None]
) -> list[Edit]:
    """Return what lets the project use these amounts of a frame, and in a year of None nothing.

    Years that are not named keep what they hold. Several lines of the frame are a
    `CannotGoOnError`, since only the file says which of them is meant.
    """
    given = {str(year): one for year, one in amounts.items()}
    used: dict[str, YamlValue] = {year: one for year, one in given.items() if one is not None}
    costs, where = written.get("costs"), tuple[str | int, ...](("costs", frame))
    if isinstance(costs, list):
        place = _place(written, "costs", {"frame": frame})
        if place is None:
            return [Add(("costs",), {"frame": frame, "amounts": used})] if used else []
        held, where = costs[place].get("amounts"), ("costs", place, "amounts")
    else:
        held = costs.get(frame) if isinstance(costs, dict) else None
    if not isinstance(held, dict):
        return [Put(where, used)]
    puts = [Put((*where, year), one) for year, one in used.items() if held.get(year) != one]
    gone = [Remove((*where, year)) for year, one in given.items() if one is None and year in held]
    return [*puts, *gone]


def _place(written: Mapping[str, Any], key: str, named: Mapping[str, str]) -> int | None:
    """Return where the one entry with these values stands, None where there is none."""
    held = written.get(key)
    found = [
        place
        for place, one in enumerate(held if isinstance(held, list) else ())
        if isinstance(one, dict)
        and all(_plain(one.get(name)) == _plain(text) for name, text in named.items())
    ]
    if len(found) > 1:
        raise CannotGoOnError(
            msg(
                "{n} entries of {key} have {values}: change the one that is meant in the file",
                n=len(found),
                key=key,
                values=Listing(tuple(f"{name}: {text}" for name, text in named.items())),
            )
        )
    return found[0] if found else None


def _plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()
