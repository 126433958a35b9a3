"""The PDF: tagged, dated by the document alone, the same bytes everywhere, text only text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import papers
import pikepdf
import pypdfium2 as pdfium
import pytest

from innostrat.formats.pdf import paper
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Section
from innostrat.reports.table import Align, Column, Row, Table, Thousands

if TYPE_CHECKING:
    from collections.abc import Iterator

NB = language("nb")
ACTIVE: Final = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/URI", "/EmbeddedFiles", "/AA")
MAKE: Final = """
import sys, papers
from innostrat.formats.pdf import paper
from innostrat.language import language
sys.stdout.buffer.write(paper.render(papers.document(), language("nb")))
"""


@cache
def opened(content: bytes) -> pikepdf.Pdf:
    """Return the PDF, and keep it: its objects die with it."""
    return pikepdf.open(BytesIO(content))


def tags(node: Any) -> Iterator[pikepdf.Dictionary]:  # noqa: ANN401
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from tags(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from tags(node.K)


def tagged(content: bytes) -> list[pikepdf.Dictionary]:
    return list(tags(opened(content).Root.StructTreeRoot.K))


def metadata(content: bytes) -> str:
    return bytes(opened(content).Root.Metadata.read_bytes()).decode()


@cache
def read(content: bytes) -> pdfium.PdfDocument:
    """Return the PDF as a reader of its own sees it, not the library that wrote it."""
    return pdfium.PdfDocument(content)


def text_of(content: bytes) -> list[str]:
    """Return each page's text, line by line."""
    return [page.get_textpage().get_text_range() for page in read(content)]


def tops_of(content: bytes) -> list[str]:
    """Return the text in each page's top two centimetres."""
    pages = [(page.get_textpage(), page.get_height()) for page in read(content)]
    return [text.get_text_bounded(bottom=height - 2 / 2.54 * 72) for text, height in pages]


def places_of(content: bytes) -> Iterator[tuple[float, list[tuple[float, float]]]]:
    """Yield each page's width and where its letters begin and end, in points."""
    for page in read(content):
        text = page.get_textpage()
        seen = [
            place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()
        ]
        boxes = [text.get_charbox(place) for place in seen]
        yield page.get_width(), [(left, right) for left, _, right, _ in boxes]


def only(*blocks: Table) -> bytes:
    sections = (Section("only", msg("Summary"), blocks),)
    return paper.render(replace(papers.document(), sections=sections), NB)


def plain(titles: list[str], rows: list[list[int]], name: str = "a") -> Table:
    columns = [Column("name", msg("Project"), wide=True)]
    columns += [Column(title, title, Align.RIGHT) for title in titles]
    body = [Row((name, *(Thousands(1000 * amount) for amount in row))) for row in rows]
    return Table("plain", msg("Projects"), tuple(columns), tuple(body))


@pytest.fixture(scope="module")
def content() -> bytes:
    return paper.render(papers.document(), NB)


def test_it_says_what_it_is(content: bytes) -> None:
    root = opened(content).Root
    assert str(root.Lang) == "nb-NO"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    said = metadata(content)
    assert "<pdfuaid:part>1<" in said
    assert "<pdfaid:part>2<" in said
    assert "<pdfaid:conformance>A<" in said
    assert ">Dagsenter på nett</rdf:li></rdf:Alt></dc:title>" in said


@pytest.mark.parametrize(("code", "tag"), [("nn", "nn-NO"), ("en", "en-GB")])
def test_it_speaks_the_language_of_the_reader(code: str, tag: str) -> None:
    assert str(opened(paper.render(papers.document(), language(code))).Root.Lang) == tag


def test_only_the_document_dates_it(content: bytes) -> None:
    info = opened(content).docinfo
    assert {str(info[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20261124000000Z"}
    undated = paper.render(replace(papers.document(), day=None), NB)
    assert not [key for key in opened(undated).docinfo if "Date" in key]
    assert "Date>" not in metadata(undated)
    assert "<pdfuaid:part>1<" in metadata(undated)
    later = paper.render(replace(papers.document(), day=date(2027, 1, 2)), NB)
    assert str(opened(later).docinfo["/CreationDate"]) == "D:20270102000000Z"


def test_tables_have_header_cells_for_their_columns_and_captions(content: bytes) -> None:
    found = tagged(content)
    kinds = Counter(str(one.S) for one in found)
    heads = [one for one in found if one.S == "/TH"]
    scopes = [str(part.Scope) for one in heads for part in one.A if "/Scope" in part]
    # The columns and the two rows that are headings of others; and the name in each other row.
    assert Counter(scopes) == {"/Column": 7 + 2, "/Row": 3 + 1 + 1 + 1}
    assert kinds["/Table"] == 1
    assert kinds["/Caption"] == 1 + len(papers.figures())


def test_every_picture_is_told_in_words(content: bytes) -> None:
    said = [str(one.Alt) for one in tagged(content) if one.S == "/Figure"]
    assert said[0] == "Dagsenter på nett"  # the logo
    figures = "Dagsenter på nett. Dagsenter på nett 1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"
    assert said[1:] == [figures] * len(papers.figures())


def test_no_level_of_headings_is_skipped(content: bytes) -> None:
    levels = [int(str(one.S)[2:]) for one in tagged(content) if str(one.S)[:2] == "/H"]
    assert levels[0] == 1
    assert max(levels) == 3
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_follow_the_sections(content: bytes) -> None:
    with opened(content).open_outline() as outline:
        found = [(one.title, [part.title for part in one.children]) for one in outline.root]
    assert [title for title, _ in found][-2:] == ["Prosjekter", "Kolofon"]
    assert found[-2][1] == ["Dagsenter på nett", "b"]
    assert len(found) == len(papers.document().sections) + 1


def test_its_fonts_are_our_own_and_inside(content: bytes) -> None:
    names = set()
    for one in opened(content).objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            assert {"/FontFile2", "/FontFile3"} & set(one.keys())
            names.add(str(one.FontName).split("+")[1].split("-")[0])
    assert names == {"OpenSans"}


def test_the_same_bytes_in_another_place_with_another_clock(tmp_path: Path, content: bytes) -> None:
    tests = Path(__file__).parents[2]
    settings = {
        "LANG": "nn_NO.UTF-8",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": f"{tests}{os.pathsep}{tests.parent}",
        "SOURCE_DATE_EPOCH": "86400",
        "TZ": "Pacific/Kiritimati",
    }
    command = [sys.executable, "-c", MAKE]
    environment = {**os.environ, **settings}
    made = subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env=environment)
    assert made.stdout == content


@pytest.mark.parametrize(
    "stamp", ['{"text": "--> ]]> \\"</script>"}', '{"name": "æøå  <&>\N{NO-BREAK SPACE}字"}']
)
def test_the_stamp_is_read_back(stamp: str) -> None:
    assert paper.stamp(paper.render(replace(papers.document(), stamp=stamp), NB)) == stamp


@pytest.mark.parametrize(
    "title", ["<pdf:Keywords>x</pdf:Keywords>", 'stream\n<?xpacket begin=""<pdf:Keywords>x</pdf:']
)
def test_no_title_pretends_to_be_the_stamp(title: str) -> None:
    made = replace(papers.document(title + "<pdf:Keywords>x</pdf:Keywords>"), title=title)
    assert paper.stamp(paper.render(made, NB)) == made.stamp


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"<pdf:Keywords>x</pdf:Keywords>"]
)
def test_another_file_has_no_stamp(content: bytes) -> None:
    assert paper.stamp(content) is None


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_hostile_text_does_nothing(text: str) -> None:
    made = papers.document(text)
    content = paper.render(made, NB)
    assert paper.stamp(content) == made.stamp
    for one in opened(content).objects:
        if isinstance(one, pikepdf.Dictionary):
            assert not set(ACTIVE) & set(one.keys())
            if one.get("/Subtype") == "/Link":
                assert "/Dest" in one
                assert one.get("/A") is None


@pytest.mark.parametrize("text", papers.HOSTILE[:5] + papers.HOSTILE[6:7])
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    shown = "\n".join(text_of(paper.render(papers.document(text), NB)))
    assert "".join(text.split()) in "".join(shown.split())


def test_what_cannot_be_seen_or_drawn_is_shown_by_its_number() -> None:
    hidden = "\n".join(text_of(paper.render(papers.document(papers.HOSTILE[5]), NB)))
    assert all(f"‹U+{number}›" in hidden for number in ("001B", "0007", "202E", "200B", "D800"))
    made = paper.render(papers.document("a\u0301 \u0436 \u5b57 \U0001f468"), NB)
    drawn = "\n".join(text_of(made))
    assert "á ж ‹U+5B57› ‹U+1F468›" in drawn


def test_a_checksum_is_divided_where_it_must_and_copied_as_it_is() -> None:
    checksum = "0123456789abcdef" * 4
    content = paper.render(papers.document(checksum), NB)
    shown = "\n".join(text_of(content))
    assert checksum in shown
    assert "\u200b" not in shown
    assert all(end < width - 40 for width, words in places_of(content) for _, end in words)


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    content = only(plain(["2031"], [[1]] * 200))
    assert len([one for one in tagged(content) if one.S == "/TR"]) == 201
    pages = text_of(content)
    assert len(pages) > 2
    assert all(page.count("2031") == 1 for page in pages)


def test_pages_are_numbered_and_bear_the_title_but_for_the_cover() -> None:
    content = only(plain(["2027"], [[1]] * 120))
    pages = text_of(content)
    said = [NB(msg("Page {page} of {pages}", page=number, pages=3)) for number in (1, 2, 3)]
    assert [one in page for one, page in zip(said, pages, strict=True)] == [True] * 3
    cover, *others = tops_of(content)
    assert cover == ""
    assert others == ["Dagsenter på nett Dagsenter på nett"] * 2  # the title, the organisation


@pytest.mark.parametrize("columns", [4, 8, 12, 16])
def test_no_number_is_cut_off_or_divided(columns: int) -> None:
    row = [-1_234_567 - place for place in range(columns)]
    name = "Samhandlingskompetanseutviklingsprosjekt"
    content = only(plain([str(2027 + place) for place in range(columns)], [row], name))
    shown = " ".join("\n".join(text_of(content)).split())
    assert [amount for amount in row if " ".join(NB.number(amount).split()) not in shown] == []
    for width, words in places_of(content):
        assert all(40 < start < end < width - 40 for start, end in words)


def test_a_wide_table_lies_across_its_page() -> None:
    content = only(plain([str(2000 + place) for place in range(12)], [[1_234_567] * 12]))
    sizes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in opened(content).pages]
    assert sizes == [False, True, False]
    assert "Sammendrag" in text_of(content)[1]
