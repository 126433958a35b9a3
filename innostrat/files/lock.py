"""Lets one process at a time write in a folder, and clears what a killed one left there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.kinds import FOLDERS
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE: Final = 10.0  # seconds that one change waits for another
STEP: Final = 0.02
# What a file is called until it is whole; `innostrat init` lets git ignore them.
PREFIX: Final = ".innostrat-"
SUFFIX: Final = ".tmp"
TEMPORARY: Final = re.compile(r"\.innostrat-[a-z0-9_]{8}\.tmp")


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold a portfolio for one change at a time; a `CannotGoOnError` when another goes on long."""
    with held(root) as free:
        if not free:
            raise CannotGoOnError(msg("Another innostrat is changing the portfolio: try again"))
        yield


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Hold a folder, and yield whether nobody else does; the system lets go when the process ends.

    The folder itself is locked, which leaves no file and holds for every user of the machine.
    Where the system cannot (Windows, some network shares) it is a file in a folder of the user's
    own, which holds for that user; where there is none either, nothing is locked, and a change is
    only kept from what changed meanwhile by the look that comes before each file.
    """
    with ExitStack() as stack:
        free = True
        try:
            if _by_folder(folder, stack):
                _sweep(folder, everybody=True)
            elif _by_file(folder, stack):
                _sweep(folder, everybody=False)
        except TimeoutError:
            free = False
        yield free


def _by_folder(folder: Path, stack: ExitStack) -> bool:
    """Lock the folder itself; False where that cannot be, a `TimeoutError` when another has it."""
    try:
        import fcntl  # noqa: PLC0415  (not on Windows)

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return False
    stack.callback(os.close, descriptor)
    latest = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > latest:
                raise TimeoutError from None
            time.sleep(STEP)
        except OSError:
            return False
        else:
            return True


def _by_file(folder: Path, stack: ExitStack) -> bool:
    """Lock a file of the user's own that stands for the folder; else as `_by_folder`."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only where folders cannot be locked)

    try:
        name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        place = _state()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        stack.enter_context(FileLock(place / f"{name}.lock", timeout=PATIENCE))
    except Timeout:
        raise
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where the user's home is
        return False
    return True


def _state() -> Path:
    """Return the user's own folder for what a program has to keep between runs."""
    named = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    place = Path(named) if named else Path.home() / ".local" / "state"
    return place / "innostrat"


def _sweep(folder: Path, *, everybody: bool) -> None:
    """Remove what killed processes left in the folder or a portfolio's folders: nobody else writes.

    Where the lock is the user's own, so is what is removed.
    """
    for place in (folder, *(folder / name for name in FOLDERS)):
        if place != folder and place.is_symlink():
            continue
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                left = TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
                if left and (everybody or _is_mine(entry)):
                    os.unlink(entry.path)  # noqa: PTH108  (a name that scandir gave)


def _is_mine(entry: os.DirEntry[str]) -> bool:
    return not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid()
