"""The one exception that means that the tool cannot go on; everything else is a finding."""

from __future__ import annotations

import errno
from typing import Final

from innostrat.messages import Message, msg


class CannotGoOnError(Exception):
    """The command cannot do what it was asked; `message` is one line for standard error.

    It is caught in one place, which prints the line and ends with exit code 2.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


# What the system refuses most often, in our own words: its own are in the language of the machine.
# By their names, since no system has them all.
REFUSALS: Final = {
    "ENOENT": msg("it is not there"),
    "EACCES": msg("you have no right to it"),
    "EPERM": msg("you have no right to it"),
    "EEXIST": msg("it is there already"),
    "EISDIR": msg("it is a folder"),
    "ENOTDIR": msg("what should be a folder is none"),
    "ENOTEMPTY": msg("the folder is not empty"),
    "ENOSPC": msg("the disk is full"),
    "EDQUOT": msg("the disk is full"),
    "EROFS": msg("nothing can be written to the disk"),
    "EIO": msg("the disk does not answer as it should"),
    "ENAMETOOLONG": msg("the name is too long"),
    "ELOOP": msg("it is a symbolic link, or its links go in a circle"),
    "EMFILE": msg("too many files are open"),
    "ENOMEM": msg("there is not enough memory"),
    "EBUSY": msg("another program uses it"),
    "ETXTBSY": msg("another program uses it"),
}


def why(error: Exception) -> Message:
    """Return why the system refuses, in a few words; in its own where we have none."""
    if isinstance(error, RuntimeError):  # what `Path.resolve` makes of it before Python 3.13
        return REFUSALS["ELOOP"]
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    own = getattr(error, "strerror", None) or type(error).__name__
    return REFUSALS.get(name) or msg("{value}", value=own)
