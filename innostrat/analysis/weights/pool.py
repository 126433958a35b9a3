"""A pool of portfolios, each the best at some weights, so that few selections serve many weights.

Which projects fit together does not depend on the weights. A portfolio found once can therefore be
valued at any weights by one product, and new ones are only looked for where the pool may be beaten.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.rivals import Rivals
from innostrat.analysis.plan.competition import KnownStarts, compete
from innostrat.analysis.value.scoring import Scored, Scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from innostrat.analysis.optimizer.problem import Key, Problem
    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.sampling import Array
    from innostrat.model.portfolio import Portfolio

Choice: TypeAlias = "Mapping[str, int]"
BLOCK: Final = 1_000  # draws valued at a time
UNIT_PARTS: Final = 6  # decimals of a unit below which two portfolios are worth the same


@dataclass(frozen=True)
class Weighing:
    """A scored round that can be weighed anew: the same projects and demands, other values."""

    portfolio: Portfolio
    scores: Scores

    def problem(self, weights: Weights) -> Problem:
        """Return the round's problem with these weights in place of the strategy's.

        A start is worth the weighed sum of `values`, which is linear in the weights, rounded once.
        """
        if weights == self.today:
            return self.base
        whole = lcm(*(weight.denominator for weight in weights))
        parts = [int(weight * whole) for weight in weights]
        worth = {
            key: (2 * sum(map(mul, parts, values)) + whole) // (2 * whole)
            for key, values in self.values.items()
        }
        return revalued(self.base, worth)

    def _scored(self, weights: Weights) -> Problem:
        """Return the problem when every project is scored anew."""
        scores = self.scores
        weighed = replace(
            scores,
            ranking=tuple(_weighed(one, weights) for one in scores.ranking),
            outside=tuple(_weighed(one, weights) for one in scores.outside),
        )
        return compete(self.portfolio, scores.round, weighed, known=self._starts).problem

    @cached_property
    def _starts(self) -> KnownStarts:
        return KnownStarts()

    @cached_property
    def today(self) -> Weights:
        """The strategy's own weights."""
        benefits = self.portfolio.strategy.benefits
        total = Fraction(sum(one.weight for one in benefits))
        return tuple(Fraction(one.weight) / total for one in benefits)

    @cached_property
    def base(self) -> Problem:
        """The problem at the strategy's own weights."""
        return self._scored(self.today)

    @cached_property
    def values(self) -> dict[Key, tuple[int, ...]]:
        """What each start is worth on each criterion, after delay, in 1/10 000 point."""
        size = len(self.today)
        alone = [tuple(Fraction(int(i == j)) for j in range(size)) for i in range(size)]
        each = [self._scored(weights).starts() for weights in alone]
        return {key: tuple(starts[key].value for starts in each) for key in each[0]}

    def worth(self, choice: Choice) -> tuple[int, ...]:
        """Return what a portfolio is worth on each criterion, in 1/10 000 point."""
        parts = [self.values[key] for key in choice.items()]
        return tuple(sum(column) for column in zip(*parts, strict=True)) or (0,) * len(self.today)


def revalued(problem: Problem, worth: Mapping[Key, int]) -> Problem:
    """Return the problem where each start is worth so much."""
    candidates = tuple(
        replace(
            one,
            starts=tuple(replace(start, value=worth[one.id, start.year]) for start in one.starts),
        )
        for one in problem.candidates
    )
    return replace(problem, candidates=candidates)


def _weighed(one: Scored, weights: Weights) -> Scored:
    parts = tuple(
        replace(part, weight=weight) for part, weight in zip(one.parts, weights, strict=True)
    )
    return Scored(one.project, parts, one.rank, one.factors, one.gates)


@dataclass(slots=True)
class Pool:
    """Portfolios that were the best somewhere, in the order in which they were found."""

    weighing: Weighing
    choices: list[dict[str, int]] = field(default_factory=list)
    _rivals: Rivals | None = field(default=None, init=False, repr=False, compare=False)

    def ask(self, weights: Weights) -> int:
        """Return by how many units the best portfolio at these weights beats the pool.

        It is added to the pool when it does; to an empty one in any case.
        """
        problem = self.weighing.problem(weights)
        if not self.choices:
            self.choices.append(dict(solver.solve(problem).starts))
            return 0
        worth = {key: start.value for key, start in problem.starts().items()}
        known = [sum(worth[key] for key in choice.items()) for choice in self.choices]
        if self._rivals is None:
            self._rivals = Rivals(self.weighing.base)
        rival = self._rivals.better(worth, max(known))
        if rival is None:
            return 0
        best = solver.solve(problem, hint=rival)
        self.choices.append(dict(best.starts))
        return best.value - max(known)

    def sort(self) -> None:
        """Put the portfolios in the order that decides between equals: less money first."""
        self.choices.sort(key=lambda choice: self.weighing.base.preference(choice)[1:])

    def best(self, draws: Array) -> NDArray[np.intp]:
        """Return for each row of weights the place of the pool's best; of equals, the first."""
        worth = np.array([self.weighing.worth(choice) for choice in self.choices], dtype=float).T
        blocks = np.split(draws, range(BLOCK, len(draws), BLOCK))
        return np.concatenate([np.round(block @ worth, UNIT_PARTS).argmax(1) for block in blocks])
