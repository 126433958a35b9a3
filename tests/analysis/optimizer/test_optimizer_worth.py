"""The greatest value is that of the portfolio that the selection finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.optimizer.problem import Candidate, Problem, StartOption
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.optimizer.worth import exceeds, greatest_value

PROJECTS = st.lists(st.tuples(st.integers(-5, 9), st.integers(0, 9)), min_size=1, max_size=7)


@settings(max_examples=40, deadline=None)
@given(PROJECTS, st.integers(-3, 20))
def test_it_is_the_value_of_the_best(projects: list[tuple[int, int]], room: int) -> None:
    candidates = tuple(
        Candidate(f"p{i}", (StartOption(2027, value, {("money", 2027): cost}, cost),), bound=i == 0)
        for i, (value, cost) in enumerate(projects)
    )
    problem = Problem(candidates, {("money", 2027): room})
    best = solve(problem)
    expected = best.value if best.status == "optimal" else None
    assert greatest_value(problem) == expected
    least = sum(min(0, value) for value, _ in projects)
    for amount in range(least - 1, 9 * len(projects) + 1):
        assert exceeds(problem, amount) is (expected is not None and expected > amount)
    if expected is not None:
        assert greatest_value(problem, {"p0": 2027}) == expected
