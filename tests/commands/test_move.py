"""A project that was not chosen takes no part in the next round until its years are moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from innostrat.files.yaml.document import parse

if TYPE_CHECKING:
    from calling import Place

BOAT = "projects/bestillingsbat.yaml"


def next_round(place: Place) -> str:
    """Open the next round after the boat was refused; return what was said."""
    by = ("--body", "Council", "--date", "2026-12-17")
    assert place("decide", *by, "--reject", "bestillingsbat: Too dear").code == 0
    called = place("carry-over", "--price-growth", "0", "--lang", "en")
    assert called.code == 0
    # No plan keeps it without the boat.
    rule = "  - {service_area: helse, max_share: 80 %, counts: operating}\n"
    place.change("rounds/plan-2028-2029.yaml", rule, "")
    return called.err.replace("\n", " ")


def boat(place: Place) -> dict[str, Any]:
    document, _ = parse(BOAT, (place.small / BOAT).read_bytes())
    assert document is not None
    return document.value  # type: ignore[return-value]


def competing(plan: dict[str, Any]) -> list[str]:
    return [one["id"] for key in ("funded", "not_funded") for one in plan[key]]


def test_what_would_have_begun_before_the_round_takes_no_part(place: Place) -> None:
    assert "innostrat move bestillingsbat --start 2028" in next_round(place)
    said = place("validate", "--lang", "en", "--format", "json").out
    assert "T010" in said
    assert "innostrat move bestillingsbat --start 2028" in said
    plan = json.loads(place("prioritize", "--format", "json").out)
    assert "bestillingsbat" in "".join(plan["left_out"])
    assert "digital-tilsyn" in competing(plan)
    assert "bestillingsbat" not in competing(plan)


def test_what_was_bound_and_is_rejected_is_an_error_of_no_round_but_the_next(place: Place) -> None:
    """In the next round it asks for a year that is over, and only then (docs/commands.md)."""
    by = ("--body", "Council", "--date", "2026-12-17")
    assert place("decide", *by).code == 0
    assert place("carry-over", "--price-growth", "0").code == 0
    roster = "felles-vaktliste"
    assert place("decide", *by, "--reject", f"{roster}: Nobody applied").code == 0
    assert "T010" not in place("validate").out
    decided = place.json("prioritize")
    assert decided["left_out"] == []
    assert roster not in [one["id"] for one in decided["funded"]]
    # Planned anew it still takes no part: its first year is before the plan.
    assert roster not in [one["id"] for one in place.json("prioritize", "--anew")["funded"]]
    called = place("carry-over", "--price-growth", "0", "--lang", "en")
    assert called.code == 0, called.err
    assert f"innostrat move {roster} --start 2029" in called.err.replace("\n", " ")
    assert [
        line for line in place("validate").out.splitlines() if "T010" in line and roster in line
    ]


def test_its_amounts_and_window_are_moved_and_it_competes_again(place: Place) -> None:
    before = boat(place)
    next_round(place)
    called = place("move", "bestillingsbat", "--start", "2028", "--lang", "en")
    assert called.code == 0, called.err
    assert "Kortere reise" in called.err  # its target's day is in no year of an amount
    after = boat(place)
    for key in ("costs", "funding"):
        for old, new in zip(before[key], after[key], strict=True):
            assert new["amounts"] == {str(int(y) + 1): a for y, a in old["amounts"].items()}
    assert after["start"] == {"earliest": "2028", "latest": "2029"}
    assert "T010" not in place("validate").out
    assert "bestillingsbat" in competing(place.json("prioritize"))


def test_a_window_is_not_moved_past_the_plan(place: Place) -> None:
    text = (place.small / BOAT).read_text("utf-8")
    place.write(BOAT, text.replace(", lasts: true", ""))
    assert place("move", "bestillingsbat", "--start", "2028").code == 2  # costs would be in 2029
    lives = text.replace("amounts: {2027: 600 000}}", "amounts: {2027: 600 000}, until: 2041}")
    place.write(BOAT, lives)
    assert place("move", "bestillingsbat", "--start", "2028").code == 0
    assert boat(place)["costs"][1]["until"] == "2042"  # a lifetime moves along
    text = text.replace("{2027: 400 000, ", "{2027: 1, ")
    kept = "".join(
        line
        for line in text.splitlines(keepends=True)
        if "Leie av båt" not in line and "frame: folk" not in line
    )
    place.write(BOAT, kept)
    assert place("move", "bestillingsbat", "--start", "2028").code == 0
    assert boat(place)["start"] == {"earliest": "2028", "latest": "2028"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bestillingsbat", "--start", "2027"), "2027"),
        (("bestillingsbat", "--start", "2040"), "2040"),
        (("bestillingsbat", "--start", "soon"), "soon"),
        (("bestillingsbat",), "--start"),
        (("nobody", "--start", "2028"), "nobody"),
    ],
)
def test_what_cannot_be_moved_is_refused_in_one_line(
    place: Place, arguments: tuple[str, ...], said: str
) -> None:
    before = (place.small / BOAT).read_bytes()
    called = place("move", *arguments)
    assert called.code == 2
    assert said in called.err
    assert called.err.count("\n") == 1
    assert (place.small / BOAT).read_bytes() == before
