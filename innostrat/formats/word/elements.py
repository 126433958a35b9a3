"""Makes the elements of WordprocessingML (ECMA-376, part 1) that python-docx has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


def word_element(
    tag: str, /, *children: BaseOxmlElement, **attributes: str | int
) -> BaseOxmlElement:
    """Return `<w:tag w:attribute="…">` with its children."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def word_run(text: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    """Return a run of text, whose spaces stand."""
    words = word_element("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return word_element("r", *([word_element("rPr", *properties)] if properties else []), words)


def word_paragraph(
    style: str, *runs: BaseOxmlElement, right: bool = False, with_next: bool = False
) -> BaseOxmlElement:
    """Return a paragraph of the style with this id."""
    properties = [word_element("pStyle", val=style)]
    if with_next:
        properties.append(word_element("keepNext"))
    if right:
        properties.append(word_element("jc", val="right"))
    return word_element("p", word_element("pPr", *properties), *runs)


def word_field(instruction: str, shown: str) -> BaseOxmlElement:
    """Return a field of ours, with what is shown until Word computes it."""
    return word_element("fldSimple", word_run(shown), instr=instruction)
