"""Says on standard error how far long work has come, to a person who waits and to nobody else.

The first Ctrl-C asks the work to end with what is known so far, the second ends the process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from innostrat.analysis.optimizer.time_limit import ENOUGH
from innostrat.messages import msg

if TYPE_CHECKING:
    from types import FrameType

    from innostrat.language import Language
    from innostrat.messages import Message

T = TypeVar("T")
PATIENCE: Final = 1.0  # seconds without a word
WIDTH: Final = 80
TICK: Final = 0.25  # seconds from one word to the next
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


@dataclass(slots=True)
class Stage:
    """What is being done, since when, and how much of how much: `total` is 0 where it has no parts.

    `since` is when the first part began.
    """

    text: str
    language: Language
    begun: float = field(default_factory=monotonic)
    total: int = 0
    done: int = 0
    since: float = 0.0

    @property
    def line(self) -> str:
        """How far it is: how long is left, as the parts so far took, else how long it has taken."""
        now = monotonic()
        if not self.done:
            far = msg("{seconds} s", seconds=round(now - self.begun))
        else:
            left = round((now - self.since) / self.done * (self.total - self.done))
            far = msg(
                "{done} of {total}, about {left} s left",
                done=self.done,
                total=self.total,
                left=left,
            )
        most = _columns() - 1  # a full line would go on to the next, where it cannot be cleared
        short = self.language(far)
        whole = f"{self.text} {short}"
        return whole if len(whole) <= most else short[:most]


STAGES: Final[list[Stage]] = []  # the last one is under way
SPEAKER: Final[list[Language]] = []  # the user's own language, where the portfolio's is not known


def begin(language: Language) -> None:
    """Forget what was wished for before: a command begins, for somebody of this language."""
    WISH.to_end = False
    SPEAKER[:] = [language]


@contextmanager
def telling(
    message: Message, language: Language | None = None, *, now: bool = False
) -> Iterator[None]:
    """Say on a terminal what is being done and how far it is, if it takes long, or `now`.

    Nothing else may be written meanwhile. Without a language it is that of the user.
    """
    if not sys.stderr.isatty() or not (language or SPEAKER):
        yield
        return
    language = language or SPEAKER[0]
    stage, ended = Stage(language(message), language), Event()
    STAGES.append(stage)
    teller = Thread(target=_tell, args=(stage, ended), daemon=True)
    try:
        if now:
            _write(stage.text)
        teller.start()
        yield
    finally:
        ended.set()
        if teller.ident is not None:  # a Ctrl-C may come before it has begun
            teller.join()
        STAGES.remove(stage)
        _write("")


def _tell(stage: Stage, ended: Event) -> None:
    while not ended.wait(TICK):
        if monotonic() - stage.begun > PATIENCE:
            _write(stage.line)


def _write(line: str) -> None:
    with suppress(OSError, ValueError):  # nobody reads it any more
        sys.stderr.write(CLEAR + line)
        sys.stderr.flush()


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    except OSError:
        return WIDTH


@contextmanager
def working(message: Message, language: Language, *, partial: bool = False) -> Iterator[None]:
    """Say on a terminal what takes long, until it is done.

    With `partial` the first Ctrl-C only makes `counted` and the solver stop early; without it,
    Ctrl-C ends the process at once.
    """
    enough = ENOUGH.set(lambda: partial and WISH.to_end)
    before = signal.signal(signal.SIGINT, WISH.note if partial else signal.SIG_DFL)
    try:
        with telling(message, language, now=True):
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        ENOUGH.reset(enough)


def interrupted() -> bool:
    """Return whether the work was asked to end, and ended with less than it could have known."""
    return WISH.to_end


def counted(items: Sequence[T]) -> Iterator[T]:
    """Yield the items, so that what is under way can tell how many are done.

    It ends early when somebody asks the work to end.
    """
    stage = STAGES[-1] if STAGES else None
    if stage is not None:
        stage.total, stage.since = len(items), monotonic()
    for number, item in enumerate(items):
        if WISH.to_end:
            break
        if stage is not None:
            stage.done = number
        yield item
    if stage is not None:
        stage.done, stage.begun = 0, monotonic()
