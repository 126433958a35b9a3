"""Makes the elements of WordprocessingML (ECMA-376, part 1) that python-docx has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, /, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """Return `<w:tag w:attribute="…">` with its children."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def run(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """Return a run of text, whose spaces stand."""
    words = element("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return element("r", *([element("rPr", *properties)] if properties else []), words)


def paragraph(
    style: str, *runs: BaseOxmlElement, right: bool = False, with_next: bool = False
) -> BaseOxmlElement:
    """Return a paragraph of the style with this id."""
    properties = [element("pStyle", val=style)]
    if with_next:
        properties.append(element("keepNext"))
    if right:
        properties.append(element("jc", val="right"))
    return element("p", element("pPr", *properties), *runs)


def field(instruction: str, shown: str) -> BaseOxmlElement:
    """Return a field of ours, with what is shown until Word computes it."""
    return element("fldSimple", run(shown), instr=instruction)
