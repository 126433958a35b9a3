"""Draws an organisation's logo apart from all else, since anybody may have made it."""

from __future__ import annotations

import json
from base64 import b64decode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.formats.pdf.letters import FONTS, drawable
from innostrat.limited import run_limited
from innostrat.messages import msg

if TYPE_CHECKING:
    from innostrat.reports.document import Logo

HERE: Final = Path(__file__).parent
CHILD: Final = Path(__file__).with_name("child.py")
PIXELS: Final = 200.0  # an inch, of what is drawn
HEIGHT: Final = 22  # millimetres, of a logo
WIDEST: Final = 100  # millimetres
SECONDS: Final = 15  # that drawing it may take, as PNG and in a PDF


def drawn_logo(one: Logo) -> tuple[bytes, bytes]:
    """Return a logo as it can be set, and as a PNG of `PIXELS` an inch.

    A `CannotGoOnError` if it cannot be drawn, or not within limits. Nothing that it refers to is
    fetched.
    """
    return _drawn(one.kind, one.content)


@cache
def _drawn(kind: str, content: bytes) -> tuple[bytes, bytes]:
    if kind == "svg":
        content = drawable(content.decode(errors="replace")).encode()
    size = {"width": None, "height": HEIGHT, "widest": WIDEST}
    data = json.dumps({"kind": kind, "content": list(content), **size}).encode()
    words = str(HERE), str(FONTS), str(PIXELS)
    answer = json.loads(run_limited(CHILD, data, *words, seconds=SECONDS) or b"{}")
    if "drawn" in answer:
        return content, b64decode(answer["drawn"])
    why = answer.get("error")
    if why is None:
        why = msg("not within {seconds} seconds and the memory that it may take", seconds=SECONDS)
    raise CannotGoOnError(msg("The logo cannot be drawn: {why}", why=why))
