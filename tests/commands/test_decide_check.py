"""`decide --check` says that projects are bound as decided only where their files say so."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Called, Place

BOUND = "the projects are bound with these years and amounts"
FILE = "projects/felles-vaktliste.yaml"


@pytest.fixture
def decided(place: Place) -> Place:
    """Return a portfolio whose round is decided: felles-vaktliste is funded with 150 000 kr."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *names, *command], cwd=place.folder, check=True, capture_output=True)
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
