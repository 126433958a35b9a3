"""The one door for everything that is written: a file is replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError, why
from innostrat.files.git import top
from innostrat.files.kinds import FOLDERS
from innostrat.files.lock import PREFIX, SUFFIX, held
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.files.source import Files

# What a disk answers when data has not reached it; all else says that it has no `fsync`.
LOST: Final = frozenset({errno.EIO, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the portfolio, its path below it, before (None: a new one) and after."""

    path: str
    before: bytes | None
    after: bytes


def write(path: Path, data: bytes) -> None:
    """Let the file at `path` hold `data`; at any moment it is the old one or the new one.

    What cannot be written is a `CannotGoOnError`, and so is a link that lies in the checkout that
    somebody stands in: a change to it may have put it there, and it leads anywhere.
    """
    with _one_line(str(path)):
        _refuse_links(path, top(Path.cwd()) or Path.cwd())
        folder = path.parent
        folder.stat()  # one that is missing says so here
        with held(folder.parent if folder.name in FOLDERS else folder):
            target = path.resolve()  # a link elsewhere is the user's own, and is written through
            _replace(_staged(target, data), target, new=False)


def write_all(root: Path, files: Files, changes: Sequence[FileChange]) -> Iterator[FileChange]:
    """Write changes to a portfolio that is `locked`, and yield each when it is done.

    All of them are on the disk before the first takes its place, so that a full disk changes
    nothing. A new file never takes the place of one that is there, and no file that of one that
    is no longer what it was: that is a `CannotGoOnError`. `files` are those that were read.
    """
    with ExitStack() as stack:
        staged = []
        for one in changes:
            target = root / files.place(one.path)
            with _one_line(files.shown(one.path)):
                _refuse_links(target, root)
                target.parent.mkdir(exist_ok=True)
                name = _staged(target, one.after)
            stack.callback(_remove, name)
            staged.append((one, target, name))
        for one, target, name in staged:
            with _one_line(files.shown(one.path)):
                _refuse_others(one, target, files.shown(one.path))
                _replace(name, target, new=one.before is None)
            yield one


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there; else a `CannotGoOnError`."""
    with _one_line(str(path)):
        _refuse_links(path, top(Path.cwd()) or Path.cwd())
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def _one_line(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        raise CannotGoOnError(
            msg("{path} cannot be written: {why}", path=path, why=why(error))
        ) from error


def _refuse_links(path: Path, base: Path) -> None:
    """Refuse what is a link, or stands in one, below the folder `base`."""
    place, end = path.absolute(), base.resolve()
    for one in (place, *place.parents):
        if one.is_symlink() and end in (one.parent.resolve() / one.name).parents:
            raise CannotGoOnError(
                msg("{path} is a symbolic link, and nothing is written through it", path=str(path))
            )


def _refuse_others(one: FileChange, target: Path, path: str) -> None:
    """Refuse to write over what somebody changed or made since the portfolio was read."""
    if one.before is None:
        if os.path.lexists(target):
            raise CannotGoOnError(msg("{path} is there already and is not overwritten", path=path))
    elif not target.is_file() or target.read_bytes() != one.before:
        raise CannotGoOnError(msg("{path} was changed meanwhile: try again", path=path))


def _staged(target: Path, data: bytes) -> str:
    """Write a file beside the target that can take its place, and return its name."""
    if target.exists() and not target.is_file():
        no_file = msg("it is no plain file")
        raise CannotGoOnError(msg("{path} cannot be written: {why}", path=target.name, why=no_file))
    descriptor, name = tempfile.mkstemp(suffix=SUFFIX, prefix=PREFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _sync(file.fileno())
        _take_after(name, target)
    except BaseException:
        _remove(name)
        raise
    return name


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in LOST:
            raise


def _take_after(name: str, target: Path) -> None:
    """Give the file the target's group and mode, or those of a new file, where the disk has any."""
    old = target.stat() if target.exists() else None
    with contextlib.suppress(OSError):
        if old is not None and hasattr(os, "chown"):
            os.chown(name, -1, old.st_gid)
    with contextlib.suppress(OSError):
        mode = 0o666 & ~_umask() if old is None else old.st_mode & 0o777
        os.chmod(name, mode)  # noqa: PTH101  (a name that mkstemp gave)


def _replace(name: str, target: Path, *, new: bool) -> None:
    """Let the staged file take the target's place; a new one only where there is nothing."""
    try:
        if new:
            _begin(name, target)
        else:
            os.replace(name, target)  # noqa: PTH105
    finally:
        _remove(name)


def _begin(name: str, target: Path) -> None:
    """Give the staged file a name of its own, unless there is such a file.

    A link does both at once. Where the disk has none, an empty file holds the name first.
    """
    try:
        os.link(name, target)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            os.replace(name, target)  # noqa: PTH105
        except BaseException:
            _remove(str(target))
            raise


def _remove(name: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(name)  # noqa: PTH108


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
