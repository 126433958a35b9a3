"""A search that somebody ends: what it says then is true, and it never says more than it knows."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest
from analysis.optimizer.bruteforce import choices, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.optimizer.conflicts import smallest_conflict, some_conflict
from innostrat.analysis.optimizer.problem import Candidate, Problem, StartOption
from innostrat.analysis.optimizer.repair import repairs
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.optimizer.time_limit import ENOUGH, StoppedError, until_stopped
from innostrat.analysis.optimizer.worth import exceeds, greatest_value

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = ("drift", 2027)
TOO_MUCH = Problem(
    tuple(
        Candidate(id_, (StartOption(2027, 1, {LIMIT: cost}, cost),), bound=True)
        for id_, cost in {"a": 3, "b": 4}.items()
    ),
    {LIMIT: 5},
)


@contextmanager
def enough_after(asked: int) -> Iterator[None]:
    """Let somebody have enough when a search has asked so many times."""
    times = count()
    token = ENOUGH.set(lambda: next(times) >= asked)
    try:
        yield
    finally:
        ENOUGH.reset(token)


@given(problems(largest=5), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_a_stopped_selection_claims_no_more_than_it_knows(problem: Problem, asked: int) -> None:
    allowed = [choice for choice in choices(problem) if problem.allows(choice)]
    best = max(map(problem.value, allowed), default=None)
    with enough_after(asked):
        found = solve(problem, stoppable=True)
    match found.status:
        case "infeasible":
            assert best is None
        case "unknown":
            assert found.timed_out
        case _:
            assert problem.allows(found.starts)
            assert best is not None
            assert best <= found.bound
            assert found.status == "feasible" or found.value == best


@given(problems(largest=5), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_an_exact_question_is_answered_exactly_or_not_at_all(problem: Problem, asked: int) -> None:
    exact, greatest = solve(problem), greatest_value(problem)
    with enough_after(asked):
        selections = until_stopped([problem], solve)
    with enough_after(asked):
        values = until_stopped([problem], greatest_value)
    with enough_after(asked):
        above = until_stopped([0], lambda value: exceeds(problem, value))
    assert selections in [(), (exact,)]
    assert values in [(), (greatest,)]
    assert above in [(), (greatest is not None and greatest > 0,)]


def test_the_search_for_a_clash_and_for_repairs_is_stopped() -> None:
    assert len(smallest_conflict(TOO_MUCH)) == 3
    for search in (smallest_conflict, some_conflict):
        with enough_after(1), pytest.raises(TimeoutError):
            search(TOO_MUCH)
    with enough_after(0), pytest.raises(StoppedError):
        next(repairs(TOO_MUCH, frozenset()))


def test_what_was_answered_before_the_stop_is_kept() -> None:
    def answer(number: int) -> int:
        if number == 3:
            raise StoppedError
        return number

    assert until_stopped(range(9), answer) == (0, 1, 2)
