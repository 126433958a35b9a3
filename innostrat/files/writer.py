"""The one writer: a file is replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import TYPE_CHECKING

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, data: bytes, *, new: bool = False) -> None:
    """Replace the file at `path` by `data`; at any moment it is the old one or the new one.

    With `new` a file that is there already is a `CannotGoOnError`, and stays. A folder that is
    missing or may not be written to is one too.
    """
    try:
        _replace(path, data, new=new)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        why = getattr(error, "strerror", None) or type(error).__name__
        raise CannotGoOnError(
            msg("{path} cannot be written: {why}", path=str(path), why=why)
        ) from error


def _replace(path: Path, data: bytes, *, new: bool) -> None:
    if path.exists() and not path.is_file():
        raise IsADirectoryError(0, "not a regular file", str(path))
    target = path.resolve()  # a link is written through, not replaced
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)  # noqa: PTH101  (a name that mkstemp gave)
        if new:
            os.link(name, target)  # (unlike a replacement, it fails where a file is)
            os.unlink(name)  # noqa: PTH108
        else:
            os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
