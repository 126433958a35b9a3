"""Down the list while the money lasts, by hand-made rounds and by what must always hold."""

from __future__ import annotations

from fractions import Fraction

from analysis.optimizer.bruteforce import problems
from hypothesis import given, settings

from innostrat.analysis.optimizer.problem import Candidate, CountRule, Demand, Problem, StartOption
from innostrat.analysis.optimizer.ranking import down_the_list
from innostrat.analysis.optimizer.solver import solve

LIMIT = ("drift", 2027)


def candidate(id_: str, cost: int, *, bound: bool = False, value: int = 1) -> Candidate:
    return Candidate(id_, (StartOption(2027, value, {LIMIT: cost}, cost),), bound)


def test_what_does_not_fit_is_passed_over() -> None:
    problem = Problem(
        tuple(candidate(i, c) for i, c in zip("abc", (4, 5, 2), strict=True)), {LIMIT: 6}
    )
    assert down_the_list(problem, "abc").starts == {"a": 2027, "c": 2027}
    assert down_the_list(problem, "bac").starts == {"b": 2027}


def test_the_first_start_that_fits_is_taken() -> None:
    later = Candidate("b", (StartOption(2027, 5, {LIMIT: 3}, 3), StartOption(2028, 4, {}, 3)))
    problem = Problem((candidate("a", 4), later), {LIMIT: 6})
    assert down_the_list(problem, "ab").starts == {"a": 2027, "b": 2028}


def test_the_bound_come_first_with_what_they_require_even_without_room() -> None:
    three = (candidate("a", 4), candidate("b", 4), candidate("c", 4, bound=True))
    problem = Problem(three, {LIMIT: 6}, requires=(("c", "b"),))
    solution = down_the_list(problem, "abc")
    assert solution.starts == {"b": 2027, "c": 2027}
    assert problem.violations(solution.starts) == (Demand("limit", LIMIT),)


def test_a_project_waits_for_the_one_it_requires_and_for_a_saving() -> None:
    two = (candidate("a", 4), candidate("b", 2))
    assert down_the_list(Problem(two, {LIMIT: 6}, (("a", "b"),)), "ab").starts.keys() == {"a", "b"}
    saving = (candidate("a", 4), candidate("b", -2))
    assert down_the_list(Problem(saving, {LIMIT: 2}), "ab").starts.keys() == {"a", "b"}


def test_of_two_that_exclude_each_other_the_first_is_taken() -> None:
    problem = Problem((candidate("a", 1), candidate("b", 1)), {}, excludes=(("a", "b"),))
    assert down_the_list(problem, "ba").starts == {"b": 2027}


def test_the_bound_is_all_that_could_be_had() -> None:
    problem = Problem((candidate("a", 4, value=8), candidate("b", 5, value=10)), {LIMIT: 6})
    solution = down_the_list(problem, "ab")
    assert (solution.status, solution.value, solution.bound) == ("feasible", 8, 18)


def test_a_saving_is_taken_even_where_the_bound_have_overrun_the_frame() -> None:
    problem = Problem((candidate("a", 9, bound=True), candidate("b", -2)), {LIMIT: 6})
    assert down_the_list(problem, "ab").starts.keys() == {"a", "b"}


def test_the_bound_is_never_below_a_value_that_breaks_a_rule() -> None:
    rule = CountRule("ingen", frozenset("a"), most=0)
    problem = Problem((candidate("a", 4, value=8),), {LIMIT: 6}, counts=(rule,))
    starts = down_the_list(problem, "a").starts
    solution = problem.solution("feasible", starts, solve(problem).bound)
    assert (solution.value, solution.bound, solution.gap) == (8, 8, Fraction(0))
    assert problem.violations(solution.starts) == (Demand("count", ("ingen",)),)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_only_rules_and_the_bound_can_be_broken(problem: Problem) -> None:
    """Without candidates that are bound, the list breaks counts and shares at most."""
    order = sorted(c.id for c in problem.candidates)
    solution = down_the_list(problem, order)
    kinds = {demand.kind for demand in problem.violations(solution.starts)}
    if (
        not any(c.bound for c in problem.candidates)
        and min(problem.limits.values(), default=0) >= 0
    ):
        assert kinds <= {"count", "share"}
    assert solution.starts.keys() >= {c.id for c in problem.candidates if c.bound}
    assert solution.value <= solution.bound
