"""What the plan would be at the ends of the assessors' answers, against files that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessing import assessed, assessment
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import pot, rated

from innostrat.analysis.assessors.disagreement import Disagreement, Trial, ValueRange, value_range
from innostrat.analysis.assessors.panel import by_key, panel
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from innostrat.analysis.optimizer.problem import Solution
    from innostrat.model.portfolio import Portfolio


def contested(
    content: Portfolio,
) -> tuple[tuple[ValueRange, ...], Solution, tuple[Disagreement, ...]]:
    plan = content.rounds["plan"]
    scores = score(content, plan)
    problem = compete(content, plan, scores).problem
    best = solve(problem)
    found = value_range(scores, by_key(panel(content, plan)))
    return found, best, Trial(problem, plan, best).disagreements(found, iter)


def test_a_project_that_an_answer_brings_in() -> None:
    """By hand: a is 50; b is (20 + 60) / 2 = 40 with medians, (80 + 62) / 2 = 71 at the highest."""
    content = assessed(
        pot(100),
        [rated("a", 50, 50), rated("b", 0, 60)],
        *(assessment(role, {"b": [one, 60 + more]}) for role, one, more in
          (("x", 20, 0), ("y", 20, 0), ("z", 80, 2))),
    )  # fmt: skip
    found, best, disagreements = contested(content)
    assert best.starts == {"a": 2027}
    assert [one.id for one in found] == ["b"]
    assert found[0].low == found[0].scored.value == 40
    assert found[0].high == 71
    (change,) = disagreements[0].changes
    assert (change.high, change.inside, change.leaves, change.enters) == (True, True, ("a",), ())
    assert change.alone == ("c0",)


def test_a_project_that_an_answer_takes_out() -> None:
    content = assessed(
        pot(100),
        [rated("a", 50, 50), rated("b", 0, 0)],
        *(assessment(role, {"b": [one, one]}) for role, one in (("x", 41), ("y", 60), ("z", 60))),
    )
    _, best, disagreements = contested(content)
    assert best.starts == {"b": 2027}
    (change,) = disagreements[0].changes
    assert (change.high, change.inside, change.enters) == (False, False, ("a",))
    assert change.alone == ()  # (41 + 60) / 2 is more than 50


def test_so_many_are_tried_and_the_widest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innostrat.analysis.assessors.disagreement.MOST", 1)
    content = assessed(
        pot(100),
        [rated("a", 0, 50), rated("b", 0, 60)],
        assessment("x", {"a": [20], "b": [20]}),
        assessment("y", {"a": [30], "b": [80]}),
    )
    found, _, disagreements = contested(content)
    assert [one.id for one in found] == ["b", "a"]
    assert [one.ends.id for one in disagreements] == ["b"]


values = st.lists(st.integers(0, 100), min_size=4, max_size=4)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), values), min_size=2, max_size=4), st.integers(1, 6))
def test_no_answer_changes_the_plan_where_none_is_named(
    rows: list[tuple[int, list[int]]], money: int
) -> None:
    """At the ends and in the middle of the spread, found by solving anew from changed files."""
    projects = [
        rated(f"p{n}", 0, 0, cost=100 * cost, start={"latest": "2028"} if cost == 1 else {})
        for n, (cost, _) in enumerate(rows)
    ]
    answers = {f"p{n}": (found[:2], found[2:]) for n, (_, found) in enumerate(rows)}
    plan = pot(100 * money, delay_penalty="10 %")

    def files(asked: Mapping[str, tuple[list[int], list[int]]]) -> Portfolio:
        return assessed(
            plan,
            projects,
            assessment("x", {id_: pair[0] for id_, pair in asked.items()}),
            assessment("y", {id_: pair[1] for id_, pair in asked.items()}),
        )

    _, best, disagreements = contested(files(answers))
    for one in disagreements:
        pairs = list(zip(*answers[one.ends.id], strict=True))
        told = {change.high: change for change in one.changes}
        for high, pick in ((False, min), (True, max)):
            extreme = [pick(pair) for pair in pairs]
            content = files({**answers, one.ends.id: (extreme, extreme)})
            after = solve(compete(content, plan, score(content, plan)).problem)
            assert (after.starts != best.starts) == (high in told)
            assert (one.ends.id in after.starts) == (
                told[high].inside if high in told else one.inside
            )
