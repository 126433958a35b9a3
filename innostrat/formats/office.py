"""Reads the stamp back from the core properties of an office file (ECMA-376, part 2)."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

CORE: Final = "docProps/core.xml"
SMALL: Final = 1_000_000  # bytes; the core properties are far smaller
# What a broken archive is answered with; `RuntimeError` says that it has a password.
BROKEN: Final = (
    KeyError,
    ValueError,
    OSError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)
KEYWORDS: Final = re.compile(r"<cp:keywords>([^<]*)</cp:keywords>")


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands in the core properties, None where there is none to be read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(CORE).file_size > SMALL:
                return None
            core = archive.read(CORE).decode()
    except BROKEN:
        return None
    found = KEYWORDS.search(core)
    return None if found is None else html.unescape(found[1])
