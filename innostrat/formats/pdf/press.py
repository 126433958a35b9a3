"""Runs the typesetter with our own fonts alone and no clock, so that every machine prints alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

from innostrat.errors import CannotGoOnError
from innostrat.formats.pdf.letters import FONTS, drawable
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.reports.document import Logo
    from innostrat.reports.table import Json

HERE: Final = Path(__file__).parent
PIXELS: Final = 200.0  # an inch
HEIGHT: Final = 22  # millimetres, of a logo
WIDEST: Final = 100  # millimetres


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
    return _png({"kind": "svg", "content": list(svg.encode()), "width": width})


def logo(one: Logo) -> tuple[bytes, bytes]:
    """Return a logo as it can be set, and as a PNG of `PIXELS` an inch.

    A `CannotGoOnError` if it cannot be drawn. Nothing that it refers to is fetched.
    """
    content = drawable(one.content.decode(errors="replace")).encode()
    content = content if one.kind == "svg" else one.content
    size = {"width": None, "height": HEIGHT, "widest": WIDEST}
    try:
        return content, _png({"kind": one.kind, "content": list(content), **size})
    except typst.TypstError as error:
        raise CannotGoOnError(msg("The logo cannot be drawn: {why}", why=error.message)) from error


def _png(data: Mapping[str, Json]) -> bytes:
    return typst.compile(
        HERE / "picture.typ",
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=PIXELS,
    )
