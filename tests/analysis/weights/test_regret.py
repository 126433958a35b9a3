"""The cautious portfolio against every portfolio at every corner."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import pot, rated, space, weighing

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.weights.pool import Pool
from innostrat.analysis.weights.regret import minimax_regret

SPECS = ((50, (20, 80)), (30, (10, 60)), (20, (0, 40)))
values = st.integers(1, 20)
ratings = st.lists(st.tuples(values, values, values, st.integers(1, 4)), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(ratings, st.integers(1, 9))
def test_no_portfolio_has_a_smaller_largest_regret(
    rows: list[tuple[int, int, int, int]], money: int
) -> None:
    projects = [
        rated(f"p{n}", 5 * a, 5 * b, 5 * c, cost=100 * cost)
        for n, (a, b, c, cost) in enumerate(rows)
    ]
    some = weighing(pot(100 * money), SPECS, *projects)
    admissible = space(*SPECS)
    assert admissible is not None
    corners = admissible.corners(100)
    assert corners is not None
    everything = [
        {f"p{n}": 2027 for n in chosen}
        for size in range(len(rows) + 1)
        for chosen in combinations(range(len(rows)), size)
        if sum(rows[n][3] for n in chosen) <= money
    ]
    problems = [some.problem(corner) for corner in corners]
    best = [max(problem.value(one) for one in everything) for problem in problems]

    def regrets(chosen: dict[str, int]) -> list[int]:
        return [top - problem.value(chosen) for top, problem in zip(best, problems, strict=True)]

    plan = solve(some.base).starts
    found = minimax_regret(Pool(some), plan, corners)
    assert found is not None
    smallest = min(max(regrets(one)) for one in everything)
    theirs, plans = regrets(dict(found.starts)), regrets(dict(plan))
    assert found.regret == max(theirs) == smallest
    assert theirs[corners.index(found.at)] == smallest
    assert found.loss == some.base.value(plan) - some.base.value(found.starts)
    assert found.plan_regret == max(plans) == plans[corners.index(found.plan_at)]
    # Among equals the plan, else the one to prefer at the strategy's weights.
    equals = [one for one in everything if max(regrets(one)) == smallest]
    preferred = plan if plan in equals else min(equals, key=some.base.preference)
    assert found.starts == preferred


def test_a_portfolio_between_two_extremes_is_the_cautious_one() -> None:
    """One project fits. At the weights 80–20 `a` is best by 30, at 20–80 `b` by 30."""
    specs = ((51, (20, 80)), (49, (20, 80)))
    some = weighing(pot(100), specs, rated("a", 100, 0), rated("b", 0, 100), rated("c", 49, 49))
    admissible = space(*specs)
    assert admissible is not None
    corners = admissible.corners(100)
    assert corners is not None
    plan = solve(some.base).starts
    found = minimax_regret(Pool(some), plan, corners)
    assert found is not None
    assert (set(plan), set(found.starts)) == ({"a"}, {"c"})
    # 100 · 0.8 − 49 = 31, and 100 · (0.8 − 0.2) = 60.
    assert (found.regret, found.plan_regret) == (310_000, 600_000)


def test_who_stops_following_is_told_nothing() -> None:
    some = weighing(pot(100), SPECS, rated("a", 100, 0, 0))
    admissible = space(*SPECS)
    assert admissible is not None
    corners = admissible.corners(100)
    assert corners is not None
    assert minimax_regret(Pool(some), {"a": 2027}, corners, lambda places: places[:1]) is None
