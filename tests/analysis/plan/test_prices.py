"""What a rule, a commitment or a little more of a frame is worth, against every choice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from analysis.optimizer.bruteforce import best, problems
from building import round_
from hypothesis import assume, given, settings

from innostrat.analysis.optimizer.problem import (
    Candidate,
    CountRule,
    Problem,
    ShareRule,
    StartOption,
)
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.prices import prices
from innostrat.analysis.sensitivity.frontier import MORE, PER_CENT, frontier, next_buys

MONEY = round_({"drift": [0, 0, 0, 0]})  # and "folk" is no money


def value(problem: Problem) -> int | None:
    chosen = best(problem)
    return None if chosen is None else problem.value(chosen)


@given(problems(largest=5))
@settings(max_examples=50, deadline=None)
def test_a_price_is_what_the_best_choice_gains_without_the_demand(problem: Problem) -> None:
    plan = solve(problem)
    assume(plan.status == "optimal")
    gains = {one.demand: one.gain for one in prices(problem, plan)}
    expected = {}
    for one in problem.candidates:
        if one.bound:
            others = tuple(
                replace(other, bound=False) if other is one else other
                for other in problem.candidates
            )
            expected["bound", one.id] = value(replace(problem, candidates=others))
    for rule in problem.counts:
        rest = tuple(other for other in problem.counts if other is not rule)
        expected["count", rule.id] = value(replace(problem, counts=rest))
    for share in problem.shares:
        left = tuple(other for other in problem.shares if other is not share)
        expected["share", share.id] = value(replace(problem, shares=left))
    assert {(demand.kind, demand.key[0]): plan.value + gain for demand, gain in gains.items()} == (
        expected
    )
    assert list(gains.values()) == sorted(gains.values(), reverse=True)


def test_a_rule_about_both_projects_and_money_goes_as_a_whole() -> None:
    candidates = tuple(
        Candidate(id_, (StartOption(2027, worth, {("drift", 2027): 1}, 1),))
        for id_, worth in (("a", 9), ("b", 4))
    )
    members = frozenset({"b"})
    problem = Problem(
        candidates,
        {("drift", 2027): 1},
        counts=(CountRule("001", members, least=1),),
        shares=(ShareRule("001", members, least=Fraction(1, 2)),),
    )
    (only,) = prices(problem, solve(problem))
    assert (only.demand.key, only.gain, only.enters, only.leaves) == (("001",), 5, ("a",), ("b",))


@given(problems(largest=5))
@settings(max_examples=30, deadline=None)
def test_the_frontier_is_the_best_choice_at_each_share_of_the_money(problem: Problem) -> None:
    problem = replace(problem, limits={key: max(0, most) for key, most in problem.limits.items()})
    plan = solve(problem)
    assume(plan.status == "optimal")
    found = frontier(problem, MONEY, plan)
    assert [one.per_cent for one in found] == list(PER_CENT)
    for one in found:
        limits = {
            key: most * one.per_cent // 100 if key[0] == "drift" else most
            for key, most in problem.limits.items()
        }
        assert one.value == value(replace(problem, limits=limits))
    assert next(one.value for one in found if one.per_cent == 100) == plan.value


def test_a_tenth_more_of_a_capacity_and_a_hundred_thousand_more_of_a_frame() -> None:
    """`a` needs 0.9 posts and `b` 0.2 of one: a tenth more than 1.0 takes both."""
    frames = round_({"money": [500_000] * 4, "cap": [1, 1, 1, 1]})
    uses = {"a": (300_000, 90), "b": (200_000, 20), "c": (100_000, 0)}
    candidates = tuple(
        Candidate(
            id_,
            (StartOption(2027, 10, {("money", 2027): money, ("cap", 2027): posts}, money),),
        )
        for id_, (money, posts) in uses.items()
    )
    limits = {
        (one.id, year): 500_000 if one.is_money else 100
        for one in frames.frames
        for year in frames.years
    }
    problem = Problem(candidates, limits)
    plan = solve(problem)
    assert sorted(plan.starts) == ["b", "c"]
    money, posts = next_buys(problem, frames, plan)
    assert (money.more, money.gain, money.enters) == ((MORE,) * 4, 0, ())
    assert (posts.more, posts.gain, posts.enters) == ((10,) * 4, 0, ())
    (both,) = (
        one
        for one in next_buys(
            replace(problem, limits={**limits, ("money", 2027): 600_000}), frames, plan
        )
        if not one.frame.is_money
    )
    assert (both.gain, both.enters, both.leaves) == (10, ("a",), ())
