"""Builds small portfolios from a few words, through the same models as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from innostrat.model.portfolio import Portfolio
from innostrat.model.project import Project
from innostrat.model.round import Round
from innostrat.model.strategy import Strategy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

YEARS = ("2027", "2028", "2029", "2030")

STRATEGY: dict[str, Any] = {
    "format": "2",
    "organisation": "Testkommune",
    "title": "Strategi",
    "language": "en",
    "goals": [
        {
            "id": "a",
            "title": "Area A",
            "kind": "focus_area",
            "goals": [{"id": "a1", "title": "A1"}],
        },
        {
            "id": "b",
            "title": "Area B",
            "kind": "focus_area",
            "goals": [{"id": "b1", "title": "B1"}],
        },
    ],
    "service_areas": [{"id": "x", "title": "Service X"}, {"id": "y", "title": "Service Y"}],
    "criteria": [
        {
            "id": "worth",
            "title": "Worth",
            "weight": "1",
            "scale": {"kind": "number", "source": "assessed", "worst": "0", "best": "100"},
        }
    ],
}


def strategy(**changes: object) -> Strategy:
    """Return the strategy with one criterion, `worth`, whose number is the value."""
    return Strategy.model_validate(STRATEGY | changes)


def project(id_: str, worth: int | None = None, **changes: object) -> Project:
    """Return a project worth so many points; `costs` may be {frame: {year: amount}}.

    With `lasts` such costs say whether they go on after their last year.
    """
    raw: dict[str, Any] = {
        "id": id_,
        "title": f"Project {id_}",
        "phase": "planning",
        "focus_area": "a",
        "service_area": "x",
    } | changes
    if worth is not None:
        raw["scores"] = {"worth": {"value": str(worth)}}
    lasting = {"lasts": raw.pop("lasts")} if "lasts" in raw else {}
    if isinstance(raw.get("costs"), dict):
        raw["costs"] = [
            {"title": "Cost", "frame": frame, "amounts": texts(amounts)} | lasting
            for frame, amounts in raw["costs"].items()
        ]
    return Project.model_validate(raw)


def texts(amounts: Mapping[int, float]) -> dict[str, str]:
    """Return numbers by year as the text that a file holds."""
    return {str(year): str(amount) for year, amount in amounts.items()}


def round_(frames: Mapping[str, Sequence[float]], **changes: object) -> Round:
    """Return a round 2027–2030 with operating frames; `inv…` and `cap…` are of other kinds."""
    kinds = {"inv": "investment", "cap": "capacity"}
    raw = {
        "id": "plan",
        "title": "Plan 2027–2030",
        "years": list(YEARS),
        "frames": [
            {
                "id": id_,
                "title": f"Frame {id_}",
                "kind": kinds.get(id_[:3], "operating"),
                "amounts": texts(dict(zip(map(int, YEARS), amounts, strict=True))),
            }
            for id_, amounts in frames.items()
        ],
    }
    return Round.model_validate(raw | changes)


def portfolio(plan: Round, *projects: Project, **changes: object) -> Portfolio:
    """Return a portfolio of these projects with one round."""
    return Portfolio(
        strategy=strategy(**changes),
        rounds={plan.id: plan},
        ideas={},
        projects={one.id: one for one in sorted(projects, key=lambda one: one.id)},
    )
