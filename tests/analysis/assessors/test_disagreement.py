"""What the plan would be at the ends of the assessors' answers, against files that say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessing import assessed, assessment
from building import portfolio, project
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated

from innostrat.analysis.assessors.disagreement import Disagreement, Trial, ValueRange, value_range
from innostrat.analysis.assessors.panel import by_key, panel
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score
from innostrat.model.assessment import Assessment

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
    return found, best, Trial(content, scores, best).disagreements(found, iter)


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


GATE = {
    "id": "ready",
    "title": "Ready",
    "role": "gate",
    "at_least": "2",
    "scale": {"kind": "levels", "levels": {"1": "No", "2": "Yes"}},
}


def gated(*files: Assessment) -> Portfolio:
    """Return a round where one of two fits: a is worth 50, b 40, and both are ready."""
    projects = (
        project(
            id_,
            scores={"c0": {"value": worth}, "ready": {"value": "2"}},
            costs={"money": {2027: 100}},
        )
        for id_, worth in (("a", "50"), ("b", "40"))
    )
    content = portfolio(pot(100), *projects, criteria=[*criteria((1, None)), GATE])
    return replace(content, assessments=files)


def ready(role: str, **levels: int) -> Assessment:
    scores = {id_: {"ready": {"value": str(level)}} for id_, level in levels.items()}
    return Assessment.model_validate({"assessor": role, "round": "plan", "scores": scores})


def test_an_answer_below_a_gate_takes_a_project_out() -> None:
    """Two of three let `a` compete, so it does; with the lowest answer b takes its place."""
    _, best, (one,) = contested(gated(ready("x", a=1), ready("y", a=2), ready("z", a=2)))
    assert best.starts == {"a": 2027}
    (change,) = one.changes
    assert (change.high, change.inside, change.enters) == (False, False, ("b",))
    assert change.alone == ("ready",)


def test_an_answer_that_opens_a_gate_lets_a_project_in() -> None:
    """Two of three keep `a` out; with the highest answer it competes, and takes the place of b."""
    _, best, (one,) = contested(gated(ready("x", a=1), ready("y", a=1), ready("z", a=2)))
    assert best.starts == {"b": 2027}
    (change,) = one.changes
    assert (change.high, change.inside, change.leaves) == (True, True, ("b",))
    assert change.alone == ("ready",)


def test_answers_that_all_get_through_a_gate_change_nothing() -> None:
    found, _, _ = contested(gated(ready("x", a=2), ready("y", a=2)))
    assert found == ()


def test_a_lone_answer_to_a_gate_says_where_it_turns() -> None:
    """`a` is in at level 2 and out at 1; b is out at 2 already, and no level lets it in."""
    content = gated(ready("x", a=2, b=2))
    plan = content.rounds["plan"]
    scores = score(content, plan)
    trial = Trial(content, scores, solve(compete(content, plan, scores).problem))
    ranked = {one.id: one for one in (*scores.ranking, *scores.shut)}
    lone = [trial.lone(ranked[one.project.id], one) for one in panel(content, plan).lone]
    assert [(one.question.project.id, one.turns_at) for one in lone] == [("a", 1), ("b", None)]
