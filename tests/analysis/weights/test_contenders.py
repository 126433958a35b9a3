"""The contenders against every portfolio, valued anew as the tool does at weights of the range."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from building import portfolio
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated, space, weighing

from innostrat.analysis.changes.what_if import Assumptions
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.contenders import contenders

SPECS = ((50, (20, 80)), (30, (10, 60)), (20, (0, 40)))
values = st.integers(1, 20)
ratings = st.lists(st.tuples(values, values, values, st.integers(1, 4)), min_size=1, max_size=6)
weights = st.tuples(st.integers(20, 80), st.integers(10, 60)).filter(lambda w: 60 <= sum(w) <= 100)


@settings(max_examples=40)
@given(ratings, st.integers(1, 9), st.lists(weights, min_size=1, max_size=8))
def test_no_other_portfolio_is_the_best_at_weights_of_the_range(
    rows: list[tuple[int, int, int, int]], money: int, points: list[tuple[int, int]]
) -> None:
    projects = [
        rated(f"p{n}", 5 * a, 5 * b, 5 * c, cost=100 * cost)
        for n, (a, b, c, cost) in enumerate(rows)
    ]
    plan = pot(100 * money)
    admissible = space(*SPECS)
    assert admissible is not None
    found = contenders(weighing(plan, SPECS, *projects), admissible, 1_000)
    assert found.complete
    everything = [
        {f"p{n}": 2027 for n in chosen}
        for size in range(len(rows) + 1)
        for chosen in combinations(range(len(rows)), size)
        if sum(rows[n][3] for n in chosen) <= money
    ]
    round_of = portfolio(plan, *projects, criteria=criteria(*SPECS))
    for first, second in points:
        weight = {"c0": first, "c1": second, "c2": 100 - first - second}
        wishes = Assumptions(weights={key: Decimal(one) for key, one in weight.items()})
        changed, its_round = wishes.portfolio(round_of, plan)
        problem = compete(changed, its_round, score(changed, its_round)).problem
        assert min(everything, key=problem.preference) in [dict(one) for one in found.choices]


def test_too_few_selections_prove_nothing_and_still_give_what_is_known() -> None:
    projects = [rated(f"p{n}", 5 * n, 90 - 9 * n, 40, cost=100) for n in range(6)]
    admissible = space(*SPECS)
    assert admissible is not None
    found = contenders(weighing(pot(300), SPECS, *projects), admissible, 2)
    assert not found.complete
    assert found.choices
