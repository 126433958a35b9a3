"""Benefits are measured, counted and never added; the status names the next step."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

BENEFIT = """\
benefits:
  - title: Faster
    kind: quality
    responsible: Somebody
    indicator: Days
    baseline: {value: 30, date: 2026-01-01}
    target: {value: 10, date: 2027-06-30}
    measured: []   # nothing yet
  - {title: Cheaper, kind: avoided_cost, responsible: Somebody}
"""
PROJECT = "robothund"


@pytest.fixture
def promised(place: Place) -> Place:
    path = place.small / "projects" / f"{PROJECT}.yaml"
    text = path.read_text("utf-8")
    kept = text.split("benefits:")[0]
    place.write(f"projects/{PROJECT}.yaml", kept + BENEFIT)
    return place


def state(place: Place, *arguments: str) -> tuple[str, float | None]:
    found = place.json("benefits", *arguments)["benefits"]
    one = next(one for one in found if one["title"] == "Faster")
    return one["state"], one["progress"]


def measure(place: Place, value: str, day: str, *arguments: str) -> int:
    return place(
        "measure", PROJECT, "--benefit", "Faster", "--value", value, "--date", day, *arguments
    ).code


def test_what_was_not_measured_is_late_only_after_its_day(promised: Place) -> None:
    assert state(promised) == ("not measured", None)
    assert state(promised, "--date", "2027-06-30") == ("not measured", None)
    assert state(promised, "--date", "2027-07-01") == ("overdue", None)


def test_measurements_show_how_far_it_has_come(promised: Place) -> None:
    assert measure(promised, "25", "2026-06-01") == 0
    assert state(promised, "--date", "2026-07-01") == ("on the way", 0.25)
    assert measure(promised, "9", "2027-01-01") == 0
    assert state(promised, "--date", "2030-01-01") == ("reached", 1.05)


def test_a_measurement_is_added_and_comments_stay(promised: Place) -> None:
    measure(promised, "25", "2026-06-01")
    text = (promised.small / f"projects/{PROJECT}.yaml").read_text("utf-8")
    assert "# nothing yet" in text
    assert "- {date: 2026-06-01, value: 25}" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("measure", PROJECT, "--value", "1", "--date", "2026-06-01"), "--benefit"),
        (("measure", PROJECT, "--benefit", "1", "--date", "2026-06-01"), "--value"),
        (("measure", PROJECT, "--benefit", "1", "--value", "1"), "--date"),
        (("measure", PROJECT, "--benefit", "7", "--value", "1", "--date", "2026-06-01"), "Faster"),
        (("measure", PROJECT, "--benefit", "1", "--value", "x", "--date", "2026-06-01"), "--value"),
        (("measure", "nobody", "--value", "1", "--date", "2026-06-01"), "nobody"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    promised: Place, arguments: tuple[str, ...], said: str
) -> None:
    before = (promised.small / f"projects/{PROJECT}.yaml").read_bytes()
    called = promised(*arguments)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err
    assert (promised.small / f"projects/{PROJECT}.yaml").read_bytes() == before


@pytest.mark.parametrize(("typed", "kept"), [("1,5", "1.5"), ("−3", "-3"), ("1 200", "1 200")])
def test_a_number_may_be_typed_as_norwegians_do(promised: Place, typed: str, kept: str) -> None:
    assert measure(promised, typed, "2026-06-01") == 0
    text = (promised.small / f"projects/{PROJECT}.yaml").read_text("utf-8")
    assert f"value: {kept}}}" in text


@pytest.mark.parametrize(("day", "said"), [("2020-06-01", False), ("2099-06-01", True)])
def test_a_day_that_has_not_come_is_told(promised: Place, day: str, said: bool) -> None:  # noqa: FBT001
    wish = ("--benefit", "1", "--value", "1", "--date", day, "--lang", "en")
    called = promised("measure", PROJECT, *wish)
    assert called.code == 0
    assert ("1 June 2099 has not come yet" in called.err) is said


def test_a_day_is_measured_once(promised: Place) -> None:
    assert measure(promised, "25", "2026-06-01") == 0
    assert measure(promised, "24", "2026-06-01") == 2


def test_the_next_step_follows_the_year(place: Place) -> None:
    def steps() -> list[str]:
        return [one["step"] for one in place.json("status")["next"]]

    assert "decide" in steps()
    assert place("decide", "--body", "Council", "--date", "2026-12-17").code == 0
    assert "carry-over" in steps()
    assert "decide" not in steps()
    place("carry-over", "--price-growth", "0")
    assert "decide" in steps()


def test_deadlines_are_counted_to_the_day_and_move_with_the_round(place: Place) -> None:
    place.change(
        "rounds/plan-2027-2028.yaml",
        "balance:",
        "deadlines:\n  - {date: 2026-10-15, title: Papers}\nbalance:",
    )
    shown = place("status", "--date", "2026-10-05")
    assert "Papers" in shown.out
    assert " 10\n" in shown.out
    place("decide", "--body", "Council", "--date", "2026-12-17")
    place("carry-over", "--price-growth", "0")
    text = (place.small / "rounds/plan-2028-2029.yaml").read_text("utf-8")
    assert "date: 2027-10-15" in text


def test_what_was_refused_promises_nothing(place: Place) -> None:
    def promised() -> set[str]:
        return {one["project"] for one in place.json("benefits")["benefits"]}

    for command in ("init -q", "add -A", "commit -q -m x"):
        call = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *command.split()]
        subprocess.run(call, cwd=place.folder, check=True, capture_output=True)
    assert "bestillingsbat" in promised()
    by = ("--body", "Council", "--date", "2026-12-17")
    assert place("decide", *by, "--reject", "bestillingsbat: Too dear").code == 0
    assert "bestillingsbat" not in promised()
    assert "felles-vaktliste" in promised()
    assert place("decide", *by, "--replace").code == 0
    assert "bestillingsbat" in promised()


def test_an_empty_portfolio_is_told_what_comes_first(place: Place) -> None:
    def steps() -> list[str]:
        found = [one["step"] for one in place.json("status")["next"]]
        return [one for one in found if one != "errors"]

    for folder in ("projects", "ideas", "assessments"):
        for file in (place.small / folder).iterdir():
            file.unlink()
    assert steps() == ["import", "new"]
    place("new", "idea", "--title", "A bench", "--need", "x", "--date", "2026-01-01")
    assert steps() == ["judge", "new"]
    place.write("projects/a.yaml", "id: a\ntitle: A\nphase: concept\nfocus_area: hverdag\n")
    assert steps() == ["judge", "fill"]


def test_a_project_that_an_error_keeps_out_is_not_sent_to_be_assessed(place: Place) -> None:
    rejected = ("--reject", "lette-skjema: Later")
    place("decide", "--body", "Council", "--date", "2026-12-17", *rejected)
    path = "projects/lette-skjema.yaml"
    place.change(path, "phase: concept", "phase: planning")
    place.change(path, "costs:", "start: {earliest: 2027, latest: 2027}\ncosts:")
    place("carry-over", "--price-growth", "0")
    shown = place("status", "--lang", "en").out
    assert "Left out because of errors: lette-skjema" in shown
    assert "Mend the errors" in shown
    assert "Have the projects assessed" not in shown
