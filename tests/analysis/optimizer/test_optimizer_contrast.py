"""Forcing a project in or out against brute force, and what the swap says."""

from __future__ import annotations

from analysis.optimizer.bruteforce import broken, choices, order, problems
from hypothesis import assume, given, settings

from innostrat.analysis.optimizer.contrast import contrast
from innostrat.analysis.optimizer.problem import Candidate, Demand, Problem, StartOption
from innostrat.analysis.optimizer.ranking import down_the_list
from innostrat.analysis.optimizer.solver import solve

LIMIT = ("drift", 2027)


def round_of(*costs_and_values: tuple[int, int], bound: str = "") -> Problem:
    candidates = (
        Candidate(id_, (StartOption(2027, value, {LIMIT: cost}, cost),), id_ in bound)
        for id_, (cost, value) in zip("abcdef", costs_and_values, strict=False)
    )
    return Problem(tuple(candidates), {LIMIT: 6})


@given(problems(largest=5))
@settings(max_examples=60, deadline=None)
def test_brute_force_finds_the_same_other_portfolio(problem: Problem) -> None:
    base = solve(problem)
    assume(base.status == "optimal")
    for id_ in [c.id for c in problem.candidates]:
        found = contrast(problem, id_, base)
        waived = {Demand("bound", (id_,))}
        others = (c for c in choices(problem) if (id_ in c) != (id_ in base.starts))
        allowed = (c for c in others if not broken(problem, c) - waived)
        expected = min(allowed, key=lambda choice: order(problem, choice), default=None)
        if expected is None:
            assert (found.solution.status, found.loss) == ("infeasible", None)
        else:
            loss = base.value - problem.value(expected)
            assert (found.solution.starts, found.loss) == (expected, loss)
            assert found.solution.status == "optimal"


def test_the_swap_names_who_leaves_and_who_enters() -> None:
    problem = round_of((3, 5), (3, 5), (4, 6), (2, 2))
    base = solve(problem)
    assert list(base.starts) == ["a", "b"]
    forced_in = contrast(problem, "c", base)
    assert (forced_in.forced, forced_in.loss) == ("in", 2)
    assert (forced_in.leaves, forced_in.enters) == (("a", "b"), ("c", "d"))
    forced_out = contrast(problem, "a", base)
    assert (forced_out.forced, forced_out.loss) == ("out", 2)
    assert (forced_out.leaves, forced_out.enters) == (("a", "b"), ("c", "d"))


def test_what_moves_is_named() -> None:
    late = Candidate("a", (StartOption(2027, 9, {LIMIT: 5}, 5), StartOption(2028, 8, {}, 5)))
    problem = Problem((late, *round_of((0, 0), (5, 3)).candidates[1:]), {LIMIT: 5})
    base = down_the_list(problem, "a")
    found = contrast(problem, "b", base)
    assert found.moved == ("a",)
    assert found.enters == ("b",)


def test_leaving_out_a_commitment_may_gain() -> None:
    problem = round_of((6, 1), (6, 5), bound="a")
    found = contrast(problem, "a", solve(problem))
    assert found.loss == -4


def test_the_loss_is_against_the_base_that_was_given() -> None:
    problem = round_of((4, 5), (3, 4), (3, 4))
    base = solve(problem, time_limit=0)
    assert (list(base.starts), base.value, base.bound) == (["a"], 5, 13)
    found = contrast(problem, "b", base)
    assert (found.solution.status, found.solution.value) == ("optimal", 8)
    assert found.loss == -3
