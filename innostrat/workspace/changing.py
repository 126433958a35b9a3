"""The one way in which commands change what a portfolio says: shown, checked, then written."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.kinds import kind_of
from innostrat.files.lock import locked
from innostrat.files.source import belongs
from innostrat.files.writer import FileChange, write_all
from innostrat.files.yaml.editing import edited
from innostrat.loading.kinds import model_of
from innostrat.loading.order import FieldOrder
from innostrat.messages import Listing, msg
from innostrat.shell.consent import go_ahead
from innostrat.shell.delivery import put, say, view
from innostrat.workspace.undoing import undo
from innostrat.workspace.workspace import read, read_and_check

# What no change is refused for: projects outside a new round, which `innostrat move` mends, and a
# balance rule that waits for more projects, which can only come one by one.
MENDED_NEXT: Final = frozenset({"T010", "B006"})

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from innostrat.files.yaml.editing import Edit
    from innostrat.findings import Finding
    from innostrat.language import Language
    from innostrat.workspace.workspace import Workspace


@contextmanager
def opened(root: Path, lang: str | None, *, write: bool = True) -> Iterator[Workspace]:
    """Read a portfolio to change it, `locked` until it is done.

    What a killed run left half done is finished before, and told. Without `write` it is only read,
    and refused where something is half done: a dry run does not finish that either.
    """
    with locked(root) if write else nullcontext(()) as finished:
        workspace = read(root)
        if not write:
            workspace.refuse_unfinished()
        if finished:
            say(
                msg(
                    "A change that was broken off is finished now: {paths}",
                    paths=Listing(tuple(map(workspace.files.shown, finished))),
                ),
                workspace.language(lang),
            )
        yield workspace


def carry_out(
    workspace: Workspace,
    changes: Sequence[FileChange],
    language: Language,
    *,
    yes: bool,
    dry_run: bool,
    shown: bool = False,
    tried: Workspace | None = None,
) -> None:
    """Show the changes, refuse those that would bring new errors, and write those agreed to.

    The portfolio must be `opened`. Stop the process anywhere, and the change is not begun, done, or
    finished by the next one. Where nobody agrees, the command ends here with the code
    `NOT_WRITTEN`. What the command has `shown` in its own way is not shown again, and what it has
    `tried` is not checked again.
    """
    if propose(workspace, changes, language, yes=yes, dry_run=dry_run, shown=shown, tried=tried):
        write_shown(workspace, changes, language)


def propose(
    workspace: Workspace,
    changes: Sequence[FileChange],
    language: Language,
    *,
    yes: bool,
    dry_run: bool,
    shown: bool = False,
    tried: Workspace | None = None,
) -> bool:
    """Show the changes and return whether to write them, as `carry_out` does before it writes."""
    changes = _real(changes)
    if not shown:
        show(workspace, changes, language)
    _refuse_errors(workspace, changes, tried)
    return go_ahead(language, yes=yes or not changes, dry_run=dry_run)


def write_shown(workspace: Workspace, changes: Sequence[FileChange], language: Language) -> None:
    """Write changes that were agreed to, say which, and how to undo them."""
    changes = _real(changes)
    way_back = undo(workspace.root, workspace.files, changes)
    for one in write_all(workspace.root, workspace.files, changes):
        say(msg("Wrote {path}", path=workspace.files.shown(one.path)), language)
    if way_back is not None:
        say(way_back, language)


def _real(changes: Sequence[FileChange]) -> list[FileChange]:
    return [one for one in changes if one.before != one.after]


def before(workspace: Workspace, path: str) -> bytes:
    """Return the file to be changed; one with errors of its own is refused, with the first."""
    shown = workspace.files.shown(path)
    wrong = [one for one in workspace.findings if one.location.path == shown and is_error(one)]
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


def changed(workspace: Workspace, path: str, edits: Sequence[Edit]) -> FileChange:
    """Return what edits make of a file; one that has errors is refused, as `before` does."""
    old, kind = before(workspace, path), kind_of(path)
    assert kind is not None, path  # noqa: S101  (the portfolio has it)
    order = FieldOrder(model_of(kind))
    return FileChange(path, old, edited(workspace.files.shown(path), old, edits, order))


def show(workspace: Workspace, changes: Sequence[FileChange], language: Language) -> None:
    """Print what the changes do, line by line."""
    from innostrat.formats.terminal import diff

    for one in changes:
        old, new = (one.before or b"").decode("utf-8-sig"), one.after.decode()
        path = workspace.files.shown(one.path)
        put(diff.render(path, old, new, view(language)))


def _refuse_errors(
    workspace: Workspace, changes: Sequence[FileChange], tried: Workspace | None
) -> None:
    """Refuse changes after which the portfolio has an error that it has not now."""
    if not changes:
        return
    made = having(workspace, changes, tried)
    for one in filter(is_error, new_findings(workspace, changes, made)):
        raise CannotGoOnError(
            msg(
                "Nothing was written: it would be an error in {path}, {code}: {message}",
                path=one.location.path,
                code=one.code,
                message=one.message,
            )
        )


def new_findings(
    workspace: Workspace, changes: Sequence[FileChange], made: Workspace
) -> Iterator[Finding]:
    """Yield the findings that the portfolio has as `made` by the changes, and has not now.

    In a file that is not changed, what only has other numbers or names in it was there before.
    """
    touched = {workspace.files.shown(one.path) for one in changes}
    known = Counter(_key(one, touched) for one in workspace.findings)
    for one in made.findings:
        key = _key(one, touched)
        if not known[key]:
            yield one
        known[key] -= 1


def having(
    workspace: Workspace, changes: Sequence[FileChange], tried: Workspace | None = None
) -> Workspace:
    """Return the portfolio as it would be after the changes, read and checked.

    It is what was `tried` before, where that is of the same files.
    """
    after = {one.path: one.after for one in changes if belongs(one.path)}
    contents = dict(workspace.files.contents) | after
    files = replace(workspace.files, contents=dict(sorted(contents.items())))
    if tried is not None and (tried.root, tried.files) == (workspace.root, files):
        return tried
    return read_and_check(workspace.root, files)


def is_error(one: Finding) -> bool:
    """Whether a finding stops a change that brings it."""
    return one.is_open_error and one.code not in MENDED_NEXT


def _key(one: Finding, touched: set[str]) -> tuple[str, str, str]:
    path, said = one.location.path, one.message
    return one.code, path, repr(said) if path in touched else said.template
