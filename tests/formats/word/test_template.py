"""A Word template: its styles, header and pages are used, and what it lacks is made."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
import papers
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from innostrat.errors import CannotGoOnError
from innostrat.formats.word import paper
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Section
from innostrat.reports.table import Paragraph

if TYPE_CHECKING:
    from innostrat.reports.document import Document

NB: Final = language("nb")
SAID: Final = Paragraph(("Vi vedtar.",))
DECISION: Final = Section("decision", msg("Proposed decision"), (SAID,))


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


def test_its_text_and_its_header_stay() -> None:
    made = docx.Document(BytesIO(paper.render(papers.document(), NB, template=template())))
    said = [one.text for one in made.paragraphs]
    assert said.index("Skriv her") < said.index("Innhold") < said.index("Kolofon")
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


def case(*paragraphs: str) -> docx.document.Document:
    """Return a municipality's template for a case: a heading of its own over each placeholder."""
    made = docx.Document()
    for text in paragraphs:
        level = 1 if text.istitle() else None
        made.add_heading(text, level) if level else made.add_paragraph(text)
    return made


def filled(made: docx.document.Document, document: Document | None = None) -> list[str]:
    content = paper.render(document or papers.document(), NB, template=saved(made))
    return [one.text for one in docx.Document(BytesIO(content)).paragraphs]


def test_a_placeholder_becomes_its_section_under_the_heading_of_the_template() -> None:
    said = filled(case("Fakta", "{{ summary }}", "Etterpå", "{{figures}}", "Vedlegg"))
    order = [said.index(one) for one in ("Fakta", "Etterpå", "Vedlegg", "Prosjekter")]
    assert order == sorted(order)
    assert "Sammendrag" not in said  # the heading is the template's
    assert said[order[0] + 1 : order[1]].count("Dagsenter på nett") >= 2
    figures = [one for one in said[order[1] : order[2]] if one.startswith("Figur 2.")]
    assert len(figures) == len(papers.figures())
    assert not [one for one in said if "{{" in one]


def test_names_in_running_text_and_in_the_header_are_filled_however_word_divides_them() -> None:
    made = case("Sak: {{tittel}}, {{dato}}", "{{forslag}}")
    run = made.paragraphs[0].runs[0]
    run.text = "Sak: {{tit"
    made.paragraphs[0].add_run("tel}}, {{dato}}").bold = True
    made.sections[0].header.paragraphs[0].text = "{{organisasjon}}"
    named = replace(papers.document("Å <b>&"), sections=(Section("decision", "Forslag", (SAID,)),))
    content = paper.render(named, NB, template=saved(made))
    again = docx.Document(BytesIO(content))
    assert again.paragraphs[0].text == "Sak: Å <b>&, 24. november 2026"
    assert again.sections[0].header.paragraphs[0].text == "Å <b>&"
    assert "Vi vedtar." in [one.text for one in again.paragraphs]


@pytest.mark.parametrize("text", ["{{forslagg}}", "her er {{forslag}} midt i"])
def test_what_cannot_be_filled_is_said(text: str) -> None:
    with pytest.raises(CannotGoOnError) as told:
        filled(case(text), replace(papers.document(), sections=(DECISION,)))
    assert "forslag" in NB(told.value.message)


def test_a_placeholder_in_a_table_is_refused() -> None:
    made = case("Sak")
    made.add_table(1, 1).cell(0, 0).text = "{{forslag}}"
    with pytest.raises(CannotGoOnError) as told:
        filled(made, replace(papers.document(), sections=(DECISION,)))
    assert "forslag" in NB(told.value.message)


def test_a_proposal_that_looks_like_a_placeholder_is_text() -> None:
    said = filled(
        case("{{forslag}}"), replace(papers.document("{{økonomi}}"), sections=(DECISION,))
    )
    assert "{{økonomi}}" in " ".join(said)


def test_tables_take_the_style_of_the_template_s_own() -> None:
    made = case("{{list}}")
    made.add_table(1, 1, style="Light List Accent 1")
    again = docx.Document(BytesIO(paper.render(papers.document(), NB, template=saved(made))))
    assert {one.style.name for one in again.tables if one.style} == {"Light List Accent 1"}
