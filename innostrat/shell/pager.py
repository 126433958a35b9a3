"""Shows what is longer than the terminal in the reader's pager, as git does."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTION: Final = "--no-pager"
VARIABLE: Final = "PAGER"
USUAL: Final = "less"
# What fits is left on the screen, colours are kept, and so is what was shown when it ends.
SETTINGS: Final = {"LESS": "FRX", "LV": "-c"}


def without_pager(arguments: Sequence[str]) -> list[str]:
    """Return a call without `--no-pager`, wherever it stood; from now on nothing is paged then."""
    if OPTION in arguments:
        os.environ[VARIABLE] = ""
    return [one for one in arguments if one != OPTION]


def paged(text: str) -> bool:
    """Whether `text` was shown in a pager: only at a terminal that it is too long for."""
    import shutil
    import subprocess

    command = _command() if text.count("\n") >= shutil.get_terminal_size().lines else None
    if command is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    encoded = text.encode(sys.stdout.encoding or "utf-8", "replace")
    try:
        process = subprocess.Popen(  # noqa: S603  (the reader's own pager, no shell between)
            command, stdin=subprocess.PIPE, env=SETTINGS | {**os.environ}
        )
    except OSError:
        return False
    # The reader may have seen enough; and Ctrl-C is the pager's own, which stays.
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        process.communicate(encoded)
    while process.poll() is None:
        with contextlib.suppress(KeyboardInterrupt):
            process.wait()
    return True


def _command() -> list[str] | None:
    """Return what `PAGER` names, else `less`; None where there is none, or it would only print."""
    import shlex

    from innostrat.files.git import program_path

    try:
        words = shlex.split(os.environ.get(VARIABLE, USUAL))
    except ValueError:  # a quotation mark without its other
        return None
    if not words or words[0] == "cat" or os.environ.get("TERM") == "dumb":
        return None
    found = program_path(words[0])
    return [found, *words[1:]] if found else None
