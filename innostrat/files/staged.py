"""A file is written beside the place where it shall stand, and takes that place in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg

if TYPE_CHECKING:
    from pathlib import Path

# What a file is called until it is whole; `innostrat init` lets git ignore them.
PREFIX: Final = ".innostrat-"
SUFFIX: Final = ".tmp"
TEMPORARY: Final = re.compile(r"\.innostrat-[a-z0-9_]{8}\.tmp")
# What a disk answers when data has not reached it; all else says that it has no `fsync`.
LOST: Final = frozenset({errno.EIO, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def refuse_links(path: Path, base: Path) -> None:
    """Refuse what is a link, or stands in one, below the folder `base`."""
    place, end = path.absolute(), base.resolve()
    for one in (place, *place.parents):
        if one.is_symlink() and end in (one.parent.resolve() / one.name).parents:
            raise CannotGoOnError(
                msg("{path} is a symbolic link, and nothing is written through it", path=str(path))
            )


def stage(target: Path, data: bytes, shown: str | None = None) -> str:
    """Write a file beside the target that can take its place, and return its name.

    `shown` is what the user calls the target, else its name.
    """
    if target.exists() and not target.is_file():
        no_file = msg("it is no plain file")
        path = target.name if shown is None else shown
        raise CannotGoOnError(msg("{path} cannot be written: {why}", path=path, why=no_file))
    descriptor, name = tempfile.mkstemp(suffix=SUFFIX, prefix=PREFIX, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _sync(file.fileno())
        _take_after(name, target)
    except BaseException:
        remove(name)
        raise
    return name


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk, where the system lets a program ask for it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def take_place(name: str, target: Path, *, new: bool) -> None:
    """Let the staged file take the target's place; a new one only where there is nothing."""
    if new:
        _begin(name, target)
        remove(name)
    else:
        os.replace(name, target)  # noqa: PTH105


def remove(name: str) -> None:
    """Remove a file, if it is there and can be."""
    with contextlib.suppress(OSError):
        os.unlink(name)  # noqa: PTH108


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
            remove(str(target))
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
