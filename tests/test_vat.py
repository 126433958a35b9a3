"""What the state pays back of value added tax, reckoned by hand from 25 % and 15 %."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import building
import pytest

from innostrat.vat import vat_compensation

if TYPE_CHECKING:
    from collections.abc import Mapping

FRAMES: Final = {"inv": [999_999] * 4, "cap": [9] * 4}


def costs(*lines: tuple[str, Mapping[int, float], str | None]) -> list[dict[str, Any]]:
    return [
        {"title": "C", "frame": frame, "amounts": building.texts(amounts)}
        | ({} if vat is None else {"vat": vat})
        for frame, amounts, vat in lines
    ]


@pytest.mark.parametrize(
    ("basis", "rate", "amount", "paid_back"),
    [
        ("included", "25 %", 125_000, 25_000),
        ("excluded", "25 %", 100_000, 25_000),
        ("included", "15 %", 115_000, 15_000),
        ("included", "25 %", 100_001, 20_000),  # a fifth, rounded to whole kroner
        ("included", "0 %", 125_000, 0),
    ],
)
def test_compensation_by_hand(basis: str, rate: str, amount: int, paid_back: int) -> None:
    plan = building.round_(FRAMES, vat=basis, vat_rate=rate)
    one = building.project("one", costs=costs(("inv", {2027: amount}, "compensated")))
    assert vat_compensation(one, plan) == {("inv", 2027): paid_back}


def test_only_what_says_so_is_compensated_and_only_where_the_round_says_how() -> None:
    lines = (
        ("inv", {2027: 125, 2031: 125}, "compensated"),
        ("inv", {2027: 125}, "deducted"),
        ("inv", {2027: 125}, "borne"),
        ("inv", {2027: 125}, None),
        ("cap", {2027: 1}, "compensated"),
    )
    one = building.project("one", costs=costs(*lines))
    stated = building.round_(FRAMES, vat="included", vat_rate="25 %")
    assert vat_compensation(one, stated) == {("inv", 2027): 25}
    assert vat_compensation(one, building.round_(FRAMES, vat="included")) == {}
    assert vat_compensation(one, building.round_(FRAMES, vat_rate="25 %")) == {}


def test_compensation_moves_and_shrinks_with_the_cost() -> None:
    plan = building.round_(FRAMES, vat="included", vat_rate="25 %")
    one = building.project("one", costs=costs(("inv", {2027: 1000, 2030: 500}, "compensated")))
    assert vat_compensation(one, plan, 1) == {("inv", 2028): 200}
    assert vat_compensation(one, plan, part=Fraction(1, 2)) == {
        ("inv", 2027): 100,
        ("inv", 2030): 50,
    }
    assert vat_compensation(one, plan, 1, years=range(2031, 2032)) == {("inv", 2031): 100}
