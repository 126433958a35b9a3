"""Shares with uncertain scores equal those worked out by hand and by trying every portfolio."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from building import portfolio
from weighing import criteria, pot, rated, space

from innostrat.analysis.incomplete import Incomplete, Span, _values, joint
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.scoring import score
from innostrat.model.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.model.project import Project

WIDE = ((50, (30, 70)), (50, (30, 70)))


def incomplete(*projects: Project, answers: Sequence[object] = ()) -> Incomplete:
    plan = pot(100)
    content = portfolio(plan, *projects, criteria=criteria(*WIDE))
    given = tuple(
        Assessment.model_validate({"assessor": f"A{n}", "round": plan.id, "scores": scores})
        for n, scores in enumerate(answers)
    )
    assessed = replace(content, assessments=given)
    return Incomplete(assessed, score(assessed, plan))


def shares(some: Incomplete, draws: int = 10_000) -> dict[str, float]:
    admissible = space(*WIDE)
    assert admissible is not None
    return {one.id: one.share for one in joint(some, admissible, draws, 0).standings}


def test_the_spans_are_the_assessors_lowest_and_highest() -> None:
    answers = [{"a": {"c0": {"value": "20"}}}, {"a": {"c0": {"value": "70"}}}]
    some = incomplete(rated("a", 50, 60), answers=answers)
    assert some.spans["a"] == (Span(Fraction(20), Fraction(70)), Span(Fraction(60), Fraction(60)))
    assert some.moves


def test_a_missing_score_is_the_whole_scale_and_the_project_takes_part() -> None:
    some = incomplete(rated("a", 50))
    assert some.spans["a"][1] == Span(Fraction(0), Fraction(100), missing=True)


def test_certain_scores_do_not_move() -> None:
    assert not incomplete(rated("a", 50, 60)).moves


def test_a_share_by_hand() -> None:
    """`a` is worth an even number from 0 to 100 on both, `b` 60: `a` wins when its mean is above.

    At equal weights the mean of two even numbers is above 60 in a share of 0.32; the weights move
    evenly around that, which changes it by less than the standard error of the draws.
    """
    some = incomplete(rated("a"), rated("b", 60, 60))
    w = np.linspace(0.3, 0.7, 401)
    # P(w X + (1−w) Y > 0.6) for X, Y even on [0, 1], averaged over w.
    x = np.linspace(0, 1, 2001)
    expected = float(
        np.mean([np.mean(np.clip(1 - (0.6 - one * x) / (1 - one), 0, 1)) for one in w])
    )
    found = shares(some)
    assert found["a"] == pytest.approx(expected, abs=0.02)
    assert found["a"] + found["b"] == pytest.approx(1.0)


def test_every_draw_gets_the_best_portfolio() -> None:
    projects = [
        rated("a"),
        rated("b", 60, 60, cost=60),
        rated("c", 30, 80, cost=40),
        rated("d", 90),
    ]
    some = incomplete(*projects)
    admissible = space(*WIDE)
    assert admissible is not None
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence((0, 1)).spawn(2)]
    drawn = _values(some, admissible, 200, streams[1])
    held = dict.fromkeys(some.spans, 0)
    for row in drawn:
        values = {
            id_: Fraction(round(float(value) * 10**6), 10**6)
            for id_, value in zip(some.spans, row, strict=True)
        }
        for id_ in solve(some.problem(values)).starts:
            held[id_] += 1
    found = shares(some, 200)
    assert {id_: count / 200 for id_, count in held.items()} == pytest.approx(found, abs=0.011)
