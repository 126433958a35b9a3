"""Writes what was answered anew into the ideas that are there, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.files.yaml.editing import Put
from innostrat.workspace.changing import changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.intake.rows import RowFate
    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.editing import Edit
    from innostrat.workspace.workspace import Workspace


def anew_written(workspace: Workspace, rows: Sequence[RowFate]) -> Iterator[FileChange]:
    """Yield the changes of the files; where nothing was answered anew there is none."""
    for one in rows:
        if one.known is not None and one.anew:
            edits: list[Edit] = [Put((key,), new) for key, (_, new) in one.anew.items()]
            edits.append(Put(("response",), dict(one.response)))
            yield changed(workspace, f"ideas/{one.known}.yaml", edits)
