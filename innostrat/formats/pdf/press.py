"""Runs the typesetter with our own fonts alone and no clock, so that every machine prints alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

import typst

from innostrat.formats.pdf.letters import FONTS
from innostrat.formats.pdf.logo import PIXELS

HERE: Final = Path(__file__).parent


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


def figure(svg: str, width: float) -> bytes:
    """Return a drawing of ours as a PNG of a width in millimetres, `PIXELS` an inch."""
    data = {"kind": "svg", "content": list(svg.encode()), "width": width}
    return typst.compile(
        HERE / "picture.typ",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=PIXELS,
    )
