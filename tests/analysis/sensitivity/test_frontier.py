"""The frontier, the next buys and the price of a rule, on rounds small enough to see through."""

from __future__ import annotations

from weighing import pot, rated, weighing

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.prices import prices
from innostrat.analysis.sensitivity.frontier import frontier, next_buys

HALVES = ((50, None), (50, None))


def test_the_frontier_rises_and_marks_what_does_not_fit() -> None:
    some = weighing(
        pot(100),
        HALVES,
        rated("a", 60, 60, cost=60, commitment="decided"),
        rated("b", 50, 50, cost=90),
    )
    found = frontier(some.base, some.scores.round, solve(some.base))
    values = {one.per_cent: one.value for one in found}
    assert values[50] is None
    assert (values[60], values[140], values[150]) == (600_000, 600_000, 1_100_000)


def test_what_a_little_more_buys() -> None:
    some = weighing(
        pot(100_000), HALVES, rated("a", 60, 60, cost=100_000), rated("b", 50, 50, cost=90_000)
    )
    (only,) = next_buys(some.base, some.scores.round, solve(some.base))
    assert (only.gain, only.enters, only.leaves) == (500_000, ("b",), ())


def test_the_price_of_a_rule_and_of_a_bond() -> None:
    rules = [{"focus_area": "b", "min_projects": "1"}]
    some = weighing(
        pot(100, balance=rules),
        HALVES,
        rated("a", 80, 80),
        rated("b", 30, 30, focus_area="b"),
    )
    (only,) = prices(some.base, solve(some.base))
    assert (only.demand.kind, only.gain, only.enters, only.leaves) == (
        "count",
        500_000,
        ("a",),
        ("b",),
    )
