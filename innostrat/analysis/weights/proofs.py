"""Proves at once which projects every best portfolio holds, and which none does, at all weights.

A *deviant* lacks a project that all portfolios of the pool hold, or holds one that none does. If no
deviant is worth as much as the best of some portfolios at the corners of their envelope, none is
anywhere, and the verdicts on those projects are proved. Where a deviant is, another portfolio of
the pool is set against it, or it joins the pool, or nothing is claimed of the projects in which it
deviates; the last also where one more portfolio would give more corners than can be tested. It
ends, since there are only so many portfolios and claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.rivals import Rivals
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.analysis.optimizer.worth import greatest_value
from innostrat.analysis.weights.envelope import Envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Key, Problem
    from innostrat.analysis.weights.polytope import Region, Weights, WeightSpace
    from innostrat.analysis.weights.pool import Choice, Pool

    Follow = Callable[[Sequence[int]], Iterable[int]]

WIDE: Final = 4_096  # corners of the weights beyond which nothing is tried
CORNERS: Final = Fraction(3, 4)  # of the selections; the others are made where a deviant was found


@dataclass(frozen=True, slots=True)
class Proof:
    """The projects whose verdict is proved, after how many selections.

    `doubtful` are those that some portfolio contradicts which is allowed; `tied` those of them that
    one of the best does, at some weights. Not `finished`: more selections might prove more.
    """

    proved: frozenset[str]
    doubtful: frozenset[str]
    tied: frozenset[str]
    solved: int
    finished: bool


def prove(pool: Pool, space: WeightSpace, most: int, follow: Follow = iter) -> Proof:
    """Prove what can be proved of the pool's verdicts by at most `most` selections.

    The pool, which is not empty, grows by what is found on the way. Portfolios whose worths differ
    by no more than values are rounded by, 1/10 000 point a project, prove nothing of each other.
    """
    whole = space.whole(WIDE)
    if whole is None or len(whole.corners) > most * CORNERS:
        return Proof(frozenset(), frozenset(), frozenset(), 0, finished=False)
    claims = _Claims(pool, whole, int(most * CORNERS))
    tested: set[Weights] = set()
    solved = 0
    while corners := sorted(claims.corners - tested):
        corners = corners[: most - solved]
        following = map(corners.__getitem__, follow(range(len(corners))))
        held = until_stopped(following, claims.hold)
        solved += len(held)
        tested.update(corner for corner, holds in zip(corners, held, strict=False) if holds)
        if len(held) < len(corners) or (solved == most and claims.corners - tested):
            return Proof(frozenset(), claims.doubtful, claims.tied, solved, finished=False)
    proved = claims.core | claims.exterior
    return Proof(proved, claims.doubtful, claims.tied, solved, finished=not claims.crowded)


class _Claims:
    """What is claimed of the projects, and the portfolios that are set against deviants."""

    def __init__(self, pool: Pool, whole: Region, most: int) -> None:
        self._pool = pool
        self._most = most
        self._rivals = Rivals(pool.weighing.base)
        self._margin = len(pool.weighing.base.candidates)
        self._everyone = frozenset(one.id for one in pool.weighing.base.candidates)
        self.core, self.exterior = self._everyone, self._everyone
        self.tied: frozenset[str] = frozenset()
        self.crowded = False  # whether a portfolio was not set against a deviant
        self._shrink()
        self._champions = [pool.choices[0]]
        lid = 1 + sum(max(values) for values in pool.weighing.values.values())
        self._envelope = Envelope.of(whole, pool.weighing.worth(pool.choices[0]), lid)

    @property
    def doubtful(self) -> frozenset[str]:
        """The projects of which nothing is claimed."""
        return self._everyone - self.core - self.exterior

    @property
    def corners(self) -> set[Weights]:
        """The weights at which no deviant may be worth as much as the champions."""
        return self._envelope.corners if self.core or self.exterior else set()

    def hold(self, weights: Weights) -> bool:
        """Whether no deviant is; else do what can be done about it."""
        problem = self._pool.weighing.problem(weights)
        worth = {key: start.value for key, start in problem.starts().items()}
        reached = max(_total(worth, one) for one in self._champions)
        deviant = self._rivals.better(worth, reached - self._margin - 1)
        if deviant is None:
            return True
        if _total(worth, deviant) > max(_total(worth, one) for one in self._pool.choices):
            self._pool.ask(weights)
            self._shrink()
        best = max(self._pool.choices, key=lambda one: _total(worth, one))
        if _total(worth, best) == reached or not self._join(best):
            equal = self._rivals.better(worth, _total(worth, best) - 1)
            if equal is not None:
                self.tied |= (self.core - equal.keys()) | (self.exterior & equal.keys())
            self._claim(
                self.core & (equal or deviant).keys(), self.exterior - (equal or deviant).keys()
            )
        return False

    def _join(self, champion: dict[str, int]) -> bool:
        """Set one more portfolio against deviants, unless that gives too many corners."""
        envelope = self._envelope.cut(self._pool.weighing.worth(champion))
        if len(envelope.corners) > self._most:
            self.crowded = True
            return False
        self._envelope = envelope
        self._champions.append(champion)
        return True

    def _shrink(self) -> None:
        """Claim no more than the pool shows."""
        held = [choice.keys() for choice in self._pool.choices]
        self._claim(self.core.intersection(*held), self.exterior.difference(*held))

    def _claim(self, core: frozenset[str], exterior: frozenset[str]) -> None:
        self.core, self.exterior = core, exterior
        self._rivals.against(core, exterior)


def _total(worth: Mapping[Key, int], choice: Choice) -> int:
    return sum(worth[key] for key in choice.items())


def is_settled(problem: Problem, id_: str, *, core: bool) -> bool:
    """Whether no portfolio can do without the project, or none can hold it."""
    bound = {one.id: one.bound for one in problem.candidates}
    if id_ not in bound or bound[id_]:
        return True
    other = problem.without(id_) if core else problem.with_bound(id_)
    return greatest_value(other) is None
