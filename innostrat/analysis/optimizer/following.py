"""Following a list as closely as a price allows, and what it costs to guarantee its first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.time_limit import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from innostrat.analysis.optimizer.problem import Problem, Solution


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What the best portfolio with the `count` first of a list is worth; None: there is none."""

    count: int
    value: int | None


def near_the_list(
    problem: Problem,
    order: Sequence[str],
    within: Fraction,
    solve: Callable[[Problem], Solution],
) -> Solution:
    """Return the portfolio that follows `order` most closely within a share of the best.

    Down the list each candidate is kept as long as some portfolio with all that is kept is worth at
    least (1 - within) times the best: one exact selection each, none where the portfolio at hand
    holds it already. Of all that keep the same, it is the best. `bound` is that of the best. It is
    `unsure` where `solve` proved less than that. When somebody has enough, the list is followed no
    further.
    """
    best = current = solve(problem)
    if best.status not in {"optimal", "feasible"}:
        return best
    timed_out, unsure = best.timed_out, best.status != "optimal"
    for id_ in dict.fromkeys(order):
        if id_ in current.starts:
            problem = problem.with_bound(id_)
            continue
        if all(one.id != id_ for one in problem.candidates):
            continue
        tried = solve(problem.with_bound(id_))
        timed_out |= tried.timed_out
        if ENOUGH.get()():
            break
        if tried.status in {"optimal", "feasible"} and tried.value >= (1 - within) * best.value:
            problem, current = problem.with_bound(id_), tried
        else:
            unsure |= tried.status != "infeasible" and tried.bound >= (1 - within) * best.value
    found = problem.solution("feasible", current.starts, best.bound, timed_out=timed_out)
    return replace(found, unsure=unsure)


def guarantees(
    problem: Problem,
    order: Sequence[str],
    best: Solution,
    greatest: Callable[[Problem], int | None],
) -> Iterator[Guarantee]:
    """Yield what the best portfolio with the first one, two … of `order` is worth.

    `best` is the proved best of all, which needs no selection as long as it holds them. It ends
    with the first number of them that no portfolio holds.
    """
    known = {one.id for one in problem.candidates}
    for count, id_ in enumerate(order, start=1):
        value = None
        if id_ in known:
            problem = problem.with_bound(id_)
            held = best.starts.keys() >= set(order[:count])
            value = best.value if held else greatest(problem)
        yield Guarantee(count, value)
        if value is None:
            return
