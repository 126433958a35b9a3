"""Whoever follows may have enough at once: what is known by then is a whole answer of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import portfolio, project, round_
from weighing import criteria, pot, rated, space, weighing

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.incomplete import Incomplete, joint
from innostrat.analysis.weights.robustness import Search, robustness
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pytest

    from innostrat.analysis.value.scoring import Scored

WIDE = ((50, (30, 70)), (50, (30, 70)))


def none(_: Sequence[object]) -> Iterable[int]:
    return ()


def test_robustness_without_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innostrat.analysis.weights.nondominated.CANDIDATES", 0)
    some = weighing(pot(100), WIDE, rated("a", 90, 10), rated("b", 10, 90), rated("c", 5, 5))
    admissible = space(*WIDE)
    assert admissible is not None
    plan = solve(some.base).starts
    found = robustness(some, admissible, plan, Search(200, follow=none))
    assert (found.probes.settled, found.probes.checked, found.proof.finished) == (False, 0, False)
    assert [one.ids for one in found.portfolios] == [("a",)]
    assert {one.id: one.share for one in found.standings} == {"a": 1, "b": 0, "c": 0}


def test_uncertain_scores_without_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innostrat.analysis.weights.intervals.CANDIDATES", 0)
    plan = pot(100)
    content = portfolio(plan, rated("a", 90), rated("b", 10, 90), criteria=criteria(*WIDE))
    admissible = space(*WIDE)
    assert admissible is not None
    some = Incomplete(content, score(content, plan))
    found = joint(some, admissible, Search(200, follow=none), 1, {})
    assert (found.portfolios, found.settled) == (1, False)
    assert {one.id: one.share for one in found.standings} == {"a": 1, "b": 0}


def test_a_plan_without_contrasts() -> None:
    plan = round_({"money": [100, 0, 0, 0]})
    content = portfolio(
        plan,
        *(project(id_, worth, costs={"money": {2027: 100}}) for id_, worth in (("a", 9), ("b", 5))),
        project("c", 4, costs={"money": {2027: 100}}),
    )

    def first(waiting: Sequence[Scored]) -> Iterable[Scored]:
        return waiting[:1]

    made = make_plan(content, score(content, plan), Selection.OPTIMAL, Effort(follow=first))
    assert [(one.project.id, one.loss) for one in made.left] == [("b", 40_000), ("c", None)]
    assert [one.reason.template for one in made.left] == ["no room in {frame} in {year}"] * 2
