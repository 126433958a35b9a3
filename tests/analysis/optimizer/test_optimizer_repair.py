"""The smallest repair against every choice, and a repaired problem has a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.optimizer.bruteforce import broken, choices, problems
from hypothesis import given, settings

from innostrat.analysis.optimizer.problem import Candidate, CountRule, Problem, Start
from innostrat.analysis.optimizer.repair import repairs
from innostrat.analysis.optimizer.solver import solve

if TYPE_CHECKING:
    from innostrat.analysis.optimizer.repair import Repair

LIMIT = ("drift", 2027)
CAPACITY = frozenset({"folk"})


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


def cost(problem: Problem, choice: dict[str, int]) -> tuple[int, int, int, int] | None:
    """Return what a choice costs by the priorities; None when it breaks what never gives."""
    found = broken(problem, choice)
    if any(one.kind in {"requires", "excludes"} for one in found):
        return None
    use = problem.use(choice)
    over = {key: max(0, use[key] - most) for key, most in problem.limits.items()}
    return (
        sum(one.kind == "bound" for one in found),
        sum(amount for key, amount in over.items() if key[0] in CAPACITY),
        sum(amount for key, amount in over.items() if key[0] not in CAPACITY),
        sum(one.kind in {"count", "share"} for one in found),
    )


@given(problems(largest=5))
@settings(max_examples=60, deadline=None)
def test_no_choice_needs_less_than_the_smallest_repair(problem: Problem) -> None:
    costs = [one for choice in choices(problem) if (one := cost(problem, choice)) is not None]
    found = repairs(problem, CAPACITY)
    first = found[0]
    raised = first.raised.items()
    assert min(costs) == (
        sum(one.kind == "bound" for one in first.given_up),
        sum(amount for key, amount in raised if key[0] in CAPACITY),
        sum(amount for key, amount in raised if key[0] not in CAPACITY),
        sum(one.kind in {"count", "share"} for one in first.given_up),
    )


@given(problems(largest=5))
@settings(max_examples=60, deadline=None)
def test_after_every_repair_there_is_a_plan(problem: Problem) -> None:
    for one in repairs(problem, CAPACITY):
        assert solve(repaired(problem, one)).status == "optimal"


def test_a_frame_or_a_commitment_mends_it_alone() -> None:
    candidates = tuple(
        Candidate(id_, (Start(2027, 1, {LIMIT: amount}, amount),), bound=True)
        for id_, amount in (("a", 700_000), ("b", 500_000))
    )
    frames, commitments = repairs(Problem(candidates, {LIMIT: 1_000_000}), CAPACITY)
    assert (frames.given_up, frames.raised) == ((), {LIMIT: 200_000})
    assert [one.key for one in commitments.given_up] == [("a",)]  # of two, the first


def test_a_rule_that_nothing_can_keep_is_given_up() -> None:
    problem = Problem((), {}, counts=(CountRule("c", frozenset(), least=1),))
    (only,) = repairs(problem, CAPACITY)
    assert [one.kind for one in only.given_up] == ["count"]
