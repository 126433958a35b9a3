"""Opinions: what was answered of a project on each criterion, by itself or by assessors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from innostrat.model.assessment import Assessment
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.model.score import Group, Score
    from innostrat.model.strategy import Strategy

Opinions: TypeAlias = "dict[tuple[str, str], tuple[Opinion, ...]]"
"""What was answered, by project and criterion."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one assessor answered, and why; `assessor` is empty for the project's own score.

    `raw` is what the scale measures; `groups` are the people that it counts, where it does.
    """

    assessor: str
    raw: Fraction
    because: str | None
    groups: tuple[Group, ...] = ()


def gather_opinions(portfolio: Portfolio, round_: Round) -> Opinions:
    """Return what was answered by project and criterion.

    Where there are assessments for the round they stand in place of the project's own score.
    """
    own: Opinions = {}
    for project in portfolio.projects.values():
        own |= own_opinions(portfolio.strategy, project)
    return {**own, **assessed_opinions(portfolio, round_)}


def opinions_about(project: Project, portfolio: Portfolio, round_: Round) -> Opinions:
    """Return what was answered of one project; assessments stand in place of its own score."""
    own = own_opinions(portfolio.strategy, project)
    return {**own, **assessed_opinions(portfolio, round_, (project.id,))}


def assessed_opinions(
    portfolio: Portfolio, round_: Round, about: Iterable[str] | None = None
) -> Opinions:
    """Return what the assessors of a round answered, `about` these projects only where given."""
    assessed: Opinions = {}
    for assessment in portfolio.assessments:
        if assessment.round != round_.id:
            continue
        for project_id in assessment.scores if about is None else about:
            scores = assessment.scores.get(project_id, {})
            for criterion, opinion in _opinions(portfolio.strategy, scores, assessment.assessor):
                key = (project_id, criterion)
                assessed[key] = (*assessed.get(key, ()), opinion)
    return assessed


def lapsed(
    strategy: Strategy,
    assessments: Iterable[Assessment],
    round_: Round,
    rounds: Mapping[str, Round],
    projects: Iterable[Project],
) -> dict[str, tuple[str, ...]]:
    """Return competing projects that stand by their own answers where assessors answered before.

    Assessments are for their own round. So a criterion that they answered in an earlier one, and
    nobody in this, is taken from the project itself: its ids, by the project's.
    """
    asked = [one.id for one in strategy.criteria if one.scale.assessed]
    now, before = set(), set()
    for one in assessments:
        given = {(id_, criterion) for id_, scores in one.scores.items() for criterion in scores}
        of = rounds.get(one.round)
        if one.round == round_.id:
            now |= given
        elif of is not None and of.years[0] < round_.years[0]:
            before |= given
    found = {
        one.id: tuple(
            criterion
            for criterion in asked
            if criterion in one.scores and (one.id, criterion) in before - now
        )
        for one in projects
        if one.stands and not one.is_bound
    }
    return {id_: criteria for id_, criteria in found.items() if criteria}


def own_opinions(strategy: Strategy, project: Project) -> Opinions:
    """Return what a project says of itself."""
    own = _opinions(strategy, project.scores, "")
    return {(project.id, criterion): (opinion,) for criterion, opinion in own}


def _opinions(
    strategy: Strategy, scores: Mapping[str, Score], assessor: str
) -> Iterator[tuple[str, Opinion]]:
    """Yield the answers that the strategy's scales can measure; A001 to A010 tell of the others."""
    for criterion in strategy.criteria:
        given = scores.get(criterion.id)
        measured = criterion.scale.measured(given) if given else None
        if given is not None and measured is not None:
            yield criterion.id, Opinion(assessor, measured, given.because, given.reached)
