"""The one door for everything that is written: a file is replaced as a whole or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from innostrat.errors import CannotGoOnError, why
from innostrat.files.git import top
from innostrat.files.journal import (
    JOURNAL,
    begin_change,
    end_change,
    is_done,
    step,
    take,
    undo_change,
)
from innostrat.files.kinds import FOLDERS
from innostrat.files.lock import held
from innostrat.files.staged import refuse_links, remove, stage, take_place
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.journal import FileStep
    from innostrat.files.source import Files


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the portfolio, its path below it, before (None: a new one) and after."""

    path: str
    before: bytes | None
    after: bytes


def write(path: Path, data: bytes) -> None:
    """Let the file at `path` hold `data`; at any moment it is the old one or the new one.

    What cannot be written is a `CannotGoOnError`, and so is a link that lies in a checkout, or
    where somebody stands: a change to it may have put it there, and it leads anywhere.
    """
    with _one_line(str(path)):
        _refuse_brought_links(path)
        folder = path.parent
        _require_folder(folder, path)
        with held(folder.parent if folder.name in FOLDERS else folder):
            target = path.resolve()  # a link elsewhere is the user's own, and is written through
            name = stage(target, data, str(path))
            try:
                take_place(name, target, new=False)
            finally:
                remove(name)


def write_all(root: Path, files: Files, changes: Sequence[FileChange]) -> tuple[FileChange, ...]:
    """Write changes to a portfolio that is `locked`, all of them or none, and return them.

    All are on the disk before the first takes its place, and which those are is noted, so that the
    next change finishes what a killed one began. A new file never takes the place of one that is
    there, and no file that of one that is no longer what it was: that is a `CannotGoOnError`, and
    what was written by then is put back. `files` are those that were read.
    """
    with ExitStack() as stack:
        steps = []
        for one in changes:
            path = files.place(one.path)
            with _one_line(files.shown(one.path)):
                refuse_links(root / path, root)
                (root / path).parent.mkdir(exist_ok=True)
                steps.append(step(root, path, one.before, one.after))
            stack.callback(remove, str((root / path).parent / steps[-1].staged))
        for one, each in zip(changes, steps, strict=True):
            _refuse_others(one, root / each.path, files.shown(one.path))
        _take_places(root, files, changes, steps, stack)
    return tuple(changes)


def _take_places(
    root: Path,
    files: Files,
    changes: Sequence[FileChange],
    steps: Sequence[FileStep],
    stack: ExitStack,
) -> None:
    """Carry the steps out; where one fails, put back those before it, or leave all to the next."""
    try:
        if len(steps) > 1:
            with _one_line(files.shown(JOURNAL)):
                begin_change(root, steps)
        for one, each in zip(changes, steps, strict=True):
            shown = files.shown(one.path)
            with _one_line(shown):
                _refuse_others(one, root / each.path, shown)
                take(root, each)
    except BaseException as error:
        if len(steps) > 1 and not _undone(root, steps, changes):
            stack.pop_all()  # the next change finishes this one, and needs what is staged
            raise _half_done(error) from error
        raise
    if len(steps) > 1:
        with suppress(OSError):  # it is written: the next change finds nothing left to do
            end_change(root, steps)


def _undone(root: Path, steps: Sequence[FileStep], changes: Sequence[FileChange]) -> bool:
    """Put back what was written, and return whether all is as before."""
    pairs = zip(steps, changes, strict=True)
    done = [(each, one.before) for each, one in pairs if is_done(root, each)]
    try:
        if done:
            undo_change(root, done)
        else:
            remove(str(root / JOURNAL))
    except OSError:
        return False
    return not os.path.lexists(root / JOURNAL)


def _half_done(error: BaseException) -> CannotGoOnError:
    problem = error.message if isinstance(error, CannotGoOnError) else msg("it was stopped")
    return CannotGoOnError(
        msg(
            "A part of the change is written, and the next command that changes the portfolio "
            "finishes it: {problem}",
            problem=problem,
        )
    )


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there; else a `CannotGoOnError`."""
    with _one_line(str(path)):
        _refuse_brought_links(path)
        path.mkdir(parents=True, exist_ok=True)


def _refuse_brought_links(path: Path) -> None:
    """Refuse a link that may have come with a change, from wherever the call is made."""
    place = path.absolute()
    links = [one for one in (place, *place.parents) if one.is_symlink()]
    checkouts = [found for one in links if (found := top(one.parent)) is not None]
    for base in (top(Path.cwd()) or Path.cwd(), *checkouts):
        refuse_links(path, base)


def _require_folder(folder: Path, path: Path) -> None:
    """Refuse a file whose folder is missing by the folder's name: the file need not be there."""
    try:
        folder.stat()
    except FileNotFoundError as error:
        raise CannotGoOnError(
            msg(
                "{path} cannot be written: the folder {folder} is not there",
                path=str(path),
                folder=str(folder),
            )
        ) from error


@contextmanager
def _one_line(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        raise CannotGoOnError(
            msg("{path} cannot be written: {why}", path=path, why=why(error))
        ) from error


def _refuse_others(one: FileChange, target: Path, path: str) -> None:
    """Refuse to write over what somebody changed or made since the portfolio was read."""
    if one.before is None:
        if os.path.lexists(target):
            raise CannotGoOnError(msg("{path} is there already and is not overwritten", path=path))
    elif not target.is_file() or target.read_bytes() != one.before:
        raise CannotGoOnError(msg("{path} was changed meanwhile: try again", path=path))
