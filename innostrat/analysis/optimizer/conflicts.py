"""Why nothing fits: the fewest demands that cannot all be kept.

Ignatiev, Previti, Liffiton, Marques-Silva: "Smallest MUS extraction with minimal hitting set
dualization", CP 2015. Every set of clashing demands holds at least one of those that any given
choice breaks. So the smallest set that meets all such *corrections* found so far either clashes,
and then is the answer, or there is a choice that keeps it, which shows another correction.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.model import IntegerProgramme
from innostrat.analysis.optimizer.problem import (
    Candidate,
    Constraint,
    CountRule,
    Problem,
    StartOption,
)
from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.optimizer.time_limit import TimeLimit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from innostrat.analysis.optimizer.problem import Demand, Key


def smallest_conflict(
    problem: Problem, seconds: float | None = None, rounds: int | None = None
) -> tuple[Demand, ...]:
    """Return the fewest demands that no choice keeps together, in order; none if all can be kept.

    Of several such sets, the one that comes first when each is sorted. TimeoutError when it is not
    known after so many seconds, or so many rounds of searching.
    """
    deadline = TimeLimit(seconds)
    corrections: list[frozenset[Demand]] = []
    for number in count():
        if number == rounds:
            break
        core = _hitting_set(corrections, deadline)
        fresh = list(_disjoint_corrections(problem, core, deadline))
        if not fresh:
            return core
        if not fresh[0]:
            return ()
        corrections += fresh
    raise TimeoutError


def some_conflict(problem: Problem, seconds: float | None = None) -> tuple[Demand, ...]:
    """Return demands that no choice keeps together, but that can all be kept without any one.

    Found by leaving out one demand after the other, the last first, which is quick. There may be a
    smaller set. None if all demands can be kept; TimeoutError when it takes more seconds.
    """
    deadline = TimeLimit(seconds)
    rows = list(problem.rows())
    kept = dict.fromkeys(demand for demand, _ in rows)
    if _can_keep(problem, rows, kept.keys(), deadline):
        return ()
    for demand in reversed(list(kept)):
        if not _can_keep(problem, rows, kept.keys() - {demand}, deadline):
            del kept[demand]
    return tuple(kept)


def _can_keep(
    problem: Problem,
    rows: Iterable[tuple[Demand, Constraint]],
    demands: AbstractSet[Demand],
    deadline: TimeLimit,
) -> bool:
    asked = (row for demand, row in rows if demand in demands)
    answer = IntegerProgramme(problem.candidates, asked, deadline.left).minimise({})
    if not answer.finished:
        raise TimeoutError
    return answer.choice is not None


def _hitting_set(
    corrections: Iterable[frozenset[Demand]], deadline: TimeLimit
) -> tuple[Demand, ...]:
    """Return the fewest demands that meet every correction; of several such sets, the first."""
    demands = sorted(frozenset().union(*corrections), key=lambda demand: demand.order)
    names = {demand: f"{number:06}" for number, demand in enumerate(demands)}
    start = StartOption(0, value=-1, use={}, money=0)
    meet = tuple(
        CountRule(f"{number:06}", frozenset(names[demand] for demand in correction), least=1)
        for number, correction in enumerate(corrections)
    )
    candidates = tuple(Candidate(name, (start,)) for name in names.values())
    found = solve(Problem(candidates, {}, counts=meet), time_limit=deadline.left)
    if found.timed_out:
        raise TimeoutError
    return tuple(demand for demand in demands if names[demand] in found.starts)


def _disjoint_corrections(
    problem: Problem, core: Iterable[Demand], deadline: TimeLimit
) -> Iterator[frozenset[Demand]]:
    """Yield what must give when the core is kept, then when that is kept as well, and so on.

    Nothing when the core clashes; one empty set when everything can be kept.
    """
    hard = set(core)
    broken = _fewest_broken(problem, hard, deadline)
    while broken is not None:
        yield broken
        hard |= broken
        broken = _fewest_broken(problem, hard, deadline) if broken else None


def _fewest_broken(
    problem: Problem, hard: set[Demand], deadline: TimeLimit
) -> frozenset[Demand] | None:
    """Return the fewest demands broken by a choice that keeps the hard ones; None if none does.

    Every other demand is soft: a candidate of its own stands for letting it go.
    """
    rows = list(problem.rows())
    soft = dict.fromkeys(demand for demand, _ in rows if demand not in hard)
    waivers = {demand: (f"\0{number:06}", 0) for number, demand in enumerate(soft)}
    waived = tuple(Candidate(id_, (StartOption(0, 0, {}, 0),)) for id_, _ in waivers.values())
    softened = (_softened(row, waivers.get(demand)) for demand, row in rows)
    model = IntegerProgramme(problem.candidates + waived, softened, deadline.left)
    answer = model.minimise(dict.fromkeys(waivers.values(), 1))
    if not answer.finished:
        raise TimeoutError
    choice = answer.choice
    if choice is None:
        return None
    kept = {id_: year for id_, year in choice.items() if (id_, year) not in waivers.values()}
    return frozenset(problem.violations(kept))


def _softened(row: Constraint, waiver: Key | None) -> Constraint:
    """Return the row, with the waiver making all the room that any choice could need."""
    if waiver is None:
        return row
    room = row.extremes()[1] - row.most
    return Constraint({**row.terms, waiver: -max(0, room)}, row.most)
