"""The one way in which commands change a portfolio: shown first, checked, locked, then written."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.checks.run import check
from innostrat.errors import CannotGoOnError
from innostrat.files.writer import write
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.load import load

if TYPE_CHECKING:
    from innostrat.commands.workspace import Workspace
    from innostrat.findings import Finding
    from innostrat.language import Language
    from innostrat.messages import Message

PATIENCE: Final = 10.0  # seconds that one change waits for another


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the portfolio, its path below it, before (None: a new one) and after."""

    path: str
    before: bytes | None
    after: bytes


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold a portfolio for one change at a time; the system lets go when the process ends.

    The lock stands among the system's temporary files, so that nothing is left beside the data.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only what writes needs it)

    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"innostrat-{name}.lock", timeout=PATIENCE)
    try:
        with lock:
            yield
    except Timeout as error:
        raise CannotGoOnError(
            msg("Another innostrat is changing the portfolio: try again")
        ) from error


def carry_out(
    workspace: Workspace, changes: Sequence[Change], language: Language, *, dry_run: bool
) -> None:
    """Show the changes, refuse those that would bring new errors, and write them in their order.

    Each file is replaced as a whole; a new file never takes the place of one that is there. Stop
    the process anywhere, and every file is the old one or the new one.
    """
    changes = [one for one in changes if one.before != one.after]
    _show(workspace, changes, language)
    _refuse_errors(workspace, changes)
    if dry_run:
        _say(msg("Nothing was written: this was a dry run"), language)
        return
    for one in changes:
        target = workspace.root / one.path
        _refuse_others(workspace, one, target)
        target.parent.mkdir(exist_ok=True)
        write(target, one.after, new=one.before is None)
    for one in changes:
        _say(msg("Wrote {path}", path=workspace.files.shown(one.path)), language)


def before(workspace: Workspace, path: str) -> bytes:
    """Return the file to be changed; one with errors of its own is refused, with the first."""
    shown = workspace.files.shown(path)
    wrong = [
        one
        for one in workspace.findings
        if one.location.path == shown and one.severity is Severity.ERROR and not one.waived
    ]
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


def _show(workspace: Workspace, changes: Sequence[Change], language: Language) -> None:
    from innostrat.commands.delivery import view  # noqa: PLC0415
    from innostrat.formats import difference  # noqa: PLC0415

    for one in changes:
        old, new = (one.before or b"").decode("utf-8-sig"), one.after.decode()
        path = workspace.files.shown(one.path)
        sys.stdout.write(difference.render(path, old, new, view(language)))


def _say(message: Message, language: Language) -> None:
    from innostrat.commands.delivery import say  # noqa: PLC0415

    say(message, language)


def _refuse_errors(workspace: Workspace, changes: Sequence[Change]) -> None:
    """Refuse changes after which the portfolio has an error that it has not now."""
    contents = dict(workspace.files.contents) | {one.path: one.after for one in changes}
    files = replace(workspace.files, contents=dict(sorted(contents.items())))
    read, findings = load(files)
    known = {_key(one) for one in workspace.findings}
    found = sorted((*findings, *check(read)), key=lambda one: one.order)
    for one in found:
        if one.severity is Severity.ERROR and not one.waived and _key(one) not in known:
            raise CannotGoOnError(
                msg(
                    "Nothing was written: it would be an error in {path}, {code}: {message}",
                    path=one.location.path,
                    code=one.code,
                    message=one.message,
                )
            )


def _key(one: Finding) -> tuple[str, str, str]:
    return one.code, one.location.path, repr(one.message)


def _refuse_others(workspace: Workspace, one: Change, target: Path) -> None:
    """Refuse to write over what somebody changed or made since the portfolio was read."""
    now = target.read_bytes() if target.is_file() and not target.is_symlink() else None
    if now != one.before or (one.before is None and target.exists()):
        path = workspace.files.shown(one.path)
        if one.before is None:
            raise CannotGoOnError(msg("{path} is there already and is not overwritten", path=path))
        raise CannotGoOnError(msg("{path} was changed meanwhile: try again", path=path))
