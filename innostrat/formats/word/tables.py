"""Builds a table in Word: header rows that repeat, rows that hold together, sums that stand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.formats.word.elements import word_element, word_paragraph, word_run
from innostrat.reports.table import RowRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from innostrat.formats.pdf.columns import Fit

TWENTIETHS: Final = 20  # of a point: Word's unit of widths
SHORT: Final = 8  # rows
HAIRLINE: Final = "C3CAD2"
QUIET: Final = "4A5460"
PALE: Final = "F0F2F4"
SUMS: Final = frozenset({RowRole.SUBTOTAL, RowRole.TOTAL})


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks: ids of its paragraphs' style, the dark colour, its columns.

    `own` is the id of a template's style of tables, which then has its borders and its first row.
    """

    style: str
    color: str
    fit: Fit
    right: tuple[bool, ...]
    own: str | None = None


def table(
    title: str, head: Sequence[str], rows: Sequence[tuple[RowRole, Sequence[str]]], look: Look
) -> BaseOxmlElement:
    """Return the table; `title` is said of it to whoever does not see it."""
    widths = [round(width * TWENTIETHS) for width in look.fit.widths]
    style = [word_element("tblStyle", val=look.own)] if look.own else []
    borders = [word_element("tblBorders", _edge("bottom"), _edge("insideH"))]
    properties = word_element(
        "tblPr",
        *style,
        word_element("tblW", w=sum(widths), type="dxa"),
        *([] if look.own else borders),
        word_element("tblLayout", type="fixed"),
        word_element(
            "tblCellMar",
            word_element("left", w=90, type="dxa"),
            word_element("right", w=90, type="dxa"),
        ),
        word_element("tblLook", val="0020", firstRow=1, noVBand=1, noHBand=0),
        word_element("tblCaption", val=title),
    )
    grid = word_element("tblGrid", *(word_element("gridCol", w=width) for width in widths))
    together = len(rows) if len(rows) <= SHORT else 1  # rows that a page's end may not divide
    lines = [
        _line(role, texts, widths, look, follow=place < together - 1)
        for place, (role, texts) in enumerate(rows)
    ]
    return word_element("tbl", properties, grid, _head(head, widths, look), *lines)


def _head(titles: Sequence[str], widths: list[int], look: Look) -> BaseOxmlElement:
    cells = [
        _cell(
            title,
            width,
            look,
            right=right,
            bold=True,
            fill="" if look.own else look.color,
            white=not look.own,
            follow=True,
        )
        for title, width, right in zip(titles, widths, look.right, strict=True)
    ]
    return word_element(
        "tr", word_element("trPr", word_element("cantSplit"), word_element("tblHeader")), *cells
    )


def _line(
    role: RowRole, texts: Sequence[str], widths: list[int], look: Look, *, follow: bool
) -> BaseOxmlElement:
    properties = word_element("trPr", word_element("cantSplit"))
    if role.is_heading:
        drawn = role is RowRole.LINE
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
        return word_element("tr", properties, cell)
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
    return word_element("tr", properties, *cells)


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
    properties = [word_element("tcW", w=width, type="dxa")]
    if span > 1:
        properties.append(word_element("gridSpan", val=span))
    if top is not None:
        properties.append(word_element("tcBorders", top))
    if fill:
        properties.append(word_element("shd", val="clear", color="auto", fill=fill))
    letters = [word_element("b")] if bold else []
    if white:
        letters.append(word_element("color", val="FFFFFF"))
    size = round(look.fit.size * 2)  # half points
    letters += [word_element("sz", val=size), word_element("szCs", val=size)]
    said = word_paragraph(look.style, word_run(text, *letters), right=right, with_next=follow)
    return word_element("tc", word_element("tcPr", *properties), said)


def _edge(side: str, eighths: int = 4, color: str = HAIRLINE) -> BaseOxmlElement:
    return word_element(side, val="single", sz=eighths, space=0, color=color)
