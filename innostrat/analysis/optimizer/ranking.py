"""Down the list while the money lasts: what a municipality does without an optimiser."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from innostrat.analysis.optimizer.problem import Problem, Resource, Solution, StartOption


def down_the_list(problem: Problem, order: Sequence[str]) -> Solution:
    """Take what is bound, then each candidate in `order` at the first start that fits.

    Fits: within the limits left, what it requires has begun, and nothing that it excludes is taken.
    What does not fit is passed over, and the list is gone through again until nothing more fits,
    since a project may wait for one further down or for the room that a saving frees. What a bound
    candidate requires is as bound as itself, and what is bound is taken even if it does not fit.
    Counts and shares are not looked at: `problem.violations` tells. The bound on the best value is
    that of taking everything.
    """
    must = _bound(problem)
    known = {candidate.id for candidate in problem.candidates}
    listed = [id_ for id_ in dict.fromkeys(order) if id_ in known]
    first = [*(id_ for id_ in listed if id_ in must), *sorted(must.difference(listed))]
    allocation = _Allocation(problem)
    allocation.fill(first)
    for id_ in first:
        if id_ not in allocation.taken:
            allocation.take(id_, allocation.starts[id_][0])
    allocation.fill(listed)
    return problem.solution("feasible", allocation.taken, problem.most_value())


def _bound(problem: Problem) -> set[str]:
    """Return the ids that are bound, and what they require, and what that requires."""
    ids = {c.id for c in problem.candidates}
    must = {c.id for c in problem.candidates if c.bound}
    fresh = must
    while fresh:
        leaders = {leader for follower, leader in problem.requires if follower in fresh}
        fresh = (leaders & ids) - must
        must = must | fresh
    return must


class _Allocation:
    """What has been taken so far, and what it uses."""

    def __init__(self, problem: Problem) -> None:
        self.taken: dict[str, int] = {}
        self.starts = {c.id: c.starts for c in problem.candidates}
        self._limits = problem.limits
        self._used: defaultdict[Resource, int] = defaultdict(int)
        self._leaders: defaultdict[str, set[str]] = defaultdict(set)
        self._rivals: defaultdict[str, set[str]] = defaultdict(set)
        for follower, leader in problem.requires:
            self._leaders[follower] |= {leader} - {follower}
        for one, other in problem.excludes:
            self._rivals[one].add(other)
            self._rivals[other].add(one)

    def fill(self, queue: Iterable[str]) -> None:
        """Go through the queue, again and again, until nothing in it fits."""
        waiting = [id_ for id_ in queue if id_ not in self.taken]
        length = len(waiting) + 1
        while len(waiting) < length:
            length = len(waiting)
            for id_ in waiting:
                start = next((s for s in self.starts[id_] if self._fits(id_, s)), None)
                if start is not None:
                    self.take(id_, start)
            waiting = [id_ for id_ in waiting if id_ not in self.taken]

    def take(self, id_: str, start: StartOption) -> None:
        """Take the candidate at this start."""
        self.taken[id_] = start.year
        for resource, amount in start.use.items():
            self._used[resource] += amount

    def _fits(self, id_: str, start: StartOption) -> bool:
        if any(
            self.taken.get(leader, start.year + 1) > start.year for leader in self._leaders[id_]
        ):
            return False
        if any(rival == id_ or rival in self.taken for rival in self._rivals[id_]):
            return False
        return all(
            amount <= 0 or self._used[resource] + amount <= self._limits[resource]
            for resource, amount in start.use.items()
            if resource in self._limits
        )
