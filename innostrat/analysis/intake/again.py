"""Finds the rows of a table that are ideas which are there already, and what was answered anew.

A form's export grows, and is read again. A row is an idea that is there by its id, or by the number
of its answer where something else agrees too, since another form counts from 1 as well. What the
advisor has edited since is no new answer: a short sign of what was answered tells the two apart.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.analysis.intake.ideas import Draft, Imported
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.idea import Idea
    from innostrat.model.portfolio import Portfolio

ANSWERS: Final = ("title", "need", "suggestion", "source", "focus_area", "service_area")


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A row that is an idea which is there: by its key, what the file holds and what it says now.

    `values` are those to be written, with the new sign; none where nothing was answered anew.
    """

    idea_id: str
    row: str
    differences: Mapping[str, tuple[str | None, str]]
    response: Mapping[str, YamlValue]


def known_again(found: Imported, portfolio: Portfolio) -> tuple[Imported, tuple[KnownAnswer, ...]]:
    """Return what is new in a table, with the signs of its answers, and what is there already."""
    ideas = tuple(portfolio.ideas.values())
    fresh: list[Draft] = []
    again: list[KnownAnswer] = []
    used: set[str] = set()
    for draft in found.drafts:
        signed = _signed(draft)
        idea = _same(draft, [one for one in ideas if one.id not in used])
        if idea is None:
            fresh.append(signed)
        else:
            used.add(idea.id)
            again.append(_answered(signed, idea))
    return replace(found, drafts=tuple(fresh)), tuple(again)


def known_projects(
    found: Imported, portfolio: Portfolio
) -> tuple[Imported, tuple[KnownAnswer, ...]]:
    """Return the projects that are new in a table, and the rows that are there by title and need.

    Of these nothing is taken: a table of costs says too little of what the file holds by now.
    """
    held = {(one.title, one.need.problem): one.id for one in portfolio.projects.values()}
    fresh, again = [], []
    for draft in found.drafts:
        need = draft.values.get("need")
        problem = need.get("problem") if isinstance(need, dict) else None
        known = held.get((str(draft.values["title"]), str(problem)))
        if known is None:
            fresh.append(draft)
        else:
            again.append(KnownAnswer(known, draft.row, {}, {}))
    return replace(found, drafts=tuple(fresh)), tuple(again)


def _number(values: Mapping[str, YamlValue]) -> str | None:
    response = values.get("response")
    number = response.get("number") if isinstance(response, dict) else None
    return number if isinstance(number, str) else None


def _signed(draft: Draft) -> Draft:
    """Return a draft whose answer carries its sign; without a number there is nothing to sign."""
    number = _number(draft.values)
    if number is None:
        return draft
    answers = json.dumps([draft.values.get(key) for key in ANSWERS], ensure_ascii=False)
    sign = hashlib.sha256(answers.encode()).hexdigest()[:8]
    response: YamlValue = {"number": number, "sign": sign}
    return replace(draft, values={**draft.values, "response": response})


def _same(draft: Draft, ideas: Iterable[Idea]) -> Idea | None:
    """Return the idea that a row is, None for a new one."""
    values, number = draft.values, _number(draft.values)
    for one in ideas:
        numbered = one.response is not None and one.response.number == number
        agreeing = (
            one.title == values["title"],
            one.need == values["need"],
            one.received.isoformat() == values["received"],
        )
        if number is not None and one.response is not None:
            if numbered and any(agreeing):
                return one
        elif all(agreeing) or (number is not None and agreeing[0] and agreeing[2]):
            return one
    return None


def _answered(draft: Draft, idea: Idea) -> KnownAnswer:
    response = draft.values.get("response")
    given = response if isinstance(response, dict) else {}
    if idea.response is not None and idea.response.sign == given.get("sign"):
        return KnownAnswer(idea.id, draft.row, {}, {})
    held = {key: getattr(idea, key) for key in ANSWERS}
    said = {key: draft.values.get(key) for key in ANSWERS}
    differences = {
        key: (None if held[key] is None else str(held[key]), str(new))
        for key, new in said.items()
        if new is not None and new != held[key]
    }
    return KnownAnswer(idea.id, draft.row, differences, given if differences else {})
