"""`sensitivity` from the command line: its keys, its refusals, and what errors keep out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from calling import ROOT

if TYPE_CHECKING:
    from calling import Place

PROFILE = """
profiles:
  - id: economy
    title: Economists
    weights: {behov: 0, mal: 20, fundament: 0, okonomi: 80, rekkevidde: 0}
"""


@pytest.fixture
def scarce(place: Place) -> Place:
    """Return the small portfolio with less money, so that there is a choice, and a profile."""
    place.change(
        "rounds/plan-2027-2028.yaml",
        "{2027: 900 000, 2028: 900 000}",
        "{2027: 700 000, 2028: 700 000}",
    )
    add(place, PROFILE)
    return place


def add(place: Place, text: str) -> None:
    """Add text to the strategy."""
    before = (place.small / "strategy.yaml").read_text("utf-8")
    place.write("strategy.yaml", before + text)


def test_intervals_in_json(scarce: Place) -> None:
    told = scarce.json("sensitivity")
    assert (told["format"], told["kind"], told["round"]) == (2, "sensitivity", "plan-2027-2028")
    found = {one["criterion"]: one for one in told["intervals"]}
    assert list(found) == ["behov", "mal", "fundament", "okonomi", "rekkevidde"]
    assert found["behov"]["weight"] == 0.4
    assert found["behov"]["range"] == [30 / 100, 50 / 100]
    assert found["mal"]["range"] is None
    assert found["okonomi"]["below"] is None
    above = found["okonomi"]["above"]
    assert (above["enters"], above["leaves"]) == (["lette-skjema"], ["bestillingsbat"])
    assert 0.371 < above["weight"] < 0.372


def test_the_tornado_in_json_holds_all_inputs(scarce: Place) -> None:
    told = scarce.json("sensitivity")
    inputs = [(one["kind"], one["id"]) for one in told["tornado"]]
    assert len(inputs) == 10
    assert inputs[0] == ("frame", "drift")
    assert ("delay_penalty", None) in inputs
    assert ("cost", "bestillingsbat") in inputs
    low = told["tornado"][0]["low"]
    assert (low["to"], low["fits"]) == (0.9, False)
    assert low["points"] < 0


def test_profiles_in_json(scarce: Place) -> None:
    told = scarce.json("sensitivity")
    (only,) = told["profiles"]
    assert (only["id"], only["title"]) == ("economy", "Economists")
    assert only["loss"] > 0
    plan, other = set(told["plan"]), set(only["plan"])
    assert set(told["agreed"]) == plan & other
    assert set(told["disputed"]) == plan ^ other
    assert told["profiles_left_out"] == []


def test_without_profiles_nothing_is_said_of_them(place: Place) -> None:
    told = place.json("sensitivity")
    assert (told["profiles"], told["agreed"], told["disputed"]) == ([], [], [])
    assert "other people's weights" not in place("sensitivity", "--lang", "en").out


def test_a_profile_that_does_not_weigh_the_criteria_is_left_out(scarce: Place) -> None:
    add(scarce, "  - {id: typo, title: Typo, weights: {behv: 1}}\n")
    called = scarce("sensitivity", "--lang", "en")
    assert called.code == 1
    assert "do not weigh the criteria: typo (see innostrat validate)" in " ".join(
        called.out.split()
    )
    told = json.loads(scarce("sensitivity", "--format", "json").out)
    assert told["profiles_left_out"] == ["typo"]


def test_only_such_profiles(place: Place) -> None:
    add(place, "profiles: [{id: typo, title: Typo, weights: {behov: 0}}]\n")
    called = place("sensitivity", "--lang", "en")
    assert called.code == 1
    assert "No profile is usable" in called.out


def test_it_says_that_the_round_goes_down_the_list(scarce: Place) -> None:
    rounds = "rounds/plan-2027-2028.yaml"
    text = (scarce.small / rounds).read_text("utf-8")
    before = scarce("sensitivity", "--lang", "en")
    scarce.write(rounds, text + "selection: ranking\n")
    after = scarce("sensitivity", "--lang", "en")
    said = "The round is selected otherwise (down the list while the money lasts)"
    assert (before.code, said in before.out) == (0, False)
    assert (after.code, said in " ".join(after.out.split())) == (0, True)


def test_it_holds_at_sixty_columns(scarce: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = scarce("sensitivity").out
    assert max(map(len, shown.splitlines())) <= 60


def test_what_is_bound_and_does_not_fit_is_refused(place: Place) -> None:
    place.change(
        "rounds/plan-2027-2028.yaml",
        "{2027: 1 500 000, 2028: 500 000}",
        "{2027: 0, 2028: 500 000}",
    )
    called = place("sensitivity", "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert "see innostrat prioritize" in called.err


def test_csv_holds_every_table(scarce: Place) -> None:
    text = scarce("sensitivity", "--format", "csv").out
    for column in ("criterion", "beyond", "input", "economy", "per_cent", "frame"):
        assert column in text


def test_a_cost_that_takes_a_year_from_the_plan_is_weighed_without_it(place: Place) -> None:
    """In the example a project's highest costs leave it no start in the year that the plan has."""
    assert place("sensitivity", str(ROOT / "portfolios" / "gausdal")).code == 0
