"""Gives a style the bullets or the numbers of a list, where a template has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from innostrat.formats.word.elements import word_element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

SIDE: Final = 284  # twentieths of a point: half a centimetre


def bullet(made: Document, style: ParagraphStyle) -> None:
    """Let every paragraph of the style be an item of a list with bullets."""
    _listed(
        made,
        style,
        word_element("numFmt", val="bullet"),
        word_element("lvlText", val="•"),
        word_element("lvlJc", val="left"),
        word_element("pPr", word_element("ind", left=SIDE, hanging=SIDE)),
    )


def numbered_headings(made: Document, style: ParagraphStyle) -> None:
    """Give every paragraph of the style a number, which captions take up."""
    _listed(
        made,
        style,
        word_element("numFmt", val="decimal"),
        word_element("pStyle", val=style.style_id),
        word_element("suff", val="space"),
        word_element("lvlText", val="%1"),
        word_element("lvlJc", val="left"),
    )


def not_numbered(style: ParagraphStyle) -> None:
    """Give the style no number, though the style that it is based on has one."""
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0


def _listed(made: Document, style: ParagraphStyle, *look: BaseOxmlElement) -> None:
    lists = _lists(made)
    number = 1 + max((int(one.get(qn("w:numId"))) for one in lists.findall(qn("w:num"))), default=0)
    kinds = lists.findall(qn("w:abstractNum"))
    kind = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=-1)
    level = word_element(
        "lvl",
        word_element("start", val=1),
        *look,
        ilvl=0,
    )
    single = word_element("multiLevelType", val="singleLevel")
    lists.insert(len(kinds), word_element("abstractNum", single, level, abstractNumId=kind))
    lists.append(word_element("num", word_element("abstractNumId", val=kind), numId=number))
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number


def _lists(made: Document) -> BaseOxmlElement:
    """Return the lists of the file, which a new part holds if there is none."""
    try:
        found = made.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        lists = word_element("numbering")
        name = PackURI("/word/numbering.xml")
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, lists, made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return lists
    return cast("BaseOxmlElement", cast("NumberingPart", found).element)
