"""Proves at once which projects every best portfolio holds, and which none does, at all weights.

A *deviant* lacks a project that all portfolios of the pool hold, or holds one that none does. If no
deviant is worth as much as the best of some portfolios at the corners of their envelope, none is
anywhere, and the verdicts on those projects are proved. Where a deviant is, another portfolio of
the pool is set against it, or it joins the pool, or nothing is claimed of the projects in which it
deviates. It ends, since there are only so many portfolios and claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.envelope import Envelope
from innostrat.analysis.optimizer.rivals import Rivals
from innostrat.analysis.optimizer.worth import greatest_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Key, Problem
    from innostrat.analysis.pool import Choice, Pool
    from innostrat.analysis.weights import Region, Weights, WeightSpace

    Follow = Callable[[Sequence[int]], Iterable[int]]

WIDE: Final = 4_096  # corners of an envelope that is given up


@dataclass(frozen=True, slots=True)
class Proof:
    """The projects whose verdict is proved, after how many selections; and whether it was ended."""

    proved: frozenset[str]
    solved: int
    finished: bool


def prove(pool: Pool, space: WeightSpace, most: int, follow: Follow = iter) -> Proof:
    """Prove what can be proved of the pool's verdicts by at most `most` selections.

    The pool, which is not empty, grows by what is found on the way. Portfolios whose worths differ
    by no more than values are rounded by, 1/10 000 point a project, prove nothing of each other.
    """
    whole = space.whole(WIDE)
    if whole is None or len(whole.corners) > most:
        return Proof(frozenset(), 0, finished=False)
    claims = _Claims(pool, whole)
    tested: set[Weights] = set()
    solved = 0
    while corners := sorted(claims.corners - tested):
        if solved + len(corners) > most:
            return Proof(frozenset(), solved, finished=False)
        looked = 0
        for place in follow(range(len(corners))):
            looked += 1
            if claims.hold(corners[place]):
                tested.add(corners[place])
            if claims.size > WIDE:
                break
        solved += looked
        if looked < len(corners) or claims.size > WIDE:
            return Proof(frozenset(), solved, finished=False)
    return Proof(claims.core | claims.exterior, solved, finished=True)


class _Claims:
    """What is claimed of the projects, and the portfolios that are set against deviants."""

    def __init__(self, pool: Pool, whole: Region) -> None:
        self._pool = pool
        self._rivals = Rivals(pool.weighing.base)
        self._margin = len(pool.weighing.base.candidates)
        everyone = frozenset(one.id for one in pool.weighing.base.candidates)
        self.core, self.exterior = everyone, everyone
        self._shrink()
        self._champions = [pool.choices[0]]
        lid = 1 + sum(max(values) for values in pool.weighing.values.values())
        self._envelope = Envelope(whole, pool.weighing.worth(pool.choices[0]), lid)

    @property
    def size(self) -> int:
        """How many corners the envelope has."""
        return self._envelope.size

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
        if _total(worth, best) > reached:
            self._champions.append(best)
            self._envelope.cut(self._pool.weighing.worth(best))
        else:
            self._claim(self.core & deviant.keys(), self.exterior - deviant.keys())
        return False

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
