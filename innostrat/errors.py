"""The one exception that means that the tool cannot go on; everything else is a finding."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.messages import Message


class CannotGoOnError(Exception):
    """The command cannot do what it was asked; `message` is one line for standard error.

    It is caught in one place, which prints the line and ends with exit code 2.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


def why(error: Exception) -> str:
    """Return what the system says of an error of its own, in a few words."""
    if isinstance(error, RuntimeError):  # what `Path.resolve` makes of it before Python 3.13
        return os.strerror(errno.ELOOP)
    return getattr(error, "strerror", None) or type(error).__name__
