"""Runs the typesetter with our own fonts alone and no clock, so that every machine prints alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

import typst

from innostrat.formats.pdf.letters import FONTS

HERE: Final = Path(__file__).parent
PIXELS: Final = 200.0  # an inch


def pdf(template: str, data: str, *, archive: bool) -> bytes:
    """Return the PDF that a template makes of JSON; tagged, with `archive` for long keeping too."""
    return typst.compile(
        HERE / template,
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"data": data},
        pdf_standards=["ua-1", "a-2a"] if archive else ["ua-1"],
        timestamp=0,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def png(
    content: bytes, kind: str, *, width: float | None = None, height: float | None = None
) -> bytes:
    """Return a picture, `svg` or `png`, as a PNG of a width or a height in millimetres."""
    data = {"kind": kind, "content": list(content), "width": width, "height": height}
    return typst.compile(
        HERE / "picture.typ",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=PIXELS,
    )
