"""Word templates that are no ordinary ones: used as far as they go, else refused in words."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
import papers
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from innostrat.errors import CannotGoOnError
from innostrat.formats.word import paper
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Section
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable

NB: Final = language("nb")
PAGES: Final = re.compile(rb"<w:sectPr.*?</w:sectPr>", re.DOTALL)
BODY: Final = re.compile(rb"<w:body>.*</w:body>", re.DOTALL)
MACROS: Final = {
    "docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
PLAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def template(part: str = "", change: Callable[[bytes], bytes] = bytes, turn: int = 0) -> bytes:
    """Return a template with one part changed, lying across with `turn`."""
    made, first, changed = docx.Document(), BytesIO(), BytesIO()
    page = made.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if turn else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if turn else WD_ORIENT.PORTRAIT
    made.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return changed.getvalue()


def sizes(made: docx.document.Document) -> list[tuple[int, int]]:
    """Return the width and height of each section's pages in millimetres."""
    lengths = [(one.page_width or Mm(0), one.page_height or Mm(0)) for one in made.sections]
    return [(round(width.mm), round(height.mm)) for width, height in lengths]


def wide() -> bytes:
    columns = tuple(Column(str(n), str(2027 + n), Align.RIGHT) for n in range(14))
    table = Table("wide", msg("Projects"), columns, (Row((1_234_567,) * 14),))
    made = papers.document()
    sections = (*made.sections, Section("wide", msg("Projects"), (table,)))
    return paper.render(replace(made, sections=sections), NB, template=template(turn=1))


def test_one_without_pages_gets_ours() -> None:
    given = template("word/document.xml", lambda content: PAGES.sub(b"", content))
    made = docx.Document(BytesIO(paper.render(papers.document(), NB, template=given)))
    assert sizes(made) == [(210, 297)]


def test_pages_that_lie_across_stay_so() -> None:
    made = docx.Document(BytesIO(wide()))
    assert sizes(made) == [(297, 210)]
    heights = [int(one.get("cy")) for one in made.element.body.iter(qn("wp:extent"))]
    assert max(heights) < Mm(140)


@pytest.mark.parametrize("kind", MACROS)
def test_macros_are_refused(kind: str) -> None:
    given = template("[Content_Types].xml", lambda one: one.replace(PLAIN, MACROS[kind]))
    with pytest.raises(CannotGoOnError):
        paper.render(papers.document(), NB, template=given)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("word/document.xml", lambda content: BODY.sub(b"", content)),
        ("word/document.xml", lambda _: b"<w:document"),
        ("_rels/.rels", lambda _: b"<Relationships/>"),
    ],
    ids=["no body", "no XML", "no relations"],
)
def test_one_that_is_broken_is_refused(part: str, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(CannotGoOnError):
        paper.render(papers.document(), NB, template=template(part, change))
