"""Levers: what a project's own people could do for it to come in, before anybody must give way.

Each is one exact selection under one changed condition: a saving that is committed, a grant that is
given, a later start, two of these together, a smaller version.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.worth import exceeds
from innostrat.analysis.plan.competition import KnownStarts, compete
from innostrat.analysis.value.scoring import Known, score
from innostrat.model.words import BenefitKind, FundingStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.analysis.optimizer.problem import Problem, Solution, StartOption
    from innostrat.analysis.plan.result import Left, Plan
    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round

MOST: Final = 3
"""How many projects are asked about."""
PARTS: Final = (Fraction(9, 10), Fraction(3, 4), Fraction(1, 2))
"""Smaller versions that are tried, the largest first."""


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that lets a project in: `kinds` are done together.

    `kinds` are of saving, grant, later and smaller. `start` is the first year that it then gets,
    `part` what is left of a smaller version. `gain` is what the plan is then worth more, in
    1/10 000 point, `leaves` who gives way for it.
    """

    kinds: tuple[str, ...]
    start: int
    part: Fraction
    gain: int
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Levers:
    """The levers of one project that work; none of those tried may."""

    project: Project
    found: tuple[Lever, ...]


def worth_asking(plan: Plan, leaping: Iterable[Left]) -> list[Left]:
    """Return the projects left out that are asked about: those that leap, then by rank."""
    ordered = [*leaping, *(one for one in plan.left if one.possible)]
    return list({one.project.id: one for one in ordered}.values())[:MOST]


def pulled(
    portfolio: Portfolio, scores: Scores, best: Solution, asked: Iterable[Left]
) -> Iterator[Levers]:
    """Yield the levers of each project asked about; `best` is the proved best plan."""
    known, starts = Known.of(portfolio, scores), KnownStarts()
    for left in asked:
        asking = _Asking(portfolio, scores, best, left.project, known, starts)
        yield Levers(left.project, tuple(asking.levers()))


@dataclass(frozen=True, slots=True)
class _Asking:
    portfolio: Portfolio
    scores: Scores
    best: Solution
    project: Project
    known: Known
    starts: KnownStarts

    def levers(self) -> Iterator[Lever]:
        """Yield what lets the project in: one thing alone; only where none does, two together."""
        changes = dict(self._changes())
        later = _later(self.project, self.scores.round)
        single = {(kind,): changed for kind, changed in changes.items()} | {("later",): later}
        found = [one for kinds, changed in single.items() if (one := self._try(kinds, changed))]
        if not found:
            pairs = {
                (kind, "later"): _later(changed, self.scores.round)
                for kind, changed in changes.items()
            }
            found = [one for kinds, changed in pairs.items() if (one := self._try(kinds, changed))]
        yield from found
        yield from self._smaller()

    def _changes(self) -> Iterator[tuple[str, Project]]:
        if self.scores.round.committed_savings_refill:
            benefits = tuple(
                one.model_copy(update={"committed": True})
                if one.kind is BenefitKind.BUDGET and one.frame and one.amounts
                else one
                for one in self.project.benefits
            )
            if benefits != self.project.benefits:
                yield "saving", self.project.model_copy(update={"benefits": benefits})
        funding = tuple(
            one.model_copy(update={"status": FundingStatus.GRANTED})
            if one.status is FundingStatus.APPLIED
            else one
            for one in self.project.funding
        )
        if funding != self.project.funding:
            yield "grant", self.project.model_copy(update={"funding": funding})

    def _problem(self, project: Project) -> Problem:
        projects = {**self.portfolio.projects, project.id: project}
        portfolio = replace(self.portfolio, projects=projects)
        scores = score(portfolio, self.scores.round, self.known)
        return compete(portfolio, scores.round, scores, known=self.starts).problem

    def _try(self, kinds: tuple[str, ...], project: Project) -> Lever | None:
        return self._solved(kinds, self._problem(project))

    def _solved(
        self, kinds: tuple[str, ...], problem: Problem, part: Fraction = Fraction(1)
    ) -> Lever | None:
        if not exceeds(problem.with_bound(self.project.id), self.best.value):
            return None
        found = solver.solve(problem, hint=self.best.starts)
        if found.status != "optimal" or self.project.id not in found.starts:
            return None
        leaves = tuple(sorted(self.best.starts.keys() - found.starts.keys()))
        gain = found.value - self.best.value
        return Lever(kinds, found.starts[self.project.id], part, gain, leaves)

    def _smaller(self) -> Iterator[Lever]:
        """Yield the largest smaller version that comes in, its value as much smaller."""
        problem = self._problem(self.project)
        for part in PARTS:
            candidates = tuple(
                replace(one, starts=tuple(_scaled(start, part) for start in one.starts))
                if one.id == self.project.id
                else one
                for one in problem.candidates
            )
            if lever := self._solved(("smaller",), replace(problem, candidates=candidates), part):
                yield lever
                return


def _scaled(start: StartOption, part: Fraction) -> StartOption:
    """Return a start of a smaller version; amounts are rounded up, the value down."""
    return replace(
        start,
        value=int(start.value * part),
        use={key: -int(-amount * part // 1) for key, amount in start.use.items()},
        money=-int(-start.money * part // 1),
        after=-int(-start.after * part // 1),
    )


def _later(project: Project, round_: Round) -> Project:
    """Return the project when it may start as late as the last year of the round."""
    start = project.start.model_copy(update={"latest": round_.years[-1]})
    return project.model_copy(update={"start": start})
