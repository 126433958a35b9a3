"""The next best portfolios equal those found by trying every set."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import Candidate, Problem, StartOption
from innostrat.analysis.plan.alternatives import most_different, next_best

PROJECTS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 30)), min_size=1, max_size=6)


def problem(projects: list[tuple[int, int]], pot: int) -> Problem:
    candidates = tuple(
        Candidate(f"p{i}", (StartOption(2027, value, {("money", 2027): cost}, cost),))
        for i, (value, cost) in enumerate(projects)
    )
    return Problem(candidates, {("money", 2027): pot})


def portfolios(some: Problem) -> list[frozenset[str]]:
    ids = [one.id for one in some.candidates]
    sets = (frozenset(one) for size in range(len(ids) + 1) for one in combinations(ids, size))
    return [one for one in sets if not some.violations(dict.fromkeys(one, 2027))]


def value(some: Problem, chosen: frozenset[str]) -> int:
    return some.value(dict.fromkeys(chosen, 2027))


@settings(max_examples=50, deadline=None)
@given(PROJECTS, st.integers(1, 60), st.integers(1, 3))
def test_next_best_falls_and_keeps_its_distance(
    projects: list[tuple[int, int]], pot: int, least: int
) -> None:
    some = problem(projects, pot)
    best = solver.solve(some)
    seen = [frozenset(best.starts)]
    everything = portfolios(some)
    found = list(next_best(some, best, 3, least))
    for one in found:
        left = [other for other in everything if all(len(other ^ old) >= least for old in seen)]
        assert one.value == max(value(some, other) for other in left)
        assert frozenset(one.starts) in left
        assert one.loss == best.value - one.value
        seen.append(frozenset(one.starts))
    if len(found) < 3:
        assert not [o for o in everything if all(len(o ^ old) >= least for old in seen)]


@settings(max_examples=50, deadline=None)
@given(PROJECTS, st.integers(1, 60), st.integers(0, 50))
def test_the_most_different_within_a_part_of_the_best(
    projects: list[tuple[int, int]], pot: int, percent: int
) -> None:
    some = problem(projects, pot)
    best = solver.solve(some)
    chosen = frozenset(best.starts)
    within = Fraction(percent, 100)
    floor = best.value - int(best.value * within)
    near = [one for one in portfolios(some) if value(some, one) >= floor]
    most = max(len(one ^ chosen) for one in near)
    found = most_different(some, best, within)
    if found is None:
        assert most == 0
    else:
        assert len(frozenset(found.starts) ^ chosen) == most
        assert found.value == max(value(some, one) for one in near if len(one ^ chosen) == most)
