"""The first sentences of `score`: who competes and leads, and who does not and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import building

from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.reports.basis import Basis
from innostrat.reports.filters import EVERYTHING, Filter
from innostrat.reports.value import ranking

if TYPE_CHECKING:
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

PLAN = building.round_({"money": [1, 1, 1, 1]})
WORTH = building.STRATEGY["criteria"][0]
GATE = {
    "id": "ready",
    "title": "Ready",
    "role": "gate",
    "at_least": "3",
    "scale": {"kind": "number", "source": "assessed", "worst": "0", "best": "5"},
}


def said(portfolio: Portfolio, chosen: Filter = EVERYTHING, sort: str = "value") -> list[str]:
    """Return what stands over the facts, but for the last sentence: what ten points are."""
    *told, rates = preamble(portfolio, chosen, sort)
    assert rates.startswith("10 points are 10")
    return told


def preamble(portfolio: Portfolio, chosen: Filter, sort: str) -> list[str]:
    report = ranking.report(Basis(portfolio, score(portfolio, PLAN), None, ()), chosen, sort)
    assert not any(isinstance(one, str) for one in report.preamble)
    return [language("en")(one) for one in report.preamble if not isinstance(one, str)]


def of(*projects: Project) -> list[str]:
    return said(building.portfolio(PLAN, *projects))


def test_the_first_three_are_named_however_the_table_is_sorted() -> None:
    made = building.portfolio(
        PLAN, *(building.project(*one) for one in (("d", 40), ("c", 10), ("b", 30), ("a", 20)))
    )
    expected = (
        "4 projects compete. At the top: no. 1 Project d (40.0 points); no. 2 Project b (30.0 "
        "points); no. 3 Project a (20.0 points)."
    )
    assert said(made) == said(made, sort="id") == said(made, sort="title") == [expected]


def test_one_competes() -> None:
    assert of(building.project("a", 7)) == ["1 project competes: no. 1 Project a (7.0 points)."]


def test_who_shares_the_third_place_is_named_too() -> None:
    (told,) = of(*(building.project(f"p{n}", worth) for n, worth in enumerate((9, 8, 5, 5, 1))))
    assert told.endswith("no. 3 Project p2 (5.0 points); no. 3 Project p3 (5.0 points).")


def test_many_with_the_same_value_are_counted() -> None:
    (told,) = of(*(building.project(f"p{n}", 0) for n in range(9)))
    assert told.startswith("9 projects compete. At the top: no. 1 Project p0 (0.0 points); ")
    assert told.endswith("; no. 1 Project p4 (0.0 points); and 4 more with the same value.")


def test_who_does_not_compete_is_counted_by_reason() -> None:
    def made(id_: str, ready: int, **changes: Any) -> Project:  # noqa: ANN401  (as the builder takes them)
        scores = {"worth": {"value": "50"}, "ready": {"value": str(ready)}}
        return building.project(id_, scores=scores, **changes)

    portfolio = building.portfolio(
        PLAN,
        made("low", 2),
        made("lower", 1),
        building.project("unknown", scores={"ready": {"value": "5"}}),
        made("wrong", 5),
        made("bound", 1, commitment="mandatory"),
        made("stopped", 5, stopped={"date": "2026-01-01"}),
        criteria=[WORTH, GATE],
    )
    nobody, why = said(replace(portfolio, unfit=frozenset({"wrong"})))
    assert nobody == "No project competes."
    assert why == (
        "5 do not compete: 2 below a gate, 1 not assessed in full, 1 with errors, 1 in the plan "
        "whatever the value."
    )


def test_an_empty_portfolio_claims_nothing() -> None:
    assert of() == ["There is no project here to rank."]


def test_what_is_filtered_keeps_the_ranks_of_the_whole() -> None:
    made = building.portfolio(
        PLAN,
        building.project("a", 90),
        building.project("b", 50, service_area="y"),
        building.project("c", service_area="y"),
        building.project("d"),
    )
    assert said(made, Filter(service_areas=("y",))) == [
        "Only service area y",
        "1 project competes: no. 2 Project b (50.0 points).",
        "1 does not compete: 1 not assessed in full.",
    ]


def test_rates_say_that_they_are_before_the_factors() -> None:
    counted = WORTH | {
        "id": "homes",
        "title": "Homes",
        "scale": {
            "kind": "number",
            "source": "assessed",
            "worst": "0",
            "best": "50",
            "unit": "homes",
        },
    }
    factor = {
        "id": "likely",
        "title": "Likely",
        "role": "factor",
        "scale": {
            "kind": "levels",
            "levels": {"1": "no", "2": "yes"},
            "values": {"1": "50 %", "2": "100 %"},
        },
    }
    plain, scaled = (
        preamble(building.portfolio(PLAN, criteria=criteria), EVERYTHING, "value")[-1]
        for criteria in ([counted], [counted, factor])
    )
    assert plain == "10 points are 5 homes (Homes)."
    assert scaled == "Before the factors: 10 points are 5 homes (Homes)."
