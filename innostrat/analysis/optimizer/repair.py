"""The smallest repair when nothing fits: which demands must give, and by how much.

Elastic relaxation (Chinneck, "Feasibility and Infeasibility in Optimization", Springer 2008): every
demand that may give has a waiver, a limit also an amount by which it is raised, and the cheapest
that let a plan exist are found by one integer programme after the other, in a stated order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.model import IntegerProgramme
from innostrat.analysis.optimizer.problem import Candidate, Constraint, Demand, StartOption
from innostrat.analysis.optimizer.solver import lexicographic
from innostrat.analysis.optimizer.time_limit import TimeLimit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.optimizer.problem import DemandKind, Key, Problem, Resource

# What gives first: a rule of balance, then money and capacity, then a commitment. Requirements and
# exclusions say what cannot be built; they never give.
PRIORITIES: Final[tuple[frozenset[DemandKind], ...]] = (
    frozenset({"count", "share"}),
    frozenset({"limit"}),
    frozenset({"bound"}),
)
WAIVER: Final = "\0w{:06}"  # ids that no candidate can have
POWER: Final = "\0p{:06}-{:02}"  # each stands for a power of two of the amount


@dataclass(frozen=True, slots=True)
class Repair:
    """Demands that must give so that a plan exists, and by how much each limit must be raised.

    Amounts are in the frame's smallest unit. A commitment is given up as a whole, and so is a rule,
    which stands here once even if it is about both a count and a share.
    """

    given_up: tuple[Demand, ...]
    raised: Mapping[Resource, int]

    @property
    def demands(self) -> tuple[Demand, ...]:
        """All demands that give, in order."""
        limits = (Demand("limit", key) for key in self.raised)
        return tuple(sorted((*self.given_up, *limits), key=lambda one: one.order))


def repairs(
    problem: Problem, capacity: frozenset[str], seconds: float | None = None
) -> Iterator[Repair]:
    """Yield the smallest repair by the priorities, then by each kind of demand alone.

    The priorities: as few commitments as can be, then as little more capacity, which the frames
    `capacity` hold, then as little more money, then as few rules give; of those, as few limits as
    can be, those that come first, and the first raised the least. Then rules alone, frames alone,
    commitments alone, each only where it can do it. A repair is told once. TimeoutError when the
    next is not known after so many seconds in all.
    """
    deadline = TimeLimit(seconds)
    told: list[Repair] = []
    every = frozenset().union(*PRIORITIES)
    for soft in (every, *PRIORITIES):
        repair = _Elastic(problem, soft, capacity, deadline).smallest()
        if repair is not None and repair not in told:
            told.append(repair)
            yield repair


class _Elastic:
    """The problem in which demands of the soft kinds may give."""

    def __init__(
        self,
        problem: Problem,
        soft: frozenset[DemandKind],
        capacity: frozenset[str],
        deadline: TimeLimit,
    ) -> None:
        """Write every demand with what would waive it."""
        self._capacity = capacity
        rows = list(problem.rows())
        self._waivers = _waivers([demand for demand, _ in rows if demand.kind in soft])
        self._powers = {
            demand: _powers(self._waivers[demand], row.extremes()[1] - row.most)
            for demand, row in rows
            if demand.kind == "limit" and demand in self._waivers
        }
        powers = (key for one in self._powers.values() for key in one)
        extra = dict.fromkeys((*self._waivers.values(), *powers))
        helpers = tuple(Candidate(id_, (StartOption(0, 0, {}, 0),)) for id_, _ in extra)
        softened = [row for demand, hard in rows for row in self._softened(demand, hard)]
        self._model = IntegerProgramme(problem.candidates + helpers, softened, deadline.left)

    def _softened(self, demand: Demand, row: Constraint) -> Iterator[Constraint]:
        room = max(0, row.extremes()[1] - row.most)
        waiver = self._waivers.get(demand)
        if waiver is None:
            yield row
        elif powers := self._powers.get(demand):
            yield Constraint(
                {**row.terms, **{key: -power for key, power in powers.items()}}, row.most
            )
            yield Constraint({**powers, waiver: -room}, 0)
        else:
            yield Constraint({**row.terms, waiver: -room}, row.most)

    def smallest(self) -> Repair | None:
        """Return the smallest repair; None when demands of these kinds alone cannot do it."""
        choice: Mapping[str, int] | None = None
        for goal in self._goals():
            if (
                choice is None
                or Constraint(goal, 0).total(choice) > Constraint(goal, 0).extremes()[0]
            ):
                answer = self._model.minimise(goal)
                if not answer.finished:
                    raise TimeoutError
                choice = answer.choice
                if choice is None:
                    return None
            self._model.add(Constraint(goal, Constraint(goal, 0).total(choice)))
        return None if choice is None else self._repair(choice)

    def _goals(self) -> Iterator[dict[Key, int]]:
        """Yield what is to be least, the most important first."""
        yield self._count("bound")
        for wanted in (True, False):
            yield {
                key: power
                for demand, powers in self._powers.items()
                if (demand.key[0] in self._capacity) is wanted
                for key, power in powers.items()
            }
        yield self._count("count", "share")
        yield self._count("limit")
        yield from lexicographic(({key: -1}, 2) for key in dict.fromkeys(self._waivers.values()))
        yield from self._powers.values()

    def _count(self, *kinds: DemandKind) -> dict[Key, int]:
        return {key: 1 for demand, key in self._waivers.items() if demand.kind in kinds}

    def _repair(self, choice: Mapping[str, int]) -> Repair:
        """Return what gives in a choice."""
        given = {
            key: demand
            for demand, key in reversed(self._waivers.items())
            if demand.kind != "limit" and key[0] in choice
        }
        raised = {
            (str(demand.key[0]), int(demand.key[1])): amount
            for demand, powers in self._powers.items()
            if (amount := Constraint(powers, 0).total(choice))
        }
        return Repair(tuple(sorted(given.values(), key=lambda one: one.order)), raised)


def _waivers(demands: list[Demand]) -> dict[Demand, Key]:
    """Return what waives each demand, in order; the two sides of one rule are waived together."""
    names: dict[tuple[object, ...], Key] = {}
    waivers = {}
    for demand in demands:
        rule = demand.kind in {"count", "share"}
        name = ("rule" if rule else demand.kind, *demand.key)
        waivers[demand] = names.setdefault(name, (WAIVER.format(len(names)), 0))
    return waivers


def _powers(waiver: Key, room: int) -> dict[Key, int]:
    """Return the powers of two that can write any amount up to `room`."""
    number = int(waiver[0][2:])
    return {(POWER.format(number, bit), 0): 1 << bit for bit in range(max(0, room).bit_length())}
