"""The web page in a real browser: nothing runs but its own, and everybody can use it."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Final

import pages
import papers
import playing
import pytest
from programs import axe

from innostrat.formats.escape import one_line
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.needs("chromium")
# What axe leaves to people: contrast where one thing lies over another (`FAINT` measures it), and
# headings of groups of rows, which have no cells in their own row.
JUDGED: Final = {"color-contrast", "th-has-data-cells"}
# Elements with text of their own that has less than 4.5 : 1 to the nearest ground (WCAG 2.2).
FAINT: Final = """() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found[3] !== 0) return found;
    }
    return [255, 255, 255];
  };
  const light = (rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, part, n) => {
    const c = rgb[n] / 255;
    return sum + part * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  }, 0);
  return [...document.querySelectorAll("body *:not(svg *, script)")].filter((one) => {
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!text || !one.checkVisibility()) return false;
    const [a, b] = [light(parts(getComputedStyle(one).color)), light(ground(one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
  }).map((one) => one.outerHTML.slice(0, 200));
}"""


def moved(page: Page, number: int, weight: int) -> None:
    """Move a slider to a weight."""
    page.locator(f"#weight-{number}").evaluate(
        "(one, weight) => { one.value = weight;"
        " one.dispatchEvent(new Event('input', { bubbles: true })); }",
        weight,
    )


def test_what_a_table_is_about_is_read_without_scrolling_it(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"], "phone")
    found = page.evaluate(
        """() => [...document.querySelectorAll("caption")].map((one) => {
            const words = document.createRange();
            words.selectNodeContents(one);
            return [one.textContent, words.getBoundingClientRect().right];
        })"""
    )
    assert len(found) > 5
    assert [said for said, right in found if right > 360] == []


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_no_text_of_the_data_runs_or_becomes_an_element(
    show: Callable[..., Page], text: str
) -> None:
    page = show(pages.sample(text))
    page.locator("#weight-1").focus()
    page.keyboard.press("End")
    page.locator("input[type=search]").fill(text)
    page.wait_for_timeout(400)
    assert page.evaluate("broken") == []
    assert page.locator("script").count() == 3
    assert (
        page.evaluate("""() => [...document.querySelectorAll("*")].filter(
        (one) => [...one.attributes].some(({ name, value }) =>
            name.startsWith("on") || /^\\s*javascript:/i.test(value)
            || (["src", "href"].includes(name) && !/^(#|data:image\\/)/.test(value)))
        || ["IFRAME", "OBJECT", "EMBED", "LINK", "BASE", "FORM"].includes(one.tagName)
    ).map((one) => one.outerHTML)""")
        == []
    )
    assert page.locator("h1").inner_text() == one_line(text)
    assert one_line(text) in page.locator("#what-if-list").inner_text()


@pytest.mark.parametrize(
    ("name", "scheme", "size"),
    [
        *itertools.product(["sample"], ["light", "dark"], ["desktop", "phone"]),
        ("gausdal", "light", "zoomed"),
        ("gausdal", "dark", "phone"),
        ("gausdal", "forced", "desktop"),
    ],
)
def test_axe_finds_nothing(
    show: Callable[..., Page], contents: dict[str, bytes], name: str, scheme: str, size: str
) -> None:
    forced = scheme == "forced"
    colours = {"forced_colors": "active"} if forced else {"color_scheme": scheme}
    page = show(contents[name], size, **colours)
    moved(page, 1, 70)
    page.wait_for_timeout(1_000)
    page.evaluate(axe())
    page.locator(".contents details").evaluate("one => { one.open = true; }")
    found = page.evaluate("axe.run({ resultTypes: ['violations', 'incomplete'] })")
    assert found["passes"]
    said = [
        (one["id"], one["help"], [n["html"][:200] for n in one["nodes"]])
        for one in (*found["violations"], *found["incomplete"])
        if one["id"] not in JUDGED
    ]
    assert said == [], json.dumps(said, indent=2)
    assert forced or page.evaluate(FAINT) == []


@pytest.mark.parametrize("name", ["sample", "gausdal"])
def test_a_phone_never_scrolls_the_page_sideways(
    show: Callable[..., Page], contents: dict[str, bytes], name: str
) -> None:
    page = show(contents[name], "narrow")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    wide = page.locator(".scroll:not(.fits)")
    assert wide.count() > 0
    for one in wide.all():
        assert one.get_attribute("tabindex") == "0"
        assert one.get_attribute("aria-label")
        assert one.get_attribute("role") == "region"


def test_a_long_unbroken_word_does_not_widen_the_page(show: Callable[..., Page]) -> None:
    page = show(pages.sample(papers.HOSTILE[7]), "narrow")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_everything_can_be_read(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["sample"], java_script_enabled=False)
    assert page.locator("#what-if .unscripted").is_visible()
    assert not page.locator("#what-if .scripted").is_visible()
    assert page.get_by_role("table", name="Prosjekter").is_visible()
    assert not page.locator("th button").count()


def test_a_slider_is_moved_by_keys_and_the_sentence_follows(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"])
    said, slider = page.locator("#what-if-said"), page.locator("#weight-1")
    first = said.inner_text()
    order = page.locator("#what-if-list tbody tr").evaluate_all("all => all.map(r => r.dataset.id)")
    assert page.locator("#what-if").get_attribute("data-changed") is None
    page.locator("#what-if .scripted").evaluate("one => one.scrollIntoView()")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "51 (50\xa0%)"
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.press("End")
    page.wait_for_timeout(500)
    assert said.inner_text() != first
    changed = page.locator("#what-if-list tbody tr").evaluate_all(
        "all => all.map(r => r.dataset.id)"
    )
    assert sorted(changed) == sorted(order)
    assert changed != order
    page.locator("#what-if-reset").press("Enter")
    page.wait_for_timeout(500)
    assert said.inner_text() == first
    assert slider.input_value() == "50"
    assert page.locator("#what-if").get_attribute("data-changed") is None


def test_a_project_is_forced_in_and_kept_out_by_keys(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"])
    row = page.locator("#what-if-list tr[data-id=oppgavedeling-helse]")
    listed = row.locator("[data-cell=listed]")
    assert listed.get_attribute("class") == "state in"
    row.locator("input[value=free]").focus()
    page.keyboard.press("ArrowLeft")
    assert row.locator("input[value=exclude]").is_checked()
    assert listed.get_attribute("class") == "state leaves"
    assert page.evaluate("document.activeElement.value") == "exclude"
    page.wait_for_timeout(500)
    assert row.locator("th").inner_text() in page.locator("#what-if-said").inner_text()


def test_what_the_page_funds_is_what_the_tool_s_what_if_funds(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["gausdal"])
    list_ = page.locator("#what-if-list tbody")
    out = list_.locator("tr:not(.taken) input[value=force]").last
    forced = str(out.get_attribute("name")).removeprefix("decide-")
    moved(page, 1, 37)
    out.check(force=True)
    said = page.locator("#what-if-said")
    page.wait_for_timeout(500)
    page.wait_for_function(
        "said => / Bevist: /.test(said.textContent) && !/Leter/.test(said.textContent)",
        arg=said.element_handle(),
    )
    funded = list_.locator("tr.taken").evaluate_all("all => all.map(r => r.dataset.id)")
    case = {"weights": [37, 25, 25], "force": [forced], "exclude": []}
    expected = playing.selected(playing.example("gausdal"), case, 0, Selection.OPTIMAL)
    assert expected is not None
    assert sorted(funded) == [id_ for id_, _ in expected]
    assert forced in funded


def test_what_no_portfolio_can_hold_is_said(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    case = {"weights": [50, 25, 25], "force": ["energistyring-bygg"], "exclude": []}
    tool = playing.selected(playing.example("gausdal"), case, 0, Selection.OPTIMAL)
    assert tool is None
    page = show(contents["gausdal"])
    page.locator("#what-if-list [name=decide-energistyring-bygg][value=force]").check(force=True)
    page.get_by_text("Ingen plan holder alle kravene med disse valgene").wait_for()
    assert "Over rammen: " in page.locator("#what-if-more").inner_text()


def test_all_weights_at_nothing_are_refused_in_words(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["sample"])
    said = page.locator("#what-if-said")
    first = said.inner_text()
    for slider in page.locator("input[type=range]").all():
        slider.fill("0")
    page.wait_for_timeout(500)
    assert said.inner_text() not in {first, ""}
    assert "{" not in said.inner_text()


def test_a_head_sorts_the_rows_under_each_heading(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["sample"])
    table = page.locator("#table-every-cell")
    rank = table.get_by_role("columnheader").first
    numbers = "rows => rows.map(row => row.cells[0].textContent)"
    body = table.locator("tbody").first.locator("tr:not([class])")
    shown = [str(number) for number in range(1, 15)]
    assert body.evaluate_all(numbers) == shown
    rank.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert rank.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert rank.get_attribute("aria-sort") == "descending"
    assert body.evaluate_all(numbers) == shown[::-1]
    classes = (
        table.locator("tbody").first.locator("tr").evaluate_all("all => all.map(r => r.className)")
    )
    assert classes == ["group", *[""] * 14, "subtotal"]
    page.keyboard.press("Space")
    assert rank.get_attribute("aria-sort") is None
    assert body.evaluate_all(numbers) == shown


def test_a_filter_hides_rows_and_sums_and_says_how_many_are_left(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["sample"])
    table = page.locator("#table-every-cell")
    table.get_by_role("searchbox").fill("17 500")
    assert table.locator("tbody tr:not([class]):visible").count() == 1
    assert table.locator("tr.total:visible, tr.subtotal:visible").count() == 0
    assert table.locator("tr.group:visible").count() == 1
    status = table.get_by_role("status").inner_text()
    assert "1" in status
    assert "15" in status
    table.get_by_role("searchbox").fill("")
    assert table.locator("tr.total:visible, tr.subtotal:visible").count() == 2
    assert table.get_by_role("status").inner_text() == ""


def test_paper_shows_no_controls_and_no_unused_try(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["sample"])
    page.emulate_media(media="print")
    assert not page.locator("input:visible, nav:visible").count()
    assert not page.locator("#what-if").is_visible()
    assert (
        page.locator("section.page").last.evaluate("one => getComputedStyle(one).breakBefore")
        == "page"
    )
    moved(page, 1, 1)
    assert page.locator("#what-if-said").is_visible()


def test_the_skip_link_leads_to_the_contents(
    show: Callable[..., Page], contents: dict[str, bytes]
) -> None:
    page = show(contents["sample"])
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
