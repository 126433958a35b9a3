"""Why no plan can be made of a round, and the smallest repairs, as far as the time goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.conflicts import smallest_conflict, some_conflict
from innostrat.analysis.optimizer.repair import repairs

if TYPE_CHECKING:
    from innostrat.analysis.optimizer.problem import Demand, Problem
    from innostrat.analysis.optimizer.repair import Repair
    from innostrat.model.round import Round


ROUNDS: Final = 40  # of the search for the smallest clash; where it needs more, it needs hundreds


@dataclass(slots=True)
class Infeasibility:
    """What is known of a round in which nothing fits.

    `conflicts` are demands that clash, the fewest when `smallest`. All is known unless `timed_out`.
    """

    conflicts: tuple[Demand, ...] = ()
    smallest: bool = True
    repairs: tuple[Repair, ...] = ()
    timed_out: bool = False


def infeasibility(problem: Problem, round_: Round, seconds: float | None) -> Infeasibility:
    """Return the repairs and a clash; each search may take so many seconds."""
    capacity = frozenset(one.id for one in round_.frames if not one.is_money)
    found = Infeasibility()
    try:
        for one in repairs(problem, capacity, seconds):
            found.repairs += (one,)
    except TimeoutError:
        found.timed_out = True
    try:
        found.conflicts = smallest_conflict(problem, seconds, ROUNDS)
    except TimeoutError:
        found.smallest = False
    try:
        found.conflicts = found.conflicts or some_conflict(problem, seconds)
    except TimeoutError:
        found.timed_out = True
    return found
