"""How long searching may go on: till a time that somebody set, or till whoever waits has enough."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
U = TypeVar("U")

# The core hears no Ctrl-C: whoever runs it says here how to ask whether somebody has enough.
ENOUGH: Final[ContextVar[Callable[[], bool]]] = ContextVar("ENOUGH", default=lambda: False)


class StoppedError(TimeoutError):
    """Somebody had enough before the answer was known, so that nothing may be concluded."""


def until_stopped(items: Iterable[T], ask: Callable[[T], U]) -> tuple[U, ...]:
    """Return the answers about the items, those before the one that was stopped."""
    answers = []
    try:
        for one in items:
            answers.append(ask(one))  # noqa: PERF401  (those before the last one are kept)
    except StoppedError:
        pass
    return tuple(answers)


@dataclass(slots=True)
class Questions:
    """Questions asked one after the other; `unknown` are those that were stopped, by name."""

    unknown: set[str] = field(default_factory=set)

    def ask(self, name: str, question: Callable[[], U], nothing: U) -> U:
        """Return the answer, or `nothing` where somebody had enough."""
        try:
            return question()
        except StoppedError:
            self.unknown.add(name)
            return nothing


class TimeLimit:
    """A time limit in seconds from now, or none; then no clock is read."""

    def __init__(self, seconds: float | None = None) -> None:
        """Begin."""
        self._end = None if seconds is None else monotonic() + seconds

    @property
    def is_spent(self) -> bool:
        """Whether no time is left."""
        return self._end is not None and monotonic() >= self._end

    def at_least(self, seconds: float) -> float | None:
        """Return the seconds that are left, but no fewer than these; None without a limit."""
        return None if self._end is None else max(seconds, self._end - monotonic())

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without a limit; TimeoutError when there are none."""
        if self._end is None:
            return None
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left
