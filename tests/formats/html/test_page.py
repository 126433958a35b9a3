"""The web page holds all of a document in one file, as HTML that says what is what."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pages
import papers
import playing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.formats.colour import contrast_ratio
from innostrat.formats.escape import one_line
from innostrat.formats.html.page import render, stamp
from innostrat.language import language
from innostrat.messages import msg
from innostrat.reports.document import Appearance, Document, Section
from innostrat.reports.table import Align, Column, Paragraph, Row, RowRole, Table, Thousands

EMPTY = frozenset({"meta", "img", "input"})
PICTURE = re.compile(rb"<svg xmlns.*?</svg>", re.DOTALL)


class Page(HTMLParser):
    """Every element with its attributes and the text inside it, in the order of the page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text: list[str] = []
        self.elements.append((tag, dict(attrs), text))
        if tag not in EMPTY:
            self._open.append((tag, text))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, text in self._open:
            text.append(data)

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, "".join(text).strip())
            for name, attributes, text in self.elements
            if name == tag and all(attributes.get(key) == one for key, one in wanted.items())
        ]

    def texts(self, tag: str, **wanted: str) -> list[str]:
        return [text for _, text in self.all(tag, **wanted)]


def page(document: Document | None = None, code: str = "en") -> Page:
    return Page(render(document or papers.document(), language(code)))


def holding(*blocks: Any) -> Document:  # noqa: ANN401  (blocks of any kind)
    return replace(papers.document(), sections=(Section("only", "Only", blocks),))


def test_the_same_document_is_the_same_page() -> None:
    assert pages.sample() == pages.sample()


def test_the_head_says_language_title_and_day() -> None:
    found = page(code="nn")
    assert found.all("html")[0][0] == {"lang": "nn"}
    assert found.texts("title")[0] == "Dagsenter på nett"
    assert found.all("meta", name="date")[0][0]["content"] == "2026-11-24"
    assert not page(replace(papers.document(), day=None)).all("meta", name="date")


def test_the_policy_lets_only_the_page_s_own_style_and_script_be_used() -> None:
    content = pages.sample().decode()
    found = Page(content.encode())
    meta = {"http-equiv": "Content-Security-Policy"}
    policy = str(found.all("meta", **meta)[0][0]["content"])
    style = re.findall("<style>(.*?)</style>", content, re.DOTALL)
    script = re.findall("<script>(.*?)</script>", content, re.DOTALL)
    assert [len(style), len(script)] == [1, 1]

    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashed(style[0])}'; "
        f"script-src 'sha256-{hashed(script[0])}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_fetched_and_nothing_is_styled_or_run_in_place() -> None:
    found = Page(pages.sample())
    for tag, attributes, _ in found.elements:
        assert tag not in {"link", "iframe", "object", "embed", "base", "form", "foreignobject"}
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href", "xlink:href", "srcset", "action"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:image/")), (tag, value)


def tags(text: str) -> tuple[list[str], set[str]]:
    """Return the elements outside pictures, and the kinds of those within."""
    content = pages.sample(text)
    pictures = b"".join(PICTURE.findall(content))
    outside = Page(PICTURE.sub(b"", content))
    return [tag for tag, _, _ in outside.elements], {one for one, _, _ in Page(pictures).elements}


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_text_is_shown_and_is_never_markup(text: str) -> None:
    found = Page(pages.sample(text))
    outside, drawn = tags(text)
    assert outside == tags("x")[0]
    assert drawn == tags("x")[1] | {"tspan"}
    assert found.texts("h1") == [one_line(text)]
    assert found.texts("th", scope="rowgroup")[0] == one_line(text)


def test_a_logo_says_what_it_shows_unless_the_name_beside_it_does() -> None:
    def alternative(organisation: str) -> str | None:
        found = page(replace(papers.document("A coat of arms"), organisation=organisation))
        return found.all("img")[0][0]["alt"]

    assert alternative("Testkommune") == "A coat of arms"
    assert alternative("A coat of arms") == ""


def test_ids_are_never_given_twice_and_links_lead_somewhere() -> None:
    found = Page(pages.sample(papers.HOSTILE[0]))
    ids = [one["id"] for _, one, _ in found.elements if "id" in one]
    assert len(ids) == len(set(ids))
    ends = [str(one["href"])[1:] for _, one, _ in found.elements if "href" in one]
    assert ends
    assert set(ends) <= set(ids)
    labels = [one["aria-label"] for _, one, _ in found.elements if one.get("role") == "region"]
    assert len(labels) == len(set(labels)) > 1


def test_a_table_says_what_each_cell_is_about() -> None:
    found = page(holding(papers.table()))
    assert found.texts("caption") == ["Projects"]
    assert found.texts("th", scope="col")[:3] == ["Rank", "Project", "Cost"]
    assert found.texts("th", scope="rowgroup") == ["Dagsenter på nett", "Total"]
    rows = found.texts("th", scope="row")
    assert rows == [*["Dagsenter på nett"] * 3, "Total", "Dagsenter på nett, b", "Total"]
    assert found.all("td", **{"data-sort": "1250000"}) == [
        ({"class": "number", "data-sort": "1250000"}, "1,250")
    ]
    assert [one for _, one, _ in found.elements if one.get("width") == "33"]


def test_rows_stand_in_the_body_of_their_heading() -> None:
    content = render(holding(papers.table()), language("en")).decode()
    bodies = re.findall("<tbody>(.*?)</tbody>", content, re.DOTALL)
    roles = [re.findall(r'<tr(?: class="(\w+)")?>', body) for body in bodies]
    assert roles == [["group", "", "", "", "subtotal"], ["line", ""], ["total"]]


def test_only_tables_that_are_long_enough_are_sorted_and_filtered() -> None:
    def offered(rows: int) -> set[str]:
        columns = (Column("a", msg("Project")), Column("b", msg("Cost"), Align.RIGHT))
        body = tuple(Row((f"row {number}", Thousands(number))) for number in range(rows))
        total = Row((msg("Total"), None), RowRole.TOTAL)
        table = Table("t", msg("Projects"), columns, (*body, total))
        attributes = page(holding(table)).all("div", **{"class": "table"})[0][0]
        return {name for name in attributes if name.startswith("data-")}

    assert offered(7) == set()
    assert offered(8) == {"data-sorts"}
    assert offered(12) == {"data-sorts", "data-filters"}


def test_a_table_without_rows_says_so() -> None:
    found = page(holding(Table("t", msg("Projects"), (Column("a", msg("Project")),), ())))
    assert found.texts("p", **{"class": "caption"}) == ["Projects"]
    assert "Nothing to show" in found.texts("p")
    assert not found.all("table")


def test_running_text_keeps_its_points_and_lines() -> None:
    text = (msg("One."), msg("• first"), msg("• second"), "a\n  b")
    found = page(holding(Paragraph(text, title=msg("Summary"))))
    assert found.texts("h3") == ["Summary"]
    assert found.texts("ul") == ["first\nsecond"]
    assert found.texts("pre") == ["a\n  b"]


def test_sections_have_headings_of_their_depth_and_stand_in_the_contents() -> None:
    found = page()
    assert found.texts("h2") == [
        "Summary",
        "Projects",
        "Figures",
        "Projects",
        "About this document",
    ]
    assert "b" in found.texts("h3")
    assert len(found.all("section", **{"class": "page"})) == 2
    assert [text for one, text in found.all("a") if one["href"] == "#project-b"] == ["b"]


def test_the_part_for_other_weights_stands_before_the_pages_of_projects() -> None:
    found = Page(pages.sample("x"))
    ids = [one["id"] for tag, one, _ in found.elements if tag == "section"]
    assert ids[0] == "answer"
    assert ids[-5:] == ["what-if", "board", "projects", "project-a", "project-b"]
    assert not page().all("section", id="what-if")


def test_a_decided_round_says_first_what_is_decided() -> None:
    glance = replace(playing.glanced(playing.random_portfolio(3)), decided=True)
    found = page(replace(papers.document(), overview=glance), "nb")
    headings = found.texts("h2")
    assert headings[0] == "Vedtaket"
    cards = [one["id"] for one, _ in found.all("li") if str(one.get("id")).startswith("card-")]
    funded = [one.id for one in glance.funded]
    assert cards[: len(funded)] == [f"card-{id_}" for id_ in funded]
    assert len(cards) == len(glance.entries)
    assert not found.all("section", id="what-if")


def test_data_for_scripts_is_json_that_no_text_can_leave() -> None:
    text = papers.HOSTILE[1] + "\u2028 & <!--"
    content = pages.sample(text).decode()
    blocks = re.findall('<script type="application/json" id="(.*?)">(.*?)</script>', content)
    assert [name for name, _ in blocks] == ["page-words", "page-play"]
    assert not re.search("[<>&\u2028]", blocks[1][1])
    assert json.loads(blocks[1][1])["projects"][0]["title"] == one_line(text)


def test_numbers_in_scripts_are_written_as_in_the_language() -> None:
    def signs(code: str) -> tuple[str, ...]:
        content = render(papers.document(), language(code)).decode()
        words = re.findall('id="page-words">(.*?)</script>', content)[0]
        return tuple(json.loads(words)[name] for name in ("minus", "group", "decimal"))

    assert signs("nb") == ("−", "\xa0", ",")
    assert signs("en") == ("−", ",", ".")


@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#ffe600", "#1f5fa8", "#7f7f7f"])
def test_any_colour_can_be_read_by_day_and_by_night(color: str) -> None:
    content = render(replace(papers.document(), brand=Appearance(color)), language("en")).decode()
    found = re.search("--day:(#.{6});--night:(#.{6})}", content)
    assert found
    for ground in ("#ffffff", "#f5f7f9"):
        assert contrast_ratio(found[1], ground) >= 4.5
    for ground in ("#14181d", "#1d232a"):
        assert contrast_ratio(found[2], ground) >= 4.5


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_the_stamp_is_read_back_as_it_was(text: str) -> None:
    document = replace(papers.document(rows=1), stamp=text, sections=())
    assert stamp(render(document, language("en"))) == text


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe<html>", b"<!doctype html><meta name=innostrat>", b"PK\x03\x04"]
)
def test_a_file_that_is_no_page_of_ours_has_no_stamp(content: bytes) -> None:
    assert stamp(content) is None
