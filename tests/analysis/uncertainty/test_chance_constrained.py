"""The careful plan keeps its promise, and its bound is honest: every choice is tried."""

from __future__ import annotations

from itertools import product
from math import sqrt
from typing import TYPE_CHECKING, Any

import pytest
from building import portfolio, project, round_
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import pot

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.uncertainty import chance_constrained as cautious
from innostrat.analysis.uncertainty.chance_constrained import chance_constrained
from innostrat.analysis.uncertainty.simulation import Simulation
from innostrat.analysis.value.scoring import score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.optimizer.problem import Problem
    from innostrat.model.project import Project
    from innostrat.model.round import Round

DRAWS = 1_000


def amount(low: int, likely: int, high: int) -> dict[str, str]:
    return {"low": str(low), "likely": str(likely), "high": str(high)}


def cost(id_: str, worth: int, by_year: Mapping[int, Any], **changes: Any) -> Project:  # noqa: ANN401
    amounts = {str(year): one for year, one in by_year.items()}
    costs = [{"title": "c", "frame": "money", "amounts": amounts}]
    return project(id_, worth, costs=costs, **changes)


def simulated(
    plan: Round, *projects: Project, correlation: float = 0.3, draws: int = DRAWS
) -> tuple[Problem, Simulation]:
    content = portfolio(plan, *projects)
    simulation = Simulation(content, plan, draws, 0, correlation)
    return compete(content, plan, score(content, plan)).problem, simulation


def holds(problem: Problem, some: Simulation, choice: Mapping[str, int], chance: float) -> bool:
    outlook = some.outlook(choice, problem.limits)
    return min(one.chance for one in outlook.holdings) >= chance - 1e-9


def kept(problem: Problem, some: Simulation, chance: float) -> Iterator[Mapping[str, int]]:
    """Yield every choice that keeps all demands and the promise in the draws."""
    options = [[None, *(start.year for start in one.starts)] for one in problem.candidates]
    for years in product(*options):
        pairs = zip(problem.candidates, years, strict=True)
        choice = {one.id: year for one, year in pairs if year is not None}
        if not problem.violations(choice) and holds(problem, some, choice, chance):
            yield choice


rows = st.tuples(
    st.integers(1, 9),  # likely, in thousands
    st.integers(0, 8),  # how much lower the low one is, in tenths
    st.integers(0, 12),  # how much higher the high one is, in tenths
    st.integers(1, 50),  # worth
    st.integers(0, 1),  # years it may wait
    st.integers(0, 4),  # a committed saving in its second year, in thousands
)
rounds = st.tuples(st.lists(rows, min_size=1, max_size=5), st.integers(4, 20), st.integers(0, 10))


def built(row: tuple[int, int, int, int, int, int], number: int) -> Project:
    likely, less, more, worth, wait, saved = row
    saving = {
        "title": "s",
        "kind": "budget",
        "responsible": "r",
        "committed": "true",
        "frame": "money",
        "amounts": {"2028": amount(500 * saved, 1000 * saved, 1200 * saved)},
    }
    first = amount((1000 - 100 * less) * likely, 1000 * likely, (1000 + 100 * more) * likely)
    return cost(
        f"p{number}",
        worth,
        {2027: first, 2028: first if number % 2 else "500"},
        start={"earliest": "2027", "latest": str(2027 + wait)},
        benefits=[saving] if saved else [],
    )


@settings(max_examples=20, deadline=None)
@given(rounds, st.sampled_from([0.5, 0.85, 0.99]), st.sampled_from([0.0, 0.3, 1.0]))
def test_no_choice_that_keeps_the_promise_is_worth_more_than_the_bound(
    spec: tuple[list[tuple[int, int, int, int, int, int]], int, int], chance: float, rho: float
) -> None:
    projects, money, later = spec
    limits = [1000 * money, 1000 * later, 1000 * later, 1000 * later]
    plan = round_({"money": limits}, committed_savings_refill="true")
    built_ = [built(row, number) for number, row in enumerate(projects)]
    problem, some = simulated(plan, *built_, correlation=rho)
    found = chance_constrained(problem, some, chance)
    assert found.starts is not None  # to fund nothing always holds
    assert not problem.violations(found.starts)
    assert holds(problem, some, found.starts, found.demanded)
    assert found.demanded >= chance
    best = min(kept(problem, some, found.demanded), key=problem.preference)
    assert found.value == problem.value(found.starts) <= problem.value(best) <= found.bound
    if found.value == found.bound:
        assert found.starts == best


def test_by_hand() -> None:
    """Alone each holds in 90 % of the draws; together they move as one and hold in 50 %."""
    plan = pot(2000)
    uncertain = {2027: amount(900, 1000, 1100)}
    problem, some = simulated(
        plan, cost("a", 30, uncertain), cost("b", 40, uncertain), correlation=1.0
    )
    assert solve(problem).starts == {"a": 2027, "b": 2027}
    found = chance_constrained(problem, some, 0.85)
    assert found.starts == {"b": 2027}
    assert found.value == found.bound == 400_000


def test_a_saving_may_pay_for_what_does_not_hold_without_it() -> None:
    """`a` and `b` break 2028 too often, but not where `c` frees room; `d` is worth more."""
    plan = round_({"money": [100, 2000, 0, 0]}, committed_savings_refill="true")
    uncertain = {2028: amount(900, 1000, 1100)}
    saving = {
        "title": "s",
        "kind": "budget",
        "responsible": "r",
        "committed": "true",
        "frame": "money",
        "amounts": {"2028": "500"},
    }
    problem, some = simulated(
        plan,
        cost("a", 40, uncertain, start={"earliest": "2028", "latest": "2028"}),
        cost("b", 40, uncertain, start={"earliest": "2028", "latest": "2028"}),
        cost("c", 5, {2027: "100"}, benefits=[saving]),
        cost("d", 10, {2027: "100"}),
    )
    assert solve(problem).starts.keys() == {"a", "b", "d"}
    found = chance_constrained(problem, some, 0.85)
    assert found.starts is not None
    assert found.starts.keys() == {"a", "b", "c"}
    assert found.value == found.bound == 850_000


def test_a_certain_project_is_preferred_to_an_uncertain_one_of_the_same_cost() -> None:
    problem, some = simulated(
        pot(1000), cost("a", 30, {2027: amount(900, 1000, 1100)}), cost("b", 20, {2027: "1000"})
    )
    assert chance_constrained(problem, some, 0.85).starts == {"b": 2027}
    assert chance_constrained(problem, some, 0.4).starts == {"a": 2027}


def test_without_uncertainty_it_is_the_plan() -> None:
    problem, some = simulated(pot(1000), *(cost(id_, 9, {2027: "400"}) for id_ in "abc"))
    assert chance_constrained(problem, some, 0.85).starts == solve(problem).starts


def test_fresh_draws_keep_the_promise_too() -> None:
    """The margin of two standard errors pays for choosing in the same draws."""
    plan = pot(7_000)
    projects = [cost(f"p{n}", 20 + n, {2027: amount(700, 1000, 1600 - n)}) for n in range(8)]
    problem, some = simulated(plan, *projects)
    found = chance_constrained(problem, some, 0.85)
    assert found.starts is not None
    assert found.demanded == pytest.approx(0.85 + 2 * sqrt(0.85 * 0.15 / DRAWS))
    fresh = Simulation(some.portfolio, plan, 20_000, 0, 0.3, world=1)
    chances = [one.chance for one in fresh.outlook(found.starts, problem.limits).holdings]
    assert 0.85 <= min(chances) < 0.99  # and is not bought too dear


def test_the_order_of_the_projects_changes_nothing() -> None:
    plan = pot(5_000)
    projects = [cost(f"p{n}", 20, {2027: amount(700, 1000, 1600)}) for n in range(6)]
    one, other = (simulated(plan, *some) for some in (projects, projects[::-1]))
    assert chance_constrained(*one, 0.85) == chance_constrained(*other, 0.85)


def test_bound_projects_that_break_a_frame_are_named() -> None:
    heavy = cost("a", 50, {2027: amount(900, 1000, 1500)}, commitment="decided")
    problem, some = simulated(pot(1000), heavy, cost("b", 50, {2027: "0"}))
    found = chance_constrained(problem, some, 0.85)
    assert (found.starts, found.impossible) == (None, True)
    assert found.hopeless == (("money", 2027),)


def test_a_bound_project_that_may_wait_is_not_called_hopeless() -> None:
    plan = round_({"money": [1000, 2000, 0, 0]})
    may_wait = {"earliest": "2027", "latest": "2028"}
    heavy = cost("a", 50, {2027: amount(900, 1000, 1500)}, commitment="mandatory", start=may_wait)
    problem, some = simulated(plan, heavy)
    assert chance_constrained(problem, some, 0.85).starts == {"a": 2028}


def test_what_is_not_looked_at_is_not_called_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cautious, "COVERS", 0)
    projects = [cost(f"p{n}", 20 + n, {2027: amount(700, 1000, 1600)}) for n in range(6)]
    problem, some = simulated(pot(5_000), *projects)
    found = chance_constrained(problem, some, 0.85)
    assert found.starts is not None
    assert found.value < found.bound
    assert not found.impossible
