"""How a project and a round moved over the commits: values, costs, ranks, funding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.value.scoring import moved_by
from innostrat.economy import gross_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from innostrat.analysis.changes.comparison import Snapshot
    from innostrat.analysis.plan.result import Funded, Plan
    from innostrat.analysis.value.scoring import Scored
    from innostrat.budgets import ByBudget
    from innostrat.model.project import Project
    from innostrat.model.round import Round


@dataclass(frozen=True, slots=True)
class Step:
    """A portfolio at a commit: the commit's abbreviated name, its day, and what there was."""

    revision: str
    day: date
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class ProjectStep:
    """A project at a commit; None where there is nothing to say.

    `cost` is gross, in kroner, over the years of the round, by budget. `start` is the first year in
    the plan, None when it is not funded; `planned` says whether a plan was made at all. `round` is
    the round that all of it is of. `moved_by` is the criterion that changed the value most since
    the step before, with the change in points.
    """

    revision: str
    day: date
    title: str
    phase: str
    rank: int | None
    value: Fraction | None
    cost: ByBudget | None
    start: int | None
    planned: bool
    round: str | None = None
    moved_by: tuple[str, Fraction] | None = None

    def is_like(self, other: ProjectStep) -> bool:
        """Whether nothing that is shown differs but the commit."""
        return self._shown() == other._shown()

    def _shown(self) -> tuple[object, ...]:
        place = self.round, self.start, self.planned
        return (self.title, self.phase, self.rank, self.value, self.cost, *place)


@dataclass(frozen=True, slots=True)
class RoundStep:
    """A round at a commit: how many were ranked and funded, the plan's value, who came and went.

    Who came and went is since the step before in the same round.
    """

    round: str
    revision: str
    day: date
    ranked: int
    funded: int | None
    units: int | None
    entered: tuple[str, ...]
    left: tuple[str, ...]


def project_history(project_id: str, steps: Sequence[Step]) -> tuple[ProjectStep, ...]:
    """Return the steps at which something about the project was new, oldest first.

    `steps` are oldest first. Commits at which the project is not there, or is as before, are left
    out.
    """
    found: list[ProjectStep] = []
    parts: Scored | None = None
    for step in steps:
        one, now = _project_step(project_id, step, parts)
        if one is None or (found and one.is_like(found[-1])):
            continue
        if found and found[-1].round != one.round:
            one = replace(one, moved_by=None)  # another round has other years and prices
        found.append(one)
        parts = now
    return tuple(found)


def _project_step(
    project_id: str, step: Step, before: Scored | None
) -> tuple[ProjectStep | None, Scored | None]:
    snapshot = step.snapshot
    project = snapshot.portfolio.projects.get(project_id) if snapshot.portfolio else None
    if project is None:
        return None, before
    scored = snapshot.scores.find(project_id) if snapshot.scores else None
    round_ = snapshot.scores.round if snapshot.scores else None
    one = ProjectStep(
        revision=step.revision,
        day=step.day,
        title=project.title,
        phase=project.phase.value,
        rank=scored.rank if scored else None,
        value=scored.value if scored else None,
        cost=_cost(project, round_, snapshot.plan) if round_ else None,
        start=_start(project_id, snapshot.plan),
        planned=snapshot.plan is not None,
        round=round_.id if round_ else None,
        moved_by=next(iter(moved_by(before, scored)), None) if before and scored else None,
    )
    return one, scored


def _cost(project: Project, round_: Round, plan: Plan | None) -> ByBudget:
    """Return what was decided for a project, where it was; else the cost that it asks for."""
    if plan is not None and plan.decision is not None:
        for one in plan.funded:
            if one.project.id == project.id:
                return one.cost
    return gross_cost(project, round_)


def _start(project_id: str, plan: Plan | None) -> int | None:
    funded: Iterable[Funded] = plan.funded if plan else ()
    return next((one.start for one in funded if one.project.id == project_id), None)


def round_history(steps: Sequence[Step]) -> tuple[RoundStep, ...]:
    """Return what happened to the round at each step that has scores, oldest first."""
    found: list[RoundStep] = []
    before: frozenset[str] | None = None
    of_round: str | None = None
    for step in steps:
        scores, plan = step.snapshot.scores, step.snapshot.plan
        if scores is None:
            continue
        funded = frozenset(plan.ids) if plan else frozenset()
        earlier = before if before is not None and of_round == scores.round.id else funded
        found.append(
            RoundStep(
                scores.round.id,
                step.revision,
                step.day,
                len(scores.ranking),
                len(funded) if plan else None,
                plan.value if plan else None,
                *exchanged(earlier, funded),
            )
        )
        before, of_round = funded, scores.round.id
    return tuple(found)
