"""The trials of a value model, by hand: what fails, and by how much."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from building import portfolio, project, round_, strategy
from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.value import trial
from innostrat.analysis.value.scoring import score
from innostrat.model.words import NumberSource

LEVELS = {"1": "Nothing", "2": "Some", "3": "Much"}
REACH: dict[str, Any] = {
    "id": "reach",
    "title": "Reach",
    "role": "benefit",
    "weight": "60",
    "scale": {"kind": "reach", "changes": {"slightly": "1", "wholly": "50"}, "full": "10000"},
}
GOALS: dict[str, Any] = {
    "id": "goals",
    "title": "Goals",
    "role": "benefit",
    "weight": "40",
    "scale": {"kind": "goals", "full": "15"},
}
CHANCE: dict[str, Any] = {
    "id": "chance",
    "title": "Chance",
    "role": "factor",
    "scale": {
        "kind": "levels",
        "levels": LEVELS,
        "values": {"1": "0 %", "2": "50 %", "3": "100 %"},
    },
}
NEED: dict[str, Any] = {
    "id": "need",
    "title": "Need",
    "role": "gate",
    "at_least": "2",
    "scale": {"kind": "levels", "levels": LEVELS},
}
EASE: dict[str, Any] = {
    "id": "ease",
    "title": "Ease",
    "role": "benefit",
    "weight": "25",
    "scale": {"kind": "levels", "levels": LEVELS},
}


def number(weight: int = 20, **scale: str | dict[str, str]) -> dict[str, Any]:
    whole = {"kind": "number", "source": "gross_benefits"} | scale
    return {
        "id": "money",
        "title": "Money",
        "role": "benefit",
        "weight": str(weight),
        "scale": whole,
    }


def test_in_a_model_of_quantities_nothing_is_worth_nothing_however_pretty() -> None:
    model = strategy(criteria=[NEED, REACH, GOALS, CHANCE])
    assert trial.pretty(model).value == 0
    assert trial.pretty(model).competes
    assert trial.null(model).value == 0
    assert [one.id for one in trial.null(model).closed] == ["need"]


def test_a_quality_that_adds_up_gives_points_to_what_changes_nothing() -> None:
    model = strategy(criteria=[NEED, REACH, GOALS, EASE, CHANCE])
    made = trial.pretty(model)
    assert made.value == Fraction(25, 125) * 100
    assert [one.id for one in made.giving] == ["ease"]


def test_a_scale_that_begins_above_zero_gives_points_to_nothing() -> None:
    model = strategy(criteria=[GOALS, number(10, worst="-1 000 000", best="1 000 000")])
    assert trial.null(model).value == Fraction(10, 50) * 50


@pytest.mark.parametrize(
    ("scale", "values", "gain"),
    [
        ({"worst": "0", "best": "400 000"}, (50, 100, 200), 0),
        # 50 000 is worth 25, so that two halves of 100 000 are worth what it is; 500 000 is worth
        # 50 + 50 · 4/9, and two of them 44 1/9 % more than 1 000 000.
        (
            {"points": {"0": "0", "100 000": "50", "1 000 000": "100"}},
            (Fraction(650, 9), 100, Fraction(1400, 9)),
            Fraction(4, 9),
        ),
        # Below 100 000 is nothing: half of 300 000 is 150 000, a quarter of the way.
        ({"worst": "100 000", "best": "300 000"}, (25, 100, 250), Fraction(-1, 2)),
    ],
)
def test_half_is_half_on_a_straight_line_from_nothing_alone(
    scale: dict[str, Any], values: tuple[Fraction, ...], gain: Fraction
) -> None:
    found = trial.halves(strategy(criteria=[number(**scale)]).benefits[0])
    assert found.values == values
    assert found.gain == gain
    assert found.holds is (gain == 0)


def test_levels_are_the_same_for_each_half() -> None:
    found = trial.halves(strategy(criteria=[EASE, GOALS]).benefits[0])
    assert found.gain == 1
    assert not found.holds


def test_the_gain_is_looked_for_wherever_the_line_bends() -> None:
    # From 50 to 100 the line is straight from nothing; only below it is half more than half.
    scale: dict[str, Any] = {"points": {"0": "0", "10": "50", "50": "50", "100": "100"}}
    found = trial.halves(strategy(criteria=[number(**scale)]).benefits[0])
    assert found.whole == 50  # half of it, 25, is worth as much as all of it
    assert found.gain == 1


@given(st.integers(1, 10**9), st.integers(2, 10))
def test_what_holds_is_worth_the_same_in_any_number_of_parts(full: int, parts: int) -> None:
    one = strategy(criteria=[number(worst="0", best=str(full))]).benefits[0]
    assert trial.halves(one).holds
    assert parts * one.value(Fraction(full, parts)) == one.value(Fraction(full))


def test_rates_of_exchange_come_out_by_hand() -> None:
    model = strategy(criteria=[REACH, GOALS, number(100, worst="0", best="2 500 000"), EASE])
    rates = {one.criterion.id: (one.amount, one.top) for one in trial.rates(model)}
    assert rates == {
        # The weights are 60, 40, 100 and 25 of 225: ten points are 10 · 225 / 60 of 100 of reach.
        "reach": (Fraction(10_000) * Fraction(10 * 225, 60) / 100, Fraction(6000, 225)),
        "goals": (Fraction(15) * Fraction(10 * 225, 40) / 100, Fraction(4000, 225)),
        "money": (Fraction(2_500_000) * Fraction(10 * 225, 100) / 100, Fraction(10_000, 225)),
        "ease": (None, Fraction(2500, 225)),
    }


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=4, unique=True),
    st.integers(1, 9),
)
def test_what_ten_points_are_is_worth_ten_points(steps: list[int], weight: int) -> None:
    corners = {"0": "0"} | {
        str(1000 * sum(sorted(steps)[: i + 1])): str(
            Fraction(100 * (i + 1), len(steps)).__floor__()
        )
        for i in range(len(steps))
    }
    model = strategy(criteria=[number(weight, points=corners), GOALS])
    rate = next(one for one in trial.rates(model) if one.criterion.id == "money")
    assert rate.amount is not None
    worth = model.weights["money"] * rate.criterion.value(rate.amount)
    assert worth == trial.POINTS


def test_money_that_a_frame_pays_is_found() -> None:
    model = strategy(
        criteria=[
            number(source="net_present_value", worst="0", best="1"),
            number(source="budget_savings", worst="0", best="1") | {"id": "savings"},
            number(worst="0", best="1") | {"id": "gross"},
        ]
    )
    closed = round_({"money": [1, 1, 1, 1]}, committed_savings_refill="false")
    refilled = round_({"money": [1, 1, 1, 1]}, committed_savings_refill="true")
    npv = ("money", NumberSource.NET_PRESENT_VALUE)
    assert [(one.id, source) for one, source in trial.paid(model, closed)] == [npv]
    assert [(one.id, source) for one, source in trial.paid(model, refilled)] == [
        npv,
        ("savings", NumberSource.BUDGET_SAVINGS),
    ]


def test_ends_and_rank_correlation_come_out_by_hand() -> None:
    two = [
        number(source="assessed", worst="0", best="100"),
        EASE | {"id": "ease"},
    ]
    # By rank money is 1, 2, 3, 4, 5 and ease 1.5, 1.5, 3, 4.5, 4.5: 9.0 over the root of 10 · 9.
    answers = [(1, 1), (2, 1), (3, 2), (4, 3), (100, 3)]
    projects = [
        project(f"p{i}", scores={"money": {"value": str(a)}, "ease": {"value": str(b)}})
        for i, (a, b) in enumerate(answers)
    ]
    plan = round_({"money": [1, 1, 1, 1]})
    content = portfolio(plan, *projects, criteria=two)
    ranking = score(content, plan).ranking
    ends = {one.criterion.id: one for one in trial.scale_ends(content.strategy, ranking)}
    assert (ends["ease"].lowest, ends["ease"].highest, ends["ease"].holds) == (2, 2, True)
    assert (ends["money"].lowest, ends["money"].highest) == (0, 1)
    (pair,) = trial.pairs(content.strategy, ranking)
    assert pair.correlation == pytest.approx(9 / 90**0.5)
    assert not pair.holds
    assert trial.pairs(content.strategy, ranking[:4]) == ()
