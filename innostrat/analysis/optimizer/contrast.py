"""What a project costs or is worth: force it in, or leave it out, and select again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.optimizer.ranking import down_the_list
from innostrat.analysis.optimizer.solver import solve

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.analysis.optimizer.problem import Problem, Solution


@dataclass(frozen=True, slots=True)
class Contrast:
    """The portfolio `solution` with `id` forced in or out, against a base portfolio.

    `loss` is the base's value less the new one's, in 1/10 000 point: exact when `solution` is
    `optimal`, else the most that it can be. It is None when there is no other portfolio:
    `solution.status` tells why. `leaves` were in the base, `enters` were not, `moved` start in
    another year; sorted, `id` itself among them.
    """

    id: str
    forced: Literal["in", "out"]
    solution: Solution
    loss: int | None
    leaves: tuple[str, ...]
    enters: tuple[str, ...]
    moved: tuple[str, ...]


def contrast(
    problem: Problem,
    id_: str,
    base: Solution,
    *,
    gap: Fraction | int = 0,
    time_limit: float | None = None,
    stoppable: bool = False,
) -> Contrast:
    """Force the candidate out if the base portfolio holds it, else in, and select again.

    Leaving out a bound candidate shows what binding it costs: then the loss may be negative.
    `stoppable` as in `solve`.
    """
    out = id_ in base.starts
    changed = problem.without(id_) if out else problem.with_bound(id_)
    # The base portfolio with as few changes as money and dependencies allow: close to the answer.
    starts = problem.starts()
    worth = {one: starts[one, year].value for one, year in base.starts.items() if one != id_}
    order = sorted(worth, key=lambda one: (-worth[one], one))
    hint = down_the_list(changed, order).starts
    other = solve(changed, gap=gap, time_limit=time_limit, hint=hint, stoppable=stoppable)
    forced: Literal["in", "out"] = "out" if out else "in"
    if other.status not in ("optimal", "feasible"):
        return Contrast(id_, forced, other, None, (), (), ())
    enters, leaves = exchanged(base.starts, other.starts)
    return Contrast(
        id_,
        forced,
        other,
        loss=base.value - other.value,
        leaves=leaves,
        enters=enters,
        moved=tuple(i for i, year in other.starts.items() if base.starts.get(i, year) != year),
    )
