"""Puts a round into the optimiser's terms: who competes, at which starts, under which demands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import MAXYEAR
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.problem import (
    Candidate,
    CountRule,
    Problem,
    ShareRule,
    StartOption,
)
from innostrat.budgets import BUDGETS
from innostrat.economy import first_year, gross_cost, hides, limits, money
from innostrat.messages import Message, msg
from innostrat.model.words import Commitment
from innostrat.money import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import BalanceRule, Round


@dataclass(frozen=True, slots=True)
class Competition:
    """The problem that the optimiser solves, and why some projects cannot take part in it.

    `idle` are those of them that are kept out because they give no benefit.
    """

    problem: Problem
    impossible: Mapping[str, Message]
    idle: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownStarts:
    """The starts of projects found before, for whoever asks about one state after another.

    They are good for the very same project and round, and the same value; these are kept, so that
    no other object takes their identity.
    """

    found: dict[tuple[int, int, int], tuple[object, tuple[StartOption, ...]]] = field(
        default_factory=dict
    )

    def of(self, project: Project, round_: Round, units: int) -> tuple[StartOption, ...]:
        """Return the project's starts, with a value of so many 1/10 000 point."""
        key = (id(project), id(round_), units)
        if key not in self.found:
            starts = tuple(possible_starts(project, round_, units))
            self.found[key] = ((project, round_), starts)
        return self.found[key][1]


def compete(
    portfolio: Portfolio,
    round_: Round,
    scores: Scores,
    *,
    idle: bool = False,
    known: KnownStarts | None = None,
) -> Competition:
    """Return the round's problem: scored projects compete, bound ones are in it from the start.

    What gives no benefit, at any weights, takes part only where something that does requires it, so
    that no balance rule and no money left over can fund it; or with `idle`, for whoever asks what
    other answers would change.
    """
    starts_of = (known or KnownStarts()).of
    scored = {one.id: one.units for one in (*scores.ranking, *scores.outside)}
    nothing = set() if idle else _idle(portfolio, scores)
    done = [project for project in portfolio.projects.values() if project.is_done]
    candidates: list[Candidate] = []
    impossible: dict[str, Message] = {}
    for project in portfolio.projects.values():
        if not project.stands or not (project.is_bound or project.id in scored):
            continue
        if project.id in nothing:
            impossible[project.id] = msg("is worth nothing, since it gives no benefit")
            continue
        starts = starts_of(project, round_, scored.get(project.id, 0))
        if not project.is_bound and first_year(project, round_) < round_.years[0]:
            impossible[project.id] = msg("would have begun before the years of the plan")
        elif reason := _never(project, starts, done):
            impossible[project.id] = reason
        else:
            candidates.append(Candidate(project.id, starts, project.is_bound))
    problem = _problem(portfolio, round_, tuple(candidates))
    return Competition(problem, impossible, frozenset(nothing & impossible.keys()))


def _idle(portfolio: Portfolio, scores: Scores) -> set[str]:
    """Return the ranked projects that give no benefit, and that nothing which does requires."""
    return {one.id for one in scores.ranking if not one.gives} - needed(portfolio, scores)


def needed(portfolio: Portfolio, scores: Scores) -> set[str]:
    """Return what projects that give a benefit or are bound require, themselves or through others.

    These take part also where they give nothing.
    """
    waiting = [one.id for one in scores.ranking if one.gives]
    waiting += [one.id for one in portfolio.projects.values() if one.stands and one.is_bound]
    found: set[str] = set()
    while waiting:
        one = portfolio.projects.get(waiting.pop())
        fresh = {*one.requires} - found if one else set()
        found |= fresh
        waiting += fresh
    return found


def possible_starts(project: Project, round_: Round, units: int) -> Iterator[StartOption]:
    """Yield the project's starts; each year of delay costs the round's penalty, never below 0."""
    asked = first_year(project, round_)
    earliest, latest = project.start.earliest or asked, project.start.latest or asked
    if project.commitment is Commitment.DECIDED:
        earliest = latest = asked
    # Before the plan no frame would feel the cost: only what is bound may have begun there.
    earliest = max(earliest, min(asked, round_.years[0]) if project.is_bound else round_.years[0])
    for year in range(earliest, latest + 1):
        shift = year - asked
        if year > round_.years[-1] or any(hides(cost, round_, shift) for cost in project.costs):
            return
        cost = gross_cost(project, round_, shift)
        after = gross_cost(project, round_, shift, range(round_.years[-1] + 1, MAXYEAR + 1))
        yield StartOption(
            year,
            half_up(units * kept(round_, shift)),
            money(project, round_, shift).net,
            cost.operating + cost.investment,  # to order ties by, never to show
            after.operating + after.investment,
            abs(shift),
            {kind.value: cost.of(kind) for kind in BUDGETS},
        )


def kept(round_: Round, shift: int) -> Fraction:
    """Return what is left of a value, 0–1, when the start is so many years later than asked for."""
    return max(Fraction(0), 1 - round_.delay_penalty * max(0, shift))


def _never(
    project: Project, starts: tuple[StartOption, ...], done: list[Project]
) -> Message | None:
    """Return why a project cannot be chosen at all, whatever else is."""
    if not starts:
        return msg("starts after the years of the plan")
    for other in () if project.is_bound else done:
        if other.id in project.excludes:
            return msg("excludes {other}, which is carried out", other=other.title)
        if project.id in other.excludes:
            return msg("is excluded by {other}, which is carried out", other=other.title)
    return None


def _problem(portfolio: Portfolio, round_: Round, candidates: tuple[Candidate, ...]) -> Problem:
    projects = [portfolio.projects[candidate.id] for candidate in candidates]
    ids = {project.id for project in projects}
    done = {project.id for project in portfolio.projects.values() if project.is_done}
    requires = {(p.id, other) for p in projects for other in p.requires if other not in done}
    excludes = {
        (min(p.id, other), max(p.id, other))
        for p in projects
        for other in (*p.excludes, *p.replaces)
        if other in ids and other != p.id
    }
    counts, shares = _balance(round_, projects)
    return Problem(
        candidates=candidates,
        limits=limits(round_, portfolio.strategy.fund, portfolio.projects.values()),
        requires=tuple(sorted(requires)),
        excludes=tuple(sorted(excludes)),
        counts=counts,
        shares=shares,
    )


def members(rule: BalanceRule, projects: list[Project]) -> frozenset[str]:
    """Return the ids of the projects that a balance rule is about."""
    return frozenset(project.id for project in projects if rule.covers(project))


def _balance(
    round_: Round, projects: list[Project]
) -> tuple[tuple[CountRule, ...], tuple[ShareRule, ...]]:
    """Return the round's balance rules; a rule's id is its place in the file, from 1."""
    counts, shares = [], []
    for number, rule in enumerate(round_.balance, start=1):
        group = members(rule, projects)
        if rule.min_projects is not None or rule.max_projects is not None:
            counts.append(CountRule(f"{number:03}", group, rule.min_projects, rule.max_projects))
        if rule.min_share is not None or rule.max_share is not None:
            budget = round_.counted(rule).value
            shares.append(ShareRule(f"{number:03}", group, rule.min_share, rule.max_share, budget))
    return tuple(counts), tuple(shares)
