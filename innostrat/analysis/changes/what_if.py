"""A plan under other assumptions than those in the files: frames, weights, projects, rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from innostrat.analysis.changes.comparison import Snapshot
from innostrat.analysis.plan.planning import EXACT, make_plan
from innostrat.analysis.value.scoring import score

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from innostrat.analysis.optimizer.problem import Problem
    from innostrat.analysis.plan.planning import Effort
    from innostrat.model.portfolio import Contents, Portfolio
    from innostrat.model.round import Frame, Round


@dataclass(frozen=True, slots=True)
class FrameChange:
    """A frame that holds `amount` more, or exactly that; in one year or in all (None)."""

    frame: str
    year: int | None
    amount: Decimal
    relative: bool


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed: changed frames, weights by criterion, projects forced in or kept out."""

    frames: tuple[FrameChange, ...] = ()
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    force: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    without_balance: bool = False

    @property
    def none(self) -> bool:
        """Whether nothing is assumed."""
        return self == Assumptions()

    def portfolio(self, portfolio: Portfolio, round_: Round) -> tuple[Portfolio, Round]:
        """Return the portfolio and round with other weights and frames."""
        criteria = tuple(
            one.model_copy(update={"weight": self.weights[one.id]})
            if one.id in self.weights
            else one
            for one in portfolio.strategy.criteria
        )
        strategy = portfolio.strategy.model_copy(update={"criteria": criteria})
        frames = tuple(self._frame(frame, round_) for frame in round_.frames)
        changed = round_.model_copy(update={"frames": frames})
        rounds = {**portfolio.rounds, round_.id: changed}
        return replace(portfolio, strategy=strategy, rounds=rounds), changed

    def _frame(self, frame: Frame, round_: Round) -> Frame:
        amounts = {year: frame.limit(year) for year in round_.years}
        for change in self.frames:
            if change.frame == frame.id:
                for year in round_.years if change.year is None else (change.year,):
                    before = amounts[year] if change.relative else 0
                    amounts[year] = max(before + change.amount, 0 * change.amount)
        return frame.model_copy(update={"amounts": amounts})

    def problem(self, problem: Problem) -> Problem:
        """Return the problem with projects forced in or kept out, and perhaps no balance rules."""
        for project_id in self.force:
            problem = problem.with_bound(project_id)
        for project_id in self.exclude:
            problem = problem.without(project_id)
        if self.without_balance:
            problem = replace(problem, counts=(), shares=())
        return problem


def assumed(
    contents: Contents,
    portfolio: Portfolio,
    round_: Round,
    assumptions: Assumptions,
    effort: Effort = EXACT,
) -> Snapshot:
    """Return the portfolio, its scores and its plan under the assumptions."""
    changed, its_round = assumptions.portfolio(portfolio, round_)
    scores = score(changed, its_round)
    plan = make_plan(changed, scores, its_round.selection, effort, assume=assumptions.problem)
    return Snapshot(contents, changed, scores, plan)
