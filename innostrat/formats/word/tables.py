"""Builds a table in Word: header rows that repeat, rows that hold together, sums that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.formats.word.elements import element, paragraph, run
from innostrat.reports.table import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from innostrat.formats.pdf.columns import Fit

TWENTIETHS: Final = 20  # of a point: Word's unit of widths
SHORT: Final = 8  # rows
HAIRLINE: Final = "C3CAD2"
QUIET: Final = "4A5460"
PALE: Final = "F0F2F4"
SUMS: Final = frozenset({Role.SUBTOTAL, Role.TOTAL})
HEADINGS: Final = frozenset({Role.GROUP, Role.LINE})


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks: ids of its paragraphs' style, the dark colour, its columns."""

    style: str
    color: str
    fit: Fit
    right: tuple[bool, ...]


def table(
    title: str, head: Sequence[str], rows: Sequence[tuple[Role, Sequence[str]]], look: Look
) -> BaseOxmlElement:
    """Return the table; `title` is said of it to whoever does not see it."""
    widths = [round(width * TWENTIETHS) for width in look.fit.widths]
    properties = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblBorders", _edge("bottom"), _edge("insideH")),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar", element("left", w=90, type="dxa"), element("right", w=90, type="dxa")
        ),
        element("tblLook", val="0020", firstRow=1, noVBand=1, noHBand=0),
        element("tblCaption", val=title),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    together = len(rows) if len(rows) <= SHORT else 1  # rows that a page's end may not divide
    lines = [
        _line(role, texts, widths, look, follow=place < together - 1)
        for place, (role, texts) in enumerate(rows)
    ]
    return element("tbl", properties, grid, _head(head, widths, look), *lines)


def _head(titles: Sequence[str], widths: list[int], look: Look) -> BaseOxmlElement:
    cells = [
        _cell(title, width, look, right=right, bold=True, fill=look.color, white=True, follow=True)
        for title, width, right in zip(titles, widths, look.right, strict=True)
    ]
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _line(
    role: Role, texts: Sequence[str], widths: list[int], look: Look, *, follow: bool
) -> BaseOxmlElement:
    properties = element("trPr", element("cantSplit"))
    if role in HEADINGS:
        drawn = role is Role.LINE
        cell = _cell(
            texts[0],
            sum(widths),
            look,
            bold=True,
            fill="" if drawn else PALE,
            top=_edge("top", 12, look.color) if drawn else None,
            follow=True,
            span=len(widths),
        )
        return element("tr", properties, cell)
    bold = role in SUMS
    cells = [
        _cell(
            text,
            width,
            look,
            right=right,
            bold=bold,
            top=_edge("top", 8, QUIET) if bold else None,
            follow=follow,
        )
        for text, width, right in zip(texts, widths, look.right, strict=True)
    ]
    return element("tr", properties, *cells)


def _cell(  # noqa: PLR0913  (what a cell can be)
    text: str,
    width: int,
    look: Look,
    *,
    right: bool = False,
    bold: bool = False,
    white: bool = False,
    fill: str = "",
    top: BaseOxmlElement | None = None,
    follow: bool = False,
    span: int = 1,
) -> BaseOxmlElement:
    properties = [element("tcW", w=width, type="dxa")]
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if top is not None:
        properties.append(element("tcBorders", top))
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    letters = [element("b")] if bold else []
    if white:
        letters.append(element("color", val="FFFFFF"))
    size = round(look.fit.size * 2)  # half points
    letters += [element("sz", val=size), element("szCs", val=size)]
    said = paragraph(look.style, run(text, *letters), right=right, with_next=follow)
    return element("tc", element("tcPr", *properties), said)


def _edge(side: str, eighths: int = 4, color: str = HAIRLINE) -> BaseOxmlElement:
    return element(side, val="single", sz=eighths, space=0, color=color)
