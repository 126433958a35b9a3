"""Amounts are read as people write them wherever a command takes one, or refused with how to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

BY = ("--body", "Kommunestyret", "--date", "2026-12-10")


@pytest.mark.parametrize(
    ("wish", "amount", "relative"),
    [
        ("drift=1,5mill", 1_500_000, False),
        ("drift=1 500 000", 1_500_000, False),
        ("drift=1.5m", 1_500_000, False),
        ("drift:2028=+0,5 mill kr", 500_000, True),
        ("drift=−200'", -200_000, True),
        ("folk=+0,5", 0.5, True),
        ("folk=2.25", 2.25, False),
    ],
)
def test_a_frame_is_assumed_as_people_write_it(
    place: Place, wish: str, amount: float, *, relative: bool
) -> None:
    (found,) = place.json("what-if", "--frame", wish)["assumed"]["frames"]
    assert (found["amount"], found["relative"]) == (amount, relative)


@pytest.mark.parametrize("wish", ["+0,5", "0.5", "1.500", "tull", "+10 %", "5 årsverk"])
def test_a_frame_of_no_whole_kroner_is_refused_with_how_to_write_it(
    place: Place, wish: str
) -> None:
    called = place("what-if", "--frame", f"drift={wish}")
    assert (called.code, called.out, called.err.count("\n")) == (2, "", 1)
    assert any(example in called.err for example in ("450 000", "1 500"))


def test_a_weight_may_have_a_decimal_comma(place: Place) -> None:
    assert place.json("what-if", "--weight", "behov=12,5")["assumed"]["weights"] == {"behov": 12.5}


def test_a_body_changes_a_frame_by_what_it_writes(place: Place) -> None:
    wish = ("--amend", "drift 2028 +0,2 mill: Rådets egne", "--amend", "drift 2027 +50': Rådets")
    assert place("decide", *BY, *wish).code == 0
    text = (place.small / "decisions" / "plan-2027-2028.yaml").read_text("utf-8")
    assert "{2028: 200 000}" in text
    assert "{2027: 50 000}" in text


def test_a_body_changes_no_frame_of_kroner_by_half_a_krone(place: Place) -> None:
    called = place("decide", *BY, "--amend", "drift 2028 +0,5: Rådets egne")
    assert (called.code, called.err.count("\n")) == (2, 1)
    assert "0,45 mill" in called.err


def test_kroner_that_came_are_counted_as_people_write_them(place: Place) -> None:
    wish = ("--benefit", "1", "--year", "2028", "--date", "2029-01-15")
    assert place("measure", "digital-tilsyn", *wish, "--kroner", "0,25 mill").code == 0
    assert "amount: 250 000" in (place.small / "projects/digital-tilsyn.yaml").read_text("utf-8")
