"""Corrects a decision: from the files that it was taken on, as if it had not been carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from innostrat.authoring.amounts import LISTS
from innostrat.authoring.decisions import ORDER, Ground, ruled, touches
from innostrat.authoring.proof import by_an_older_rule, decided_again
from innostrat.errors import CannotGoOnError
from innostrat.files.writer import FileChange
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Put, edited
from innostrat.messages import msg
from innostrat.model.words import Commitment, Verdict
from innostrat.workspace.changing import before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.year.decision import DecisionResult, Ruling
    from innostrat.model.decision import Decision
    from innostrat.workspace.workspace import Workspace

DECIDED: Final = ("commitment", "start", *LISTS)  # the keys that a decision changes


def corrected(
    workspace: Workspace, ground: Ground, old: Decision, outcome: DecisionResult
) -> Iterator[FileChange]:
    """Yield the projects' files as the new outcome makes those that the old decision was on.

    Both are computed from the files on the old decision's ground. A file that has been changed
    since keeps all that no decision changes; where what was decided has been changed too, that is
    a `CannotGoOnError`, since it cannot be known what was meant.
    """
    for one in old.projects:
        if one.decided is Verdict.REDUCED and one.part is None:
            raise CannotGoOnError(
                msg(
                    "The decision does not say which part of {id} was funded: put the files back "
                    "as they were in {commit}, and decide again",
                    id=one.id,
                    commit=old.revision,
                )
            )
    first = {one.project.id: one for one in decided_again(ground, old).rulings}
    for id_ in by_an_older_rule(first, old, ground.portfolio.rounds[old.round]):
        raise CannotGoOnError(
            msg(
                "{id} was reduced by the rule of an earlier version: put the files back as they "
                "were in {commit}, and decide again",
                id=id_,
                commit=old.revision,
            )
        )
    second = {one.project.id: one for one in outcome.rulings}
    for id_ in sorted({*first, *second}):
        path = f"projects/{id_}.yaml"
        shown = workspace.files.shown(path)
        then = ground.contents[path]
        done, meant = (_made(then, shown, one.get(id_), ground, old) for one in (first, second))
        if done == meant:
            continue
        now = before(workspace, path)
        new = meant if now == done else _merged(now, done, meant, shown)
        yield FileChange(path, now, new)


def _made(then: bytes, shown: str, one: Ruling | None, ground: Ground, old: Decision) -> bytes:
    if one is None or not touches(one):
        return then
    return ruled(then, shown, one, ground.portfolio, ground.portfolio.rounds[old.round])


def _merged(now: bytes, done: bytes, meant: bytes, shown: str) -> bytes:
    """Return a file that was changed since it was decided, with what is meant now."""
    ours, old, new = (_values(data, shown) for data in (now, done, meant))
    for key in DECIDED:
        if old.get(key) != new.get(key) and ours.get(key) != old.get(key):
            raise CannotGoOnError(
                msg(
                    "{path}: {key} was changed after it was decided, and must be corrected by hand",
                    path=shown,
                    key=key,
                )
            )
    return edited(shown, now, list(_edits(old, new)), ORDER)


def _edits(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Put]:
    if old.get("commitment") != new.get("commitment"):
        yield Put(("commitment",), new.get("commitment", Commitment.NONE.value))
    if old.get("start") != new.get("start"):
        for key, year in new.get("start", {}).items():
            yield Put(("start", key), year)
    for name in LISTS:
        pairs = zip(old.get(name, ()), new.get(name, ()), strict=True)
        for place, (was, is_now) in enumerate(pairs):
            if was.get("amounts") != is_now.get("amounts"):
                yield Put((name, place, "amounts"), is_now["amounts"])


def _values(data: bytes, shown: str) -> dict[str, Any]:
    document, _ = parse(shown, data)
    value = document.value if document is not None else None
    return value if isinstance(value, dict) else {}
