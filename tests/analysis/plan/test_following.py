"""Following the list: as near as a share of the value lets it, and what its first ones cost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from analysis import oracle
from building import portfolio, project, round_
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.following import guarantees, near_the_list
from innostrat.analysis.optimizer.worth import greatest_value
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import in_english
from innostrat.model.words import Selection
from innostrat.reports.plan.selection import methods

if TYPE_CHECKING:
    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

ASKED = st.lists(
    st.tuples(st.integers(1, 90), st.integers(1, 9), st.integers(0, 9)),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one[0],
)


def made(asked: list[tuple[int, int, int]], within: str) -> tuple[Portfolio, Round]:
    plan = round_(
        {"money": [1_000_000, 0, 0, 0], "other": [1_000_000, 0, 0, 0]},
        selection="near_ranking",
        within=within,
        balance=[{"focus_area": "a", "max_projects": "3"}],
    )
    projects = [
        project(
            f"p{number}",
            worth,
            costs={"money": {2027: money * 100_000}, "other": {2027: other * 100_000}},
        )
        for number, (worth, money, other) in enumerate(asked)
    ]
    return portfolio(plan, *projects), plan


def near_by_hand(content: Portfolio, within: Fraction) -> set[str]:
    """Keep down the list what some allowed selection of enough value holds beside the kept."""
    (plan,) = content.rounds.values()
    here = oracle.Here(plan, content.projects)
    allowed = [one for one in oracle.selections(here) if oracle.is_allowed(here, one)]
    worth = [sum(oracle.worth(here, id_, year) for id_, year in one.items()) for one in allowed]
    enough = [
        one.keys()
        for one, value in zip(allowed, worth, strict=True)
        if value >= (1 - within) * max(worth)
    ]
    kept: set[str] = set()
    for scored in score(content, plan).ranking:
        if any(one >= kept | {scored.id} for one in enough):
            kept.add(scored.id)
    return kept


@settings(max_examples=60, deadline=None)
@given(ASKED, st.sampled_from([0, 2, 10, 30, 100]))
def test_near_the_list_is_what_trying_everything_gives(
    asked: list[tuple[int, int, int]], percent: int
) -> None:
    content, plan = made(asked, f"{percent} %")
    quick = Effort(contrasts=False)
    found = make_plan(content, score(content, plan), Selection.NEAR_RANKING, quick)
    assert set(found.ids) == near_by_hand(content, Fraction(percent, 100))
    assert found.value >= (1 - Fraction(percent, 100)) * found.bound
    best = make_plan(content, score(content, plan), Selection.OPTIMAL, quick)
    assert found.bound == best.value
    assert found.broken == ()


def test_the_list_is_followed_as_far_as_its_price_allows() -> None:
    # The best is b and c with 70 points; a alone, the first on the list, gives 60: a seventh less.
    asked = [(60, 9, 0), (40, 4, 0), (30, 6, 0)]
    for percent, ids in ((14, ("p1", "p2")), (15, ("p0",))):
        content, plan = made(asked, f"{percent} %")
        scores = score(content, plan)
        near = make_plan(content, scores, Selection.NEAR_RANKING, Effort(contrasts=False))
        assert near.ids == ids


@settings(max_examples=30, deadline=None)
@given(ASKED)
def test_what_guaranteeing_the_first_costs_is_what_trying_everything_gives(
    asked: list[tuple[int, int, int]],
) -> None:
    content, plan = made(asked, "2 %")
    scores = score(content, plan)
    here = oracle.Here(plan, content.projects)
    allowed = [one for one in oracle.selections(here) if oracle.is_allowed(here, one)]
    problem = compete(content, plan, scores).problem
    order = [one.id for one in scores.ranking]
    found = list(guarantees(problem, order, solver.solve(problem), greatest_value))
    for one in found:
        values = [
            sum(oracle.worth(here, id_, year) for id_, year in each.items())
            for each in allowed
            if each.keys() >= set(order[: one.count])
        ]
        assert one.value == max(values, default=None)
    assert [one.count for one in found] == list(range(1, len(found) + 1))
    assert len(found) == len(order) or found[-1].value is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [({"selection": "near_ranking"}, ()), ({"within": "2 %"}, ("within",))],
)
def test_within_and_near_ranking_go_together(
    changes: dict[str, str], place: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        round_({"money": [1, 1, 1, 1]}, **changes)
    (error,) = refused.value.errors()  # type: ignore[attr-defined]
    assert error["loc"] == ()
    assert (place == ("within",)) is ("belongs" in str(error))


def test_a_solver_that_proves_less_makes_the_list_unsure() -> None:
    content, plan = made([(60, 9, 0), (40, 4, 0), (30, 6, 0)], "5 %")
    problem = compete(content, plan, score(content, plan)).problem
    order = sorted(one.id for one in problem.candidates)

    def lazy(asked: Problem) -> Solution:
        """Find what is the best, and prove nothing but that all together are worth no more."""
        return asked.solution("feasible", solver.solve(asked).starts, asked.most_value())

    assert near_the_list(problem, order, Fraction(5, 100), lazy).unsure
    assert not near_the_list(problem, order, Fraction(5, 100), solver.solve).unsure


def test_what_is_not_proved_the_best_is_worth_at_least_so_much_more() -> None:
    content, plan = made([(60, 9, 0), (40, 4, 0), (30, 6, 0)], "5 %")
    scores, effort = score(content, plan), Effort(contrasts=False)
    best, listed = (
        make_plan(content, scores, method, effort)
        for method in (Selection.OPTIMAL, Selection.RANKING)
    )
    assert best.value > listed.value
    said = [
        in_english(methods(replace(best, status=status), listed).notes[0])
        for status in ("optimal", "feasible")
    ]
    assert [one.startswith("Most value gives at least ") for one in said] == [False, True]
    ahead = replace(best, status="feasible", value=listed.value - 1)
    assert in_english(methods(ahead, listed).notes[0]).startswith("The list gives more value")
