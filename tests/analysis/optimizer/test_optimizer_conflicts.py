"""The smallest clash against every subset of the demands."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from analysis.optimizer.bruteforce import broken, choices, problems
from hypothesis import given, settings

from innostrat.analysis.optimizer.conflicts import smallest_conflict, some_conflict
from innostrat.analysis.optimizer.problem import (
    Candidate,
    CountRule,
    Demand,
    Problem,
    ShareRule,
    StartOption,
)

LIMIT = ("drift", 2027)


@given(problems(largest=5))
@settings(max_examples=80, deadline=None)
def test_the_first_of_the_smallest_clashing_sets_is_found(problem: Problem) -> None:
    clashes = [broken(problem, choice) for choice in choices(problem)]
    demands = sorted(set().union(*clashes), key=lambda demand: demand.order)
    sets = (s for size in range(len(demands) + 1) for s in combinations(demands, size))
    expected = next((s for s in sets if all(clash & set(s) for clash in clashes)), ())
    assert smallest_conflict(problem) == expected


@given(problems(largest=5))
@settings(max_examples=60, deadline=None)
def test_a_clash_found_quickly_can_lose_none_of_its_demands(problem: Problem) -> None:
    clashes = [broken(problem, choice) for choice in choices(problem)]
    found = set(some_conflict(problem))
    if not all(clashes):
        assert found == set()
        return
    assert all(clash & found for clash in clashes)
    for demand in found:
        assert not all(clash & (found - {demand}) for clash in clashes)


def test_two_commitments_and_a_frame_clash_and_the_rest_is_left_out() -> None:
    """Eight bound projects in one frame: the two largest alone are too much for it."""
    costs = {f"p{number}": 100_000 * number for number in range(1, 9)}
    candidates = tuple(
        Candidate(id_, (StartOption(2027, 1, {LIMIT: cost}, cost),), bound=True)
        for id_, cost in costs.items()
    )
    others = {("drift", 2028): 0, ("annet", 2027): 0}
    problem = Problem(
        candidates, {LIMIT: 1_499_999, **others}, counts=(CountRule("c", frozenset()),)
    )
    expected = (Demand("limit", LIMIT), Demand("bound", ("p7",)), Demand("bound", ("p8",)))
    assert smallest_conflict(problem) == expected


def test_a_rule_can_clash_alone() -> None:
    one = Candidate("a", (StartOption(2027, 1, {}, 10),), bound=True)
    rule = ShareRule("halvparten", frozenset({"b"}), least=Fraction(1, 2))
    both = (Demand("bound", ("a",)), Demand("share", ("halvparten",)))
    assert smallest_conflict(Problem((one,), {}, shares=(rule,))) == both
    impossible = CountRule("umulig", frozenset({"a"}), least=2)
    problem = Problem((one,), {}, shares=(rule,), counts=(impossible,))
    assert smallest_conflict(problem) == (Demand("count", ("umulig",)),)


def test_a_krone_too_little_clashes() -> None:
    start = StartOption(2027, 1, {LIMIT: 987_654_321}, 0)
    problem = Problem((Candidate("a", (start,), bound=True),), {LIMIT: 987_654_320})
    assert smallest_conflict(problem) == (Demand("limit", LIMIT), Demand("bound", ("a",)))
    assert smallest_conflict(Problem(problem.candidates, {LIMIT: 987_654_321})) == ()


def test_no_time_is_told_from_no_clash() -> None:
    start = StartOption(2027, 1, {LIMIT: 2}, 0)
    problem = Problem((Candidate("a", (start,), bound=True),), {LIMIT: 1})
    with pytest.raises(TimeoutError):
        smallest_conflict(problem, seconds=0)
    with pytest.raises(TimeoutError):
        smallest_conflict(problem, rounds=1)
    with pytest.raises(TimeoutError):
        some_conflict(problem, seconds=0)
    assert smallest_conflict(problem, seconds=600) == smallest_conflict(problem)
