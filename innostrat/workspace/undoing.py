"""How a change that was just written can be undone with git, and what git cannot bring back."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.files.git import restorable, top
from innostrat.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.files.source import Files
    from innostrat.files.writer import FileChange

MANY: Final = 30  # files that a command line still names


def undo(root: Path, files: Files, changes: Sequence[FileChange]) -> Message | None:
    """Return how to undo changes that are about to be written; None where there are none.

    A changed file that git does not keep as it was before is named: git would bring back another.
    """
    if not changes:
        return None
    old = {one.path: one.before for one in changes if one.before is not None}
    new = [one.path for one in changes if one.before is None]
    kept = restorable(root, old)
    lost = tuple(files.shown(path) for path in old if path not in (kept or ()))
    if lost:
        return msg("Git keeps nothing of what {paths} held before", paths=Listing(lost[:MANY]))
    if len(changes) > MANY:
        return msg(
            "To undo it: git status names the files; git restore, and git clean for new ones"
        )
    if kept is None:
        return msg("To undo it: delete {paths}", paths=Listing(_names(files, new)))
    commands = [_git(root, files, "restore", list(old)), _git(root, files, "clean -f", new)]
    return msg("To undo it: {commands}", commands=Listing(tuple(filter(None, commands)), " && "))


def _git(root: Path, files: Files, verb: str, paths: list[str]) -> str:
    """Return a command that does it to files, from where one stands; nothing for no file."""
    if not paths:
        return ""
    if top(Path.cwd()) == top(root):
        return f"git {verb} -- {_quoted(_names(files, paths))}"
    names = [files.place(one) for one in paths]
    return f"git -C {_quoted([str(root.resolve())])} {verb} -- {_quoted(names)}"


def _names(files: Files, paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(files.shown, paths))


def _quoted(words: Sequence[str]) -> str:
    """Return words as the shell of this system takes them."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
