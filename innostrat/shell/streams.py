"""The three standard streams, also where they are closed, or lead to a full disk."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from typing import TextIO

# Reading is refused in the one way, writing in the other: what is printed to nowhere is an error.
CLOSED: Final = ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY))


def reopen() -> None:
    """Give each closed stream a place, before a file that is opened later takes its number.

    Printing still fails then, and complaints go nowhere.
    """
    for number, flags in CLOSED:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free: this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def complain(line: str) -> None:
    """Write a line to standard error; where that cannot be, nobody is there to be told."""
    from innostrat.formats.escape import harmless, one_line

    try:
        sys.stderr.write(harmless(one_line(line)) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # ValueError: it was closed in this process
        discard(sys.stderr)


def flush_output() -> None:
    """Print what is still to be printed, where it can be."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        discard(sys.stdout)


def leave(code: int) -> NoReturn:
    """End the process at once with this exit code; what is printed is on its way."""
    flush_output()
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


def discard(stream: TextIO) -> None:
    """Let what is still in a stream go nowhere, so that nothing complains at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
