"""How long a search of several solutions may go on, told by the clock where somebody asked."""

from __future__ import annotations

from time import monotonic


class TimeLimit:
    """A time limit in seconds from now, or none; then no clock is read."""

    def __init__(self, seconds: float | None = None) -> None:
        """Begin."""
        self._end = None if seconds is None else monotonic() + seconds

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without a limit; TimeoutError when there are none."""
        if self._end is None:
            return None
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left
