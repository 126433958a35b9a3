"""A Word template: its styles, header and pages are used, and what it lacks is made."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

import docx
import papers
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from innostrat.formats.word import paper
from innostrat.language import language

NB: Final = language("nb")


def template() -> bytes:
    """Return a template as a municipality could have: some styles, a header, text to be removed."""
    made = docx.Document()
    made.styles["Heading 1"].font.size = Pt(31)
    for name in ("Caption", "List Bullet"):
        made.styles[name].delete()
    made.styles.add_style("Vår egen", WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("Skriv her")
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(40)
    page.header.paragraphs[0].text = "Eksempel kommune"
    return saved(made)


def saved(made: docx.document.Document) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_its_styles_stand_and_the_lacking_are_made() -> None:
    made = docx.Document(BytesIO(paper.render(papers.document(), NB, template=template())))
    assert made.styles["Heading 1"].font.size == Pt(31)
    used = {one.style.name for one in made.paragraphs if one.style is not None}
    assert {"Heading 1", "Caption", "List Bullet", "Facts"} <= used
    assert "Vår egen" in made.styles


def test_its_text_goes_and_its_header_stays() -> None:
    made = docx.Document(BytesIO(paper.render(papers.document(), NB, template=template())))
    assert "Skriv her" not in {one.text for one in made.paragraphs}
    assert made.sections[0].header.paragraphs[0].text == "Eksempel kommune"
    assert b"NUMPAGES" in made.sections[0].footer._element.xml.encode()  # noqa: SLF001


def test_tables_fit_its_margins() -> None:
    made = docx.Document(BytesIO(paper.render(papers.document(), NB, template=template())))
    grid = made.tables[0]._tbl.tblGrid  # noqa: SLF001
    widths = [int(one.get(qn("w:w"))) for one in grid]
    assert abs(sum(widths) / 20 - Mm(130) / Pt(1)) < 1


def test_a_dotx_is_a_template_too() -> None:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(template())) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", b"template.main+xml"))
    content = paper.render(papers.document(), NB, template=stream.getvalue())
    assert docx.Document(BytesIO(content)).styles["Heading 1"].font.size == Pt(31)


def test_the_same_template_gives_the_same_bytes() -> None:
    given = template()
    once, again = (paper.render(papers.document(), NB, template=given) for _ in range(2))
    assert once == again
