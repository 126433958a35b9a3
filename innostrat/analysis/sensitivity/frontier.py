"""What more and less money would buy: the best plan's value as the frames grow and shrink.

Values of whole plans from exact selections, since in a problem of whole projects a price per krone
from linear programming would be wrong. (Kleinmuntz, "Resource allocation decisions", in Advances in
Decision Analysis, 2007, shows such a curve to decision makers.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.economy import gross

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.budgets import ByBudget
    from innostrat.model.round import Frame, Round

    Follow = Callable[[Sequence[int]], Iterable[int]]

PER_CENT: Final = tuple(range(50, 151, 10))
MORE: Final = 100_000  # kroner in each year of one frame
MORE_CAPACITY: Final = Fraction(1, 10)  # of a frame of capacity


@dataclass(frozen=True, slots=True)
class Point:
    """The best plan with the frames that taxes pay at `per_cent` of today's, the rest as today.

    `money` is what each budget's frames hold together over the years, `value` in 1/10 000 point,
    None where the bound projects do not fit.
    """

    per_cent: int
    money: ByBudget
    value: int | None
    projects: int


@dataclass(frozen=True, slots=True)
class Buy:
    """What a little more of one frame buys: value in 1/10 000 point, who enters and who leaves.

    `more` is in the frame's smallest unit, in each year.
    """

    frame: Frame
    more: tuple[int, ...]
    gain: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def frontier(
    problem: Problem, round_: Round, plan: Solution, follow: Follow = iter
) -> tuple[Point, ...]:
    """Return the best plan at each share of today's frames that taxes pay, in rising order."""
    money = {frame.id for frame in round_.budget_frames}

    def point(place: int) -> Point:
        share = Fraction(PER_CENT[place], 100)
        limits = {
            key: int(limit * share) if key[0] in money else limit
            for key, limit in problem.limits.items()
        }
        found = solver.solve(replace(problem, limits=limits), hint=plan.starts)
        fits = found.status == "optimal"
        total = gross(limits, round_)
        return Point(PER_CENT[place], total, found.value if fits else None, len(found.starts))

    return until_stopped(follow(range(len(PER_CENT))), point)


def next_buys(
    problem: Problem, round_: Round, plan: Solution, follow: Follow = iter
) -> tuple[Buy, ...]:
    """Return what 100 000 kr more in each year of each money frame buys, or a tenth of capacity."""
    return until_stopped(
        follow(range(len(round_.frames))),
        lambda place: _buy(problem, round_, plan, round_.frames[place]),
    )


def _buy(problem: Problem, round_: Round, plan: Solution, frame: Frame) -> Buy:
    limits = dict(problem.limits)
    more = []
    for year in round_.years:
        key = (frame.id, year)
        more.append(MORE if frame.is_money else round(limits[key] * MORE_CAPACITY))
        limits[key] += more[-1]
    found = solver.solve(replace(problem, limits=limits), hint=plan.starts)
    gain = found.value - plan.value
    # An equal plan that only the tie-break prefers is nothing bought.
    enters, leaves = exchanged(plan.starts, found.starts if gain > 0 else plan.starts)
    return Buy(frame, tuple(more), gain, enters, leaves)
