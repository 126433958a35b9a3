"""Triangles have the percentiles that were given, sums are what the law of large numbers says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from building import portfolio, project, round_
from calling import ROOT
from hypothesis import given
from hypothesis import strategies as st
from weighing import pot

from innostrat.analysis.uncertainty.distribution import Triangle
from innostrat.analysis.uncertainty.simulation import Simulation, percentile
from innostrat.money import Estimate

if TYPE_CHECKING:
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round

DRAWS = 20_000


def estimate(low: int, likely: int, high: int) -> Estimate:
    return Estimate(Decimal(low), Decimal(likely), Decimal(high))


def below(triangle: Triangle, x: float) -> float:
    """Return the triangle's distribution function, from its definition."""
    a, m, b = triangle.least, triangle.mode, triangle.most
    if x <= a:
        return 0.0
    if x <= m:
        return (x - a) ** 2 / ((b - a) * (m - a))
    return 1 - (b - x) ** 2 / ((b - a) * (b - m)) if x < b else 1.0


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_a_tenth_lies_below_the_low_amount_and_a_tenth_above_the_high(
    below_mode: int, above_mode: int, base: int
) -> None:
    if not below_mode + above_mode:
        return
    mode = 10_000 + base
    triangle = Triangle.through(estimate(mode - below_mode, mode, mode + above_mode))
    assert below(triangle, mode - below_mode) == pytest.approx(0.1, abs=1e-6)
    assert below(triangle, mode + above_mode) == pytest.approx(0.9, abs=1e-6)


def test_a_symmetric_triangle_by_hand() -> None:
    """θ = 1/2, so the width is 200 / (1 − 2 √0.05), and the ends lie half of it from the mode."""
    triangle = Triangle.through(estimate(900, 1000, 1100))
    width = 200 / (1 - 2 * sqrt(0.05))
    assert triangle.least == pytest.approx(1000 - width / 2)
    assert triangle.most == pytest.approx(1000 + width / 2)


@pytest.mark.parametrize(("low", "likely", "high"), [(100, 100, 200), (100, 200, 200)])
def test_a_mode_at_one_of_the_percentiles(low: int, likely: int, high: int) -> None:
    """By hand, low = likely: θ = 0.1, so the high one is 0.9 − √0.09 = 0.6 widths from the mode."""
    triangle = Triangle.through(estimate(low, likely, high))
    assert below(triangle, low) == pytest.approx(0.1, abs=1e-6)
    assert below(triangle, high) == pytest.approx(0.9, abs=1e-6)
    assert triangle.most - triangle.least == pytest.approx(100 / 0.6)


def test_nothing_is_drawn_below_zero() -> None:
    triangle = Triangle.through(estimate(0, 50, 300))
    assert triangle.least < 0
    drawn = triangle.quantile(np.linspace(0.001, 0.999, 999))
    assert drawn.min() == 0
    assert drawn[99] == pytest.approx(0, abs=1e-6)  # the 10th percentile is where it was


def test_a_certain_amount_does_not_move() -> None:
    chances = np.linspace(0.01, 0.99, 5)
    assert set(Triangle.through(estimate(7, 7, 7)).quantile(chances)) == {7.0}


@given(st.integers(1, 500), st.integers(0, 500))
def test_quantiles_invert_the_distribution(low: int, more: int) -> None:
    triangle = Triangle.through(estimate(10_000 - low, 10_000, 10_000 + more))
    chances = np.array([0.02, 0.1, 0.5, 0.9, 0.98])
    for chance, amount in zip(chances, triangle.quantile(chances), strict=True):
        assert below(triangle, float(amount)) == pytest.approx(float(chance), abs=1e-6)


def uncertain(id_: str, worth: int, low: int, likely: int, high: int, **changes: object) -> Project:
    amounts = {"2027": {"low": str(low), "likely": str(likely), "high": str(high)}}
    costs = [{"title": id_, "frame": "money", "amounts": amounts}]
    return project(id_, worth, costs=costs, **changes)


def simulated(
    plan: Round, *projects: Project, correlation: float = 0.0, seed: int = 0
) -> tuple[Portfolio, Simulation]:
    content = portfolio(plan, *projects)
    return content, Simulation(content, plan, DRAWS, seed, correlation)


def test_the_chance_of_one_frame_is_what_was_said() -> None:
    """The frame is the high amount, which is exceeded once in ten times."""
    plan = pot(1100)
    _, some = simulated(plan, uncertain("a", 50, 900, 1000, 1100))
    found = some.outlook({"a": 2027}, {("money", year): 1100 for year in plan.years})
    holding = found.holdings[0]
    assert holding.chance == pytest.approx(0.9, abs=4 * holding.standard_error)
    assert (holding.likely, holding.limit) == (1000, 1100)
    assert holding.p50 == pytest.approx(1000, abs=5)
    assert found.spreads[0].share == pytest.approx(1.0)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 1.0])
def test_correlation_widens_the_sum(correlation: float) -> None:
    """With ρ = 1 two equal lines are one of twice the size; with ρ = 0 variances add up."""
    plan = pot(10_000)
    projects = [uncertain(id_, 50, 900, 1000, 1100) for id_ in "ab"]
    _, some = simulated(plan, *projects, correlation=correlation)
    both = some.use({"a": 2027, "b": 2027})["money", 2027]
    alone = some.use({"a": 2027})["money", 2027]
    ratio = float(both.std() / alone.std())
    expected = {0.0: sqrt(2), 1.0: 2.0}
    if correlation in expected:
        assert ratio == pytest.approx(expected[correlation], rel=0.03)
    else:
        assert sqrt(2) < ratio < 2


def test_years_of_a_line_move_together() -> None:
    amount = {"low": "900", "likely": "1000", "high": "1100"}
    costs = [{"title": "x", "frame": "money", "amounts": {"2027": amount, "2028": amount}}]
    plan = pot(10_000)
    _, some = simulated(plan, project("a", 50, costs=costs))
    used = some.use({"a": 2027})
    assert (used["money", 2027] == used["money", 2028]).all()


def test_in_a_bad_world_costs_are_high_and_grants_and_savings_low() -> None:
    """With correlation 1 the net moves by the sum of both spreads, not by their difference."""
    amount = {"2027": {"low": "900", "likely": "1000", "high": "1100"}}
    grant = [{"title": "g", "frame": "money", "status": "granted"}]
    plan = pot(10_000)
    both = project(
        "a",
        50,
        costs=[{"title": "c", "frame": "money", "amounts": amount}],
        funding=[grant[0] | {"amounts": amount}],
    )
    _, some = simulated(plan, both, uncertain("b", 50, 900, 1000, 1100), correlation=1.0)
    net, cost = (some.use({id_: 2027})["money", 2027] for id_ in "ab")
    assert net == pytest.approx(2 * (cost - 1000), abs=1e-6)


def test_only_what_is_granted_counts() -> None:
    amount = {"2027": "400"}
    funding = [
        {"title": status, "frame": "money", "status": status, "amounts": amount}
        for status in ("granted", "applied")
    ]
    plan = pot(10_000)
    _, some = simulated(plan, project("a", 50, costs={"money": {2027: 1000}}, funding=funding))
    assert set(some.use({"a": 2027})["money", 2027]) == {600.0}


@pytest.mark.parametrize(("refill", "net"), [("true", 700), ("false", 1000)])
def test_committed_savings_free_room_where_the_round_says_so(refill: str, net: int) -> None:
    plan = pot(10_000, committed_savings_refill=refill)
    saving = {
        "title": "s",
        "kind": "budget",
        "responsible": "r",
        "committed": "true",
        "frame": "money",
        "amounts": {"2027": "300"},
    }
    _, some = simulated(plan, project("a", 50, costs={"money": {2027: 1000}}, benefits=[saving]))
    assert some.likely({"a": 2027})["money", 2027] == net
    assert set(some.use({"a": 2027})["money", 2027]) == {float(net)}


def test_capacity_is_counted_in_hundredths() -> None:
    amounts = {"2027": {"low": "0.9", "likely": "1", "high": "1.1"}}
    costs = [{"title": "t", "frame": "cap", "amounts": amounts}]
    plan = round_({"money": [0] * 4, "cap": [1.1, 0, 0, 0]})
    _, some = simulated(plan, project("a", 50, costs=costs))
    found = some.outlook({"a": 2027}, {(f, y): 110 for f in ("money", "cap") for y in plan.years})
    holding = next(one for one in found.holdings if (one.frame, one.year) == ("cap", 2027))
    assert holding.likely == 100
    assert holding.chance == pytest.approx(0.9, abs=4 * holding.standard_error)
    assert found.spreads == ()  # capacity is no money


def test_the_chance_of_all_frames_is_below_that_of_each() -> None:
    plan = pot(10_000)
    amount = {"low": "900", "likely": "1000", "high": "1100"}
    lines = [
        {"title": str(year), "frame": "money", "amounts": {str(year): amount}}
        for year in plan.years[:2]
    ]
    _, some = simulated(plan, project("a", 50, costs=lines))
    found = some.outlook({"a": 2027}, {("money", year): 1100 for year in plan.years})
    assert found.together == pytest.approx(0.81, abs=0.012)


def test_what_is_uncertain_outside_the_round_is_not_counted() -> None:
    amounts = {"2027": "1000", "2031": {"low": "900", "likely": "1000", "high": "1100"}}
    costs = [{"title": "c", "frame": "money", "amounts": amounts}]
    plan = pot(10_000)
    _, some = simulated(plan, project("a", 50, costs=costs))
    found = some.outlook({"a": 2027}, {("money", year): 1000 for year in plan.years})
    assert (found.uncertain, found.spreads, found.together) == (0, (), 1.0)


def test_a_new_project_changes_no_other_draw() -> None:
    plan = pot(10_000)
    a, b, c = (uncertain(id_, 50, 900, 1000, 1100) for id_ in "abc")
    _, before = simulated(plan, a, c)
    _, after = simulated(plan, a, b, c)
    starts = {"a": 2027, "c": 2027}
    assert (before.use(starts)["money", 2027] == after.use(starts)["money", 2027]).all()


def test_another_seed_and_another_world_are_other_draws() -> None:
    plan = pot(10_000)
    content, some = simulated(plan, uncertain("a", 50, 900, 1000, 1100))
    fresh = Simulation(content, plan, DRAWS, 0, 0.0, world=1)
    other = Simulation(content, plan, DRAWS, 1, 0.0)
    drawn = [one.use({"a": 2027})["money", 2027] for one in (some, fresh, other)]
    assert np.abs(np.corrcoef(drawn) - np.eye(3)).max() < 0.05


def test_a_simulation_of_another_portfolio_knows_nothing_of_the_old() -> None:
    plan = pot(10_000)
    _, some = simulated(plan, uncertain("a", 50, 900, 1000, 1100))
    content, fresh = simulated(plan, uncertain("a", 50, 1900, 2000, 2100))
    some.use({"a": 2027})
    other = replace(some, portfolio=content).use({"a": 2027})
    assert (other["money", 2027] == fresh.use({"a": 2027})["money", 2027]).all()


def test_a_later_start_moves_the_same_amounts() -> None:
    plan = pot(10_000)
    _, some = simulated(plan, uncertain("a", 50, 900, 1000, 1100))
    first, later = some.use({"a": 2027}), some.use({"a": 2028})
    assert (first["money", 2027] == later["money", 2028]).all()
    assert not later["money", 2027].any()


def test_the_order_of_the_projects_changes_nothing() -> None:
    plan = pot(10_000)
    projects = [uncertain(id_, 50, 900, 1000, 1100) for id_ in "abc"]
    starts = dict.fromkeys("abc", 2027)
    _, one = simulated(plan, *projects)
    _, other = simulated(plan, *reversed(projects))
    assert (one.use(starts)["money", 2027] == other.use(starts)["money", 2027]).all()


LOANS = {"interest": "5 %", "method": "serial", "lifetime": "10", "own_means": "10 %"}


def borrowing(amount: object, **changes: object) -> tuple[Round, Project]:
    """Return a round whose loans use its operating frame, and a project that buys something."""
    plan = round_({"money": [1_000_000] * 4, "inv": [9_000_000] * 4}, capital=LOANS | changes)
    costs = [{"title": "House", "frame": "inv", "vat": "borne", "amounts": {"2027": amount}}]
    return plan, project("house", 50, costs=costs)


def test_a_certain_loan_is_in_every_draw() -> None:
    """Of 4 million 400 000 is paid by operating in 2027; 3.6 million over ten years at 5 %."""
    plan, house = borrowing("4 000 000", frame="money")
    _, some = simulated(plan, house)
    used = some.use({"house": 2027})
    by_hand = {2027: 400_000, 2028: 540_000, 2029: 522_000, 2030: 504_000}
    assert {year: set(used["money", year]) for year in plan.years} == {
        year: {float(kroner)} for year, kroner in by_hand.items()
    }
    assert some.likely({"house": 2027})["money", 2028] == 540_000
    later = some.use({"house": 2028})
    assert set(later["money", 2029]) == {540_000.0}


def test_an_uncertain_investment_moves_its_loan() -> None:
    """Own means are a tenth of what is drawn; 0.9 of it is borrowed and costs 15 % the year after.

    That the lot is one line's is seen in its shares: 100 % of each budget.
    """
    amount = {"low": "3000000", "likely": "4000000", "high": "6000000"}
    plan, house = borrowing(amount, frame="money")
    _, some = simulated(plan, house)
    used = some.use({"house": 2027})
    bought = used["inv", 2027]
    assert used["money", 2027] == pytest.approx(0.1 * bought, abs=1)
    assert used["money", 2028] == pytest.approx(0.9 * 0.15 * bought, abs=1)
    found = some.outlook({"house": 2027}, dict.fromkeys(used, 10**9))
    assert {one.budget.value: one.share for one in found.spreads} == {
        "operating": pytest.approx(1.0),
        "investment": pytest.approx(1.0),
    }


def test_loans_that_use_no_frame_are_in_no_draw() -> None:
    plan, house = borrowing("4 000 000")
    _, some = simulated(plan, house)
    assert not some.use({"house": 2027})["money", 2028].any()


def test_the_triangle_of_the_document() -> None:
    triangle = Triangle.through(estimate(900, 1000, 1300))
    assert (round(triangle.least), round(triangle.most)) == (773, 1486)
    assert round((triangle.least + triangle.mode + triangle.most) / 3) == 1086
    assert triangle.quantile(np.array([0.5, 0.85])) == pytest.approx([1070, 1258], abs=0.5)


@pytest.mark.parametrize(("correlation", "shown"), [(0.0, "0"), (0.3, "0.3"), (1.0, "1")])
def test_the_sums_of_the_document(correlation: float, shown: str) -> None:
    plan = pot(10_000)
    projects = [uncertain(f"p{n}", 50, 900, 1000, 1300) for n in range(10)]
    some = Simulation(portfolio(plan, *projects), plan, 100_000, 0, correlation)
    total = some.use({one.id: 2027 for one in projects})["money", 2027]
    figures = (float(total.mean()), percentile(total, 0.5), percentile(total, 0.85))
    cells = " | ".join(f"{round(figure, -1):,.0f}" for figure in figures)
    row = f"| {shown} | {cells} | {(total <= 10_000).mean():.0%} |".replace("%", " %")
    assert row in (ROOT / "docs" / "uncertainty.md").read_text("utf-8").split("\n")
