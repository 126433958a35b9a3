"""The PDF of documents that hold nothing, little or much."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import papers
import pikepdf

from innostrat.formats.pdf import paper
from innostrat.formats.pdf.press import png
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Brand, Logo, Section
from innostrat.reports.table import Facts, Paragraph

NB = language("nb")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def test_an_empty_document_can_be_written() -> None:
    made = replace(papers.document(), sections=(), preamble=(), brand=Brand("#ffff00"))
    with opened(paper.render(made, NB)) as pdf:
        assert len(pdf.pages) == 2


def test_blocks_that_hold_nothing_can_be_written() -> None:
    blocks = (Facts("a", msg("Status"), ()), Paragraph((), msg("Status")), Paragraph(("",)))
    made = replace(papers.document(), sections=(Section("a", "", blocks),))
    with opened(paper.render(made, NB)) as pdf:
        assert len(pdf.pages) == 3


def test_a_thousand_rows_are_all_there() -> None:
    section = Section("a", msg("Projects"), (papers.table(rows=1000),))
    made = replace(papers.document(), sections=(section,))
    with opened(paper.render(made, NB)) as pdf:
        rows = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert sum(one.get("/S") == "/TR" for one in rows) == 1000 + 6
        assert len(pdf.pages) > 20


def test_a_png_is_a_logo_too() -> None:
    logo = Logo("png", png(papers.LOGO, "svg", height=5), "Våpen")
    made = replace(papers.document(), brand=Brand("#123456", logo))
    with opened(paper.render(made, NB)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert "Våpen" in {str(one.Alt) for one in found if "/Alt" in one}
