"""How a plan is defended: leaps, levers, the nearest rival and the weightings, by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from building import portfolio, project, round_
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.defence.defence import defend, leaps, weightings
from innostrat.analysis.optimizer import solver
from innostrat.analysis.plan import levers
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.budgets import ByBudget
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio

# One frame of a million a year. The first on the list asks for all of it in one year, the others
# for a part: together they give more.
PLAN = round_({"money": [1_000_000, 1_000_000, 0, 0]}, committed_savings_refill="true")
SAVING = {
    "title": "Saving",
    "kind": "budget",
    "responsible": "Head",
    "frame": "money",
    "amounts": {"2027": "600 000"},
    "committed": "false",
}


def large(**changes: Any) -> Any:  # noqa: ANN401  (as `project` takes them)
    return project("large", 60, costs={"money": {2027: 1_000_000}}, **changes)


SMALL = (
    project("b", 40, costs={"money": {2027: 400_000}}),
    project("c", 30, costs={"money": {2027: 600_000}}),
)


def made(*projects: Any, **changes: Any) -> tuple[Portfolio, Plan]:  # noqa: ANN401
    content = portfolio(PLAN, *projects, **changes)
    plan = make_plan(content, score(content, PLAN), Selection.OPTIMAL, Effort(contrasts=False))
    return content, plan


def defended(*projects: Any, **changes: Any) -> tuple[Plan, Defence]:  # noqa: ANN401
    content, plan = made(*projects, **changes)
    return plan, defend(content, score(content, PLAN), plan)


def test_a_leap_is_told_by_what_each_gives_of_the_scarce() -> None:
    plan, defence = defended(large(), *SMALL)
    assert plan.ids == ("b", "c")
    assert (defence.gross, defence.net) == (ByBudget(1_000_000), ByBudget(1_000_000))
    (leap,) = defence.leaps
    # c, the lowest, gives 30 for 0.6 million: 50 a million, which explains nothing. b gives 100.
    assert (leap.left.project.id, leap.funded.project.id, leap.length) == ("large", "b", 1)
    assert leap.scarce == ("money", 2027)
    assert leap.rates == (Fraction(60), Fraction(100))
    assert leap.loss == 100_000  # 70 points, or 60


def test_net_is_less_committed_savings_also_where_they_free_no_room() -> None:
    """As in the tables of the plan: 1 000 000 kr less the 600 000 that a unit saves."""
    one = large(benefits=[SAVING | {"committed": "true"}])
    for refill in (True, False):
        round_ = PLAN.model_copy(update={"committed_savings_refill": refill})
        content = portfolio(round_, one)
        plan = make_plan(content, score(content, round_), Selection.OPTIMAL, Effort())
        defence = defend(content, score(content, round_), plan, quick=True)
        assert (defence.gross.operating, defence.net.operating) == (1_000_000, 400_000), refill


def test_the_list_itself_has_no_leaps() -> None:
    plan, defence = defended(*SMALL)
    assert defence.leaps == ()
    assert leaps(plan) == ()


def test_the_next_best_plan_is_the_nearest_of_all_others() -> None:
    _, defence = defended(large(), *SMALL)
    assert defence.runner_up is not None
    assert (defence.runner_up.enters, defence.runner_up.leaves) == (("large",), ("b", "c"))
    assert defence.runner_up.loss == 100_000


def test_a_saving_that_could_be_committed_is_named() -> None:
    # 1 000 000 less a saving of 600 000 is what b leaves.
    _, defence = defended(large(benefits=[SAVING]), *SMALL)
    (told,) = [one for one in defence.levers if one.project.id == "large"]
    saving = next(one for one in told.found if one.kinds == ("saving",))
    assert (saving.start, saving.gain, saving.leaves) == (2027, 300_000, ("c",))


def test_a_later_start_is_named_and_so_is_who_gives_way() -> None:
    _, defence = defended(large(lasts="false"), *SMALL)
    (told,) = defence.levers
    later = next(one for one in told.found if one.kinds == ("later",))
    assert (later.start, later.gain, later.leaves) == (2028, 600_000, ())


def test_a_grant_is_named_only_where_it_is_applied_for() -> None:
    funding = {"title": "Grant", "frame": "money", "amounts": {"2027": "600 000"}}
    for status, named in (("applied", True), ("refused", False)):
        _, defence = defended(large(funding=[funding | {"status": status}]), *SMALL)
        found = [one.kinds for told in defence.levers for one in told.found]
        assert (("grant",) in found) is named


def test_a_smaller_version_gives_as_much_less() -> None:
    # 65 points without it. Nine tenths, 54 for 900 000, and three quarters fit beside nothing;
    # half of it, 30 for 500 000, fits beside b.
    _, defence = defended(large(), SMALL[0], project("c", 25, costs={"money": {2027: 600_000}}))
    (told,) = defence.levers
    (smaller,) = [one for one in told.found if one.kinds == ("smaller",)]
    assert smaller.part == Fraction(1, 2)
    assert (smaller.gain, smaller.leaves) == (50_000, ("c",))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(1, 10)), min_size=3, max_size=6, unique=True)
)
def test_what_a_leap_costs_is_what_selecting_again_says(given_: list[tuple[int, int]]) -> None:
    projects = [
        project(f"p{i}", worth, costs={"money": {2027: cost * 100_000}})
        for i, (worth, cost) in enumerate(given_)
    ]
    content, plan = made(*projects)
    scores = score(content, PLAN)
    problem = compete(content, PLAN, scores).problem
    for leap in defend(content, scores, plan).leaps:
        id_ = leap.left.project.id
        forced = solver.solve(problem.with_bound(id_))
        assert leap.loss == plan.value - forced.value
        assert leap.left.scored.units > (leap.funded.scored.units if leap.funded.scored else 0)


def test_a_lever_is_never_told_of_what_is_in() -> None:
    content, plan = made(large(benefits=[SAVING]), *SMALL)
    scores = score(content, PLAN)
    asked = levers.worth_asking(plan, (one.left for one in leaps(plan)))
    assert {one.project.id for one in asked}.isdisjoint(plan.ids)
    best = compete(content, PLAN, scores).problem.solution(
        "optimal", {one.project.id: one.start for one in plan.funded}, plan.value
    )
    for told in levers.pulled(content, scores, best, asked):
        assert all(lever.gain >= 0 for lever in told.found)


def test_the_weightings_tried_are_the_ends_of_the_ranges_and_the_profiles() -> None:
    scale = {"kind": "number", "source": "assessed", "worst": "0", "best": "100"}
    one = {"id": "worth", "title": "Worth", "weight": "60", "scale": scale}
    criteria = [
        one | {"weight_range": ["30", "80"]},
        one | {"id": "other", "title": "Other", "weight": "40"},
    ]
    profiles = [{"id": "p", "title": "P", "weights": {"worth": "1", "other": "3"}}]
    content = portfolio(PLAN, criteria=criteria, profiles=profiles)
    today = (Fraction(3, 5), Fraction(2, 5))
    assert list(weightings(content, today)) == [
        (Fraction(3, 10), Fraction(7, 10)),
        (Fraction(4, 5), Fraction(1, 5)),
        (Fraction(1, 4), Fraction(3, 4)),
    ]


def test_a_plan_down_the_list_is_defended_without_claims_of_the_best() -> None:
    content, plan = made(large(), *SMALL)
    down = replace(plan, method=Selection.RANKING, status="feasible")
    defence = defend(content, score(content, PLAN), down)
    assert (defence.runner_up, defence.weightings, defence.levers) == (None, None, ())
