"""The cautious portfolio: the one whose largest regret over all admissible weights is smallest.

The regret of a portfolio at some weights is what the best portfolio there is worth more. It is
convex in the weights, since the best worth is convex and the portfolio's own is linear, so its
largest value over the polytope is at a corner (the criterion is Savage's, "The theory of
statistical decision", JASA 46 (1951) 55–67).

Few of the corners decide. So the portfolio is chosen for some of them, and the corner where it does
worst joins them, until none is worse (constraint generation as in Aissi, Bazgan and Vanderpooten,
EJOR 197 (2009) 427–438). Where a corner only has to be ruled out, nothing is selected there: that
no portfolio is worth more than a given amount is proved much sooner.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import Candidate, StartOption
from innostrat.analysis.optimizer.time_limit import StoppedError
from innostrat.analysis.optimizer.worth import exceeds, greatest_value
from innostrat.analysis.plan.alternatives import with_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Key, Problem
    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.pool import Choice, Pool

    Follow = Callable[[Sequence[int]], Iterable[int]]

# Names that no frame or project can have, since an id begins with a letter or digit.
CORNER: Final = "-corner"
BIT: Final = "-regret-{:02}"


@dataclass(frozen=True, slots=True)
class MinimaxRegret:
    """The cautious portfolio beside the plan: first years, and the largest regret of each.

    Regrets are in 1/10 000 point; the weights are those at which they are the largest. `loss` is
    what it is worth less than the plan at the strategy's own weights: what caution costs.
    """

    starts: Mapping[str, int]
    loss: int
    regret: int
    at: Weights
    plan_regret: int
    plan_at: Weights


def minimax_regret(
    pool: Pool, plan: Choice, corners: Sequence[Weights], follow: Follow = iter
) -> MinimaxRegret | None:
    """Return the portfolio of the smallest largest regret; None when somebody had enough before.

    Of several such portfolios it is the plan, else the one preferred at the strategy's weights.
    Regrets are exact at the corners; between them they may be greater by the 1/10 000 point a
    project to which values are rounded.
    """
    try:
        return _minimax(pool, plan, corners, follow)
    except StoppedError:
        return None


def _minimax(
    pool: Pool, plan: Choice, corners: Sequence[Weights], follow: Follow
) -> MinimaxRegret | None:
    regrets = _Regrets(pool, corners)
    worst = regrets.largest(plan, follow)
    if worst is None:
        return None
    plan_regret, plan_at = worst
    base = pool.weighing.base
    decisive = [plan_at]
    while True:
        least = regrets.least(decisive, plan_regret)
        chosen = dict(plan) if least == plan_regret else regrets.within(least, decisive)
        worst = regrets.largest(chosen, follow)
        if worst is None:
            return None
        regret, at = worst
        if regret == least:
            loss = base.value(plan) - base.value(chosen)
            return MinimaxRegret(chosen, loss, regret, corners[at], plan_regret, corners[plan_at])
        decisive.append(at)


class _Regrets:
    """What the best portfolio at each corner is worth, as far as it had to be known."""

    def __init__(self, pool: Pool, corners: Sequence[Weights]) -> None:
        """Begin with what the portfolios of the pool are worth."""
        self._base = pool.weighing.base
        self._problems = [pool.weighing.problem(corner) for corner in corners]
        self._worths = [_worths(problem) for problem in self._problems]
        self._known = [max((self._own(n, c) for c in pool.choices), default=0) for n in self._all]
        self._bound: list[int | None] = [None] * len(corners)

    @property
    def _all(self) -> range:
        return range(len(self._problems))

    def _own(self, corner: int, choice: Choice) -> int:
        worths = self._worths[corner]
        return sum(worths[key] for key in choice.items())

    def largest(self, choice: Choice, follow: Follow) -> tuple[int, int] | None:
        """Return the largest regret of a portfolio and the corner where it is."""
        own = [self._own(corner, choice) for corner in self._all]
        self._known = [max(pair) for pair in zip(self._known, own, strict=True)]
        largest = max(known - mine for known, mine in zip(self._known, own, strict=True))
        looked = 0
        for corner in follow(self._all):
            self._settle(corner, own[corner] + largest)
            largest = max(largest, self._known[corner] - own[corner])
            looked += 1
        if looked < len(own):
            return None
        return largest, next(n for n in self._all if self._known[n] - own[n] == largest)

    def _settle(self, corner: int, enough: int) -> None:
        """Learn that no portfolio is worth more than `enough` at the corner, or what the best is.

        The portfolio that is the best there is then known at the other corners too.
        """
        bound, problem = self._bound[corner], self._problems[corner]
        if bound is not None and bound <= max(enough, self._known[corner]):
            return
        if not exceeds(problem, enough):
            self._bound[corner] = enough
            return
        best = solver.solve(problem).starts
        self._known = [max(self._known[n], self._own(n, best)) for n in self._all]
        self._bound[corner] = self._known[corner]

    def least(self, corners: Sequence[int], most: int) -> int:
        """Return the smallest largest regret over these corners, which is at most `most`.

        The regret is written in powers of two, each a candidate that costs as much as it allows,
        so that it is a whole number like everything else.
        """
        problem = self._limited(corners, 0)
        allowed = range(most.bit_length())
        bits = tuple(
            Candidate(
                BIT.format(n),
                (StartOption(0, -1 << n, {(CORNER, c): -1 << n for c in corners}, 0),),
            )
            for n in allowed
        )
        chosen = tuple(
            replace(one, starts=tuple(replace(start, value=0) for start in one.starts))
            for one in problem.candidates
        )
        least = greatest_value(replace(problem, candidates=chosen + bits))
        return most if least is None else -least

    def within(self, regret: int, corners: Sequence[int]) -> dict[str, int]:
        """Return the portfolio to prefer at the strategy's weights, of those with such regrets."""
        return dict(solver.solve(self._limited(corners, regret)).starts)

    def _limited(self, corners: Sequence[int], regret: int) -> Problem:
        """Return the round's problem, where no regret at these corners may be greater."""
        problem = self._base
        for corner in corners:
            worths = self._worths[corner]
            problem = with_row(
                problem,
                (CORNER, corner),
                regret - self._known[corner],
                lambda id_, start, worths=worths: -worths[id_, start.year],  # type: ignore[misc]
            )
        return problem


def _worths(problem: Problem) -> dict[Key, int]:
    return {key: start.value for key, start in problem.starts().items()}
