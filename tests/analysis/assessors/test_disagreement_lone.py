"""At which level an answer that one assessor alone has given would change the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from building import portfolio
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated

from innostrat.analysis.assessors.disagreement import Trial
from innostrat.analysis.assessors.panel import panel
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score
from innostrat.model.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.model.portfolio import Portfolio

LEVELS: Final[dict[str, Any]] = {
    "id": "level",
    "title": "Level",
    "weight": "1",
    "scale": {"kind": "levels", "levels": {str(one): f"Level {one}" for one in range(1, 6)}},
}


def content(money: int, costs: Mapping[str, int], answers: Mapping[str, int]) -> Portfolio:
    """Return a round where each project is worth half its level, 0–50, and one has answered."""
    file = Assessment.model_validate(
        {
            "assessor": "One",
            "round": "plan",
            "scores": {id_: {"level": {"value": str(one)}} for id_, one in answers.items()},
        }
    )
    # A project of one krone may start a year later, for a tenth of its value.
    projects = [
        rated(id_, 0, cost=100 * cost, start={"latest": "2028"} if cost == 1 else {})
        for id_, cost in costs.items()
    ]
    plan = pot(100 * money, delay_penalty="10 %")
    base = portfolio(plan, *projects, criteria=[*criteria((1, None)), LEVELS])
    return replace(base, assessments=(file,))


def turning(built: Portfolio) -> dict[str, int | None]:
    plan = built.rounds["plan"]
    scores = score(built, plan)
    trial = Trial(built, scores, solve(compete(built, plan, scores).problem))
    ranked = {one.id: one for one in scores.ranking}
    found = (trial.lone(ranked[one.project.id], one) for one in panel(built, plan).lone)
    return {one.question.project.id: one.turns_at for one in found}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a": 4, "b": 2}, {"a": 1, "b": 5}),  # the same value and cost: the first id
        ({"a": 2, "b": 4}, {"a": 4, "b": 2}),
        ({"a": 5, "b": 5}, {"a": 4, "b": None}),
    ],
)
def test_the_nearest_level_that_turns(
    answers: dict[str, int], expected: dict[str, int | None]
) -> None:
    """Room for one of two: who is lower comes in where it is higher, or as high and first."""
    assert turning(content(2, {"a": 2, "b": 2}, answers)) == expected


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5)), min_size=2, max_size=4),
    st.integers(1, 7),
)
def test_every_other_level_is_tried_by_hand(rows: list[tuple[int, int]], money: int) -> None:
    costs = {f"p{n}": cost for n, (cost, _) in enumerate(rows)}
    answers = {f"p{n}": level for n, (_, level) in enumerate(rows)}

    def inside(asked: Mapping[str, int], id_: str) -> bool:
        built = content(money, costs, asked)
        plan = built.rounds["plan"]
        return id_ in solve(compete(built, plan, score(built, plan)).problem).starts

    for id_, told in turning(content(money, costs, answers)).items():
        today = inside(answers, id_)
        others = sorted({1, 2, 3, 4, 5} - {answers[id_]}, key=lambda one: abs(one - answers[id_]))
        turned = [one for one in others if inside({**answers, id_: one}, id_) != today]
        assert told == next(iter(turned), None)
