"""Reads a picture that stands beside a portfolio's files, when it is a picture and nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError, why
from innostrat.files.source import read_bounded
from innostrat.messages import msg

if TYPE_CHECKING:
    from pathlib import Path

PNG: Final = b"\x89PNG\r\n\x1a\n"
SVG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<svg[\s>]"
)
# Whatever could run, or fetch or include something else: a renderer may follow paths on the disk.
ACTIVE: Final = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<\s*(?:\w+:)?(?:script|foreignObject|image|iframe)\b"
    rb"|\son\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


def read_picture(folder: Path, name: str) -> bytes:
    """Return the picture `name` in `folder`, an SVG or PNG of at most one million bytes.

    No link is followed. What cannot be read or is more than a picture is a `CannotGoOnError`.
    """
    try:
        content = read_bounded(str(folder / name))
    except OSError as error:
        raise CannotGoOnError(
            msg("{path} cannot be read: {why}", path=name, why=why(error))
        ) from error
    if content is None:
        raise CannotGoOnError(msg("{path} is no picture of at most 1 MB", path=name))
    kind = content[: len(PNG)] == PNG if name.endswith(".png") else bool(SVG.match(content))
    if not kind:
        raise CannotGoOnError(msg("{path} does not hold what its ending says", path=name))
    if name.endswith(".svg") and (found := ACTIVE.search(content)):
        what = found.group().decode(errors="replace")
        raise CannotGoOnError(
            msg("{path} is more than a picture: it holds {what}", path=name, what=what)
        )
    return content
