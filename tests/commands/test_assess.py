"""`innostrat assess`: for leaders the whole picture, for an assessor their own answers only."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from calling import call, surroundings

from innostrat.analysis.assessors.panel import panel
from innostrat.files.source import read_folder
from innostrat.loading.load import load

if TYPE_CHECKING:
    from calling import Place

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "assessing.md"
EXAMPLE = str(ROOT / "portfolios" / "fjord-libraries")
BOAT = "bestillingsbat"
KEYS = {
    "format", "kind", "round", "assessors", "questions", "projects", "plan", "tried", "lone",
    "leanings", "agreement",
}  # fmt: skip


@pytest.fixture(scope="module")
def gausdal() -> dict[str, Any]:
    called = call(["assess", "gausdal", "--format", "json"], ROOT, surroundings())
    assert called.code == 0
    told: dict[str, Any] = json.loads(called.out)
    return told


def test_json_has_everything(place: Place) -> None:
    told = place.json("assess")
    assert set(told) == KEYS
    assert told["assessors"] == [
        {"assessor": "Helsesjef", "answered": 2},
        {"assessor": "Teknisk sjef", "answered": 2},
    ]
    ferry = next(one for one in told["questions"] if len(one["answers"]) == 2 and one["span"])
    assert (ferry["project"], ferry["pattern"]) == ("bestillingsbat", "apart")
    assert [one["id"] for one in told["projects"]] == ["bestillingsbat"]


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
def test_every_format_names_every_assessor(place: Place, form: str) -> None:
    called = place("assess", "--format", form)
    assert (called.code, called.err) == (0, "")
    assert "Helsesjef" in called.out
    assert "Teknisk sjef" in called.out


def test_sixty_columns_hold(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    for more in ((), ("--assessor", "helsesjef")):
        lines = place("assess", *more).out.splitlines()
        assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv", "json"])
def test_a_sheet_holds_nobody_elses_answers(
    place: Place, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever another answers, and whatever the project's own scores are, it is the same."""
    monkeypatch.setenv("COLUMNS", "120")  # no reason is broken over two lines
    before = place("assess", "--assessor", "helsesjef", "--format", form)
    assert before.code == 0
    assert "Behovet er størst om vinteren." in before.out
    assert form == "csv" or "Noen få har bedt om det." in before.out  # CSV is the tables alone
    assert "Teknisk" not in before.out
    place.change(
        "assessments/teknisk-sjef.yaml",
        "value: 3, because: Kaia er full hver morgen.",
        "value: 1, because: Kaia er tom.",
    )
    place.change("projects/lette-skjema.yaml", "behov: {value: 2}", "behov: {value: 1}")
    assert place("assess", "--assessor", "helsesjef", "--format", form) == before


def test_a_sheet_tells_what_is_left(place: Place) -> None:
    told = place.json("assess", "--assessor", "Helsesjef")
    left = [one for one in told["questions"] if one["answer"] is None]
    assert (len(told["questions"]), len(left)) == (8, 6)
    assert [one["id"] for one in told["criteria"]] == ["behov", "rekkevidde"]


def test_an_unknown_assessor_is_refused(place: Place) -> None:
    called = place("assess", "--assessor", "Helsesjeff")
    assert (called.code, called.out) == (2, "")
    assert "Did you mean Helsesjef?" in called.err


def test_nobody_has_assessed(place: Place) -> None:
    for file in (place.small / "assessments").iterdir():
        file.unlink()
    called = place("assess", "--lang", "en")
    assert (called.code, called.err) == (0, "")
    assert "Nobody has assessed anything in this round" in called.out
    assert place.json("assess")["assessors"] == []
    refused = place("assess", "--assessor", "Helsesjef")
    assert (refused.code, refused.out) == (2, "")


def test_an_empty_file_is_an_assessor_with_all_left(place: Place) -> None:
    place.write("assessments/ny.yaml", "assessor: Ny\nround: plan-2027-2028\nscores: {}\n")
    assert {"assessor": "Ny", "answered": 0} in place.json("assess")["assessors"]
    own = place.json("assess", "--assessor", "ny")["questions"]
    assert {one["answer"] for one in own} == {None}


def test_no_plan_is_no_reason_to_stay_silent(place: Place) -> None:
    for old in ("{2027: 900 000, 2028: 900 000}", "{2027: 1 500 000, 2028: 500 000}"):
        place.change("rounds/plan-2027-2028.yaml", old, "{2027: 0, 2028: 0}")
    called = place("assess", "--lang", "en")
    assert called.code == 0
    assert "No plan can be made" in called.out
    assert "far apart" in called.out


def test_the_worked_example_of_the_page(place: Place) -> None:
    """Each value of the page's table is the tool's, and each column adds up to its sum."""
    told = place.json("assess", EXAMPLE)
    boat = next(one for one in told["projects"] if one["id"] == "book-boat")
    table = PAGE.read_text("utf-8").partition("| criterion | weight |")[2].partition("\n\n")[0]
    rows = [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in table.split("\n")[2:]]
    *parts, factor, total = rows
    ends = {}
    for column, end in enumerate(("lowest", "median", "highest"), start=2):
        values = [float(row[column].split(" gives ")[-1]) for row in parts]
        summed = sum(float(row[1]) * one for row, one in zip(parts, values, strict=True))
        ends[end] = summed * float(factor[column].split(" gives ")[-1]) / 100
        assert float(total[column]) == pytest.approx(ends[end], abs=0.006)
        assert float(total[column]) == pytest.approx(boat[end], abs=0.006)
    asked = {one["criterion"]: one for one in told["questions"] if one["project"] == "book-boat"}
    shown = {row[0].lower().removeprefix("× "): row for row in (*parts, factor)}
    for criterion in ("reach", "delivery"):
        answers = asked[criterion]["answers"]
        for column, answer in ((2, answers[0]), (4, answers[-1])):
            raw, value = shown[criterion][column].split(" gives ")
            assert (float(raw), float(value)) == (answer["answer"], answer["value"])


def test_what_the_page_says_of_the_examples(place: Place, gausdal: dict[str, Any]) -> None:
    told = place.json("assess", EXAMPLE)
    (change,) = next(one for one in told["tried"] if one["id"] == "book-boat")["changes"]
    assert (change["answers"], change["leaves"]) == ("highest", ["library-of-things"])
    assert change["alone"] == ["reach"]
    things = next(one for one in told["projects"] if one["id"] == "library-of-things")
    assert f"in the plan with {things['median']:.2f}," in PAGE.read_text("utf-8")
    told = gausdal
    widest = told["projects"][0]
    apart = re.findall(r"assessors are ([\d.]+) points apart", PAGE.read_text("utf-8"))
    assert [f"{widest['highest'] - widest['lowest']:.1f}"] == apart
    assert widest["id"] == "bygdetransport"
    patterns = {one["pattern"] for one in told["questions"] if one["project"] == widest["id"]}
    assert "odd" in patterns
    assert not any(one["changes"] for one in told["tried"])


def test_the_examples_medians_are_the_projects_own_scores() -> None:
    """So that the plan of the example is the same with and without its assessors."""
    contents, _ = load(read_folder(ROOT / "portfolios" / "gausdal", ""))
    portfolio = contents.portfolio()
    assert portfolio is not None
    assert portfolio.latest_round is not None
    found = panel(portfolio, portfolio.latest_round)
    assert len(found.assessors) == 3
    answered = [one for one in found.questions if one.given]
    assert len(answered) > 30
    for one in answered:
        own = one.criterion.scale.measured(one.project.scores[one.criterion.id])
        assert one.median == own, one.key


def test_some_projects_only(place: Place) -> None:
    told = place.json("assess", "--project", "bestillingsbat")
    assert {one["project"] for one in told["questions"]} == {"bestillingsbat"}
    called = place("assess", "--project", "bestillingsbat", "--lang", "en")
    assert "Alpha" not in called.out  # it is of the round, and so few would say nothing of it
    assert "Alpha" in place("assess", "--lang", "en").out


def test_a_project_that_nobody_is_asked_about_is_refused(place: Place) -> None:
    called = place("assess", "--project", "bestillingsbatt")
    assert (called.code, called.out) == (2, "")
    assert "Did you mean bestillingsbat?" in called.err


def test_a_lone_level_and_what_would_turn_it(gausdal: dict[str, Any]) -> None:
    lone = [(one["project"], one["criterion"], one["turns_at"]) for one in gausdal["lone"]]
    assert lone == [("felles-responssenter", "overforing", None)]


def test_answers_of_an_earlier_round_do_not_count_and_that_is_said_first(place: Place) -> None:
    """Assessments are for their round (docs/format.md): in the next the own answers count again.

    The boat says 3 of its need, and the assessors 2 and 3, whose median is 2.5.
    """

    def need() -> float:
        told = place.json("score")
        (boat,) = [one for one in told["ranking"] if one["id"] == BOAT]
        return float(boat["contributions"]["behov"]["raw"])

    assert need() == 2.5
    first = ("CHECK FIRST: 1 project counts by its own answers", "Bestillingsbåt over fjorden.")
    assert first[0] not in flat(place("score", "--lang", "en").out)
    by = ("--body", "Council", "--date", "2026-12-17")
    assert place("decide", *by, "--reject", f"{BOAT}: Later").code == 0
    called = place("carry-over", "--price-growth", "0", "--lang", "en")
    assert (
        "What assessors answered on 1 project that competes is for plan-2027-2028, and does not "
        "count in the new round" in called.err
    )
    assert place("move", BOAT, "--start", "2028").code == 0
    assert need() == 3
    for command in ("score", "prioritize"):
        said = flat(place(command, "--lang", "en").out)
        assert all(one in said for one in first), command
    assert "A018" in place("validate").out
    place.write(
        "assessments/ny.yaml",
        "assessor: Ordfører\nround: plan-2028-2029\nscores:\n"
        f"  {BOAT}: {{behov: {{value: 1}}, rekkevidde: {{value: 100}}}}\n",
    )
    assert need() == 1
    assert first[0] not in flat(place("prioritize", "--lang", "en").out)
    assert "A018" not in place("validate").out


def flat(text: str) -> str:
    return " ".join(text.split())
