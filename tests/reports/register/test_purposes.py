"""A strategy's purposes are shown with the projects that reach them, and have no contributions."""

from __future__ import annotations

from typing import Any

from building import portfolio, project, round_

from innostrat.analysis.value.scoring import score
from innostrat.budgets import ByBudget
from innostrat.reports.basis import Basis
from innostrat.reports.register import coverage, purposes

GOALS = [
    {"id": "main", "title": "Live well", "kind": "main_goal"},
    {"id": "staff", "title": "Keep our staff", "kind": "challenge"},
    {
        "id": "trust",
        "title": "Trust each other",
        "kind": "culture",
        "goals": [{"id": "talk", "title": "Talk more"}],
    },
    {
        "id": "a",
        "title": "Area A",
        "kind": "focus_area",
        "serves": ["main"],
        "goals": [{"id": "a1", "title": "A1"}, {"id": "a2", "title": "A2"}],
    },
    {
        "id": "b",
        "title": "Area B",
        "kind": "focus_area",
        "goals": [{"id": "b1", "title": "B1", "serves": ["main", "trust"]}],
    },
]


def basis() -> Basis:
    plan = round_({"f": (900, 900, 900, 900)})
    found = portfolio(
        plan,
        project("one", 50, goals=links("a1", "a2"), costs={"f": {2027: 100_000}}),
        project("two", 50, goals=links("b1"), costs={"f": {2027: 30_000}}),
        project("old", 50, goals=links("a1"), stopped={"date": "2026-01-01"}),
        project("talks", 50, goals=links("talk")),
        goals=GOALS,
    )
    return Basis(found, score(found, plan))


def links(*ids: str) -> list[dict[str, str]]:
    return [{"goal": one, "contribution": "1"} for one in ids]


def test_a_purpose_is_reached_by_those_who_contribute_to_what_serves_it() -> None:
    found = {one.purpose.id: one for one in purposes.reached(basis())}
    assert list(found) == ["main", "staff", "trust"]
    assert [one.id for one in found["main"].serving] == ["a", "b1"]
    assert [one.id for one in found["main"].projects] == ["one", "two"]
    assert found["main"].asked == ByBudget(
        130_000
    )  # a project that works for two goals counts once
    assert [one.id for one in found["trust"].projects] == ["talks", "two"]
    assert [one.id for one in found["trust"].serving] == ["talk", "b1"]
    assert (found["staff"].serving, found["staff"].projects) == ((), ())


def test_purposes_have_no_contributions_and_are_not_called_uncovered() -> None:
    report: Any = coverage.report(basis())
    assert [one["id"] for one in report.data["purposes"]] == ["main", "staff", "trust"]
    assert report.data["uncovered"] == []
    tree = next(one for one in report.blocks if getattr(one, "key", "") == "goals")
    assert [row.cells[1] for row in tree.rows] == ["trust", "talk", "a", "a1", "a2", "b", "b1"]
