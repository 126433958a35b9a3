"""Makes several files one change: what is to take which place is noted before the first does.

A change that was killed between two files is finished by the next one, from what its journal says.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError, why
from innostrat.files.kinds import FOLDERS
from innostrat.files.staged import (
    PREFIX,
    SUFFIX,
    TEMPORARY,
    refuse_links,
    remove,
    stage,
    sync_folder,
    take_place,
)
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

# Git ignores it as it ignores the files that it names.
JOURNAL: Final = f"{PREFIX}journal{SUFFIX}"
MAX_NOTE: Final = 20_000_000
EMPTY: Final = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class FileStep:
    """A file of a change: its path below the portfolio, and the SHA-256 before and after.

    None is no file. `staged` is the name, in the same folder, of the file that takes the place, and
    `inode` its number on the disk: a file that somebody brought along has another.
    """

    path: str
    before: str | None
    after: str | None
    staged: str
    inode: int


def _digest(data: bytes | None) -> str | None:
    """Return the SHA-256 of a file, None of no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def step(root: Path, path: str, before: bytes | None, after: bytes | None) -> FileStep:
    """Stage what is to stand at a path below the portfolio, and return it as a step."""
    target = root / path
    name = stage(target, after or b"")
    number = os.stat(name).st_ino  # noqa: PTH116
    return FileStep(path, _digest(before), _digest(after), Path(name).name, number)


def begin_change(root: Path, steps: Sequence[FileStep]) -> None:
    """Note a change in the portfolio's journal, in place of an earlier note if there is one."""
    data = json.dumps({"steps": [asdict(one) for one in steps]}).encode()
    place = root / JOURNAL
    refuse_links(place, root)
    name = stage(place, data)
    try:
        take_place(name, place, new=False)
    except BaseException:
        remove(name)
        raise
    sync_folder(root)


def end_change(root: Path, steps: Sequence[FileStep]) -> None:
    """Forget the journal: all its files stand in their places."""
    for folder in sorted({(root / one.path).parent for one in steps}):
        sync_folder(folder)
    os.unlink(root / JOURNAL)  # noqa: PTH108


def take(root: Path, one: FileStep) -> None:
    """Carry out one step that is not done yet."""
    target = root / one.path
    staged = target.parent / one.staged
    if one.after is None:
        target.unlink()
        remove(str(staged))
    else:
        if one.before is None and _holds(target) == EMPTY:
            target.unlink()  # what a disk without links was killed with
        take_place(str(staged), target, new=one.before is None)


def finish_change(root: Path) -> tuple[str, ...]:
    """Finish what a killed change left half done, and return the paths that it had not reached.

    The portfolio must be held. What cannot be finished is a `CannotGoOnError`, and nothing of it is
    touched: a file that was changed since, or a journal that was not written here.
    """
    if not os.path.lexists(root / JOURNAL):
        return ()
    steps = _read(root)
    waiting = [one for one in steps if not is_done(root, one)]
    for one in waiting:
        _refuse_others(root, one)
    for one in waiting:
        try:
            take(root, one)
        except OSError as error:
            raise _stuck(
                msg("{path} cannot be written: {why}", path=one.path, why=why(error))
            ) from error
    end_change(root, steps)
    return tuple(one.path for one in waiting)


def is_done(root: Path, one: FileStep) -> bool:
    """Return whether a step has been carried out."""
    return _holds(root / one.path) == one.after


def undo_change(root: Path, done: Sequence[tuple[FileStep, bytes | None]]) -> None:
    """Put back what stood in the places of steps that are done: a change of its own."""
    with ExitStack() as stack:
        back = []
        for one, data in done:
            other = step(root, one.path, None, data)
            stack.callback(remove, str((root / one.path).parent / other.staged))
            back.append(replace(other, before=one.after))
        begin_change(root, back)
        stack.pop_all()
    for one in back:
        take(root, one)
    end_change(root, back)


def _refuse_others(root: Path, one: FileStep) -> None:
    """Refuse to go on with a file that somebody changed since, or with one that is not ours."""
    target = root / one.path
    refuse_links(target, root)
    there = _holds(target)
    if there != one.before and not (one.before is None and there == EMPTY):
        raise _stuck(msg("{path} was changed meanwhile", path=one.path))
    staged = target.parent / one.staged  # what removes a file is staged too, and empty
    if _holds(staged) != (one.after or EMPTY) or os.lstat(staged).st_ino != one.inode:
        raise _stuck(msg("what shall stand in {path} is not there any more", path=one.path))


def _stuck(problem: Message) -> CannotGoOnError:
    return CannotGoOnError(
        msg(
            "A change was broken off and cannot be finished: {problem}. Put the files back with "
            "git, delete {journal}, and do it again",
            problem=problem,
            journal=JOURNAL,
        )
    )


def _holds(path: Path) -> str | None:
    """Return the digest of a regular file; None where there is nothing, and a word for all else."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return "not a file"
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError:
        return "unreadable"


def _read(root: Path) -> tuple[FileStep, ...]:
    """Return the steps of the journal; each is a file of the portfolio and one beside it."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(root / JOURNAL, flags), "rb") as file:  # noqa: PTH123  (opened already)
            data = file.read(MAX_NOTE) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
        steps = tuple(FileStep(**one) for one in json.loads(data)["steps"])
        if all(map(_is_ours, steps)):
            return steps
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    raise _stuck(msg("its journal cannot be read"))


def _is_ours(one: FileStep) -> bool:
    path = PurePosixPath(one.path)
    folder = "" if path.parent == PurePosixPath() else str(path.parent)
    named = path.name == one.path.rpartition("/")[2] and path.name not in {"", ".", ".."}
    named = named and b"\0" not in os.fsencode(one.path)  # a ValueError: no file has such a name
    typed = all(isinstance(each, str | None) for each in (one.before, one.after))
    return (
        named
        and typed
        and isinstance(one.inode, int)
        and (not folder or folder in FOLDERS)
        and TEMPORARY.fullmatch(one.staged) is not None
    )
