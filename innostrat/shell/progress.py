"""Says on standard error how far long work has come, to a person who waits and to nobody else.

The first Ctrl-C asks the work to end with what is known so far, the second ends the process.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from innostrat.analysis.optimizer.time_limit import ENOUGH
from innostrat.messages import msg

if TYPE_CHECKING:
    from types import FrameType

    from innostrat.language import Language
    from innostrat.messages import Message

T = TypeVar("T")
PATIENCE: Final = 1.0  # seconds without a word
CLEAR: Final = "\r\x1b[K"
INTERRUPTED: Final = 130  # the exit code of a process that was interrupted, as shells give it


@dataclass(slots=True)
class Wish:
    """Whether somebody has asked the work to end."""

    to_end: bool = False

    def note(self, number: int, frame: FrameType | None) -> None:
        """Note the first Ctrl-C, and end the process at the second.

        It ends without unwinding, which the solver could not bear. The line break goes around the
        buffer, in whose midst the signal may have come.
        """
        del number, frame
        if self.to_end:
            os._exit(INTERRUPTED)
        self.to_end = True
        os.write(sys.stderr.fileno(), b"\n")


WISH: Final = Wish()


@contextmanager
def working(message: Message, language: Language, *, partial: bool = False) -> Iterator[None]:
    """Say on a terminal what takes long, until it is done.

    With `partial` the first Ctrl-C only makes `counted` and the solver stop early; without it,
    Ctrl-C ends the process at once.
    """
    enough = ENOUGH.set(lambda: partial and WISH.to_end)
    before = signal.signal(signal.SIGINT, WISH.note if partial else signal.SIG_DFL)
    shown = sys.stderr.isatty()
    if shown:
        sys.stderr.write(CLEAR + language(message))
        sys.stderr.flush()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        ENOUGH.reset(enough)
        if shown:
            sys.stderr.write(CLEAR)


def begin() -> None:
    """Forget what was wished for before: a command begins."""
    WISH.to_end = False


def interrupted() -> bool:
    """Return whether the work was asked to end, and ended with less than it could have known."""
    return WISH.to_end


def counted(items: Sequence[T], language: Language) -> Iterator[T]:
    """Yield the items; after a second, say on a terminal how many are done and how long is left.

    It ends early when somebody asks the work to end.
    """
    begun, shown = time.monotonic(), False
    for number, item in enumerate(items):
        if WISH.to_end:
            break
        spent = time.monotonic() - begun
        if number and spent > PATIENCE and sys.stderr.isatty():
            left = round(spent / number * (len(items) - number))
            text = msg(
                "{done} of {total}, about {left} s left", done=number, total=len(items), left=left
            )
            sys.stderr.write(CLEAR + language(text))
            sys.stderr.flush()
            shown = True
        yield item
    if shown:
        sys.stderr.write(CLEAR)
