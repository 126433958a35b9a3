"""What each balance rule and each commitment of a round costs: without it, the plan is worth more.

A rule or commitment is taken away alone and the plan is selected again, so two together may cost
more or less than the sum. (Switching off one kind of constraint at a time is how Phillips and Bana
e Costa, "Transparent prioritisation, budgeting and resource allocation", 2007, show its price.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import Demand, exchanged
from innostrat.analysis.optimizer.time_limit import until_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from innostrat.analysis.optimizer.problem import DemandKind, Problem, Solution

    Follow = Callable[[Sequence[int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Price:
    """What the plan would gain without a demand, in 1/10 000 point; who would enter and leave."""

    demand: Demand
    gain: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def prices(problem: Problem, plan: Solution, follow: Follow = iter) -> tuple[Price, ...]:
    """Return the price of each balance rule and each bound project, the dearest first."""
    relaxed = list(without_each(problem))

    def price(place: int) -> Price:
        demand, looser = relaxed[place]
        best = solver.solve(looser, hint=plan.starts)
        gain = best.value - plan.value
        enters, leaves = exchanged(plan.starts, best.starts if gain else plan.starts)
        return Price(demand, gain, enters, leaves)

    found = until_stopped(follow(range(len(relaxed))), price)
    return tuple(sorted(found, key=lambda one: (-one.gain, one.demand.order)))


def without_each(problem: Problem) -> Iterator[tuple[Demand, Problem]]:
    """Yield each balance rule and commitment with the problem in which it alone is not there.

    A rule about both a count and a share goes as a whole.
    """
    rules: dict[str, DemandKind] = dict.fromkeys((one.id for one in problem.shares), "share")
    rules |= dict.fromkeys((one.id for one in problem.counts), "count")
    for id_, kind in sorted(rules.items()):
        counts = tuple(one for one in problem.counts if one.id != id_)
        shares = tuple(one for one in problem.shares if one.id != id_)
        yield Demand(kind, (id_,)), replace(problem, counts=counts, shares=shares)
    for one in problem.candidates:
        if one.bound:
            free = replace(one, bound=False)
            candidates = tuple(free if other is one else other for other in problem.candidates)
            yield Demand("bound", (one.id,)), replace(problem, candidates=candidates)
