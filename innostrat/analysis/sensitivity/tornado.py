"""What moves the plan most when one input moves alone: a weight, a factor, a frame, a cost, delay.

Changed weights and factors, and a changed penalty for delay, change what every plan is worth, so
plans are compared there: the effect is what keeping today's plan would lose. A changed frame or
cost leaves values alone: the effect is how much the best plan's value changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.optimizer.rivals import Rivals
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.analysis.plan.competition import KnownStarts, compete
from innostrat.analysis.sensitivity.profiles import best_at
from innostrat.model.words import Role
from innostrat.money import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.analysis.value.scoring import Scores
    from innostrat.analysis.weights.pool import Choice, Pool
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Cost, Project

    Follow = Callable[[Sequence[int]], Iterable[int]]

InputKind: TypeAlias = Literal["weight", "factor", "delay_penalty", "frame", "cost", "capacity"]
HALVES: Final = (Fraction(1, 2), Fraction(3, 2))  # of a weight without a range, and of the penalty
WIDTH: Final = Fraction(1, 10)  # a frame less and more so much
WORST: Final = 10**12  # 1/10 000 point: more than any plan is worth


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that moves: a weight, factor, frame or project by its id; the penalty has none.

    `frame` is set for a project's use of capacity, a frame at a time, since their units differ.
    """

    kind: InputKind
    id: str = ""
    frame: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """The plan when the input is `to`: the effect in 1/10 000 point, who enters and who leaves.

    `to` is a weight as in the strategy file, a factor's lowest share, the penalty a year, or the
    share of today's frame or of the likely amounts, None where those are 0. `effect` is None where
    no plan can be made. `fits` tells whether today's plan keeps every demand there.
    """

    to: Fraction | None
    effect: int | None
    fits: bool = True
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()

    @property
    def moved(self) -> int:
        """How many projects enter and leave."""
        return len(self.enters) + len(self.leaves)


@dataclass(frozen=True, slots=True)
class Swing:
    """One input, and the plan at its low and its high end."""

    input: Input
    low: Side
    high: Side

    @property
    def size(self) -> int:
        """The larger effect of the two ends; an end without any plan is larger than all."""
        effects = (self.low.effect, self.high.effect)
        return max(WORST if one is None else abs(one) for one in effects)

    @property
    def moved(self) -> int:
        """The larger number of projects that enter and leave."""
        return max(self.low.moved, self.high.moved)


def tornado(pool: Pool, plan: Solution, follow: Follow = iter) -> tuple[Swing, ...]:
    """Return the swings of all inputs, the largest effect first, then the most moved projects."""
    weighing = pool.weighing
    asking = _Asking(weighing.portfolio, weighing.scores, pool, plan)
    inputs = list(asking.inputs())
    found = until_stopped(follow(range(len(inputs))), lambda n: asking.swing(inputs[n]))
    order = sorted(found, key=lambda one: (-one.size, -one.moved, one.input.kind, one.input.id))
    return tuple(order)


@dataclass(frozen=True)
class _Asking:
    portfolio: Portfolio
    scores: Scores
    pool: Pool
    plan: Solution
    known: list[Choice] = field(default_factory=list)  # found for other inputs
    starts: KnownStarts = field(default_factory=KnownStarts)

    @cached_property
    def _candidates(self) -> set[str]:
        return {one.id for one in self.pool.weighing.base.candidates}

    @cached_property
    def _money(self) -> set[str]:
        return {frame.id for frame in self.scores.round.money_frames}

    def inputs(self) -> Iterator[Input]:
        """Yield what can move."""
        strategy, round_ = self.portfolio.strategy, self.scores.round
        for one in strategy.benefits:
            low, high = _ends(one)
            # One that has all the weight has all of it at any weight.
            if low < high and any(other.weight for other in strategy.benefits if other is not one):
                yield Input("weight", one.id)
        for one in strategy.of_role(Role.FACTOR):
            if one.range is not None and one.range[0] < one.range[1]:
                yield Input("factor", one.id)
        several = any(len(one.starts) > 1 for one in self.pool.weighing.base.candidates)
        if round_.delay_penalty and several:
            yield Input("delay_penalty")
        for frame in round_.frames:
            if any(frame.limit(year) for year in round_.years):
                yield Input("frame", frame.id)
        for project in self.portfolio.projects.values():
            if project.id in self._candidates:
                yield from self._uncertain(project)

    def _uncertain(self, project: Project) -> Iterator[Input]:
        frames = {
            cost.frame
            for cost in project.costs
            if not all(amount.is_certain for amount in cost.amounts.values())
        }
        if frames & self._money:
            yield Input("cost", project.id)
        for frame in self.scores.round.frames:
            if frame.id in frames and not frame.is_money:
                yield Input("capacity", project.id, frame.id)

    def swing(self, one: Input) -> Swing:
        """Return the plan at both ends of one input."""
        match one.kind:
            case "weight":
                ends = {one.id: _ends(one) for one in self.portfolio.strategy.benefits}
                low, high = (self._weight(one.id, weight) for weight in ends[one.id])
            case "factor":
                factors = {one.id: one.range for one in self.portfolio.strategy.criteria}
                low, high = (self._factor(one.id, share) for share in factors[one.id] or ())
            case "delay_penalty":
                low, high = (self._penalty(self.scores.round.delay_penalty * n) for n in HALVES)
            case "frame":
                low, high = (self._frame(one.id, 1 + n) for n in (-WIDTH, WIDTH))
            case _:
                low, high = (self._cost(one, high=n) for n in (False, True))
        return Swing(one, low, high)

    def _weight(self, id_: str, weight: Fraction) -> Side:
        weights = [Fraction(one.weight) for one in self.portfolio.strategy.benefits]
        ids = [one.id for one in self.portfolio.strategy.benefits]
        share = min(Fraction(1), weight / sum(weights))
        # The others share what is left in proportion, as where one weight's interval is looked for.
        others = sum(weights) - weights[ids.index(id_)]
        at = tuple(
            share if one == id_ else (1 - share) * own / others
            for one, own in zip(ids, weights, strict=True)
        )
        best, loss = best_at(self.pool, self.plan.starts, at)
        return self._side(weight, best, loss)

    def _factor(self, id_: str, lowest: Fraction) -> Side:
        scores = self.scores
        moved = replace(
            scores,
            ranking=tuple(one.with_lowest(id_, lowest) for one in scores.ranking),
            outside=tuple(one.with_lowest(id_, lowest) for one in scores.outside),
        )
        problem = compete(self.portfolio, scores.round, moved, known=self.starts).problem
        return self._best(lowest, problem, self._today(problem))

    def _today(self, problem: Problem) -> int:
        """Return what today's plan is worth there; what then gives nothing is no candidate."""
        starts = problem.starts()
        return sum(starts[key].value for key in self.plan.starts.items() if key in starts)

    def _penalty(self, penalty: Fraction) -> Side:
        penalty = min(penalty, Fraction(1))
        round_ = self.scores.round.model_copy(update={"delay_penalty": penalty})
        problem = compete(self.portfolio, round_, self.scores, known=self.starts).problem
        return self._best(penalty, problem, self._today(problem))

    def _frame(self, id_: str, share: Fraction) -> Side:
        base = self.pool.weighing.base
        limits = {
            key: int(limit * share) if key[0] == id_ else limit
            for key, limit in base.limits.items()
        }
        return self._best(share, replace(base, limits=limits), self.plan.value)

    def _cost(self, one: Input, *, high: bool) -> Side:
        """Return the plan when a project's amounts are all at their low, or all at their high."""
        project = self.portfolio.projects[one.id]
        frames = {one.frame} if one.frame else self._money
        meant = [cost for cost in project.costs if cost.frame in frames]
        costs = tuple(
            _at_end(cost, high=high) if cost.frame in frames else cost for cost in project.costs
        )
        moved = project.model_copy(update={"costs": costs})
        changed = replace(self.portfolio, projects={**self.portfolio.projects, one.id: moved})
        # The cost moves alone: values stay those of the likely amounts.
        problem = compete(changed, self.scores.round, self.scores, known=self.starts).problem
        return self._best(_share(meant, high=high), problem, self.plan.value)

    def _best(self, to: Fraction | None, problem: Problem, today: int) -> Side:
        """Return the best plan of a problem beside what today's plan is worth there.

        Today's plan, and those found before, stay where nothing is worth more: an equal plan is no
        change.
        """
        before = (self.plan.starts, *self.pool.choices, *self.known)
        fitting = [one for one in before if problem.allows(one)]
        best: Choice | None = max(fitting, key=problem.value, default=None)
        rival: Choice | None = None
        if best is not None:
            worth = {key: start.value for key, start in problem.starts().items()}
            rival = Rivals(problem).better(worth, problem.value(best))
        fits = self.plan.starts in fitting
        if best is None or rival is not None:
            found = solver.solve(problem, hint=rival)
            if found.status != "optimal":
                return Side(to, None, fits)
            best = found.starts
            self.known.append(best)
        return self._side(to, best, problem.value(best) - today, fits=fits)

    def _side(self, to: Fraction | None, best: Choice, effect: int, *, fits: bool = True) -> Side:
        return Side(to, effect, fits, *exchanged(self.plan.starts, best))


def _ends(criterion: Criterion) -> tuple[Fraction, Fraction]:
    """Return the ends that a weight moves to: its range, or half of it and half as much again."""
    if criterion.weight_range is not None:
        low, high = criterion.weight_range
        return Fraction(low), Fraction(high)
    less, more = HALVES
    return Fraction(criterion.weight) * less, Fraction(criterion.weight) * more


def _share(costs: Sequence[Cost], *, high: bool) -> Fraction | None:
    """Return the low or high amounts together as a share of the likely ones."""
    amounts = [amount for cost in costs for amount in cost.amounts.values()]
    likely = sum(amount.likely for amount in amounts)
    end = sum(amount.high if high else amount.low for amount in amounts)
    return Fraction(end) / Fraction(likely) if likely else None


def _at_end(cost: Cost, *, high: bool) -> Cost:
    amounts = {
        year: Estimate.certain(one.high if high else one.low) for year, one in cost.amounts.items()
    }
    return cost.model_copy(update={"amounts": amounts})
