"""Builds assessments of rounds with two criteria whose scores are the values themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from building import portfolio
from weighing import criteria

from innostrat.model.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round

    Answers = Mapping[str, Sequence[int | None]]


def assessment(role: str, answers: Answers, round_id: str = "plan") -> Assessment:
    """Return an assessment: by project, the answers to c0, c1, …; None is no answer."""
    scores = {
        id_: {f"c{n}": {"value": str(one)} for n, one in enumerate(values) if one is not None}
        for id_, values in answers.items()
    }
    return Assessment.model_validate({"assessor": role, "round": round_id, "scores": scores})


def assessed(plan: Round, projects: Sequence[Project], *files: Assessment) -> Portfolio:
    """Return a portfolio with two criteria of the same weight and these assessments."""
    content = portfolio(plan, *projects, criteria=criteria((1, None), (1, None)))
    return replace(content, assessments=files)
