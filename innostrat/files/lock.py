"""Lets one process at a time write in a folder, and clears what a killed one left there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.journal import JOURNAL, finish_change
from innostrat.files.kinds import FOLDERS
from innostrat.files.staged import TEMPORARY
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE: Final = 10.0  # seconds that one change waits for another
STEP: Final = 0.02


@contextmanager
def locked(root: Path) -> Iterator[tuple[str, ...]]:
    """Hold a portfolio for one change at a time; a `CannotGoOnError` when another goes on long.

    Yields the files of a change that a killed run had left half done, and that is finished now.
    """
    with held(root) as finished:
        if finished is None or os.path.lexists(root / JOURNAL):
            raise CannotGoOnError(msg("Another innostrat is changing the portfolio: try again"))
        yield finished


@contextmanager
def held(folder: Path) -> Iterator[tuple[str, ...] | None]:
    """Hold a folder, and yield what was finished in it, or None where somebody else holds it.

    The system lets go when the process ends, and who comes next finishes its change.

    The folder itself is locked, which leaves no file and holds for every user of the machine.
    Where the system cannot (Windows, some network shares) it is a file in a folder of the user's
    own, which holds for that user; where there is none either, nothing is locked, and a change is
    only kept from what changed meanwhile by the look that comes before each file.
    """
    with ExitStack() as stack:
        finished: tuple[str, ...] | None = ()
        try:
            if _by_folder(folder, stack):
                finished = _cleared(folder, everybody=True)
            elif _by_file(folder, stack):
                finished = _cleared(folder, everybody=False)
            else:
                finished = _finished(folder, everybody=False)
        except TimeoutError:
            finished = None
        yield finished


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


def _cleared(folder: Path, *, everybody: bool) -> tuple[str, ...]:
    """Finish what a killed process began in a portfolio, and remove what others left there.

    Nobody else writes now. Where the lock is the user's own, so is what is finished and removed.
    """
    finished = _finished(folder, everybody=everybody)
    for place in (folder, *(folder / name for name in FOLDERS)):
        if place != folder and place.is_symlink():
            continue
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                left = TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
                if left and (everybody or _is_mine(entry.stat(follow_symlinks=False))):
                    os.unlink(entry.path)  # noqa: PTH108  (a name that scandir gave)
    return finished


def _finished(folder: Path, *, everybody: bool) -> tuple[str, ...]:
    journal = folder / JOURNAL
    if not os.path.lexists(journal) or not (everybody or _is_mine(os.lstat(journal))):
        return ()  # the owner of what is not mine may be at work
    return finish_change(folder)


def _is_mine(about: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or about.st_uid == os.getuid()
