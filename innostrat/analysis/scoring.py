"""Scores: each project's value from 0 to 100, criterion by criterion, and the ranking.

`value = Σ weight × value on the criterion`, with weights that sum to 1: an additive multiattribute
value function (Keeney and Raiffa 1976). All sums are exact fractions; two projects tie when their
values agree to a ten-thousandth of a point, which is also what the selection counts in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.economy import budget_savings, net_present_value
from innostrat.messages import Listing, Message, msg
from innostrat.model.scales import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.model.strategy import Criterion

Answered: TypeAlias = "tuple[Scored, tuple[Criterion, ...]]"
"""A project with the parts of its value, and the criteria that lack an answer."""

UNITS: Final = 10_000
"""Parts of a point that the ranking and the selection count in."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one assessor answered, and why; `assessor` is empty for the project's own score."""

    assessor: str
    value: Fraction
    because: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion's part of a project's value.

    `raw` is the level, sum or kroner that the scale measures, `value` is 0–100, `weight` 0–1, and
    `contribution` is their product.
    """

    criterion: Criterion
    raw: Fraction
    value: Fraction
    weight: Fraction
    opinions: tuple[Opinion, ...]

    @property
    def contribution(self) -> Fraction:
        """The points that the criterion gives."""
        return self.value * self.weight


@dataclass(frozen=True)
class Scored:
    """A project with a value. `rank` is None outside the competition; ties share a rank."""

    project: Project
    parts: tuple[Part, ...]
    rank: int | None = None

    @property
    def id(self) -> str:
        """The project's id."""
        return self.project.id

    @cached_property
    def value(self) -> Fraction:
        """The value, 0–100."""
        return sum((part.contribution for part in self.parts), Fraction(0))

    @cached_property
    def units(self) -> int:
        """The value in ten-thousandths of a point, halves up."""
        return units(self.value)

    def ranked(self, rank: int) -> Scored:
        """Return the same with a rank; what was computed of it is not computed again."""
        twin = Scored(self.project, self.parts, rank)
        twin.__dict__.update(value=self.value, units=self.units)
        return twin


@dataclass(frozen=True, slots=True)
class NotReady:
    """A project that cannot be ranked, and why."""

    project: Project
    reason: Message


@dataclass(frozen=True, slots=True)
class Scores:
    """The ranking of those that compete, those outside the competition, and those not ready.

    `ranking` is sorted by falling value, then id; the others by id.
    """

    round: Round
    ranking: tuple[Scored, ...]
    outside: tuple[Scored, ...]
    not_ready: tuple[NotReady, ...]

    def find(self, project_id: str) -> Scored | None:
        """Return the project's score, in the competition or outside."""
        return next((one for one in (*self.ranking, *self.outside) if one.id == project_id), None)


def units(value: Fraction) -> int:
    """Return a value in ten-thousandths of a point, halves up."""
    return int((value * UNITS * 2 + 1) // 2)


@dataclass(slots=True)
class Known:
    """The parts of projects that were scored before, for whoever scores one commit after another.

    They are good for the very same project, strategy and round; these are kept, so that no other
    object takes their identity.
    """

    parts: dict[tuple[int, int, int], tuple[object, Answered]] = field(default_factory=dict)

    def answered(self, portfolio: Portfolio, round_: Round, project: Project) -> Answered:
        """Return the parts of a project that has no assessments but its own."""
        subject = (project, portfolio.strategy, round_)
        key = (id(project), id(portfolio.strategy), id(round_))
        if key not in self.parts:
            own = _own_opinions(project)
            self.parts[key] = (subject, _answered(portfolio, round_, project, own))
        return self.parts[key][1]


def score(portfolio: Portfolio, round_: Round, known: Known | None = None) -> Scores:
    """Score every project of the portfolio for a round.

    Stopped and finished projects are left out. A missing assessment is never 0: the project is not
    ready to rank.
    """
    if known is not None and not portfolio.assessments:
        remembered = known

        def answered(project: Project) -> Answered:
            return remembered.answered(portfolio, round_, project)
    else:
        opinions = gather_opinions(portfolio, round_)

        def answered(project: Project) -> Answered:
            return _answered(portfolio, round_, project, opinions)

    return _scores(portfolio, round_, answered)


def _scores(portfolio: Portfolio, round_: Round, answered: Callable[[Project], Answered]) -> Scores:
    competing: list[Scored] = []
    outside: list[Scored] = []
    not_ready: list[NotReady] = []
    for project in portfolio.projects.values():
        if not project.stands:
            continue
        if project.id in portfolio.unfit and not project.is_bound:
            not_ready.append(NotReady(project, msg("has errors: see innostrat validate")))
            continue
        scored, missing = answered(project)
        if not missing:
            (outside if project.is_bound else competing).append(scored)
        elif not project.is_bound:
            names = Listing(tuple(criterion.title for criterion in missing))
            not_ready.append(NotReady(project, msg("not assessed: {criteria}", criteria=names)))
    return Scores(round_, _ranked(competing), tuple(outside), tuple(not_ready))


def _ranked(scored: list[Scored]) -> tuple[Scored, ...]:
    """Return the projects by falling value; equal values share the best rank (1, 2, 2, 4)."""
    ordered = sorted(scored, key=lambda one: (-one.units, one.id))
    ranks: dict[int, int] = {}
    for place, one in enumerate(ordered, start=1):
        ranks.setdefault(one.units, place)
    return tuple(one.ranked(ranks[one.units]) for one in ordered)


def gather_opinions(
    portfolio: Portfolio, round_: Round
) -> Mapping[tuple[str, str], tuple[Opinion, ...]]:
    """Return what was answered by project and criterion.

    Where there are assessments for the round they stand in place of the project's own score.
    """
    own: dict[tuple[str, str], tuple[Opinion, ...]] = {}
    for project in portfolio.projects.values():
        own |= _own_opinions(project)
    assessed: dict[tuple[str, str], tuple[Opinion, ...]] = {}
    for assessment in portfolio.assessments:
        if assessment.round != round_.id:
            continue
        for project_id, scores in assessment.scores.items():
            for criterion, given in scores.items():
                opinion = Opinion(assessment.assessor, Fraction(given.value), given.because)
                key = (project_id, criterion)
                assessed[key] = (*assessed.get(key, ()), opinion)
    return own | assessed


def _own_opinions(project: Project) -> dict[tuple[str, str], tuple[Opinion, ...]]:
    return {
        (project.id, criterion): (Opinion("", Fraction(given.value), given.because),)
        for criterion, given in project.scores.items()
    }


def _answered(
    portfolio: Portfolio,
    round_: Round,
    project: Project,
    opinions: Mapping[tuple[str, str], tuple[Opinion, ...]],
) -> Answered:
    """Return the project with what could be answered, and what could not."""
    strategy = portfolio.strategy
    weights = strategy.weights
    rate = strategy.discount_rate
    net, savings = net_present_value(project, round_, rate), budget_savings(project, round_)
    parts, missing = [], []
    for criterion in strategy.criteria:
        given = opinions.get((project.id, criterion.id), ()) if criterion.scale.assessed else ()
        assessed = Fraction(median(one.value for one in given)) if given else None
        raw = criterion.scale.raw(Answer(project, assessed, net, savings))
        if raw is None:
            missing.append(criterion)
        else:
            value = criterion.scale.value(raw)
            parts.append(Part(criterion, raw, value, weights[criterion.id], given))
    return Scored(project, tuple(parts)), tuple(missing)
