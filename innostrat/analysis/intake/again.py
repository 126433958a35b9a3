"""Finds the ideas that rows of a table are already, and what was answered anew in a form.

A form's export grows, and is read again. A row is an idea that is there by the number of its answer
where the answer, the title or the need is the same too: another form counts from 1 as well, and may
begin on the same day. What the advisor has edited since is no new answer: a short sign of what was
answered tells the two apart.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.idea import Idea

ANSWERS: Final = ("title", "need", "suggestion", "source", "focus_area", "service_area")


def response_of(number: str, values: Mapping[str, YamlValue]) -> dict[str, YamlValue]:
    """Return what an idea keeps of the answer that it came as: its number, and a sign of it."""
    answers = json.dumps([values.get(key) for key in ANSWERS], ensure_ascii=False)
    return {"number": number, "sign": hashlib.sha256(answers.encode()).hexdigest()[:8]}


def answered_anew(
    values: Mapping[str, YamlValue], idea: Idea
) -> Mapping[str, tuple[str | None, str]]:
    """Return by key what the idea's file holds, and what its sender answers now.

    What a cell is empty for by now stays. An idea that keeps no answer may have been edited since:
    of it nothing is known to be new.
    """
    response = values.get("response")
    given = response if isinstance(response, dict) else {}
    if idea.response is None or idea.response.sign == given.get("sign"):
        return {}
    held = {key: getattr(idea, key) for key in ANSWERS}
    return {
        key: (None if held[key] is None else str(held[key]), str(values[key]))
        for key in ANSWERS
        if values.get(key) is not None and values[key] != held[key]
    }


class KnownIdeas:
    """The ideas that are there; each is found for one row of a table at most."""

    def __init__(self, ideas: Iterable[Idea]) -> None:
        """Sort the ideas by what they are found by."""
        self._numbered: dict[str, list[Idea]] = defaultdict(list)
        self._unnumbered: dict[tuple[str, str], list[Idea]] = defaultdict(list)
        self._alike: dict[tuple[str, str], list[Idea]] = defaultdict(list)
        self._used: set[str] = set()
        for one in ideas:
            if one.response is not None:
                self._numbered[one.response.number].append(one)
            else:
                self._unnumbered[one.title, one.received.isoformat()].append(one)
            self._alike[one.title, one.need].append(one)

    def find(self, values: Mapping[str, YamlValue]) -> Idea | None:
        """Return the idea that a row without an id is, None for a new one."""
        title, need, day = (str(values[key]) for key in ("title", "need", "received"))
        response = values.get("response")
        if isinstance(response, dict):
            numbered = (
                one
                for one in self._numbered[str(response["number"])]
                if title == one.title
                or need == one.need
                or (one.response is not None and one.response.sign == response.get("sign"))
            )
            return self._first([*numbered, *self._unnumbered[title, day]])
        return self._first(self._alike[title, need])

    def _first(self, found: Iterable[Idea]) -> Idea | None:
        first = next((one for one in found if one.id not in self._used), None)
        if first is not None:
            self._used.add(first.id)
        return first
