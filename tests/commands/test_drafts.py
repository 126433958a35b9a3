"""Drafts and short files: what the shortest project is, and that drafts warn of nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from reading import BASE, case, findings_of, shown

from innostrat.files.yaml.formatting import formatted
from innostrat.loading.load import load
from innostrat.loading.order import FieldOrder
from innostrat.model.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

BEGIN: Final = (
    *("--organisation", "Solvik kommune", "--title", "Strategi", "--focus-area", "Helse"),
    *("--service-area", "Helse", "--years", "2027-2030", "--plan", "HØP 2027-2030"),
    *("--frame", "Drift: 500 000", "--lang", "nb"),
)
SHORTEST: Final = """\
id: trygg-hjemme
title: Trygg hjemme
focus_area: helse
need: {problem: Eldre faller hjemme.}
goals: [{goal: helse-1, contribution: 2}]
scores:
  behov: 3
  rekkevidde: {people: 900, change: tydelig}
  gjennomforbarhet: 4
costs:
  drift: {2027: 200 000}
"""


@pytest.fixture
def begun(place: Place) -> Path:
    """Return a new portfolio, as `init` writes it."""
    assert place("init", "p", *BEGIN).code == 0
    return place.folder / "p"


def draft(root: Path, id_: str, text: str | None = None) -> None:
    (root / "projects").mkdir(exist_ok=True)
    shortest = f"id: {id_}\ntitle: {id_.replace('-', ' ')}\nneed: {{problem: Noen venter.}}\n"
    (root / "projects" / f"{id_}.yaml").write_text(text or shortest, encoding="utf-8")


def test_the_shortest_project_that_ranks_has_a_dozen_lines(place: Place, begun: Path) -> None:
    draft(begun, "trygg-hjemme", SHORTEST)
    assert len(SHORTEST.splitlines()) <= 12
    found = place.json("validate", "p")["findings"]
    assert {one["severity"] for one in found} == {"info"}
    assert place("validate", "p").code == 0
    ranked = place.json("score", "p")["ranking"]
    assert [one["id"] for one in ranked] == ["trygg-hjemme"]
    assert [one["id"] for one in place.json("prioritize", "p")["funded"]] == ["trygg-hjemme"]


def test_twelve_drafts_take_a_line_each(place: Place, begun: Path) -> None:
    names = [
        "ask",
        "benk",
        "dusk",
        "elv",
        "fjord",
        "gran",
        "hav",
        "is",
        "jord",
        "kyst",
        "lund",
        "myr",
    ]
    for name in names:
        draft(begun, f"{name}-ved-{name}")
    called = place("validate", "p", "--lang", "en")
    lines = called.out.splitlines()
    assert called.code == 0
    assert [line.split()[0] for line in lines[1:13]] == [f"{name}-ved-{name}" for name in names]
    assert all("answers: Behov, Rekkevidde" in line and len(line) <= 80 for line in lines[1:13])
    assert lines[0].startswith("Drafts, and what they lack")
    assert lines[-1] == "12 drafts with gaps in 14 files"
    assert len(lines) == 15


def test_machines_are_told_all_that_a_draft_lacks(place: Place, begun: Path) -> None:
    draft(begun, "trygg-hjemme")
    codes = [one["code"] for one in place.json("validate", "p")["findings"]]
    sarif = json.loads(place("validate", "p", "--format", "sarif").out)
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == codes
    junit = place("validate", "p", "--format", "junit").out
    assert all(code in junit for code in codes)
    assert {"A004", "G003", "G007", "P003"} <= set(codes)
    assert place("validate", "p", "--fail-on", "info").code == 1
    assert place("validate", "p", "--fail-on", "warning").code == 0


def test_one_draft_alone_is_told_all_that_it_lacks(place: Place, begun: Path) -> None:
    draft(begun, "trygg-hjemme")
    said = place("validate", "p", "--lang", "en").out
    assert all(word in said for word in ("answers: Behov", "goals", "costs", "partners"))
    assert "+" not in said


def test_what_is_wrong_in_a_draft_is_still_told(place: Place, begun: Path) -> None:
    text = SHORTEST.replace("helse-1", "helse-9").replace("200 000}", "200 000, 2044: 5}")
    draft(begun, "trygg-hjemme", text)
    called = place("validate", "p", "--lang", "en")
    assert called.code == 1
    assert "p/projects/trygg-hjemme.yaml:5:16: error[R003]" in called.out
    assert "p/projects/trygg-hjemme.yaml:11:26: error[T001]" in called.out


def test_a_table_in_markdown_names_every_draft_and_all_it_lacks(place: Place, begun: Path) -> None:
    draft(begun, "trygg-hjemme", SHORTEST)
    draft(begun, "uten-alt")
    said = place("validate", "p", "--lang", "en", "--format", "markdown").out
    assert "| p/projects/trygg-hjemme.yaml | whose need it is, service area, what is new" in said
    assert "| p/projects/uten-alt.yaml | answers: Behov, Rekkevidde" in said


def test_a_decision_raises_no_warning_about_what_it_bound(place: Place, begun: Path) -> None:
    """It is as much thought out as it was the day before; the next phase asks for the rest."""
    draft(begun, "trygg-hjemme", SHORTEST)

    def found() -> set[tuple[str, str, str]]:
        told = place.json("validate", "p")["findings"]
        return {(one["code"], one["severity"], one["message"]) for one in told}

    before = found()
    assert place("decide", "p", "--body", "Council", "--date", "2026-12-17").code == 0
    assert "commitment: decided" in (begun / "projects" / "trygg-hjemme.yaml").read_text("utf-8")
    assert found() <= before
    assert {severity for _, severity, _ in before} == {"info"}
    draft(begun, "trygg-hjemme", SHORTEST + "commitment: decided\nphase: planning\n")
    assert "error" in {severity for _, severity, _ in found()}


def test_an_empty_portfolio_says_what_comes_first(place: Place, begun: Path) -> None:
    steps = place.json("status", "p")["next"]
    assert [one["command"] for one in steps] == ["innostrat import FILE", "innostrat new project"]
    assert "Nothing competes yet" in place("prioritize", "p", "--lang", "en").out
    draft(begun, "trygg-hjemme")
    steps = place.json("status", "p")["next"]
    assert [one["command"] for one in steps] == ["innostrat fill ID"]
    draft(begun, "trygg-hjemme", SHORTEST)
    steps = place.json("status", "p")["next"]
    assert steps[0]["command"] == "innostrat prioritize"


LONG = "costs:\n  - {title: Training, frame: running, amounts: {2027: 200 000, 2028: 100 000}}\n"


def with_costs(costs: str) -> dict[str, bytes]:
    files = case(BASE)
    text = files["projects/home-care.yaml"].decode()
    assert LONG in text
    return files | {"projects/home-care.yaml": text.replace(LONG, costs).encode()}


def test_amounts_by_frame_mean_what_a_list_means() -> None:
    short = with_costs("costs: {running: {2027: 200 000, 2028: 100 000}}\n")
    long = with_costs("costs: [{frame: running, amounts: {2027: 200 000, 2028: 100 000}}]\n")
    one, other = (load_project(files) for files in (short, long))
    assert one == other
    assert findings_of(short)[1] == ()


def load_project(files: dict[str, bytes]) -> object:
    from innostrat.files.source import Files  # noqa: PLC0415

    return load(Files("", files))[0].projects["home-care"].item


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ("costs: {runnin: {2027: 200 000}}\n", "17:9 error R005 No round has the frame runnin"),
        ("costs:\n  running:\n    2027: 0.5\n", "19:11 error M101 0.5 is not whole kroner"),
    ],
)
def test_what_is_wrong_in_amounts_by_frame_is_told_where_it_stands(
    costs: str, expected: str
) -> None:
    found = [shown(one) for one in findings_of(with_costs(costs))[1]]
    assert f"projects/home-care.yaml:{expected}" in found


def test_the_order_of_an_uncertain_amount_holds_in_the_short_form_too() -> None:
    text = b"id: a\ncosts:\n  drift:\n    2027:\n      high: 3\n      low: 1\n      likely: 2\n"
    after = formatted("a.yaml", text, FieldOrder(Project)).after
    assert after is not None
    assert after.decode().split()[-6:] == ["low:", "1", "likely:", "2", "high:", "3"]
