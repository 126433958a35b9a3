"""The Word file: real styles, header rows, words for pictures, and text that is only text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
import papers
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from programs import in_libreoffice

from innostrat.errors import CannotGoOnError
from innostrat.formats.colour import contrast_ratio
from innostrat.formats.escape import one_line
from innostrat.formats.word import paper
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Appearance, Section
from innostrat.reports.table import Align, Column, Facts, Paragraph, Row, Table

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from docx.document import Document as Word

NB: Final = language("nb")
PLAIN: Final = re.compile(rb" _Toc[0-9]+| .r 1$")
OURS: Final = {
    b"NUMPAGES",
    b"PAGE",
    b'TOC \\o "1-2" \\h \\z',
    b"PAGEREF \\h",
    b"SEQ Tabell \\* ARABIC",
    b"SEQ Figur \\* ARABIC",
}
ALONE: Final = """
import sys, papers
from innostrat.formats.word import paper
from innostrat.language import language
sys.stdout.buffer.write(paper.render(papers.document(papers.HOSTILE[-1]), language("nn")))
"""


def opened(content: bytes) -> Word:
    return docx.Document(BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def wide(columns: int) -> Table:
    heads = tuple(Column(f"c{place}", msg("Capacity"), Align.RIGHT) for place in range(columns))
    return Table("wide", msg("Projects"), heads, (Row(("123\xa0456",) * columns),))


def of(*blocks: Table | Facts | Paragraph) -> bytes:
    section = Section("only", msg("Summary"), blocks)
    return paper.render(replace(papers.document(), sections=(section,)), NB)


@pytest.fixture(scope="module")
def content() -> bytes:
    return paper.render(papers.document(), NB)


def test_headings_have_the_styles_of_headings(content: bytes) -> None:
    found = [
        (one.style.name, one.text)
        for one in opened(content).paragraphs
        if one.style is not None and one.style.name.startswith(("Title", "Heading"))
    ]
    assert found == [
        ("Title", "Dagsenter på nett"),
        ("Heading 1", "Sammendrag"),
        ("Heading 1", "Prosjekter"),
        ("Heading 2", "Status"),
        ("Heading 1", NB(msg("Figures"))),
        ("Heading 1", "Prosjekter"),
        ("Heading 2", "Dagsenter på nett"),
        ("Heading 3", "Status"),
        ("Heading 2", "b"),
        ("Heading 3", "Status"),
        ("Heading 1", "Kolofon"),
    ]


def test_the_contents_are_there_and_lead_to_the_headings(content: bytes) -> None:
    made = opened(content).element
    entries = [
        (link.get(qn("w:anchor")), "".join(one.text for one in link.iter(qn("w:t"))))
        for link in made.iter(qn("w:hyperlink"))
    ]
    marks = {
        mark.get(qn("w:name")): "".join(one.text for one in mark.getparent().iter(qn("w:t")))
        for mark in made.iter(qn("w:bookmarkStart"))
    }
    assert len(entries) == 7
    assert dict(entries) == marks


def test_captions_are_numbered_by_chapter_and_kind(content: bytes) -> None:
    numbers = [
        re.sub(r"\s+", " ", "".join(one.text or "" for one in caption.iter(qn("w:t"))))
        for caption in opened(content).element.iter(qn("w:p"))
        if caption.pPr is not None and caption.pPr.pStyle is not None
        if caption.pPr.pStyle.val == "Caption"
    ]
    assert [one.split(" ")[:2] for one in numbers] == [
        ["Tabell", "2.1"],
        ["Tabell", "2.2"],
        *(["Figur", f"3.{number}"] for number in range(1, 6)),
    ]


@pytest.mark.needs("libreoffice")
def test_libreoffice_counts_the_captions_and_the_pages_of_the_contents(tmp_path: Path) -> None:
    shown = re.compile(rb'(instr="SEQ [^"]*"><w:r><w:t[^>]*>)\d+')
    unknown = {
        name: shown.sub(rb"\g<1>0", one)
        for name, one in parts(paper.render(papers.document(), NB)).items()
    }
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, one in unknown.items():
            archive.writestr(name, one)
    with pypdfium2.PdfDocument(in_libreoffice(path, "pdf")) as pdf:
        pages = [one.get_textpage().get_text_bounded() for one in pdf]
    captions = re.findall(r"(?:Tabell|Figur) \d\.\d", " ".join(pages))
    assert captions == ["Tabell 2.1", "Tabell 2.2", *(f"Figur 3.{n}" for n in range(1, 6))]
    first = next(number for number, text in enumerate(pages, 1) if "Tabell 2.1" in text)
    assert re.search(rf"^Prosjekter\W*{first}\r?$", " ".join(pages[:2]), re.MULTILINE)


def test_only_our_own_fields_are_there(content: bytes) -> None:
    assert orders(content) == OURS


def orders(content: bytes) -> set[bytes]:
    """Return what Word is told to compute, but of which heading and from which number."""
    found = parts(content)
    everything = b"".join(found[name] for name in sorted(found) if name.endswith(".xml"))
    said = re.findall(rb'w:instr="([^"]*)"|<w:instrText[^>]*>([^<]*)<', everything)
    return {PLAIN.sub(b"", one or other.strip()) for one, other in said}


def made_of(text: str) -> bytes:
    return paper.render(papers.document(text), NB)


def test_a_table_has_a_header_row_and_rows_that_hold_together(content: bytes) -> None:
    table = opened(content).tables[0]
    rows = [row._tr for row in table.rows]  # noqa: SLF001
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 8
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    properties = table._tbl.tblPr  # noqa: SLF001
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Prosjekter"
    assert [cell.text for cell in table.rows[0].cells][:3] == ["Nr.", "Prosjekt", "Kostnad"]
    assert [cell.text for cell in table.rows[2].cells][:3] == ["1", "Dagsenter på nett", "1\xa0250"]


def test_numbers_stand_right_and_sums_are_bold(content: bytes) -> None:
    table = opened(content).tables[0]
    bold = [all(run.bold for run in row.cells[2].paragraphs[0].runs) for row in table.rows]
    assert bold == [True, True, False, False, False, True, True, False, True]
    right = [cell.paragraphs[0].alignment is not None for cell in table.rows[2].cells]
    assert right == [True, False, True, True, True, True, False]


def test_the_header_row_can_be_read_whatever_the_colour() -> None:
    made = replace(papers.document(), brand=Appearance("#ffff00"))
    cell = opened(paper.render(made, NB)).tables[0].rows[0].cells[0]
    fill = cell._tc.find(f".//{qn('w:shd')}").get(qn("w:fill"))  # noqa: SLF001
    assert 4.5 <= contrast_ratio(f"#{fill}", "#ffffff") < 5


def test_a_group_and_a_line_go_across_the_table(content: bytes) -> None:
    rows = opened(content).tables[0].rows
    cells = [len(row._tr.tc_lst) for row in rows]  # noqa: SLF001
    assert cells == [7, 1, 7, 7, 7, 7, 1, 7, 7]


def test_every_picture_is_told_in_words(content: bytes) -> None:
    said = [one.get("descr") for one in opened(content).element.iter(qn("wp:docPr"))]
    figures = "Dagsenter på nett. Dagsenter på nett 1\xa0000\xa0kr"
    assert said == ["Dagsenter på nett"] + [figures] * 5


@pytest.mark.parametrize(("code", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_it_speaks_the_language_of_the_reader(code: str, tag: str) -> None:
    styles = opened(paper.render(papers.document(), language(code))).styles.element
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {tag}


@pytest.mark.parametrize("day", [None, papers.document().day])
def test_only_the_document_dates_it(day: date | None) -> None:
    content = paper.render(replace(papers.document(), day=day), NB)
    core = opened(content).core_properties
    shown = "1980-01-01" if day is None else "2026-11-24"
    assert core.created is not None
    assert core.modified is not None
    assert {core.created.date().isoformat(), core.modified.date().isoformat()} == {shown}
    assert (core.title, core.author) == ("Dagsenter på nett", "Dagsenter på nett")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_wide_table_lies_across_with_the_heading_of_its_chapter() -> None:
    sections = opened(of(wide(12), wide(12), wide(3))).sections
    lies = WD_ORIENT.LANDSCAPE
    assert [one.orientation is lies for one in sections] == [False, True, False]
    widths = [(one.page_width or 0) / Mm(1) for one in sections]
    assert widths == pytest.approx([210, 297, 210], abs=0.1)
    assert len(opened(of(wide(3), wide(3))).sections) == 1


def test_the_stamp_can_be_read_back(content: bytes) -> None:
    assert paper.stamp(content) == papers.document().stamp


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100])
def test_another_file_has_no_stamp(content: bytes) -> None:
    assert paper.stamp(content) is None


def test_another_process_place_and_time_zone_give_the_same_bytes(tmp_path: Path) -> None:
    settings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    environment = os.environ | settings | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", ALONE]
    made = subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env=environment)
    assert made.stdout == paper.render(papers.document(papers.HOSTILE[-1]), language("nn"))


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    content = made_of(text)
    assert one_line(text) in {cell.text for cell in opened(content).tables[0].rows[2].cells}
    assert orders(content) == OURS
    found = parts(content)
    relations = b"".join(found[name] for name in found if name.endswith(".rels"))
    assert b"External" not in relations
    assert b"w:hyperlink r:id" not in found["word/document.xml"]


def test_nothing_much_can_be_written() -> None:
    blocks = (Facts("a", msg("Status"), ()), Paragraph((), msg("Status")), Paragraph(("",)))
    assert "Status" in [one.text for one in opened(of(*blocks)).paragraphs]
    made = replace(papers.document(), sections=(), preamble=(), brand=Appearance("#123456"))
    assert not opened(paper.render(made, NB)).tables


def test_a_thousand_rows_are_all_there() -> None:
    (table,) = opened(of(papers.table(rows=1000))).tables
    assert len(table._tbl.tr_lst) == 1000 + 6  # noqa: SLF001


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.needs("libreoffice")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "in.docx"
    path.write_bytes(made_of(papers.HOSTILE[2]))
    shown = in_libreoffice(path, "txt:Text (encoded):UTF8").decode()
    assert papers.HOSTILE[2] in shown
    assert "Sammendrag" in shown


def test_a_template_that_cannot_be_read_is_told_of() -> None:
    for template in (b"", b"PK\x03\x04", b"x" * 100):
        with pytest.raises(CannotGoOnError):
            paper.render(papers.document(), NB, template=template)
