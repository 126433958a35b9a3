"""Intervals, swings, profiles and the frontier equal what every portfolio, tried in turn, gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from building import portfolio, project, strategy
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated, weighing

from innostrat.analysis.frontier import frontier, next_buys
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.pool import Pool, Weighing
from innostrat.analysis.prices import prices
from innostrat.analysis.profiles import views
from innostrat.analysis.scoring import score
from innostrat.analysis.stability import intervals
from innostrat.analysis.tornado import tornado

if TYPE_CHECKING:
    from innostrat.analysis.stability import Interval

HALVES = ((50, None), (50, None))


def stable(some: Weighing) -> tuple[Interval, ...]:
    plan = solve(some.base)
    return intervals(Pool(some, [dict(plan.starts)]), plan.starts)


def test_an_interval_by_hand() -> None:
    """`c` is worth 60 whatever the weights; `a` 100 w, so it wins above 0.6, and `b` below 0.4."""
    some = weighing(pot(100), HALVES, rated("a", 100, 0), rated("b", 0, 100), rated("c", 60, 60))
    first, second = stable(some)
    assert first.today == Fraction(1, 2)
    assert first.below is not None
    assert first.above is not None
    assert (first.below.at, first.below.enters, first.below.leaves) == (
        Fraction(2, 5),
        ("b",),
        ("c",),
    )
    assert (first.above.at, first.above.enters) == (Fraction(3, 5), ("a",))
    assert second.below is not None
    assert second.below.at == Fraction(2, 5)


def test_nothing_changes_where_one_is_best_whatever_the_weights() -> None:
    some = weighing(pot(100), HALVES, rated("a", 90, 80), rated("b", 10, 20))
    assert all(one.below is None and one.above is None for one in stable(some))


def test_a_criterion_with_all_the_weight_is_left_out() -> None:
    some = weighing(pot(100), ((1, None), (0, None)), rated("a", 90, 80))
    assert [one.criterion for one in stable(some)] == [1]


values = st.integers(0, 20)
ratings = st.lists(st.tuples(values, values, values, st.integers(1, 4)), min_size=2, max_size=6)


@settings(max_examples=40, deadline=None)
@given(ratings, st.integers(1, 9))
def test_just_inside_the_plan_is_best_and_just_outside_another_is(
    rows: list[tuple[int, int, int, int]], money: int
) -> None:
    specs = ((50, None), (30, None), (20, None))
    projects = [
        rated(f"p{n}", 5 * a, 5 * b, 5 * c, cost=100 * cost)
        for n, (a, b, c, cost) in enumerate(rows)
    ]
    some = weighing(pot(100 * money), specs, *projects)
    plan = frozenset(solve(some.base).starts)
    sets = [
        frozenset(f"p{n}" for n in chosen)
        for size in range(len(rows) + 1)
        for chosen in combinations(range(len(rows)), size)
        if sum(rows[n][3] for n in chosen) <= money
    ]

    def worth(chosen: frozenset[str], place: int, share: Fraction) -> Fraction:
        rest = (1 - share) / (1 - some.today[place])
        weights = [share if i == place else one * rest for i, one in enumerate(some.today)]
        totals = [sum(5 * rows[int(id_[1:])][i] for id_ in chosen) for i in range(3)]
        return sum((w * total for w, total in zip(weights, totals, strict=True)), Fraction(0))

    for one in stable(some):
        for change, end in ((one.below, Fraction(0)), (one.above, Fraction(1))):
            edge = end if change is None else change.at
            for share in (edge, (edge + one.today) / 2):
                best = max(worth(chosen, one.criterion, share) for chosen in sets)
                assert worth(plan, one.criterion, share) == best
            if change is not None:
                step = (
                    Fraction(1, 10**6) if change.at > one.today or end == 1 else -Fraction(1, 10**6)
                )
                outside = change.at + step
                if 0 <= outside <= 1:
                    best = max(worth(chosen, one.criterion, outside) for chosen in sets)
                    assert worth(plan, one.criterion, outside) < best


def test_the_swing_of_a_weight_is_what_keeping_the_plan_would_lose() -> None:
    specs = ((50, (40, 80)), (50, None))
    some = weighing(pot(100), specs, rated("a", 100, 0), rated("c", 60, 60))
    swings = {one.id: one for one in tornado(some.portfolio, some.scores, solve(some.base))}
    # At weights 80 and 50, `a` is worth 100·80/130 and `c` 60.
    assert swings["c0"].high.effect == pytest.approx(10_000 * (8000 / 130 - 60), abs=1)
    assert swings["c0"].high.enters == ("a",)
    assert swings["c0"].low.effect == 0


def test_the_swing_of_a_frame_is_the_value_lost_or_won() -> None:
    some = weighing(pot(100), HALVES, rated("a", 100, 100, cost=110), rated("c", 60, 60, cost=95))
    swings = {one.id: one for one in tornado(some.portfolio, some.scores, solve(some.base))}
    assert (swings["money"].low.effect, swings["money"].high.effect) == (-600_000, 400_000)


def test_the_swing_of_an_uncertain_cost() -> None:
    amounts = {"2027": {"low": "50", "likely": "100", "high": "150"}}
    costs = [{"title": "x", "frame": "money", "amounts": amounts}]
    sure = rated("a", 60, 60)
    made = sure.model_copy(update={"costs": project("a", costs=costs).costs})
    some = weighing(pot(100), HALVES, made, rated("b", 50, 50, cost=50))
    swings = {one.id: one for one in tornado(some.portfolio, some.scores, solve(some.base))}
    low, high = swings["a"].low, swings["a"].high
    assert (low.effect, low.enters, high.effect, high.leaves) == (500_000, ("b",), -100_000, ("a",))


def test_profiles_side_by_side() -> None:
    profiles = [
        {"id": "first", "title": "First", "weights": {"c0": "1", "c1": "0"}},
        {"id": "same", "title": "Same", "weights": {"c0": "2", "c1": "2"}},
    ]
    plan = pot(100)
    content = portfolio(
        plan,
        rated("a", 100, 0),
        rated("c", 60, 60),
        criteria=criteria(*HALVES),
        profiles=profiles,
    )
    some = Weighing(content, score(content, plan))
    first, same = views(some, solve(some.base).starts)
    assert (set(first.starts), first.loss) == ({"a"}, 400_000)
    assert (set(same.starts), same.loss) == ({"c"}, 0)


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


def test_profiles_are_read_from_the_strategy() -> None:
    profile = {"id": "p", "title": "P", "weights": {"worth": "3"}}
    assert strategy(profiles=[profile]).profiles[0].weights == {"worth": 3}
