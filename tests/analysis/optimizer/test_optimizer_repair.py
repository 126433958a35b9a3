"""The smallest repair against every choice, and a repaired problem has a plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from analysis.optimizer.bruteforce import broken, choices, problems
from hypothesis import given, settings

from innostrat.analysis.optimizer.problem import (
    Candidate,
    CountRule,
    Problem,
    ShareRule,
    StartOption,
)
from innostrat.analysis.optimizer.repair import Repair, repairs
from innostrat.analysis.optimizer.solver import solve

LIMIT = ("drift", 2027)
CAPACITY = frozenset({"folk"})
RULES = {"count", "share"}


def repaired(problem: Problem, repair: Repair) -> Problem:
    """Return the problem after the repair."""
    gone = {one.key[0] for one in repair.given_up if one.kind == "bound"}
    rules = {one.key[0] for one in repair.given_up if one.kind != "bound"}
    return replace(
        problem,
        candidates=tuple(
            replace(one, bound=False) if one.id in gone else one for one in problem.candidates
        ),
        limits={key: most + repair.raised.get(key, 0) for key, most in problem.limits.items()},
        counts=tuple(one for one in problem.counts if one.id not in rules),
        shares=tuple(one for one in problem.shares if one.id not in rules),
    )


def cost(problem: Problem, choice: dict[str, int]) -> tuple[Any, ...]:
    """Return what letting a choice be costs, in the stated order, and with it what gives."""
    found = sorted(broken(problem, choice), key=lambda one: one.order)
    use = problem.use(choice)
    over = {
        (str(one.key[0]), int(one.key[1])): use[one.key] - problem.limits[one.key]  # type: ignore[index]
        for one in found
        if one.kind == "limit"
    }
    return (
        sum(one.kind == "bound" for one in found),
        sum(amount for key, amount in over.items() if key[0] in CAPACITY),
        sum(amount for key, amount in over.items() if key[0] not in CAPACITY),
        sum(one.kind in RULES for one in found),
        len(over),
        [one.order for one in found],
        list(over.values()),
        Repair(tuple(one for one in found if one.kind != "limit"), over),
    )


@given(problems(largest=5))
@settings(max_examples=60, deadline=None)
def test_the_smallest_repairs_of_each_kind_are_those_of_the_cheapest_choices(
    problem: Problem,
) -> None:
    expected: list[Repair] = []
    for soft in (RULES | {"limit", "bound"}, RULES, {"limit"}, {"bound"}):
        costs = [
            cost(problem, choice)
            for choice in choices(problem)
            if {one.kind for one in broken(problem, choice)} <= soft
        ]
        if costs and (repair := min(costs, key=lambda one: one[:-1])[-1]) not in expected:
            expected.append(repair)
    assert list(repairs(problem, CAPACITY)) == expected


@given(problems(largest=5))
@settings(max_examples=60, deadline=None)
def test_after_every_repair_there_is_a_plan(problem: Problem) -> None:
    for one in repairs(problem, CAPACITY):
        assert solve(repaired(problem, one)).status == "optimal"


def test_a_frame_or_a_commitment_mends_it_alone() -> None:
    candidates = tuple(
        Candidate(id_, (StartOption(2027, 1, {LIMIT: amount}, amount),), bound=True)
        for id_, amount in (("a", 700_000), ("b", 500_000))
    )
    frames, commitments = repairs(Problem(candidates, {LIMIT: 1_000_000}), CAPACITY)
    assert (frames.given_up, frames.raised) == ((), {LIMIT: 200_000})
    assert [one.key for one in commitments.given_up] == [("a",)]  # of two, the first


def test_a_rule_that_nothing_can_keep_is_given_up() -> None:
    problem = Problem((), {}, counts=(CountRule("c", frozenset(), least=1),))
    (only,) = repairs(problem, CAPACITY)
    assert [one.kind for one in only.given_up] == ["count"]


def test_a_rule_about_both_projects_and_money_gives_once() -> None:
    free = Candidate("a", (StartOption(2027, 1, {}, 100),), bound=True)
    members = frozenset({"b"})
    rules = {
        "counts": (CountRule("001", members, least=1),),
        "shares": (ShareRule("001", members, least=Fraction(1, 2)),),
    }
    first, *_ = repairs(Problem((free,), {}, **rules), CAPACITY)  # type: ignore[arg-type]
    assert [(one.kind, one.key) for one in first.given_up] == [("count", ("001",))]


def test_fewer_frames_and_years_are_raised_where_as_much_money_does_it() -> None:
    """600 in 2028, or 300 in each of 2027 and 2028: one line in the budget is easier to mend."""
    other = ("drift", 2028)
    starts = (
        StartOption(2027, 9, {LIMIT: 300, other: 300}, 600),
        StartOption(2028, 1, {other: 600}, 600),
    )
    one = Candidate("a", starts, bound=True)
    frames, _ = repairs(Problem((one,), {LIMIT: 0, other: 0}), CAPACITY)
    assert frames.raised == {other: 600}


def test_no_time_is_told_from_no_repair() -> None:
    one = Candidate("a", (StartOption(2027, 1, {LIMIT: 300}, 0),), bound=True)
    with pytest.raises(TimeoutError):
        next(repairs(Problem((one,), {LIMIT: 0}), CAPACITY, seconds=0))
