"""The one way in which commands change what a portfolio says: shown, checked, then written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from innostrat.checks.run import check
from innostrat.errors import CannotGoOnError
from innostrat.files.source import belongs
from innostrat.files.writer import write_all
from innostrat.findings import Severity
from innostrat.loading.load import load
from innostrat.messages import msg

# A new round brings them to projects that it does not touch, and `innostrat move` mends them.
MENDED_NEXT: Final = frozenset({"T010"})

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.writer import FileChange
    from innostrat.findings import Finding
    from innostrat.language import Language
    from innostrat.workspace.workspace import Workspace


def carry_out(
    workspace: Workspace, changes: Sequence[FileChange], language: Language, *, dry_run: bool
) -> None:
    """Show the changes, refuse those that would bring new errors, and write them in their order.

    The portfolio must be `locked` since it was read. Stop the process anywhere, and every file is
    the old one or the new one.
    """
    from innostrat.shell.delivery import say

    changes = [one for one in changes if one.before != one.after]
    _show(workspace, changes, language)
    _refuse_errors(workspace, changes)
    if dry_run:
        say(msg("Nothing was written: this was a dry run"), language)
        return
    for one in write_all(workspace.root, workspace.files, changes):
        say(msg("Wrote {path}", path=workspace.files.shown(one.path)), language)


def before(workspace: Workspace, path: str) -> bytes:
    """Return the file to be changed; one with errors of its own is refused, with the first."""
    shown = workspace.files.shown(path)
    wrong = [one for one in workspace.findings if one.location.path == shown and _stops(one)]
    if wrong or path not in workspace.files.contents:
        first = wrong[0].message if wrong else msg("it cannot be read")
        raise CannotGoOnError(
            msg(
                "{path} has errors and is not changed: {first} (see innostrat validate)",
                path=shown,
                first=first,
            )
        )
    return workspace.files.contents[path]


def _show(workspace: Workspace, changes: Sequence[FileChange], language: Language) -> None:
    from innostrat.formats.terminal import diff
    from innostrat.shell.delivery import put, view

    for one in changes:
        old, new = (one.before or b"").decode("utf-8-sig"), one.after.decode()
        path = workspace.files.shown(one.path)
        put(diff.render(path, old, new, view(language)))


def new_errors(workspace: Workspace, changes: Sequence[FileChange]) -> Iterator[Finding]:
    """Yield the errors that the portfolio would have after the changes and has not now."""
    after = {one.path: one.after for one in changes if belongs(one.path)}
    contents = dict(workspace.files.contents) | after
    files = replace(workspace.files, contents=dict(sorted(contents.items())))
    read, findings = load(files)
    known = {_key(one) for one in workspace.findings}
    found = sorted((*findings, *check(read)), key=lambda one: one.order)
    yield from (one for one in found if _stops(one) and _key(one) not in known)


def _refuse_errors(workspace: Workspace, changes: Sequence[FileChange]) -> None:
    """Refuse changes after which the portfolio has an error that it has not now."""
    for one in new_errors(workspace, changes):
        raise CannotGoOnError(
            msg(
                "Nothing was written: it would be an error in {path}, {code}: {message}",
                path=one.location.path,
                code=one.code,
                message=one.message,
            )
        )


def _stops(one: Finding) -> bool:
    return one.severity is Severity.ERROR and not one.waived and one.code not in MENDED_NEXT


def _key(one: Finding) -> tuple[str, str, str]:
    return one.code, one.location.path, repr(one.message)
