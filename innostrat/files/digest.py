"""The digest of a portfolio's files: the same for the same files, another for any other."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from innostrat.files.normal import line_feeds

if TYPE_CHECKING:
    from collections.abc import Mapping


def digest(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of files by path as 64 hexadecimal digits, whatever their order.

    It is that of the lines `<SHA-256 of the file> <two spaces> <path>`, sorted by path, so that
    `sha256sum` of the files piped into `sha256sum` gives the same. Line ends are counted as line
    feeds, whatever git writes on this machine.
    """
    lines = (
        f"{hashlib.sha256(line_feeds(data)).hexdigest()}  {path}\n"
        for path, data in sorted(contents.items())
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
