"""What would turn the answer, checked by stepping just inside and just outside of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from building import portfolio, project, round_
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.plan.planning import Effort, Memory, make_plan
from innostrat.analysis.plan.why import Why, behind_gates, explain_selection
from innostrat.analysis.value.scoring import score
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round

LEVELS = {str(level): f"Level {level}" for level in range(1, 6)}
AFTER = {"earliest": "2028", "latest": "2028"}
CRITERIA: list[dict[str, Any]] = [
    {"id": "worth", "title": "W", "weight": "3", "scale": {"kind": "levels", "levels": LEVELS}},
    {"id": "reach", "title": "R", "weight": "1", "scale": {"kind": "levels", "levels": LEVELS}},
]


def one(id_: str, worth: int, reach: int, cost: int, **changes: Any) -> Project:  # noqa: ANN401
    scores = {"worth": {"value": str(worth)}, "reach": {"value": str(reach)}}
    return project(id_, scores=scores, costs={"money": {2027: cost}}, **changes)


def planned(frame: Round, *projects: Project) -> tuple[Plan, Memory]:
    content = portfolio(frame, *projects, criteria=CRITERIA)
    memory = Memory()
    effort = Effort(contrasts=False)
    return make_plan(content, score(content, frame), Selection.OPTIMAL, effort, memory), memory


def why(frame: Round, id_: str, *projects: Project) -> Why:
    plan, memory = planned(frame, *projects)
    assert memory.solution is not None
    content = portfolio(frame, *projects, criteria=CRITERIA)
    short = {left.project.id: dict(left.short) for left in plan.left}.get(id_, {})
    return explain_selection(content, score(content, frame), id_, memory.solution, short)


def pot(amount: int) -> Round:
    return round_({"money": [amount, 0, 0, 0]})


def test_what_is_out_says_what_would_let_it_in() -> None:
    told = why(pot(100), "out", one("in", 4, 3, 100), one("out", 3, 3, 100))
    assert not told.funded
    assert told.contrast.loss == 187_500
    assert told.margin == Fraction(187_501, 10_000)  # at 3/4 of a level of 25 points it is a tie
    # A level more makes a tie, which goes to the cheaper, then to the first id: two levels do.
    assert [(turn.criterion.id, int(turn.before), int(turn.after)) for turn in told.turns] == [
        ("worth", 3, 5)
    ]
    assert told.frames == ("money",)


def test_what_is_in_says_what_would_push_it_out() -> None:
    told = why(pot(100), "in", one("in", 4, 3, 100), one("out", 3, 3, 100))
    assert told.funded
    assert [(turn.criterion.id, int(turn.before), int(turn.after)) for turn in told.turns] == [
        ("worth", 4, 2)
    ]
    assert told.cost.percent == 100  # the pot is full: not one per cent dearer


GATE = {
    "id": "ready",
    "title": "Ready",
    "role": "gate",
    "at_least": "3",
    "scale": {"kind": "levels", "levels": LEVELS},
}


def gated(*rated: tuple[str, int, int]) -> Portfolio:
    """Return a round where one of the projects fits: each has a worth and a level of readiness."""
    return portfolio(
        pot(100),
        *(
            project(
                id_,
                scores={"worth": {"value": str(worth)}, "ready": {"value": str(level)}},
                costs={"money": {2027: 100}},
            )
            for id_, worth, level in rated
        ),
        criteria=[CRITERIA[0], GATE],
    )


def test_a_gate_is_among_what_would_push_a_project_out() -> None:
    content = gated(("in", 4, 5), ("out", 3, 3))
    frame, memory = content.rounds["plan"], Memory()
    scores = score(content, frame)
    make_plan(content, scores, Selection.OPTIMAL, Effort(contrasts=False), memory)
    assert memory.solution is not None
    told = explain_selection(content, scores, "in", memory.solution, {})
    assert ("ready", 5, 2) in [
        (turn.criterion.id, int(turn.before), int(turn.after)) for turn in told.turns
    ]


@pytest.mark.parametrize(("worth", "taken"), [(4, True), (2, False)])
def test_a_project_behind_a_gate_is_told_which_level_opens_it(worth: int, taken: bool) -> None:  # noqa: FBT001
    content = gated(("in", 3, 3), ("shut", worth, 1))
    scores = score(content, content.rounds["plan"])
    (shut,) = scores.shut
    found = behind_gates(content, scores, shut)
    assert [(turn.criterion.id, int(turn.before), int(turn.after)) for turn in found.turns] == [
        ("ready", 1, 3)
    ]
    assert found.taken is taken


def test_what_no_plan_can_hold_has_no_margin() -> None:
    told = why(pot(100), "out", one("in", 1, 1, 60, commitment="decided"), one("out", 5, 5, 100))
    assert told.margin is None
    assert told.contrast.loss is None
    assert told.cost.percent == 40


def test_a_frame_grows_by_the_least_and_not_by_all_that_lacks() -> None:
    """Beside `a` and `b` it lacks 50; with 10 it takes the place of `b`."""
    told = why(pot(100), "c", one("a", 4, 4, 60), one("b", 2, 2, 40), one("c", 3, 3, 50))
    assert told.room == {("money", 2027): 10}


def test_each_frame_of_capacity_has_a_cost_of_its_own() -> None:
    frame = round_({"money": [100, 0, 0, 0], "cap": [1, 0, 0, 0]})
    held = one("in", 4, 3, 60)
    out = project(
        "out",
        scores={"worth": {"value": "3"}, "reach": {"value": "3"}},
        costs={"money": {2027: 10}, "cap": {2027: 1.25}},
    )
    told = why(frame, "out", held, out)
    assert (told.cost.percent, told.capacity["cap"].percent) == (None, 80)


def test_another_start_than_the_best_today_may_be_what_lets_it_in() -> None:
    """Half of the value is lost in 2028: `then` keeps 12.5 there, and the equal goes to `out`."""
    frame = round_({"money": [100, 100, 0, 0]}, delay_penalty="50 %")
    late = one("out", 1, 2, 100, start={"latest": "2028"})  # 6.25 points
    told = why(frame, "out", one("in", 4, 4, 100), one("then", 2, 2, 100, start=AFTER), late)
    # 24.9999 points: half of it is 12.49995, which rounds up to the same 12.5.
    assert told.margin == 25 - Fraction(1, 10_000) - Fraction(25, 4)


def test_another_first_year_may_let_it_in() -> None:
    frame = round_({"money": [100, 100, 0, 0]})
    told = why(frame, "out", one("in", 5, 3, 100), one("out", 3, 3, 100))
    assert told.years == (2028,)


COSTS = st.integers(1, 60)
LEVEL = st.integers(1, 5)
PROJECTS = st.lists(st.tuples(st.integers(2, 5), LEVEL, COSTS), min_size=2, max_size=5)


def named(drawn: list[tuple[int, int, int]]) -> list[Project]:
    return [one(f"p{i}", worth, reach, cost) for i, (worth, reach, cost) in enumerate(drawn)]


@settings(max_examples=40, deadline=None)
@given(PROJECTS, st.integers(20, 120), st.integers(0, 4))
def test_each_turn_turns_and_the_level_before_it_does_not(
    drawn: list[tuple[int, int, int]], amount: int, pick: int
) -> None:
    projects = named(drawn)
    index = pick % len(projects)
    told = why(pot(amount), f"p{index}", *projects)
    worth, reach, cost = drawn[index]
    for turn in told.turns:
        step = 1 if told.funded else -1
        for level, turned in ((turn.after, True), (turn.after + step, False)):
            levels = {"worth": worth, "reach": reach} | {turn.criterion.id: int(level)}
            changed = list(projects)
            changed[index] = one(f"p{index}", levels["worth"], levels["reach"], cost)
            plan, _ = planned(pot(amount), *changed)
            is_in = f"p{index}" in plan.ids
            if turned:
                assert is_in != told.funded
            else:
                assert is_in == told.funded


@settings(max_examples=40, deadline=None)
@given(PROJECTS, st.integers(20, 120), st.integers(0, 4))
def test_the_cost_named_is_the_last_that_does(
    drawn: list[tuple[int, int, int]], amount: int, pick: int
) -> None:
    # Kroner times a hundred, so that a per cent is a whole number of kroner.
    drawn = [(worth, reach, cost * 100) for worth, reach, cost in drawn]
    projects = named(drawn)
    index = pick % len(projects)
    told = why(pot(amount * 100), f"p{index}", *projects)
    if told.cost.percent is None:
        return
    worth, reach, cost = drawn[index]
    for percent, expected in ((told.cost.percent, True), (told.cost.percent + 1, False)):
        changed = list(projects)
        changed[index] = one(f"p{index}", worth, reach, -(-cost * percent // 100))
        plan, _ = planned(pot(amount * 100), *changed)
        assert (f"p{index}" in plan.ids) is expected
