"""`innostrat trial`, rates of exchange in `score` and `diff`, and following the list, as called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

STRATEGY = "strategy.yaml"
ROUND = "rounds/plan-2027-2028.yaml"


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_trial_that_fails_ends_with_1_and_is_a_finding(place: Place) -> None:
    called = place("trial", "--lang", "en")
    assert called.code == 1
    assert "FAILS: A013" in called.out
    failed = place.json("trial")["failed"]
    found = {one["code"] for one in place.json("validate")["findings"]}
    assert {"null", "pretty", "halves-behov", "paid"} <= set(failed)
    assert {"A013", "A014", "A017"} <= found


def test_no_project_and_no_round_is_needed(place: Place) -> None:
    for folder in ("projects", "rounds", "assessments", "decisions", "grants"):
        for file in (place.small / folder).glob("*.yaml"):
            file.unlink()
    said = place.json("trial")
    assert said["round"] is None
    assert said["saturation"] == said["together"] == []
    assert said["pretty"]["value"] > 0


@pytest.mark.parametrize("form", ["markdown", "csv"])
def test_every_form_tells_the_rates(place: Place, form: str) -> None:
    out = place("trial", "--format", form, "--lang", "en").out
    assert "800,000\N{NO-BREAK SPACE}kr" in out


def test_the_ranking_begins_with_who_leads_and_what_points_are(place: Place) -> None:
    out = words(place("score", "--lang", "en").out)
    rate = "10 points are contributions to goals"
    leads, rates, facts = (out.index(one) for one in ("3 projects compete.", rate, "Organisation"))
    assert leads < rates < facts
    assert out.count(rate) == 1


def test_points_per_million_are_an_order(place: Place) -> None:
    ranking = place.json("score", "--by", "per-million")["ranking"]
    called = place("score", "--by", "per-million", "--format", "csv")
    order = sorted(ranking, key=lambda one: -one["per_million"])
    places = [called.out.index(one["id"]) for one in order]
    assert places == sorted(places)


def test_near_the_list_needs_a_price(place: Place) -> None:
    called = place("prioritize", "--method", "near_ranking", "--lang", "en")
    assert called.code == 2
    assert "--within 2" in called.err
    assert place("prioritize", "--within", "2").code == 2
    said = place.json("prioritize", "--method", "near_ranking", "--within", "0")
    assert said["method"] == "near_ranking"
    assert said["value"] == said["bound"]


def test_a_round_may_ask_for_the_plan_near_the_list(place: Place) -> None:
    place.change(ROUND, "delay_penalty", "selection: near_ranking\nwithin: 2 %\ndelay_penalty")
    out = words(place("prioritize", "--lang", "en").out)
    assert "Near the list" in out
    assert "at most 2.0 % less than the best" in out


def test_the_first_sentences_tell_in_and_out_and_cost(place: Place) -> None:
    out = words(place("prioritize", "--all", "--lang", "en").out)
    assert out.index("In, 5: from 2027 ") < out.index("Operating 2027") < out.index("Organisation")
    assert "Proof No other selection within the frames and rules gives more points" in out
    said = place.json("prioritize")
    assert said["gross"]["operating"] >= said["net"]["operating"] > 0
