"""`decide --check` says that projects are bound as decided only where their files say so."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Called, Place

BOUND = "the projects are bound with these years and amounts"
FILE = "projects/felles-vaktliste.yaml"


def commit(place: Place) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *command], cwd=place.folder, check=True, capture_output=True)


@pytest.fixture
def decided(place: Place) -> Place:
    """Return a portfolio whose round is decided: felles-vaktliste is funded with 150 000 kr."""
    commit(place)
    assert place("decide", "--body", "Council", "--date", "2026-12-17").code == 0
    return place


def check(place: Place) -> Called:
    return place("decide", "--check", "--lang", "en")


def test_a_decision_that_the_files_hold_to_is_proved(decided: Place) -> None:
    called = check(decided)
    assert called.code == 0
    assert BOUND in called.err
    assert "the frames that the round's file has now" in called.err  # which nobody looked at


@pytest.mark.parametrize("also", ["", "commitment: none\n"])
def test_a_file_with_an_error_proves_nothing_of_its_project(decided: Place, also: str) -> None:
    decided.change(FILE, "phase: concept", "phase: nonsense")
    if also:
        decided.change(FILE, "commitment: decided\n", also)
    _is_told(check(decided))


def test_a_broken_file_proves_nothing_of_its_project(decided: Place) -> None:
    path = decided.small / FILE
    path.write_text(path.read_text("utf-8") + "x: [\n", "utf-8")
    _is_told(check(decided))


def test_a_file_that_is_gone_proves_nothing_of_its_project(decided: Place) -> None:
    (decided.small / FILE).unlink()
    called = check(decided)
    _is_told(called)
    assert FILE in called.err


def _is_told(called: Called) -> None:
    assert called.code == 1
    assert "felles-vaktliste: " in called.err
    assert BOUND not in called.err


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("2027: 150 000", "2027: 190 000", "B021"),
        ("commitment: decided", "commitment: none", "B020"),
    ],
)
def test_what_was_accepted_is_said_and_not_called_as_decided(
    decided: Place, old: str, new: str, rule: str
) -> None:
    decided.change(FILE, old, new)
    assert check(decided).code == 1
    path = decided.small / FILE
    waiver = f"accept:\n  - {{rule: {rule}, because: The council has heard of it}}\n"
    path.write_text(path.read_text("utf-8") + waiver, "utf-8")
    called = check(decided)
    assert called.code == 0
    assert "felles-vaktliste: It " in called.err
    assert "The council has heard of it" in called.err
    assert BOUND not in called.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("commitment: decided", "commitment: mandatory", "mandatory"),
        ("service_area: helse", "service_area: teknisk", "helse was decided"),
        (
            "phase: concept",
            "phase: concept\nstopped: {date: 2027-01-01, learned: x}",
            "stopped",
        ),
    ],
)
def test_what_no_rule_holds_together_is_said(decided: Place, old: str, new: str, said: str) -> None:
    decided.change(FILE, old, new)
    called = check(decided)
    assert called.code == 0
    (line,) = (one for one in called.err.splitlines() if one.startswith("felles-vaktliste: "))
    assert said in line
    assert BOUND not in called.err


@pytest.fixture
def reduced_before(place: Place) -> Place:
    """Return a second round in which the boat is reduced as a version before this one did it.

    It left half of the pier of 600 000 kr from the year that was over, and so half of its loan over
    six years at 5 %: 50 000 instead of 100 000 kr a year, and 15 000 and 12 500 kr of interest.
    """
    capital = "capital: {interest: 5 %, method: serial, lifetime: 6}\nbalance:"
    place.change("rounds/plan-2027-2028.yaml", "balance:", capital)
    commit(place)
    by = ("--body", "Council", "--date", "2026-12-17")
    assert place("decide", *by).code == 0
    assert place("carry-over", "--price-growth", "0").code == 0
    commit(place)
    assert place("decide", *by, "--reduce", "bestillingsbat 50 %: Half").code == 0
    decision = "decisions/plan-2028-2029.yaml"
    before, boat, after = (place.small / decision).read_text("utf-8").partition("bestillingsbat")
    for new, old in (
        ("{2028: 30 000, 2029: 25 000}", "{2028: 15 000, 2029: 12 500}"),
        ("{2028: 100 000, 2029: 100 000}", "{2028: 50 000, 2029: 50 000}"),
    ):
        assert new in after.partition("  - id: ")[0]
        after = after.replace(new, old, 1)
    place.write(decision, before + boat + after)
    for new, old in (
        ("2027: 400 000", "2027: 200 000"),
        ("2027: 600 000", "2027: 300 000"),
        ("2027: 0.5", "2027: 0.25"),
    ):
        place.change("projects/bestillingsbat.yaml", new, old)
    return place


def test_a_reduction_by_the_rule_of_an_earlier_version_is_proved_by_that_rule(
    reduced_before: Place,
) -> None:
    called = check(reduced_before)
    assert called.code == 0, called.err
    assert BOUND in called.err
    said = "By the rule of an earlier version, which reduced years that were over too"
    assert f"{said}, and the loans drawn in them: bestillingsbat" in called.err


@pytest.mark.parametrize("other", ["{2028: 15 001, 2029: 12 500}", "{2028: 30 000, 2029: 12 500}"])
def test_what_neither_rule_gives_is_told(reduced_before: Place, other: str) -> None:
    decision = "decisions/plan-2028-2029.yaml"
    text = (reduced_before.small / decision).read_text("utf-8")
    reduced_before.write(decision, text.replace("{2028: 15 000, 2029: 12 500}", other, 1))
    called = check(reduced_before)
    assert called.code == 1
    assert "bestillingsbat: its year or amounts are not those of its file" in called.err
    assert "an earlier one may have reckoned otherwise" in called.err


def test_a_reduction_by_an_earlier_rule_is_not_corrected_by_this_one(reduced_before: Place) -> None:
    """The pier would keep the half of 2027, and the record would have the loan of the whole."""
    before = {one: one.read_bytes() for one in reduced_before.small.rglob("*.yaml")}
    half = ("--replace", "--reduce", "bestillingsbat 50 %: Half", "--lang", "en")
    called = reduced_before("decide", "--body", "Council", "--date", "2026-12-18", *half)
    assert called.code == 2
    assert "bestillingsbat was reduced by the rule of an earlier version" in called.err
    assert {one: one.read_bytes() for one in before} == before
