"""A portfolio begins, and gets new files, without anybody writing YAML from an empty page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest
from calling import answered

from innostrat.authoring.frames import parsed_frame
from innostrat.authoring.items import parsed_years
from innostrat.errors import CannotGoOnError
from innostrat.files.yaml.document import parse

if TYPE_CHECKING:
    from calling import Place

KEYS: Final = re.compile(r"(?:# )?[a-z_]+:|#   ")
INIT = (
    "init", "fresh", "--organisation", "Vik", "--title", "Strategy", "--focus-area", "Homes",
    "--focus-area", "Climate", "--service-area", "Health", "--years", "2027-2030",
    "--plan", "Plan 2027–2030", "--frame", "Fund: 1 500 000",
)  # fmt: skip


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_a_new_portfolio_has_no_finding(place: Place, code: str) -> None:
    assert place(*INIT, "--lang", code).code == 0
    called = place("validate", "fresh", "--fail-on", "info", "--format", "json")
    assert called.code == 0
    assert '"findings": []' in called.out
    assert place("fmt", "--check", "fresh").code == 0


def test_a_folder_with_something_in_it_is_left_alone(place: Place) -> None:
    place(*INIT)
    before = (place.folder / "fresh" / "strategy.yaml").read_bytes()
    assert place(*INIT).code == 2
    assert (place.folder / "fresh" / "strategy.yaml").read_bytes() == before


def test_a_dry_run_makes_no_folder(place: Place) -> None:
    assert place(*INIT, "--dry-run").code == 0
    assert not (place.folder / "fresh").exists()


@pytest.mark.parametrize(
    ("leave_out", "said"),
    [("--organisation", "--organisation"), ("--years", "--years"), ("--frame", "--frame")],
)
def test_a_script_is_told_which_option_is_missing(place: Place, leave_out: str, said: str) -> None:
    at = INIT.index(leave_out)
    called = place(*INIT[:at], *INIT[at + 2 :])
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err
    assert not (place.folder / "fresh").exists()


def test_two_areas_of_one_name_are_refused(place: Place) -> None:
    assert place(*INIT, "--focus-area", "homes").code == 2


IDEA = ("new", "idea", "--title", "A bench: red", "--need", "Old # legs", "--date", "2026-11-01")


def test_an_idea_holds_what_was_said(place: Place) -> None:
    assert place(*IDEA, "--source", "inhabitant").code == 0
    found = place.json("show", "a-bench-red")["idea"]
    assert (found["title"], found["need"], found["received"], found["source"]) == (
        "A bench: red",
        "Old # legs",
        "2026-11-01",
        "inhabitant",
    )


def test_a_second_of_the_same_title_gets_an_id_of_its_own(place: Place) -> None:
    place(*IDEA)
    place(*IDEA)
    assert (place.small / "ideas" / "a-bench-red-2.yaml").exists()


def test_an_id_that_is_taken_is_not_overwritten(place: Place) -> None:
    place(*IDEA)
    before = (place.small / "ideas" / "a-bench-red.yaml").read_bytes()
    assert place(*IDEA, "--id", "a-bench-red", "--source", "leader").code == 2
    assert (place.small / "ideas" / "a-bench-red.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "idea", "--need", "x", "--date", "2026-11-01"), "--title"),
        (("new", "idea", "--title", "x", "--date", "2026-11-01"), "--need"),
        ((*IDEA, "--source", "king"), "inhabitant"),
        ((*IDEA, "--focus-area", "nothing"), "hverdag"),
        ((*IDEA, "--id", "Not An Id"), "Not An Id"),
        (("new", "idea", "--title", "字", "--need", "x", "--date", "2026-11-01"), "--id"),
        (("new", "round", "--years", "2030-2027", "--title", "x", "--frame", "a: 1"), "2030-2027"),
        (("new", "round", "--years", "2027", "--title", "x", "--frame", "a 1"), "a 1"),
        (("new", "assessment"), "--assessor"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named(
    place: Place, arguments: tuple[str, ...], said: str
) -> None:
    called = place(*arguments)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err


def test_a_project_says_what_it_still_lacks_as_comments(place: Place) -> None:
    assert place("new", "project", "--title", "A boat", "--need", "No bridge").code == 0
    text = (place.small / "projects" / "a-boat.yaml").read_text("utf-8")
    assert "\nphase: concept\n" in text
    assert "\n# costs:\n" in text


def test_an_assessment_answers_nothing_for_anybody(place: Place) -> None:
    assert place("new", "assessment", "--assessor", "Havnefogd").code == 0
    text = (place.small / "assessments" / "havnefogd.yaml").read_text("utf-8")
    assert "\nscores: {}\n" in text
    assert "bestillingsbat" in text


def test_a_round_has_its_frames_in_each_year(place: Place) -> None:
    called = place(
        "new", "round", "--years", "2029-2030", "--title", "Next", "--frame", "Pot: 5 000"
    )
    assert called.code == 0
    text = (place.small / "rounds" / "next.yaml").read_text("utf-8")
    assert "amounts: {2029: 5 000, 2030: 5 000}" in text


def test_years_are_a_span() -> None:
    assert parsed_years("2027 – 2029") == (2027, 2028, 2029)
    assert parsed_years("2027") == (2027,)
    with pytest.raises(CannotGoOnError):
        parsed_years("2027-2090")


@pytest.mark.posix
def test_a_person_is_asked_in_plain_words(place: Place) -> None:
    called = answered(
        place.folder,
        ["new", "idea", "--lang", "en"],
        ["A bench", "No rest", "", "inhabitant", "1", "", "2026-11-01", "y"],
    )
    assert called.code == 0, called.out
    assert "Which need or problem is behind it?" in called.out
    assert "hverdag" in called.out
    found = place.json("show", "a-bench")["idea"]
    assert (found["need"], found["source"], found["focus_area"]) == (
        "No rest",
        "inhabitant",
        "hverdag",
    )


def test_a_script_is_told_everything_that_is_missing_at_once(place: Place) -> None:
    called = place("init", "fresh", "--title", "Strategy", "--frame", " ", "--lang", "en")
    assert (called.code, called.err.count("\n")) == (2, 1)
    options = ("organisation", "focus-area", "service-area", "years", "plan")
    assert [one for one in options if f"--{one}: " not in called.err] == []
    assert "--title" not in called.err
    called = place("new", "idea", "--source", "leader")
    assert [one for one in ("--title", "--need", "--date") if f"{one}: " not in called.err] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drift: 500 000", {"kind": "operating", "amounts": {"2027": "500 000"}}),
        ("Drift: 1,2 mill", {"kind": "operating", "amounts": {"2027": "1 200 000"}}),
        (
            "Utstyr: 2 mill. kr investering",
            {"kind": "investment", "amounts": {"2027": "2 000 000"}},
        ),
        (
            "Prosjektledere: 1,5 årsverk",
            {"kind": "capacity", "unit": "årsverk", "amounts": {"2027": "1.5"}},
        ),
    ],
)
def test_a_frame_holds_kroner_or_capacity(text: str, expected: dict[str, object]) -> None:
    frame = parsed_frame(text, (2027,))
    assert {key: value for key, value in frame.items() if key not in {"id", "title"}} == expected


@pytest.mark.parametrize(
    "text", ["Drift 500 000", "Drift: ", "Drift: 1.500", "Drift: 0,5 kr", ": 5"]
)
def test_what_is_no_frame_is_refused(text: str) -> None:
    with pytest.raises(CannotGoOnError):
        parsed_frame(text, (2027,))


def test_a_frame_of_capacity_is_one_of_a_new_portfolio(place: Place) -> None:
    assert place(*INIT, "--frame", "Leaders: 1,5 positions", "--lang", "en").code == 0
    assert place.json("validate", "fresh")["findings"] == []


def test_a_new_project_shows_the_criteria_frames_and_years_of_its_portfolio(place: Place) -> None:
    assert place(*INIT, "--frame", "Leaders: 1,5 positions", "--lang", "en").code == 0
    assert place("new", "project", "fresh", "--title", "A boat", "--need", "No bridge").code == 0
    text = (place.folder / "fresh" / "projects" / "a-boat.yaml").read_text("utf-8")
    lines = text.splitlines()
    for line in (
        "# focus_area: homes",
        "#   #   3: It is documented by figures, a survey or cases.",
        "#   reach: {people: , change: }   # slightly, clearly, wholly",
        "#   fund: {2027: , 2028: , 2029: , 2030: }   # Fund, kr",
        "#   leaders: {2027: , 2028: , 2029: , 2030: }   # Leaders, positions",
        "#   - {goal: homes-1, contribution: 2}",
    ):
        assert line in lines
    for line, below in pairwise(lines):
        assert not re.fullmatch("# [a-z_]+:", line) or below.startswith("#   ")
    filled = text.replace("…", "x").replace(": ,", ": 1,").replace(": }", ": 1}")
    bare = [line for line in filled.splitlines() if KEYS.match(line)]
    bare = [line.removeprefix("# ") for line in bare]
    document, findings = parse("a-boat.yaml", "\n".join(bare).encode())
    assert findings == ()
    assert document is not None
    assert isinstance(document.value, dict)
    assert set(document.value) >= {"scores", "costs", "goals", "team", "risks", "start"}


DEMAND: Final = "balance:\n  - {focus_area: homes, min_projects: 3}\n"
PROJECT: Final = (
    *("new", "project", "fresh", "--need", "They wait.", "--focus-area", "homes"),
    *("--service-area", "health"),
)


def errors(place: Place) -> list[str]:
    found = place.json("validate", "fresh")["findings"]
    return [one["code"] for one in found if one["severity"] == "error"]


def test_projects_come_one_by_one_to_a_round_that_demands_several(place: Place) -> None:
    assert place(*INIT).code == 0
    round_ = next((place.folder / "fresh" / "rounds").iterdir())
    round_.write_text(round_.read_text("utf-8") + DEMAND, encoding="utf-8")
    for title in ("One", "Two", "Three"):
        assert errors(place) == ["B006"]
        assert place(*PROJECT, "--title", title).code == 0
    assert errors(place) == []
    # To stop one is honest, also where the round then lacks it.
    assert place("fill", "one", "fresh", "--set", "stopped.date=2027-01-15").code == 0
    assert errors(place) == ["B006"]


def test_an_error_of_the_round_that_was_there_is_mended_step_by_step(place: Place) -> None:
    assert place(*INIT).code == 0
    assert place(*PROJECT, "--title", "One", "--set", "costs.fund=1 000 000").code == 0
    file = place.folder / "fresh" / "projects" / "one.yaml"
    fits = file.read_text("utf-8") + "commitment: mandatory\n"
    file.write_text(fits, encoding="utf-8")
    called = place("fill", "one", "fresh", "--set", "costs.fund=3 000 000")
    assert (called.code, file.read_text("utf-8")) == (2, fits)  # a new error is refused
    file.write_text(fits.replace("1 000 000", "3 000 000"), encoding="utf-8")
    assert place("fill", "one", "fresh", "--set", "costs.fund=2 000 000").code == 0
    assert errors(place) == ["B005"]
