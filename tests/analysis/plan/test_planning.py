"""The plan: what is funded and why the rest is not, on rounds small enough to solve by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import portfolio, project, round_

from innostrat.analysis.plan import planning
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.infeasible import infeasibility
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.budgets import ByBudget
from innostrat.language import language
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.project import Project
    from innostrat.model.round import Round

ENGLISH = language("en")
FLAT = [100, 100, 100, 100]


def plan(frame: Round, *projects: Project, method: Selection = Selection.OPTIMAL) -> Plan:
    content = portfolio(frame, *projects)
    return make_plan(content, score(content, frame), method, Effort())


def starts(made: Plan) -> dict[str, int]:
    return {one.project.id: one.start for one in made.funded}


def reasons(made: Plan) -> dict[str, str]:
    return {one.project.id: ENGLISH(one.reason) for one in made.left}


def test_two_small_projects_beat_a_better_large_one_only_by_the_optimum() -> None:
    projects = (
        project("large", 60, costs={"money": {2027: 100}}),
        project("small-1", 50, costs={"money": {2027: 50}}),
        project("small-2", 40, costs={"money": {2027: 50}}),
    )
    frame = round_({"money": FLAT})
    assert plan(frame, *projects).ids == ("small-1", "small-2")
    assert plan(frame, *projects, method=Selection.RANKING).ids == ("large",)


def test_what_is_left_out_says_what_it_lacks_and_what_it_would_displace() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("in", 60, costs={"money": {2027: 70, 2028: 90}}),
        project("out", 50, costs={"money": {2027: 60, 2028: 30}}),
    )
    (left,) = made.left
    assert left.short == {("money", 2027): 30, ("money", 2028): 20}
    assert ENGLISH(left.reason) == "no room, above all in Frame money in 2027"
    assert (left.displaced, left.loss) == (("in",), 100_000)


def test_a_project_starts_later_when_only_then_there_is_room_and_loses_by_the_penalty() -> None:
    made = plan(
        round_({"money": FLAT}, delay_penalty="5 %"),
        project("first", 90, costs={"money": {2027: 80}}),
        project("second", 40, costs={"money": {2027: 80}}, start={"latest": "2029"}),
    )
    assert starts(made) == {"first": 2027, "second": 2028}
    assert made.value == 90_0000 + 38_0000  # 40 less 5 per cent for one year


def test_a_start_before_the_year_asked_for_costs_and_gains_nothing() -> None:
    made = plan(
        round_({"money": [100, 0, 0, 100]}, delay_penalty="5 %"),
        project("one", 40, costs={"money": {2028: 80}}, start={"earliest": "2027"}),
    )
    assert starts(made) == {"one": 2027}
    assert made.value == 40_0000


def test_a_passing_cost_is_not_moved_out_of_the_plan() -> None:
    late = project("late", 40, costs={"money": {2028: 80, 2029: 200}}, start={"latest": "2030"})
    made = plan(round_({"money": FLAT}), late)
    assert made.ids == ()


def test_what_starts_after_the_plan_cannot_be_chosen() -> None:
    made = plan(round_({"money": FLAT}), project("later", 40, costs={"money": {2031: 10}}))
    assert reasons(made) == {"later": "starts after the years of the plan"}


LEVEL = {2027: 120, 2028: 80, 2029: 80, 2030: 80}


@pytest.mark.parametrize(
    ("lasts", "amounts", "expected"),
    [
        ("true", LEVEL, {"it": 2028}),
        ("false", LEVEL, {}),
        (None, LEVEL, {}),
        ("true", {2027: 120, 2028: 80, 2029: 80, 2030: 90}, {}),  # 90 in 2031 and 80 in 2030
        ("true", {2027: 120, 2028: 80, 2029: 90, 2030: 90}, {"it": 2028}),
        ("true", {2027: 120, 2030: 10}, {}),
    ],
)
@pytest.mark.parametrize("frame", ["money", "inv", "cap"])
def test_only_a_lasting_cost_that_the_last_year_holds_may_start_later(
    frame: str, lasts: str | None, amounts: dict[int, float], expected: dict[str, int]
) -> None:
    it = project("it", 40, lasts=lasts, costs={frame: amounts}, start={"latest": "2028"})
    assert starts(plan(round_({frame: [100, 120, 100, 100]}), it)) == expected


def test_half_of_a_one_off_cost_is_not_hidden_after_the_plan() -> None:
    half = project(
        "half",
        40,
        costs={"inv": {2029: 600, 2030: 600}},
        start={"earliest": "2029", "latest": "2030"},
    )
    assert plan(round_({"inv": [0, 0, 0, 600]}), half).ids == ()


def test_a_later_start_does_not_look_cheaper_because_the_plan_ends() -> None:
    level = dict.fromkeys(range(2027, 2031), 100)
    alone = project("alone", 40, lasts="true", costs={"money": level}, start={"latest": "2030"})
    made = plan(round_({"money": [1000] * 4}), alone)
    assert [(one.start, one.cost) for one in made.funded] == [(2027, ByBudget(400))]


def test_of_plans_that_cost_the_same_the_one_with_the_wanted_starts_comes_first() -> None:
    window = {"earliest": "2027", "latest": "2030"}
    early = project("early", 40, costs={"money": {2028: 100}}, start=window)
    assert starts(plan(round_({"money": FLAT}), early)) == {"early": 2028}


def test_granted_money_frees_room_and_applied_money_does_not() -> None:
    def funded(status: str) -> tuple[str, ...]:
        grant = {"title": "Grant", "status": status, "frame": "money", "amounts": {"2027": "50"}}
        one = project("one", 10, costs={"money": {2027: 150}}, funding=[grant])
        return plan(round_({"money": FLAT}), one).ids

    assert funded("granted") == ("one",)
    assert funded("applied") == ()


def saver(*, committed: bool) -> Project:
    benefit = {
        "title": "Saving",
        "kind": "budget",
        "committed": str(committed).lower(),
        "frame": "money",
        "amounts": {"2028": "60"},
    }
    return project("saver", 10, costs={"money": {2027: 100}}, benefits=[benefit])


def test_a_committed_saving_frees_room_in_the_year_it_comes_and_no_earlier() -> None:
    frame = round_({"money": FLAT}, committed_savings_refill="true")
    later = project("later", 9, costs={"money": {2028: 150}})
    sooner = project("sooner", 9, costs={"money": {2027: 50}})
    assert plan(frame, saver(committed=True), later).ids == ("later", "saver")
    assert plan(frame, saver(committed=True), sooner).ids == ("saver",)
    assert plan(frame, saver(committed=False), later).ids == ("saver",)


def test_savings_free_nothing_unless_the_round_says_so() -> None:
    later = project("later", 9, costs={"money": {2028: 150}})
    assert plan(round_({"money": FLAT}), saver(committed=True), later).ids == ("saver",)


def test_decided_projects_stand_inside_the_frame_without_a_score() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("bound", commitment="decided", costs={"money": {2027: 60}}),
        project("free", 90, costs={"money": {2027: 50}}),
    )
    assert made.ids == ("bound",)
    assert reasons(made) == {"free": "no room in Frame money in 2027"}


def test_requires_excludes_and_replaces_are_told_as_reasons() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("leader", 1, costs={"money": {2027: 101}}),
        project("follower", 50, requires=["leader"]),
        project("better", 60),
        project("rival", 50, excludes=["better"]),
        project("older", 40),
        project("newer", 70, replaces=["older"]),
    )
    assert made.ids == ("better", "newer")
    assert reasons(made) == {
        "follower": "requires Project leader, which is not funded",
        "rival": "cannot be funded together with Project better",
        "older": "cannot be funded together with Project newer",
        "leader": "no room in Frame money in 2027",
    }


def test_what_is_carried_out_satisfies_what_requires_it() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("old", phase="realisation"),
        project("new", 10, requires=["old"]),
    )
    assert made.ids == ("new",)


def test_what_excludes_something_carried_out_cannot_be_chosen() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("old", phase="realisation"),
        project("new", 10, excludes=["old"]),
    )
    assert reasons(made) == {"new": "excludes Project old, which is carried out"}


def test_what_is_bound_is_in_even_where_it_excludes_something_carried_out() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("old", phase="realisation"),
        project("decided", 10, excludes=["old"], commitment="decided"),
        project("mandatory", 10, excludes=["old"], commitment="mandatory"),
    )
    assert made.ids == ("decided", "mandatory")
    assert reasons(made) == {}


def test_what_something_carried_out_excludes_cannot_be_chosen_either() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("old", phase="realisation", excludes=["new", "duty"]),
        project("new", 10),
        project("duty", commitment="mandatory"),
    )
    assert reasons(made) == {"new": "is excluded by Project old, which is carried out"}
    assert made.ids == ("duty",)


def test_what_replaces_something_carried_out_competes() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("old", phase="realisation"),
        project("new", 10, replaces=["old"]),
    )
    assert made.ids == ("new",)


def test_balance_rules_are_kept_by_the_optimum_and_told_when_the_ranking_breaks_them() -> None:
    projects = (
        project("a", 90, costs={"money": {2027: 100}}),
        project("b", 10, focus_area="b", costs={"money": {2027: 100}}),
    )
    frame = round_({"money": FLAT}, balance=[{"focus_area": "b", "min_projects": "1"}])
    optimal, ranking = (
        plan(frame, *projects, method=method) for method in (Selection.OPTIMAL, Selection.RANKING)
    )
    assert (optimal.ids, [one.holds for one in optimal.balance]) == (("b",), [True])
    assert (ranking.ids, [one.holds for one in ranking.balance]) == (("a",), [False])
    assert reasons(optimal) == {"a": "no room in Frame money in 2027"}


def test_an_impossible_round_names_the_smallest_set_of_demands_that_clash() -> None:
    made = plan(
        round_({"money": FLAT, "cap": [1, 1, 1, 1]}),
        project("bound-1", commitment="mandatory", costs={"money": {2028: 60}}),
        project("bound-2", commitment="decided", costs={"money": {2028: 60}}),
        project("bound-3", commitment="decided", costs={"cap": {2027: 0.5}}),
    )
    assert made.status == "infeasible"
    assert [(one.kind, one.key) for one in made.conflicts] == [
        ("limit", ("money", 2028)),
        ("bound", ("bound-1",)),
        ("bound", ("bound-2",)),
    ]
    frames, commitments = made.repairs
    assert (frames.given_up, frames.raised) == ((), {("money", 2028): 20})
    assert [one.key for one in commitments.given_up] == [("bound-1",)]


def test_a_search_for_a_clash_that_is_cut_short_says_so() -> None:
    frame = round_({"money": FLAT})
    bound = project("bound", commitment="mandatory", costs={"money": {2028: 200}})
    made = plan(frame, bound)
    assert (made.timed_out, len(made.repairs), len(made.conflicts)) == (False, 2, 2)
    problem = compete(portfolio(frame, bound), frame, score(portfolio(frame, bound), frame)).problem
    cut = infeasibility(problem, frame, 0)
    assert (cut.timed_out, cut.repairs, cut.conflicts) == (True, (), ())


def test_where_the_smallest_clash_takes_too_long_another_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("innostrat.analysis.plan.infeasible.ROUNDS", 1)
    bound = project("bound", commitment="mandatory", costs={"money": {2028: 200}})
    made = plan(round_({"money": FLAT}), bound)
    assert (made.timed_out, made.smallest) == (False, False)
    assert [one.key for one in made.conflicts] == [("money", 2028), ("bound",)]


def test_frames_are_counted_in_their_smallest_unit() -> None:
    made = plan(
        round_({"cap": [1.5, 1, 1, 1]}),
        project("one", 10, costs={"cap": {2027: 0.75}}),
        project("two", 10, costs={"cap": {2027: 0.75}}),
    )
    assert made.ids == ("one", "two")
    first = made.frames[0]
    assert (first.year, first.limit, first.used, first.left) == (
        2027,
        150,
        150,
        0,
    )


def test_what_is_not_ready_or_stopped_does_not_compete() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("unscored"),
        project("stopped", 90, stopped={"date": "2026-01-01"}),
        project("ready", 10),
    )
    assert made.ids == ("ready",)
    assert [one.project.id for one in made.not_ready] == ["unscored"]


def test_nothing_to_choose_from_is_an_empty_plan() -> None:
    made = plan(round_({"money": FLAT}))
    assert (made.status, made.value, made.funded, made.left) == ("optimal", 0, (), ())


def test_the_list_passes_over_what_cannot_compete() -> None:
    frame = round_({"money": FLAT})
    projects = (
        project("done", phase="realisation"),
        project("barred", 90, excludes=["done"]),
        project("late", 80, costs={"money": {2031: 10}}),
        project("fine", 10),
    )
    made = plan(frame, *projects, method=Selection.RANKING)
    assert made.ids == ("fine",)
    assert reasons(made) == {
        "barred": "excludes Project done, which is carried out",
        "late": "starts after the years of the plan",
    }
    assert [one.possible for one in made.left] == [False, False]


def test_a_start_before_the_plan_does_not_hide_the_cost() -> None:
    early = project("early", 40, costs={"money": {2027: 500}}, start={"earliest": "2026"})
    assert plan(round_({"money": FLAT}), early).ids == ()


def test_only_what_is_bound_may_have_begun_before_the_plan() -> None:
    begun = {"money": {2026: 500, 2027: 10}}
    made = plan(
        round_({"money": FLAT}),
        project("bound", 40, costs=begun, commitment="decided"),
        project("free", 40, costs=begun, start={"latest": "2028"}),
    )
    assert made.ids == ("bound",)
    assert reasons(made) == {"free": "would have begun before the years of the plan"}


def test_a_bound_project_with_errors_is_funded_and_nothing_else() -> None:
    frame = round_({"money": FLAT})
    bound = project("bound", 10, commitment="decided", costs={"money": {2027: 60}})
    content = replace(portfolio(frame, bound), unfit=frozenset({"bound"}))
    made = make_plan(content, score(content, frame), Selection.OPTIMAL, Effort())
    assert made.ids == ("bound",)
    assert made.not_ready == ()


def test_what_requires_a_later_project_says_so() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("lead", 50, costs={"money": {2028: 10}}),
        project("follow", 10, requires=["lead"], costs={"money": {2027: 10}}),
    )
    assert reasons(made) == {"follow": "requires Project lead, which starts in 2028"}


def test_what_is_worth_nothing_adds_nothing() -> None:
    made = plan(round_({"money": FLAT}), project("nothing", 0, costs={"money": {2027: 10}}))
    assert reasons(made) == {"nothing": "is worth nothing, since it gives no benefit"}


def test_what_gives_nothing_fills_no_rule_and_takes_no_money_left_over() -> None:
    projects = (
        project("nothing", 0, focus_area="b", costs={"money": {2027: 10}}),
        project("worth", 50, costs={"money": {2027: 10}}),
    )
    for method in Selection:
        assert plan(round_({"money": FLAT}), *projects, method=method).ids == ("worth",)
    asked = round_({"money": FLAT}, balance=[{"focus_area": "b", "min_projects": "1"}])
    assert plan(asked, *projects).status == "infeasible"


def test_what_gives_nothing_takes_part_where_something_that_does_requires_it() -> None:
    projects = (
        project("base", 0, costs={"money": {2027: 10}}),
        project("worth", 50, requires=["base"], costs={"money": {2027: 10}}),
    )
    for method in Selection:
        assert plan(round_({"money": FLAT}), *projects, method=method).ids == ("base", "worth")


def test_a_list_that_breaks_a_frame_says_which() -> None:
    made = plan(
        round_({"money": FLAT}),
        project("must", commitment="mandatory", costs={"money": {2027: 150}}),
        method=Selection.RANKING,
    )
    assert [(one.kind, one.key) for one in made.broken] == [("limit", ("money", 2027))]


def test_a_round_is_large_from_one_number_on_for_all_who_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Papers, the page's pool and a history ask the same; the documents name the number."""
    method = (Path(__file__).parents[3] / "docs" / "method.md").read_text("utf-8")
    assert f"Where more than {planning.LARGE} projects compete, papers, `diff`" in method
    monkeypatch.setattr(planning, "LARGE", 2)
    frame = round_({"money": [100] * 4})
    for count, large in ((2, False), (3, True)):
        some = (project(f"p{n}", 40, costs={"money": {2027: 1}}) for n in range(count))
        assert planning.is_large(score(portfolio(frame, *some), frame)) is large
