"""The PDF of documents that hold nothing, little or much."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from struct import unpack_from
from typing import TYPE_CHECKING

import papers
import pikepdf
import pytest

from innostrat.errors import CannotGoOnError
from innostrat.formats.pdf import paper
from innostrat.formats.pdf.logo import PIXELS, WIDEST, drawn_logo
from innostrat.formats.word import paper as word
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Appearance, Logo, Section
from innostrat.reports.table import Facts, Paragraph

if TYPE_CHECKING:
    from innostrat.reports.document import Document

NB = language("nb")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def test_an_empty_document_can_be_written() -> None:
    made = replace(papers.document(), sections=(), preamble=(), brand=Appearance("#ffff00"))
    with opened(paper.render(made, NB)) as pdf:
        assert len(pdf.pages) == 1


def test_blocks_that_hold_nothing_can_be_written() -> None:
    blocks = (Facts("a", msg("Status"), ()), Paragraph((), msg("Status")), Paragraph(("",)))
    made = replace(papers.document(), sections=(Section("a", "", blocks),))
    with opened(paper.render(made, NB)) as pdf:
        assert len(pdf.pages) == 1


def test_a_thousand_rows_are_all_there() -> None:
    section = Section("a", msg("Projects"), (papers.table(rows=1000),))
    made = replace(papers.document(), sections=(section,))
    with opened(paper.render(made, NB)) as pdf:
        rows = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert sum(one.get("/S") == "/TR" for one in rows) == 1000 + 6
        assert len(pdf.pages) > 20


def logo(content: bytes, kind: str = "svg") -> Document:
    return replace(papers.document(), brand=Appearance("#123456", Logo(kind, content, "Våpen")))


def test_a_png_is_a_logo_too() -> None:
    _, png = drawn_logo(Logo("svg", papers.LOGO, ""))
    with opened(paper.render(logo(png, "png"), NB)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        assert "Våpen" in {str(one.Alt) for one in found if "/Alt" in one}


@pytest.mark.parametrize("inside", ['<text y="9">\u5b57</text>', "<script>alert(1)</script>"])
def test_a_logo_may_hold_what_is_not_drawn(inside: str) -> None:
    assert paper.render(logo(papers.LOGO.replace(b"</svg>", f"{inside}</svg>".encode())), NB)


@pytest.mark.parametrize(
    "inside", ['<image href="/etc/hosts"/>', '<image href="http://example.org/a.png"/>']
)
def test_a_logo_fetches_nothing(inside: str) -> None:
    with pytest.raises(CannotGoOnError):
        drawn_logo(Logo("svg", papers.LOGO.replace(b"</svg>", f"{inside}</svg>".encode()), ""))


@pytest.mark.parametrize(("kind", "content"), [("svg", b""), ("svg", b"<svg"), ("png", b"GIF")])
def test_a_logo_that_cannot_be_drawn_is_told_of(kind: str, content: bytes) -> None:
    for form in (paper, word):
        with pytest.raises(CannotGoOnError):
            form.render(logo(content, kind), NB)


def test_a_wide_logo_stays_on_the_page() -> None:
    wide = papers.LOGO.replace(b'viewBox="0 0 20 20" width="20"', b'width="900"')
    _, png = drawn_logo(Logo("svg", wide, ""))
    width, height = unpack_from(">LL", png, 16)
    assert width == pytest.approx(WIDEST / 25.4 * PIXELS, abs=1)
    assert height == pytest.approx(width * 20 / 900, abs=1)
