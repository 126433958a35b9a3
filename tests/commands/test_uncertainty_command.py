"""`uncertainty` from the command line: its forms, its refusals, and the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

ROUND = "rounds/plan-2027-2028.yaml"
PROJECT = "projects/bestillingsbat.yaml"
UNCERTAIN = "{low: 350 000, likely: 400 000, high: 600 000}"
FEW = ("--draws", "500")


@pytest.fixture
def narrow(place: Place) -> Place:
    """Return the small portfolio where the likely amounts fit in 2028, but barely."""
    place.change(
        ROUND, "amounts: {2027: 900 000, 2028: 900 000}", "amounts: {2027: 900 000, 2028: 500 000}"
    )
    return place


def test_json(narrow: Place) -> None:
    told = narrow.json("uncertainty", *FEW)
    assert (told["format"], told["kind"], told["draws"], told["seed"]) == (2, "uncertainty", 500, 0)
    assert (told["correlation"], told["uncertain_lines"]) == (0.3, 1)
    assert told["spreads"] == [
        {"project": "bestillingsbat", "line": "Leie av båt", "budget": "operating", "share": 1.0}
    ]
    tight = next(one for one in told["plan"]["frames"] if one["chance"] < 1)
    assert (tight["frame"], tight["year"]) == ("drift", 2028)
    assert tight["likely"] < tight["limit"] < tight["p85"]
    assert told["plan"]["together"] == tight["chance"]
    holding = told["holding"]
    assert holding["proved"]
    assert holding["value"] == holding["bound"] <= told["plan"]["value"]
    assert holding["demanded"] > holding["chance"] == 0.85
    assert min(one["chance"] for one in holding["outlook"]["frames"]) >= 0.85


def test_the_careful_plan_may_be_the_plan(narrow: Place) -> None:
    told = narrow.json("uncertainty", *FEW, "--holding", "10")
    assert told["holding"]["starts"] == told["plan"]["starts"]
    assert (
        "It is the plan itself"
        in narrow("uncertainty", *FEW, "--holding", "10", "--lang", "en").out
    )


def test_the_rounds_own_selection_is_the_plan(narrow: Place) -> None:
    ranked = (narrow.small / ROUND).read_text("utf-8") + "selection: ranking\n"
    narrow.write(ROUND, ranked)
    plan = narrow.json("prioritize")
    told = narrow.json("uncertainty", *FEW)
    assert sorted(told["plan"]["starts"]) == sorted(one["id"] for one in plan["funded"])


def test_nothing_uncertain_is_said_plainly(place: Place) -> None:
    place.change(PROJECT, UNCERTAIN, "400 000")
    called = place("uncertainty", *FEW, "--lang", "en")
    assert (called.code, called.err) == (0, "")
    assert "No amount of the plan is given as uncertain: there is nothing to draw." in called.out
    assert "The careful plan" not in called.out


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv"])
def test_every_format_names_the_line(narrow: Place, form: str) -> None:
    called = narrow("uncertainty", *FEW, "--format", form)
    assert (called.code, called.err) == (0, "")
    assert "Leie av båt" in called.out


def test_the_hash_seed_changes_no_byte(narrow: Place) -> None:
    here = narrow("uncertainty", *FEW, "--format", "json")  # with whatever seed the tests run
    there = narrow.process("uncertainty", *FEW, "--format", "json", PYTHONHASHSEED="1")
    assert here.out
    assert here == there


@pytest.mark.parametrize("option", ["--correlation", "--holding"])
def test_what_is_no_number_is_refused(place: Place, option: str) -> None:
    called = place("uncertainty", option, "nan")
    assert (called.code, called.out) == (2, "")
    assert f"{option} must be" in called.err


def test_a_round_without_a_plan_is_refused(place: Place) -> None:
    text = (place.small / ROUND).read_text("utf-8")
    place.write(ROUND, text.replace("min_projects: 1", "min_projects: 50"))
    called = place("uncertainty", *FEW)
    assert (called.code, called.out) == (2, "")
    assert "No plan can be made" in called.err
