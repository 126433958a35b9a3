"""Values against a published table and by hand; ties, medians, gaps, and what must always hold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import building
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.value.scoring import Scores, score
from innostrat.appraisal import budget_savings, net_present_value
from innostrat.model.assessment import Assessment
from innostrat.model.portfolio import Portfolio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.model.project import Project

PLAN = building.round_({"money": [1, 1, 1, 1]})
NUMBER: dict[str, Any] = {"kind": "number", "source": "assessed", "worst": "0", "best": "100"}
CURVE = NUMBER | {"points": {"0": "0", "10": "60", "30": "100"}}
GIVEN = {"1": "0", "2": "10", "3": "30", "4": "60", "5": "100"}
LEVELS: dict[str, Any] = {
    "kind": "levels",
    "levels": {"1": "a", "2": "b", "3": "c", "4": "d", "5": "e"},
}


def criterion(id_: str, weight: float, scale: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": id_, "title": id_.title(), "weight": str(weight), "scale": scale}


def answers(**values: float) -> dict[str, dict[str, str]]:
    return {key: {"value": str(value)} for key, value in values.items()}


def scored(
    criteria: Sequence[Mapping[str, Any]],
    *projects: Project,
    assessments: tuple[Assessment, ...] = (),
) -> Scores:
    made = building.portfolio(PLAN, *projects, criteria=criteria)
    return score(Portfolio(made.strategy, made.rounds, {}, made.projects, assessments), PLAN)


def values(scores: Scores) -> dict[str, Fraction]:
    return {one.id: one.value for one in (*scores.ranking, *scores.outside)}


# Goodwin and Wright, Decision Analysis for Management Judgment, chapter 3 (SMART): the office
# location problem, its weights, its values by attribute, and its aggregate benefits.
OFFICE_WEIGHTS = (32, 26, 23, 10, 6, 3)
OFFICES = {
    "addison-square": ((100, 60, 100, 75, 0, 90), "80.8"),
    "bilton-village": ((20, 80, 10, 30, 100, 30), "39.4"),
    "carlisle-walk": ((80, 70, 0, 0, 10, 100), "47.4"),
    "denver-street": ((70, 50, 30, 55, 30, 90), "52.3"),
    "elton-street": ((40, 60, 90, 100, 60, 70), "64.8"),
    "filton-village": ((0, 0, 70, 0, 80, 0), "20.9"),
    "gorton-square": ((60, 100, 20, 50, 50, 80), "60.2"),
}


def test_published_office_location_problem() -> None:
    names = ("closeness", "visibility", "image", "size", "comfort", "parking")
    criteria = [
        criterion(name, weight, NUMBER) for name, weight in zip(names, OFFICE_WEIGHTS, strict=True)
    ]
    offices = [
        building.project(id_, scores=answers(**dict(zip(names, points, strict=True))))
        for id_, (points, _) in OFFICES.items()
    ]
    scores = scored(criteria, *offices)
    assert values(scores) == {id_: Fraction(total) for id_, (_, total) in OFFICES.items()}
    assert [one.id[0] for one in scores.ranking] == list("aegdcbf")
    assert [one.rank for one in scores.ranking] == [1, 2, 3, 4, 5, 6, 7]


def test_every_kind_of_scale_by_hand() -> None:
    criteria = [
        criterion("level", 3, LEVELS),
        criterion("given", 1, LEVELS | {"values": GIVEN}),
        criterion("goal", 2, {"kind": "goals", "full": "4"}),
        criterion("foundation", 1, {"kind": "foundations"}),
        criterion("curve", 3, CURVE),
    ]
    project = building.project(
        "one",
        scores=answers(level=4, given=4, curve=20),
        goals=[{"goal": "a1", "contribution": "2"}, {"goal": "b1", "contribution": "1"}],
        champion="Leader",
        team=[{"role": "Lead"}],
    )
    (one,) = scored(criteria, project).ranking
    parts: dict[str, tuple[Fraction | int, ...]] = {
        part.criterion.id: (part.raw, part.value, part.contribution) for part in one.parts
    }
    expected: dict[str, tuple[Fraction | int, ...]] = {
        "level": (4, 75, Fraction(225, 10)),
        "given": (4, 60, 6),
        "goal": (3, 75, 15),
        "foundation": (2, 40, 4),
        "curve": (20, 80, 24),
    }
    assert parts == expected
    assert one.value == Fraction(715, 10)


def test_equal_values_share_a_rank_and_stand_by_id() -> None:
    projects = [
        building.project(id_, worth) for id_, worth in (("d", 50), ("b", 70), ("c", 70), ("a", 90))
    ]
    ranking = scored(building.STRATEGY["criteria"], *projects).ranking
    assert [(one.id, one.rank) for one in ranking] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]


def test_values_apart_by_less_than_a_ten_thousandth_are_equal() -> None:
    criteria = [criterion("x", 10_000_000, NUMBER), criterion("y", 1, NUMBER)]
    near = building.project("near", scores=answers(x=50, y=100))
    far = building.project("far", scores=answers(x=50, y=0))
    ranking = scored(criteria, near, far).ranking
    assert ranking[0].value != ranking[1].value
    assert [(one.id, one.rank) for one in ranking] == [("far", 1), ("near", 1)]


def assessment(who: str, round_id: str, **given: float) -> Assessment:
    scores = {key: answers(worth=value) for key, value in given.items()}
    return Assessment.model_validate({"assessor": who, "round": round_id, "scores": scores})


@pytest.mark.parametrize(
    ("given", "expected"),
    [((10,), 10), ((10, 40), 25), ((10, 90, 40), 40), ((10, 20, 40, 90), 30)],
)
def test_assessments_count_by_their_median(given: tuple[int, ...], expected: int) -> None:
    said = tuple(assessment(f"A{n}", "plan", one=value) for n, value in enumerate(given))
    criteria = building.STRATEGY["criteria"]
    (one,) = scored(criteria, building.project("one", 77), assessments=said).ranking
    assert one.value == expected
    assert [opinion.raw for opinion in one.parts[0].opinions] == list(given)


def test_assessments_of_another_round_do_not_count() -> None:
    said = (assessment("A", "earlier", one=10),)
    criteria = building.STRATEGY["criteria"]
    (one,) = scored(criteria, building.project("one", 77), assessments=said).ranking
    assert one.value == 77
    assert one.parts[0].opinions[0].assessor == ""


def test_a_missing_assessment_is_not_zero() -> None:
    criteria = [criterion("x", 1, NUMBER), criterion("y", 1, LEVELS)]
    given = building.project("given", scores=answers(x=0, y=1))
    missing = building.project("missing", scores=answers(x=100))
    scores = scored(criteria, given, missing)
    assert values(scores) == {"given": 0}
    assert [one.project.id for one in scores.not_ready] == ["missing"]
    assert str(scores.not_ready[0].reason.values["criteria"]).count("Y") == 1


def test_who_competes_and_who_does_not() -> None:
    projects = [
        building.project("bound", 90, commitment="mandatory"),
        building.project("bound-unscored", commitment="decided"),
        building.project("done", 90, phase="realisation"),
        building.project("in", 10),
        building.project("stopped", 90, stopped={"date": "2026-01-01"}),
    ]
    scores = scored(building.STRATEGY["criteria"], *projects)
    assert [one.id for one in scores.ranking] == ["in"]
    assert [(one.id, one.rank) for one in scores.outside] == [("bound", None)]
    assert scores.not_ready == ()


def test_a_project_with_errors_is_not_ready() -> None:
    made = building.portfolio(PLAN, building.project("one", 50))
    broken = Portfolio(made.strategy, made.rounds, {}, made.projects, unfit=frozenset({"one"}))
    scores = score(broken, PLAN)
    assert scores.ranking == ()
    assert [one.project.id for one in scores.not_ready] == ["one"]


def test_net_present_value_by_hand() -> None:
    # 2027 is year 0. Granted money and avoided costs count; applied money and saved time do not.
    project = building.project(
        "one",
        costs={"money": {2027: 1000, 2028: 500, 2031: 100}},
        funding=[
            {"title": "G", "status": "granted", "frame": "money", "amounts": {"2027": "200"}},
            {"title": "A", "status": "applied", "frame": "money", "amounts": {"2027": "900"}},
        ],
        benefits=[
            {"title": "B", "kind": "budget", "frame": "money", "amounts": {"2029": "1210"}},
            {"title": "C", "kind": "avoided_cost", "amounts": {"2028": "610"}},
            {"title": "T", "kind": "time", "amounts": {"2028": "9999"}},
        ],
    )
    # −800 + (610 − 500)/1.1 + 1210/1.1² − 100/1.1⁴
    expected = Fraction(-800) + 100 + 1000 - Fraction(100) / Fraction(14641, 10_000)
    assert net_present_value(project, PLAN, ((0, Fraction(1, 10)),)) == expected
    assert float(expected) == pytest.approx(231.6986, abs=1e-4)
    assert net_present_value(project, PLAN, ((0, Fraction(0)),)) == -800 + 110 + 1210 - 100


def test_capacity_is_not_money_in_the_net_present_value() -> None:
    plan = building.round_({"money": [1, 1, 1, 1], "cap": [1, 1, 1, 1]})
    project = building.project("one", costs={"money": {2027: 10}, "cap": {2027: 0.5}})
    assert net_present_value(project, plan, ((0, Fraction(4, 100)),)) == -10


def test_only_committed_budget_savings_within_the_plan_count() -> None:
    def benefit(kind: str, committed: str, amounts: dict[str, str]) -> dict[str, Any]:
        made: dict[str, Any] = {
            "title": "B",
            "kind": kind,
            "committed": committed,
            "frame": "money",
        }
        return made | {"amounts": amounts}

    project = building.project(
        "one",
        benefits=[
            benefit("budget", "true", {"2029": "300", "2030": "300", "2031": "300"}),
            benefit("budget", "false", {"2029": "1000"}),
            benefit("avoided_cost", "false", {"2029": "5000"}),
        ],
    )
    assert budget_savings(project, PLAN) == 600


levels = st.integers(1, 5)
weights = st.lists(st.integers(0, 1000), min_size=3, max_size=3).filter(any)


def value_of(given: Sequence[int], weight: Sequence[int | float]) -> Fraction:
    names = ("x", "y", "z")
    criteria = [criterion(name, one, LEVELS) for name, one in zip(names, weight, strict=True)]
    project = building.project("one", scores=answers(**dict(zip(names, given, strict=True))))
    return values(scored(criteria, project))["one"]


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=3, max_size=3), weights, st.integers(0, 2))
def test_a_higher_level_never_lowers_the_value(
    given: list[int], weight: list[int], raised: int
) -> None:
    better = [min(5, one + 1) if n == raised else one for n, one in enumerate(given)]
    assert value_of(better, weight) >= value_of(given, weight)


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=3, max_size=3), weights, st.integers(1, 1000))
def test_only_the_ratios_of_weights_matter(
    given: list[int], weight: list[int], factor: int
) -> None:
    assert value_of(given, [one * factor for one in weight]) == value_of(given, weight)


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=3, max_size=3), weights)
def test_the_value_is_the_sum_of_the_contributions_and_from_0_to_100(
    given: list[int], weight: list[int]
) -> None:
    total = Fraction(sum(weight))
    by_hand = sum(
        Fraction(w) / total * 25 * (one - 1) for one, w in zip(given, weight, strict=True)
    )
    assert value_of(given, weight) == by_hand
    assert 0 <= by_hand <= 100
