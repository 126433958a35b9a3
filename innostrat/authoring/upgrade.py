"""Rewrites a portfolio of an older format so that it means the same, or says what it now means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.files.kinds import STRATEGY
from innostrat.files.writer import FileChange
from innostrat.files.yaml.editing import Put, edited
from innostrat.loading.order import FieldOrder
from innostrat.messages import Message, msg
from innostrat.model.round import Round
from innostrat.model.strategy import CURRENT, Strategy
from innostrat.workspace.changing import before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.workspace.workspace import Workspace


def upgraded(workspace: Workspace) -> tuple[FileChange, ...]:
    """Return the files of an older format as the newest has them, comments and all; none if it is.

    `CannotGoOnError` where the strategy cannot be read. Other errors stay as they are.
    """
    entry = workspace.contents.strategy
    if entry is None:
        before(workspace, STRATEGY)
    elif entry.item.format == CURRENT:
        return ()
    changes = []
    for id_, one in sorted(workspace.contents.rounds.items()):
        places = one.item.silent_shares
        if places:
            path = f"rounds/{id_}.yaml"
            edits = [Put(("balance", place, "counts"), "operating") for place in places]
            changes.append(_changed(workspace, path, edits, Round))
    changes.append(_changed(workspace, STRATEGY, [Put(("format",), str(CURRENT))], Strategy))
    return tuple(changes)


def told(workspace: Workspace) -> Iterator[Message]:
    """Yield what the upgrade did to what was meant, for a person to look at."""
    for id_, one in sorted(workspace.contents.rounds.items()):
        for place in one.item.silent_shares:
            yield msg(
                "• rounds/{id}.yaml, balance rule {n}: the share is now of operating costs. It was "
                "of operating and investment together, so look at the percentage, or write {other}",
                id=id_,
                n=place + 1,
                other="counts: investment",
            )


def _changed(
    workspace: Workspace, path: str, edits: list[Put], model: type[Round | Strategy]
) -> FileChange:
    data = workspace.files.contents[path]
    return FileChange(path, data, edited(path, data, edits, FieldOrder(model)))
