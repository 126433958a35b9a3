"""The web page as it is read: on a phone, by keys, by ear, and taken along."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pages
import papers
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.needs("chromium")
# What is pressed and smaller than WCAG 2.2 asks for (2.5.8).
SMALL: Final = """() => [...document.querySelectorAll("a, button, input, summary, .switch label")]
  .filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width > 1 && height > 1 && (width < 24 || height < 24);
  }).map((one) => one.outerHTML)"""


def test_the_first_screen_of_a_phone_says_what_is_recommended(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"], "phone")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    said = page.locator("#answer > p")
    assert re.match(r"\d+ av 27 prosjekter er anbefalt", said.inner_text())
    first = page.locator(".cards li").first
    for one in (said, first):
        box = one.bounding_box()
        assert box
        assert box["y"] + box["height"] < 740
        assert box["x"] + box["width"] <= 360
    assert "ja, fra 20" in first.inner_text()
    assert "kr" in first.inner_text()
    assert page.locator(".cards li").count() == 27


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_what_is_pressed_is_large_enough(
    show: Callable[..., Page], contents: dict[str, bytes], size: str
) -> None:
    page = show(contents["gausdal"], size)
    page.locator(".contents details").evaluate("one => { one.open = true; }")
    assert page.evaluate(SMALL) == []


def test_the_answer_stays_in_sight_while_a_slider_moves(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"], "phone")
    said = page.locator("#what-if-said")
    for slider in page.locator("input[type=range]").all():
        slider.scroll_into_view_if_needed()
        slider.press("ArrowRight")
        shown, moved = said.bounding_box(), slider.bounding_box()
        assert shown
        assert moved
        assert 0 <= shown["y"] <= shown["y"] + shown["height"] <= moved["y"] + moved["height"] < 740
    list_ = page.locator("#what-if-list")
    assert list_.evaluate("one => one.scrollWidth <= one.parentElement.clientWidth")


def test_charts_are_drawn_for_a_phone(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"], "phone")
    assert page.locator(".picture.twice").count() > 2
    for one in page.locator(".picture.twice").all():
        assert one.evaluate("one => one.scrollWidth <= one.clientWidth")
        sizes = one.locator("svg:visible text").evaluate_all(
            "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize)"
            " * one.getScreenCTM().a)"
        )
        assert min(size for size in sizes if size > 0) > 11


def test_a_list_leads_to_a_project_and_back(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"])
    card = page.locator(".cards li:has(a)").first
    link = card.get_by_role("link")
    title = link.inner_text()
    link.press("Enter")
    target = page.locator(":target")
    assert target.locator("> :first-child").inner_text() == title
    target.get_by_role("link", name="Tilbake til lista").press("Enter")
    assert page.locator(":target").get_by_role("link").inner_text() == title
    row = page.locator("#list tbody th a").first
    row.press("Enter")
    assert page.locator(":target > :first-child").inner_text() == row.inner_text()


def test_the_board_has_each_project_in_its_phase(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"])
    board = page.locator("#board")
    counts = [
        int(re.search(r"\((\d+)\)", one.inner_text())[1])  # type: ignore[index]
        for one in board.locator("h3").all()
    ]
    assert sum(counts) == board.locator("li").count() == 27
    assert [one.locator("li").count() for one in board.locator("> div > div").all()] == counts


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_a_table_is_taken_along_as_a_file_without_formulas(
    show: Callable[..., Page], text: str
) -> None:
    page = show(pages.sample(text))
    table = page.locator("#table-every-cell")
    with page.expect_download() as taken:
        table.get_by_role("button", name=re.compile("^Last ned tabellen: ")).press("Enter")
    assert page.evaluate("broken") == []
    assert taken.value.suggested_filename == "table-every-cell.csv"
    content = Path(taken.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == table.locator("tr").count()
    plain = [row for row in rows[1:] if len(row) > 1]
    assert plain[0][2] == "1250"
    assert "65,5" in plain[0]
    for cell in (cell for row in rows for cell in row):
        number = re.fullmatch(r"-?\d+(,\d+)?%?", cell)
        assert number or not re.match(r"\s*[=+@＝＋－＠-]|::", cell), cell
        assert not re.search(r"[;|,]\s*[=+@-]", cell), cell


def test_keys_go_through_the_page_in_the_order_that_is_read(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"], "phone")
    page.locator("#what-if").evaluate("one => one.setAttribute('tabindex', '-1')")
    page.locator("#what-if").focus()
    met = []
    for _ in range(6):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.id || document.activeElement.value"))
    assert met == ["weight-1", "weight-2", "weight-3", "what-if-reset", "free", "free"]


def test_by_ear_each_control_has_a_name_and_the_answer_is_told(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"])
    tree = page.locator("#what-if").aria_snapshot()
    assert re.search(r'- slider "Nytte og rekkevidde"', tree)
    assert re.search(r'- status: "?\d+ av 27 prosjekter\.', tree)
    assert re.search(
        r'- group "Ny oppgavedeling i helse og omsorg":\s+- text: .*\s+- radio "fri" \[checked\]',
        tree,
    )
    assert tree.count("- status") == 1  # a share of each weight would drown the answer
    assert re.search(r'- table "Rangeringen med vektene dine"', tree)
    cards = page.locator("#answer").aria_snapshot()
    assert re.search(r"- listitem: .*Nr\..*ja, fra 20", cards, re.DOTALL)
