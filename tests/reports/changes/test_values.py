"""A changed value model is told loudly: roles, gates, factors, weights, rates of exchange."""

from __future__ import annotations

from typing import Any

import pytest
from building import strategy

from innostrat.language import language
from innostrat.reports.changes.values import value_model_sentences

LEVELS = {"1": "None", "2": "Some", "3": "Much"}
GATE: dict[str, Any] = {
    "id": "need",
    "title": "Need",
    "role": "gate",
    "at_least": "2",
    "scale": {"kind": "levels", "levels": LEVELS},
}
FACTOR: dict[str, Any] = {
    "id": "chance",
    "title": "Chance",
    "role": "factor",
    "scale": {
        "kind": "levels",
        "levels": LEVELS,
        "values": {"1": "0 %", "2": "50 %", "3": "100 %"},
    },
}
MONEY: dict[str, Any] = {
    "id": "money",
    "title": "Money",
    "role": "benefit",
    "weight": "50",
    "scale": {"kind": "number", "source": "gross_benefits", "worst": "0", "best": "1 000 000"},
}
GOALS: dict[str, Any] = {
    "id": "goals",
    "title": "Goals",
    "role": "benefit",
    "weight": "50",
    "scale": {"kind": "goals"},
}
BEFORE = [GATE, FACTOR, MONEY, GOALS]
BENEFIT = {"role": "benefit", "weight": "0", "scale": GATE["scale"]}
LOWER = {"scale": FACTOR["scale"] | {"values": {"1": "20 %", "2": "50 %", "3": "100 %"}}}


def told(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    changed = value_model_sentences(strategy(criteria=before), strategy(criteria=after))
    return [language("en")(one).replace("\N{NO-BREAK SPACE}", " ") for one in changed]


@pytest.mark.parametrize(
    ("place", "changed", "expected"),
    [
        (0, GATE | {"at_least": "3"}, "THE GATE Need IS CHANGED: gate, at least 3, before gate"),
        (
            0,
            {"id": "need", "title": "Need"} | BENEFIT,
            "Need HAS ANOTHER ROLE: benefit, before gate",
        ),
        (
            1,
            FACTOR | LOWER,
            "THE FACTOR Chance IS CHANGED: factor, 20 % to 100 %, before factor, 0",
        ),
        (2, MONEY | {"weight": "150"}, "the weight of Money is 75 %, before 50 %"),
        (3, GOALS | {"scale": {"kind": "goals", "full": "12"}}, "Goals has another scale"),
    ],
)
def test_what_moves_every_project_is_said(
    place: int, changed: dict[str, Any], expected: str
) -> None:
    after = [*BEFORE[:place], changed, *BEFORE[place + 1 :]]
    assert told(BEFORE, after)[0].startswith(expected)


def test_what_comes_and_goes_is_said() -> None:
    assert told(BEFORE, BEFORE[1:]) == ["Need is gone: gate, at least 2"]
    assert told(BEFORE[1:], BEFORE) == ["Need is new: gate, at least 2"]


def test_the_rates_of_exchange_stand_before_and_after() -> None:
    now, before = told(BEFORE, [*BEFORE[:2], MONEY | {"weight": "150"}, GOALS])[-2:]
    assert now.startswith("Now: 10 points are 133,333 kr (Money), or contributions to goals")
    assert before.startswith("Before: 10 points are 200,000 kr (Money), or")


def test_other_changes_of_a_strategy_say_nothing_here() -> None:
    assert told(BEFORE, [GATE | {"title": "Documented need"}, *BEFORE[1:]]) == []
