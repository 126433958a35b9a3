"""The text form of findings: carets stand below what they mark, and places are never broken."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from formats.hostile import OBEYED, TEXTS
from formats.hostile import findings as hostile_findings
from formats.small_findings import ENGLISH, REPORT, one
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from innostrat.findings import Location
from innostrat.formats.findings.excerpt import excerpt
from innostrat.formats.registry.findings import findings_renderer
from innostrat.formats.view import View
from innostrat.language import language

if TYPE_CHECKING:
    from collections.abc import Sequence

SGR = re.compile("\x1b\\[[0-9;]*m")


def drawn(line: str, start: int, end: int, width: int = 80) -> tuple[str, str]:
    """Return the excerpt of one line and the carets below it, without their margins."""
    place = Location("a.yaml", 1, start, 1, end)
    text, carets = ("".join(pair) for pair in excerpt(line, place, View(language("en"), width)))
    assert text.startswith("  1 | ")
    assert carets.startswith("    | ")
    return text[6:], carets[6:]


def cells_under(text: str, carets: str) -> str:
    """Return what stands above the carets, cell by cell."""
    first, last = carets.index("^"), len(carets)
    kept, at = "", 0
    for sign in text:
        kept += sign if first <= at < last else ""
        at += cell_len(sign)
    return kept


@pytest.mark.parametrize(
    ("line", "start", "end", "text", "carets"),
    [
        ("goal: bostad", 7, 13, "goal: bostad", "      ^^^^^^"),
        ("goal:\tbostad", 7, 13, "goal: bostad", "      ^^^^^^"),
        ("健康: 福祉", 5, 7, "健康: 福祉", "      ^^^^"),
        ("a\u202eb: c", 6, 7, "a‹U+202E›b: c", "            ^"),
        ("a: x\u200by", 4, 7, "a: x‹U+200B›y", "   ^^^^^^^^^^"),
        ("e\u0301: x", 5, 6, "e\u0301: x", "   ^"),
        ("a: ::error::x", 4, 14, "a: : :error: :x", "   ^^^^^^^^^^^^"),
        ("a: ##[group]", 4, 6, "a: ## [group]", "   ^^^"),
        ("id", 9, 12, "id", "  ^"),
    ],
)
def test_carets_stand_below(line: str, start: int, end: int, text: str, carets: str) -> None:
    assert drawn(line, start, end) == (text, carets)


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 200 + "HERE" + "y" * 200
    text, carets = drawn(line, 201, 205, 60)
    assert cells_under(text, carets) == "HERE"
    assert text.startswith("…x")
    assert text.endswith("y…")
    assert cell_len(text) <= 60 - 6


@given(
    st.text("ab æ健\t\u202e\u0301\x1b:#[\U000e0041", min_size=1, max_size=120),
    st.integers(0, 130),
    st.integers(0, 20),
    st.sampled_from((40, 60, 80, 120)),
)
def test_every_line_fits_and_the_carets_stay_below_it(
    line: str, before: int, length: int, width: int
) -> None:
    if not line.strip():
        assert not list(excerpt(line, Location("a", 1, 1, 1, 2), ENGLISH))
        return
    text, carets = drawn(line, before + 1, before + 1 + length, width)
    assert cell_len(text) <= width - 6
    assert set(carets) <= {" ", "^"}
    assert "^" in carets
    assert len(carets) <= cell_len(text) + 1
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_places_and_what_is_said_of_them_are_never_broken(width: int) -> None:
    path = "portfolios/gausdal/projects/et-ganske-langt-navn.yaml"
    report = one("id: x\n", Location(path, 1, 1, 1, 3), template="A rather long message " * 4)
    text = findings_renderer("text")(report, replace(ENGLISH, width=width))
    said = ("A rather long message " * 4).strip()
    assert text.splitlines()[0] == f"{path}:1:1: error[R003] {said}"


def test_colour_adds_codes_and_nothing_else() -> None:
    plain = findings_renderer("text")(REPORT, ENGLISH)
    coloured = findings_renderer("text")(REPORT, replace(ENGLISH, color=True))
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[R003]\x1b[0m" in coloured
    assert SGR.sub("", coloured) == plain


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_whoever_writes_the_text_gives_no_orders(text: str) -> None:
    shown = findings_renderer("text")(hostile_findings(text), ENGLISH)
    assert not OBEYED.search(shown)
    assert "\x1b" not in shown
    assert len(re.findall(r"^.*: (?:error|warning)\[X001\]", shown, re.MULTILINE)) == 2


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_only_our_own_codes_stand_in_coloured_text(text: str) -> None:
    shown = findings_renderer("text")(hostile_findings(text), replace(ENGLISH, color=True))
    assert "\x1b" not in SGR.sub("", shown)
    assert set(SGR.findall(shown)) <= {"\x1b[0m", "\x1b[1m"} | {
        f"\x1b[1;{n}m" for n in (31, 33, 36)
    }


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_ascii_view_is_ascii(text: str) -> None:
    view = replace(ENGLISH, ascii=True)
    assert findings_renderer("text")(hostile_findings(text), view).isascii()


def test_no_command_comes_out_of_signs_that_look_like_one() -> None:
    view = replace(ENGLISH, ascii=True)
    shown = findings_renderer("text")(hostile_findings("：：error：： ＃＃［group］"), view)
    assert not OBEYED.search(shown)


def test_a_long_line_is_looked_through_once_whatever_is_found_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line, touched = "ab, " * 5_000, 0

    def counted(widths: Sequence[int]) -> int:
        nonlocal touched
        touched += len(widths)
        return sum(widths)

    monkeypatch.setattr("innostrat.formats.findings.excerpt.sum", counted, raising=False)
    for number in range(100):
        drawn(line, 1 + 4 * number, 3 + 4 * number)
    assert touched < 2 * len(line) + 100 * 80 * 80  # and what is drawn, on a console of 80 cells
