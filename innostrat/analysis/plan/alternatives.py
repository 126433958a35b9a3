"""Other portfolios that are nearly as good: real choices for those who decide.

Nothing new is asked of the optimiser. "Differs in at least m projects" and "is worth at least so
much" are rows like a frame's: a resource that every project uses or gives back a little of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import exchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from innostrat.analysis.optimizer.problem import Problem, Resource, Solution, StartOption

# Names that no frame can have, since an id begins with a letter or digit.
DISTANCE: Final = "-distance"
WORTH: Final = "-worth"


@dataclass(frozen=True, slots=True)
class NearOptimalPortfolio:
    """Another portfolio: who enters and leaves compared with the best, and what that costs.

    `starts` maps ids to first years; `loss` is in ten-thousandths of a point.
    """

    starts: Mapping[str, int]
    value: int
    loss: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def next_best(
    problem: Problem, best: Solution, count: int, least: int
) -> Iterator[NearOptimalPortfolio]:
    """Yield up to `count` portfolios by falling value, each `least` projects from all before it."""
    known = [frozenset(best.starts)]
    current = problem
    for _ in range(count):
        current = _apart(current, len(known), known[-1], least)
        found = solver.solve(current)
        if found.status != "optimal":
            return
        known.append(frozenset(found.starts))
        yield _alternative(problem, best, found.starts)


def most_different(
    problem: Problem, best: Solution, within: Fraction
) -> NearOptimalPortfolio | None:
    """Return the portfolio that differs most from the best and is worth at most `within` less.

    None when only the best itself is within.
    """
    floor = best.value - int(best.value * within)
    limited = with_row(problem, (WORTH, 0), -floor, lambda _, start: -start.value)
    chosen = frozenset(best.starts)
    candidates = tuple(
        replace(
            one,
            starts=tuple(replace(start, value=int(one.id not in chosen)) for start in one.starts),
        )
        if one.id not in chosen
        else replace(one, starts=tuple(replace(start, value=-1) for start in one.starts))
        for one in limited.candidates
    )
    found = solver.solve(replace(limited, candidates=candidates))
    if found.status != "optimal" or frozenset(found.starts) == chosen:
        return None
    # Of all that differ so much, the one of most value.
    apart = len(frozenset(found.starts) ^ chosen)
    dearest = next(next_best(problem, best, 1, apart), None)
    return dearest or _alternative(problem, best, found.starts)


def _apart(problem: Problem, number: int, chosen: frozenset[str], least: int) -> Problem:
    """Return the problem with the demand to differ from `chosen` in at least `least` projects."""
    limit = len(chosen) - least

    def step(id_: str, _: StartOption) -> int:
        return 1 if id_ in chosen else -1

    return with_row(problem, (DISTANCE, number), limit, step)


def with_row(
    problem: Problem, resource: Resource, limit: int, use: Callable[[str, StartOption], int]
) -> Problem:
    """Return the problem with one more demand: what the chosen starts use is at most `limit`."""
    candidates = tuple(
        replace(
            one,
            starts=tuple(
                replace(start, use={**start.use, resource: use(one.id, start)})
                for start in one.starts
            ),
        )
        for one in problem.candidates
    )
    return replace(problem, candidates=candidates, limits={**problem.limits, resource: limit})


def _alternative(
    problem: Problem, best: Solution, starts: Mapping[str, int]
) -> NearOptimalPortfolio:
    value = problem.value(starts)
    enters, leaves = exchanged(best.starts, starts)
    return NearOptimalPortfolio(
        starts=dict(sorted(starts.items())),
        value=value,
        loss=best.value - value,
        enters=enters,
        leaves=leaves,
    )
