"""The smallest repair when nothing fits: which demands must give, and by how much.

Elastic relaxation (Brown, Graves 1975; Chinneck, "Feasibility and Infeasibility in Optimization",
2008): every demand that may give gets a slack with a cost, and the cheapest slack that lets a plan
exist is found by one integer programme after the other, in the order of the priorities.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.model import Model
from innostrat.analysis.optimizer.problem import Candidate, Demand, Row, Start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.optimizer.problem import Key, Kind, Problem

# What gives first: a rule of balance, then money and capacity, then a commitment. Requirements and
# exclusions say what cannot be built; they never give.
PRIORITIES: Final[tuple[frozenset[Kind], ...]] = (
    frozenset({"count", "share"}),
    frozenset({"limit"}),
    frozenset({"bound"}),
)
WAIVER: Final = "\0w{:06}"  # ids that no candidate can have
POWER: Final = "\0p{:06}-{:02}"


@dataclass(frozen=True, slots=True)
class Repair:
    """Demands that must give so that a plan exists, and by how much each limit must be raised.

    Amounts are in the frame's smallest unit; a rule or a commitment is given up as a whole.
    """

    given_up: tuple[Demand, ...]
    raised: Mapping[tuple[str, int], int]

    @property
    def demands(self) -> tuple[Demand, ...]:
        """All demands that give, in order."""
        limits = (Demand("limit", key) for key in self.raised)
        return tuple(sorted((*self.given_up, *limits), key=lambda one: one.order))


def repairs(problem: Problem, capacity: frozenset[str]) -> tuple[Repair, ...]:
    """Return the smallest repair by the priorities, then by each kind of demand alone.

    By the priorities: as few commitments as can be, then as little money and capacity, then as few
    rules give. Then, each only where it alone can do it: rules alone, frames alone, commitments
    alone. Frames are raised by the fewest kroner together, after the least capacity in the frames
    `capacity`. A repair is told once.
    """
    found: list[Repair] = []
    every = frozenset().union(*PRIORITIES)
    for soft in (every, *PRIORITIES):
        repair = _smallest(problem, soft, capacity)
        if repair is not None and repair not in found:
            found.append(repair)
    return tuple(found)


def _smallest(problem: Problem, soft: frozenset[Kind], capacity: frozenset[str]) -> Repair | None:
    """Return the smallest repair among the soft kinds; None when they alone cannot do it."""
    elastic = _Elastic(problem, soft, capacity)
    choice = None
    for goal in elastic.goals():
        choice = elastic.model.minimise(goal).choice
        if choice is None:
            return None
        elastic.model.add(Row(goal, Row(goal, 0).total(choice)))
    return None if choice is None else elastic.repair(choice)


class _Elastic:
    """The problem in which demands of the soft kinds may give."""

    def __init__(self, problem: Problem, soft: frozenset[Kind], capacity: frozenset[str]) -> None:
        self._capacity = capacity
        rows = list(problem.rows())
        demands = list(dict.fromkeys(demand for demand, _ in rows if demand.kind in soft))
        self._waivers: dict[Demand, Key] = {
            demand: (WAIVER.format(n), 0)
            for n, demand in enumerate(demands)
            if demand.kind != "limit"
        }
        self._powers: dict[Demand, dict[Key, int]] = {}
        for n, demand in enumerate(demands):
            if demand.kind == "limit":
                room = max(row.extremes()[1] - row.most for other, row in rows if other == demand)
                bits = range(max(0, room).bit_length())
                self._powers[demand] = {(POWER.format(n, bit), 0): 1 << bit for bit in bits}
        extra = [*self._waivers.values(), *(key for one in self._powers.values() for key in one)]
        helpers = tuple(Candidate(id_, (Start(0, 0, {}, 0),)) for id_, _ in extra)
        free = tuple(
            replace(one, bound=False) if Demand("bound", (one.id,)) in self._waivers else one
            for one in problem.candidates
        )
        softened = (self._softened(demand, row) for demand, row in rows)
        self.model = Model(free + helpers, softened)

    def _softened(self, demand: Demand, row: Row) -> Row:
        if demand in self._waivers:
            room = max(0, row.extremes()[1] - row.most)
            return Row({**row.terms, self._waivers[demand]: -room}, row.most)
        if demand in self._powers:
            slack = {key: -power for key, power in self._powers[demand].items()}
            return Row({**row.terms, **slack}, row.most)
        return row

    def goals(self) -> Iterator[dict[Key, int]]:
        """Yield what is to be least, the most important first."""
        kinds = {key: demand.kind for demand, key in self._waivers.items()}
        yield {key: 1 for key, kind in kinds.items() if kind == "bound"}
        for wanted in (True, False):
            yield {
                key: power
                for demand, powers in self._powers.items()
                if (demand.key[0] in self._capacity) is wanted
                for key, power in powers.items()
            }
        yield {key: 1 for key, kind in kinds.items() if kind != "bound"}
        # Of several as few, those that come first in the order of the demands.
        yield {key: place for place, key in enumerate(kinds)}

    def repair(self, choice: Mapping[str, int]) -> Repair:
        """Return what gives in a choice."""
        given = tuple(demand for demand, (id_, _) in self._waivers.items() if id_ in choice)
        raised = {
            (str(demand.key[0]), int(demand.key[1])): amount
            for demand, powers in self._powers.items()
            if (amount := sum(power for (id_, _), power in powers.items() if id_ in choice))
        }
        return Repair(tuple(sorted(given, key=lambda one: one.order)), raised)
