"""How long a search of several solutions may go on, told by the clock where somebody asked."""

from __future__ import annotations

from time import monotonic


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
