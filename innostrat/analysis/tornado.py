"""What moves the plan most when one input moves alone: a weight, a frame, a project's cost.

A changed weight changes what every plan is worth, so plans are compared at the changed weight: the
effect is what keeping today's plan would lose there. A changed frame or cost leaves values alone:
the effect is how much the best plan's value changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from innostrat.analysis.competition import compete
from innostrat.analysis.optimizer import solver
from innostrat.analysis.scoring import score
from innostrat.analysis.whatif import Assumptions
from innostrat.money import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.analysis.scoring import Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

    Follow = Callable[[Sequence[int]], Iterable[int]]

Input: TypeAlias = Literal["weight", "frame", "cost"]
FREE: Final = (Decimal("0.5"), Decimal("1.5"))  # of a weight that has no range
WIDTH: Final = Decimal("0.1")  # a frame less and more so much


@dataclass(frozen=True, slots=True)
class Side:
    """The plan when the input is `to`: the effect in 1/10 000 point, who enters and who leaves.

    `to` is a weight as in the strategy file, or the share of today's frame or likely cost. `effect`
    is None where no plan can be made.
    """

    to: Fraction
    effect: int | None
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Swing:
    """One input with its id, and the plan at its low and its high end."""

    kind: Input
    id: str
    low: Side
    high: Side

    @property
    def size(self) -> int:
        """The larger effect of the two ends; an end without any plan is larger than all."""
        return max(
            10**12 if side.effect is None else abs(side.effect) for side in (self.low, self.high)
        )


def tornado(
    portfolio: Portfolio, scores: Scores, plan: Solution, follow: Follow = iter
) -> tuple[Swing, ...]:
    """Return the swings of all weights, frames and uncertain costs, the largest effect first."""
    asking = _Asking(portfolio, scores, plan)
    inputs = list(asking.inputs())
    found = [asking.swing(*inputs[n]) for n in follow(range(len(inputs)))]
    return tuple(sorted(found, key=lambda one: (-one.size, one.kind, one.id)))


@dataclass(frozen=True, slots=True)
class _Asking:
    portfolio: Portfolio
    scores: Scores
    plan: Solution

    def inputs(self) -> Iterator[tuple[Input, str, Fraction, Fraction]]:
        """Yield each input with its low and its high end."""
        for one in self.portfolio.strategy.criteria:
            low, high = one.weight_range or tuple(one.weight * part for part in FREE)
            if low < high:
                yield "weight", one.id, Fraction(low), Fraction(high)
        for frame in self.scores.round.frames:
            if any(frame.amounts.values()):
                yield "frame", frame.id, Fraction(1 - WIDTH), Fraction(1 + WIDTH)
        for project in self.portfolio.projects.values():
            if project.stands and (ends := _ends(project)) is not None:
                yield "cost", project.id, *ends

    def swing(self, kind: Input, id_: str, low: Fraction, high: Fraction) -> Swing:
        """Return the plan at both ends of one input."""
        at = {"weight": self._weight, "frame": self._frame, "cost": self._cost}[kind]
        return Swing(kind, id_, at(id_, low), at(id_, high))

    def _weight(self, id_: str, weight: Fraction) -> Side:
        number = Decimal(weight.numerator) / Decimal(weight.denominator)
        others = {one.id: one.weight for one in self.portfolio.strategy.criteria}
        if not sum((others | {id_: number}).values()):
            return Side(weight, None)
        changed, round_ = Assumptions(weights={id_: number}).portfolio(
            self.portfolio, self.scores.round
        )
        problem = compete(changed, round_, score(changed, round_)).problem
        found = solver.solve(problem, hint=self.plan.starts)
        if found.status != "optimal":
            return Side(weight, None)
        return self._side(weight, found, found.value - problem.value(self.plan.starts))

    def _frame(self, id_: str, share: Fraction) -> Side:
        base = self._base()
        limits = {
            key: int(limit * share) if key[0] == id_ else limit
            for key, limit in base.limits.items()
        }
        return self._solved(share, replace(base, limits=limits))

    def _cost(self, id_: str, share: Fraction) -> Side:
        """Return the plan when all uncertain amounts of a project are at their low, or high."""
        project = self.portfolio.projects[id_]
        moved = _at_end(project, high=share > 1)
        changed = replace(self.portfolio, projects={**self.portfolio.projects, id_: moved})
        # The cost moves alone: values stay those of the likely amounts.
        problem = compete(changed, self.scores.round, self.scores).problem
        return self._solved(share, problem)

    def _solved(self, to: Fraction, problem: Problem) -> Side:
        found = solver.solve(problem, hint=self.plan.starts)
        if found.status != "optimal":
            return Side(to, None)
        return self._side(to, found, found.value - self.plan.value)

    def _side(self, to: Fraction, found: Solution, effect: int) -> Side:
        before, after = self.plan.starts.keys(), found.starts.keys()
        return Side(to, effect, tuple(sorted(after - before)), tuple(sorted(before - after)))

    def _base(self) -> Problem:
        return compete(self.portfolio, self.scores.round, self.scores).problem


def _ends(project: Project) -> tuple[Fraction, Fraction] | None:
    """Return what the project costs at its low and high ends, as shares of the likely cost."""
    parts = [one for cost in project.costs for one in cost.amounts.values()]
    likely = sum((Fraction(one.likely) for one in parts), Fraction(0))
    if not likely or all(one.is_certain for one in parts):
        return None
    low = sum((Fraction(one.low) for one in parts), Fraction(0))
    high = sum((Fraction(one.high) for one in parts), Fraction(0))
    return low / likely, high / likely


def _at_end(project: Project, *, high: bool) -> Project:
    costs = tuple(
        cost.model_copy(update={"amounts": _moved(cost.amounts, high=high)})
        for cost in project.costs
    )
    return project.model_copy(update={"costs": costs})


def _moved(amounts: Mapping[int, Estimate], *, high: bool) -> dict[int, Estimate]:
    return {year: Estimate.certain(one.high if high else one.low) for year, one in amounts.items()}
