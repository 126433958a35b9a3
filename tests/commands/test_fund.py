"""The pot: an application, a decision within it, and what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

NEW = ("new", "grant", "--title", "Quiet corner", "--applicant", "Home care", "--amount", "60 000",
       "--need", "Fewer breaks", "--date", "2027-01-02")  # fmt: skip
BY = ("--by", "Council", "--because", "Small", "--date", "2027-02-01")


@pytest.fixture
def pot(place: Place) -> Place:
    text = (place.small / "strategy.yaml").read_text("utf-8")
    place.write(
        "strategy.yaml", text + "fund: {title: Pot, rule: Small trials, amounts: {2027: 100 000}}\n"
    )
    place("fmt", "small")
    return place


def years(place: Place) -> list[tuple[int, int, int]]:
    found = place.json("fund")["years"]
    return [(one["year"], one["pot"], one["granted"]) for one in found]


def test_an_application_is_granted_and_the_pot_counts_it(pot: Place) -> None:
    assert pot(*NEW).code == 0
    assert years(pot) == [(2027, 100_000, 0)]
    assert pot("fund", "--grant", "quiet-corner", "--amount", "50 000", *BY).code == 0
    assert years(pot) == [(2027, 100_000, 50_000)]
    assert pot("fund", "--learn", "quiet-corner", "--because", "It was too loud").code == 0
    assert pot.json("fund")["grants"][0]["learned"] == "It was too loud"


def test_the_pot_is_never_overdrawn(pot: Place) -> None:
    pot(*NEW)
    pot(*NEW)
    assert pot("fund", "--grant", "quiet-corner", *BY).code == 0
    called = pot("fund", "--grant", "quiet-corner-2", *BY)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "M501" in called.err
    assert years(pot) == [(2027, 100_000, 60_000)]


def test_a_pot_that_is_overdrawn_already_takes_no_more(pot: Place) -> None:
    for _ in range(3):
        pot(*NEW)
    for id_ in ("quiet-corner", "quiet-corner-2"):  # as somebody may write it by hand
        decision = (
            "decision: {outcome: granted, amount: 60 000, by: x, date: 2027-01-10, because: y}"
        )
        file = pot.small / f"grants/{id_}.yaml"
        pot.write(f"grants/{id_}.yaml", f"{file.read_text('utf-8')}{decision}\n")
    assert years(pot) == [(2027, 100_000, 120_000)]
    called = pot("fund", "--grant", "quiet-corner-3", *BY)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "M501" in called.err
    assert years(pot) == [(2027, 100_000, 120_000)]


def test_what_is_declined_takes_nothing(pot: Place) -> None:
    pot(*NEW)
    assert pot("fund", "--decline", "quiet-corner", *BY).code == 0
    assert years(pot) == [(2027, 100_000, 0)]
    assert pot("fund", "--grant", "quiet-corner", *BY).code == 2  # it is decided


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fund", "--grant", "quite-corner", *BY), "quiet-corner"),
        (("fund", "--grant", "quiet-corner", "--by", "x", "--date", "2027-02-01"), "--because"),
        (("fund", "--grant", "quiet-corner", "--decline", "quiet-corner", *BY), "--learn"),
        (("fund", "--grant", "quiet-corner", "--amount", "x", *BY), "x is not an amount"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    pot: Place, arguments: tuple[str, ...], said: str
) -> None:
    pot(*NEW)
    called = pot(*arguments)
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert said in called.err


def test_without_a_pot_there_is_nothing_to_show(place: Place) -> None:
    assert place("fund").code == 2
    assert place(*NEW).code == 2


def test_an_application_says_which_of_those_the_pot_is_open_to_it_is_from(pot: Place) -> None:
    who = "open_to: {leader: Leaders, developer: Developers}, amounts: {2027: 100 000}"
    pot.change("strategy.yaml", "amounts: {2027: 100 000}", who)
    called = pot(*NEW, "--group", "leadr")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "leader" in called.err
    assert pot(*NEW, "--group", "leader").code == 0
    assert pot.json("fund")["grants"][0]["group"] == "leader"
    assert pot.json("fund")["open_to"] == ["leader", "developer"]
    assert "M505" not in pot("validate").out


@pytest.mark.parametrize(
    ("fund", "code"),
    [
        ("amounts: {2027: 100 000, 2028: 900 001}, frame: drift", "M531"),
        ("amounts: {2027: 100 000}, frame: investering", "M530"),
        ("amounts: {2027: 100 000}, frame: drfit", "M530"),
    ],
)
def test_no_plan_is_made_of_a_pot_that_its_frame_cannot_hold(
    pot: Place, fund: str, code: str
) -> None:
    pot.change("strategy.yaml", "amounts: {2027: 100 000}", fund)
    assert code in pot("validate").out
    called = pot("prioritize")
    assert (called.code, called.err.count("\n")) == (2, 1)


def test_what_a_body_decides_may_not_use_the_pot(pot: Place) -> None:
    """With a krone more set aside than the plan leaves, the same plan is a krone too much."""
    plan = pot.json("prioritize")
    used = max(one["used"] for one in plan["frames"] if one["id"] == "drift")
    kept = 900_000 - used + 1
    said = f"amounts: {{2027: {kept}, 2028: {kept}}}, frame: drift"
    pot.change("strategy.yaml", "amounts: {2027: 100 000}", said)
    (frame, *_) = (one for one in pot.json("prioritize")["frames"] if one["id"] == "drift")
    assert frame["reserved"] == kept
    assert frame["used"] <= frame["limit"] == 900_000
    now = {one["id"] for one in pot.json("prioritize")["funded"]}
    out = [one["id"] for one in plan["funded"] if one["id"] not in now]
    words = [word for id_ in out for word in ("--fund", f"{id_}: Also")]
    called = pot("decide", "--body", "Council", "--date", "2026-12-17", *words, "--lang", "en")
    assert (called.code, called.out) == (2, "")
    assert "Drift in 2027 by 1\xa0kr" in called.err
