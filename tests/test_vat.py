"""What the state pays back of value added tax, reckoned by hand from 25 % and 15 %."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import building
import pytest

from innostrat.capital import financed
from innostrat.vat import vat_compensation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.model.project import Cost, Project

FRAMES: Final = {"inv": [999_999] * 4}
SAID: Final = {"vat": "included", "vat_rate": "25 %"}


def bought(amounts: Mapping[int, float], vat: str | None = "compensated") -> Project:
    line = {"title": "C", "frame": "inv", "amounts": building.texts(amounts)}
    return building.project("one", costs=[line | ({} if vat is None else {"vat": vat})])


def cost(vat: str | None = "compensated") -> Cost:
    return bought({2027: 1}, vat).costs[0]


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
    assert vat_compensation(cost(), Fraction(amount), plan) == paid_back


def test_only_what_says_so_is_compensated_and_only_where_the_round_says_how() -> None:
    stated, amount = building.round_(FRAMES, **SAID), Fraction(125)
    assert vat_compensation(cost(), amount, stated) == 25
    for other in ("deducted", "borne", None):
        assert vat_compensation(cost(other), amount, stated) == 0
    assert vat_compensation(cost(), amount, building.round_(FRAMES, vat="included")) == 0
    assert vat_compensation(cost(), amount, building.round_(FRAMES, vat_rate="25 %")) == 0


def test_compensation_moves_and_shrinks_with_the_cost() -> None:
    plan, one = building.round_(FRAMES, **SAID), bought({2027: 1000, 2030: 500})

    def back(part: Fraction, shift: int) -> dict[int, int]:
        return {paid.year: paid.vat for paid in financed(one, plan, {"inv"}, part, shift)}

    assert back(Fraction(1), 1) == {2028: 200, 2031: 100}
    assert back(Fraction(1, 2), 0) == {2027: 100, 2030: 50}
