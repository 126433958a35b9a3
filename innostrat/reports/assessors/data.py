"""The JSON form of where the assessors agree, and what the report is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.analysis.assessors.panel import agreements, leanings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.assessors.disagreement import (
        Disagreement,
        LoneAnswer,
        PlanChange,
        ValueRange,
    )
    from innostrat.analysis.assessors.panel import Panel, Question
    from innostrat.analysis.optimizer.problem import Solution
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json


@dataclass(frozen=True, slots=True)
class Assessed:
    """The questions and answers, and the projects whose answers differ.

    `plan` is None where none was or could be made; `disagreements` are the projects, and `lone` the
    answers of one alone, that were tried. `whole` is False for a choice of projects.
    """

    panel: Panel
    ends: tuple[ValueRange, ...] = ()
    plan: Solution | None = None
    disagreements: tuple[Disagreement, ...] = ()
    lone: tuple[LoneAnswer, ...] = ()
    whole: bool = True


def assessors_data(found: Assessed, basis: Basis) -> Mapping[str, Json]:
    """Return all of it: questions with every answer, projects, what would change, agreement."""
    return {
        "format": 1,
        "kind": "assess",
        "round": basis.ranked.round.id,
        "assessors": [
            {"assessor": one, "answered": len(found.panel.answered(one))}
            for one in found.panel.assessors
        ],
        "questions": [_question(one) for one in found.panel.questions],
        "projects": [_ends(one) for one in found.ends],
        "plan": None if found.plan is None else dict(found.plan.starts),
        "tried": [_disagreement(one) for one in found.disagreements],
        "lone": [
            {
                "project": one.question.project.id,
                "criterion": one.question.criterion.id,
                "answer": float(one.question.median),
                "turns_at": one.turns_at,
            }
            for one in found.lone
        ],
        "leanings": [
            {
                "assessor": one.assessor,
                "answers": one.answers,
                "mean": float(one.mean),
                "same_side": one.same,
                "other_side": one.other,
                "chance": float(one.chance),
            }
            for one in leanings(found.panel)
        ],
        "agreement": [
            {
                "criterion": one.criterion.id,
                "projects": one.questions,
                "answers": one.answers,
                "alpha": None if one.alpha is None else float(one.alpha),
            }
            for one in agreements(found.panel)
        ],
    }


def _question(one: Question) -> Json:
    return {
        "project": one.project.id,
        "criterion": one.criterion.id,
        "answers": [
            {
                "assessor": given.assessor,
                "answer": float(given.raw),
                "value": float(given.value),
                "because": given.because,
            }
            for given in one.given
        ],
        "median": float(one.median) if one.given else None,
        "span": float(one.span),
        "pattern": one.pattern,
    }


def _ends(one: ValueRange) -> Json:
    return {
        "id": one.id,
        "lowest": float(one.low),
        "median": float(one.scored.value),
        "highest": float(one.high),
        "disputed": [question.criterion.id for question in one.disputed],
    }


def _disagreement(one: Disagreement) -> Json:
    return {
        "id": one.ends.id,
        "inside": one.inside,
        "changes": [_change(change) for change in one.changes],
    }


def _change(one: PlanChange) -> Json:
    return {
        "answers": "highest" if one.high else "lowest",
        "inside": one.inside,
        "possible": one.possible,
        "enters": one.enters,
        "leaves": one.leaves,
        "moved": one.moved,
        "alone": one.alone,
    }
