"""Says on standard error how far long work has come, to a person who waits and to nobody else."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from innostrat.messages import msg

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.messages import Message

T = TypeVar("T")
PATIENCE: Final = 1.0  # seconds without a word


CLEAR: Final = "\r\x1b[K"


@contextmanager
def working(message: Message, language: Language) -> Iterator[None]:
    """Say on a terminal what takes long, until it is done.

    The solver does not look at signals: inside, Ctrl-C ends the process at once.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    shown = sys.stderr.isatty()
    if shown:
        sys.stderr.write(CLEAR + language(message))
        sys.stderr.flush()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write(CLEAR)


def counted(items: Sequence[T], language: Language) -> Iterator[T]:
    """Yield the items; after a second, say on a terminal how many are done and how long is left."""
    begun, shown = time.monotonic(), False
    for number, item in enumerate(items):
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
