"""The plan of a round: what is funded, what is not and why, and what is left of each frame."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.following import near_the_list
from innostrat.analysis.optimizer.ranking import down_the_list
from innostrat.analysis.optimizer.time_limit import TimeLimit
from innostrat.analysis.plan.competition import Competition, compete
from innostrat.analysis.plan.result import Funded, Left, Plan, balances, frame_years, place
from innostrat.economy import first_year, gross_cost, money, money_by_area
from innostrat.messages import Message, msg
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.optimizer.contrast import Contrast
    from innostrat.analysis.optimizer.problem import (
        Constraint,
        Problem,
        Resource,
        Solution,
        StartOption,
    )
    from innostrat.analysis.plan.infeasible import Infeasibility
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project


NEAREST: Final = 40
"""How many projects that are left out are forced in, the most valuable first.

Each is a selection of its own, and nobody reads who gives way for the four hundredth.
"""
LARGE: Final = 300
"""How many projects compete in a large round: more than these.

There papers, `diff` and `history` prove a plan to one per cent, papers move no weight, and their
page has no pool of portfolios: to be exact would take minutes, for a list that nobody discusses to
the tenth of a point.
"""
ROUGH: Final = Fraction(1, 100)
BRIEF: Final = 0.5
"""The seconds that a selection gets when the time for all of them is spent."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: a relative gap that is good enough, and seconds at the most a selection.

    `clock` is for everything together. With `contrasts` the first of the projects that are left out
    are forced in, to see what they would displace; `follow` is given those projects and yields them
    again, for whoever wants to show how far it is.
    """

    gap: Fraction = Fraction(0)
    seconds: float | None = None
    contrasts: bool = True
    follow: Callable[[Sequence[Scored]], Iterable[Scored]] = iter
    clock: TimeLimit = field(default_factory=TimeLimit)

    @property
    def time(self) -> float | None:
        """The seconds that the next selection may take."""
        limits = [one for one in (self.seconds, self.clock.at_least(BRIEF)) if one is not None]
        return min(limits, default=None)


EXACT: Final = Effort()


def is_large(scores: Scores) -> bool:
    """Whether so many compete that what is made unasked is proved to `ROUGH` alone."""
    return len(scores.ranking) > LARGE


@dataclass(slots=True)
class Memory:
    """The last problem solved: the same one is not solved again, the next one begins from it."""

    problem: Problem | None = None
    solution: Solution | None = None

    def solve(self, problem: Problem, effort: Effort) -> Solution:
        """Return the best selection of `problem`, found from the last one where that is near."""
        from innostrat.analysis.optimizer import solver  # noqa: PLC0415  (highspy is heavy)

        if self.solution is None or problem != self.problem:
            hint = self.solution.starts if self.solution else None
            self.solution = solver.solve(
                problem, gap=effort.gap, time_limit=effort.time, hint=hint, stoppable=True
            )
            self.problem = problem
        return self.solution


def make_plan(
    portfolio: Portfolio,
    scores: Scores,
    method: Selection,
    effort: Effort = EXACT,
    memory: Memory | None = None,
    assume: Callable[[Problem], Problem] = lambda problem: problem,
) -> Plan:
    """Return the plan for the scored round by `method`.

    With `optimal` it is the portfolio of the greatest value under all demands, with its proof. With
    `ranking` it is what going down the list gives, which may break balance rules; `near_ranking`
    follows the list as far as the round's `within` lets the value fall. `memory` helps
    where one plan after the other is made; `assume` changes the problem before it is solved.
    """
    competition = compete(portfolio, scores.round, scores)
    competition = replace(competition, problem=assume(competition.problem))
    problem, order = competition.problem, [one.id for one in scores.ranking]
    solve = partial((memory or Memory()).solve, effort=effort)
    if method is Selection.OPTIMAL:
        solution = solve(problem)
    elif method is Selection.RANKING:
        solution = down_the_list(problem, order)
    else:
        solution = near_the_list(problem, order, scores.round.within or Fraction(0), solve)
    return _Reading(portfolio, scores, competition, solution).plan(method, effort)


@dataclass(frozen=True)
class _Reading:
    """Reads the optimiser's answer back into projects and frames."""

    portfolio: Portfolio
    scores: Scores
    competition: Competition
    solution: Solution

    @property
    def problem(self) -> Problem:
        return self.competition.problem

    @cached_property
    def used(self) -> Mapping[Resource, int]:
        """What the selection uses of each frame and year, net."""
        return self.problem.use(self.solution.starts)

    @cached_property
    def options(self) -> Mapping[str, tuple[StartOption, ...]]:
        """The possible starts of each candidate."""
        return {one.id: one.starts for one in self.problem.candidates}

    @cached_property
    def balancing(self) -> tuple[Constraint, ...]:
        """The balance rules, as rows."""
        rows = self.problem.rows()
        return tuple(row for demand, row in rows if demand.kind in {"count", "share"})

    def plan(self, method: Selection, effort: Effort) -> Plan:
        solution = self.solution
        infeasibility = self.infeasibility(effort.time)
        funded = self.funded()
        return Plan(
            round=self.scores.round,
            method=method,
            status=solution.status,
            value=solution.value,
            bound=solution.bound,
            gap=solution.gap,
            timed_out=solution.timed_out or bool(infeasibility and infeasibility.timed_out),
            funded=funded,
            left=() if infeasibility else self.left(effort),
            not_ready=self.scores.not_ready,
            frames=frame_years(self.scores.round, self.portfolio, self.used, self.solution.starts),
            balance=balances(self.scores.round, [(one.project, one.cost) for one in funded]),
            conflicts=infeasibility.conflicts if infeasibility else (),
            smallest=not infeasibility or infeasibility.smallest,
            broken=() if infeasibility else self.problem.violations(solution.starts),
            repairs=infeasibility.repairs if infeasibility else (),
            idle=tuple(self.portfolio.projects[one] for one in sorted(self.competition.idle)),
            candidates=len(self.problem.candidates),
            overdrawn=self.problem.overdrawn(),
            unsure=solution.unsure,
        )

    def infeasibility(self, seconds: float | None) -> Infeasibility | None:
        """Return why nothing fits, where nothing does."""
        if self.solution.status != "infeasible":
            return None
        from innostrat.analysis.plan.infeasible import infeasibility  # noqa: PLC0415  (highspy is heavy)

        return infeasibility(self.problem, self.scores.round, seconds)

    def funded(self) -> tuple[Funded, ...]:
        """Return what is funded: first what is bound, by id, then by rank."""
        starts, round_ = self.problem.starts(), self.scores.round
        funded = []
        for project_id, year in self.solution.starts.items():
            project, start = self.portfolio.projects[project_id], starts[project_id, year]
            shift = year - first_year(project, round_)
            funded.append(
                Funded(
                    project,
                    self.scores.find(project_id),
                    year,
                    max(0, shift),
                    money(project, round_, shift),
                    gross_cost(project, round_, shift),
                    start.value,
                    money_by_area(project, round_, shift),
                )
            )
        return tuple(sorted(funded, key=place))

    def left(self, effort: Effort) -> tuple[Left, ...]:
        """Return the competing projects that are not in the plan, by rank."""
        waiting = [one for one in self.scores.ranking if one.id not in self.solution.starts]
        asked = [one for one in waiting if one.id in self.options][:NEAREST]
        forced = [
            self._left(one, effort) for one in effort.follow(asked) if not effort.clock.is_spent
        ]
        known = {one.project.id: one for one in forced}
        enough = replace(effort, contrasts=False)
        return tuple(known.get(one.id) or self._left(one, enough) for one in waiting)

    def _left(self, one: Scored, effort: Effort) -> Left:
        if reason := self.competition.impossible.get(one.id):
            return Left(one.project, one, reason, {}, possible=False)
        if one.id not in self.options:
            return Left(one.project, one, msg("is kept out"), {}, possible=False)
        start, short = self._short(one.id)
        reason = self._kept_out_by_another(one.project)
        scarce = max(sorted(short), key=lambda at: self._part((at, short[at])), default=None)
        scarce = None if reason else scarce
        reason = reason or self._reason(one.project, short, scarce)
        left = Left(one.project, one, reason, short, easiest=start, scarce=scarce)
        if not effort.contrasts:
            return left
        forced = self._forced(one.id, effort)
        if forced.loss is None:
            return replace(left, hopeless=forced.solution.status == "infeasible")
        return replace(
            left,
            displaced=forced.leaves,
            entering=tuple(id_ for id_ in forced.enters if id_ != one.id),
            moved=forced.moved,
            loss=forced.loss,
            exact=forced.solution.status == "optimal",
        )

    def _forced(self, project_id: str, effort: Effort) -> Contrast:
        """Return the plan with the project forced in, with as few other changes as can be.

        First nothing else may come in but what the project requires, which is what a meeting asks:
        who must give way? Only when that cannot be does everything compete anew.
        """
        from innostrat.analysis.optimizer.contrast import contrast  # noqa: PLC0415

        staying = self.solution.starts.keys() | self._required(project_id)
        kept = tuple(one for one in self.problem.candidates if one.id in staying)
        for candidates in (kept, self.problem.candidates):
            problem = replace(self.problem, candidates=candidates)
            forced = contrast(
                problem,
                project_id,
                self.solution,
                gap=effort.gap,
                time_limit=effort.time,
                stoppable=True,
            )
            if forced.loss is not None:
                break
        return forced

    def _required(self, project_id: str) -> set[str]:
        """Return the project and all that it requires, directly or not."""
        found: set[str] = set()
        waiting = {project_id}
        while waiting:
            found |= waiting
            waiting = {b for a, b in self.problem.requires if a in waiting} - found
        return found

    def _short(self, project_id: str) -> tuple[StartOption, dict[Resource, int]]:
        """Return the easiest start, and what the frames lack for it on top of the plan."""
        options = [(start, self._lacking(start)) for start in self.options[project_id]]
        return min(options, key=lambda one: (sum(map(self._part, one[1].items())), len(one[1])))

    def _lacking(self, start: StartOption) -> dict[Resource, int]:
        taken = {key: n for key, n in sorted(start.use.items()) if key in self.problem.limits}
        free = {key: self.problem.limits[key] - self.used.get(key, 0) for key in taken}
        return {key: n - free[key] for key, n in taken.items() if n > max(0, free[key])}

    def _part(self, shortage: tuple[Resource, int]) -> Fraction:
        """Return a shortage as a part of its frame, so that kroner and capacity can be compared."""
        resource, lacking = shortage
        return Fraction(lacking, max(1, self.problem.limits[resource]))

    def _kept_out_by_another(self, project: Project) -> Message | None:
        """Return the first project that keeps this one out of the plan as it stands."""
        chosen = self.solution.starts
        for follower, leader in self.problem.requires:
            other = self.portfolio.title_of(leader)
            if follower == project.id and leader not in chosen:
                return msg("requires {other}, which is not funded", other=other)
            if follower == project.id and chosen[leader] > self.options[follower][-1].year:
                year = chosen[leader]
                return msg("requires {other}, which starts in {year}", other=other, year=year)
        for pair in self.problem.excludes:
            if project.id in pair:
                rival = pair[0] if pair[1] == project.id else pair[1]
                if rival in chosen:
                    other = self.portfolio.title_of(rival)
                    return msg("cannot be funded together with {other}", other=other)
        return None

    def _reason(
        self, project: Project, short: Mapping[Resource, int], scarce: Resource | None
    ) -> Message:
        """Return what else keeps the project out of the plan as it stands."""
        if scarce is not None:
            frame_id, year = scarce
            frame = self.scores.round.frame(frame_id)
            title = frame.title if frame else frame_id
            if len(short) == 1:
                return msg("no room in {frame} in {year}", frame=title, year=year)
            return msg("no room, above all in {frame} in {year}", frame=title, year=year)
        with_it = {**self.solution.starts, project.id: self.options[project.id][0].year}
        if any(row.total(with_it) > row.most for row in self.balancing):
            return msg("a balance rule of the round would be broken")
        return msg("adds no value to the plan")
