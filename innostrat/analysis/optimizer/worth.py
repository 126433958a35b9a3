"""What the best portfolio is worth, where nobody asks which of several equals it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.model import IntegerProgramme
from innostrat.analysis.optimizer.problem import Constraint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.optimizer.problem import Problem


def greatest_value(problem: Problem, hint: Mapping[str, int] | None = None) -> int | None:
    """Return the most that a portfolio is worth, in 1/10 000 point; None when there is none.

    Exact, and less than half the work of `solver.solve`, which also orders equals. `hint` is a
    portfolio that keeps every demand, to improve on.
    """
    model = IntegerProgramme(problem.candidates, (row for _, row in problem.rows()))
    if hint is not None:
        model.begin_with(hint)
    answer = model.minimise({key: -start.value for key, start in problem.starts().items()})
    return None if answer.choice is None else problem.value(answer.choice)


def worth_more(problem: Problem, value: int) -> Mapping[str, int] | None:
    """Return some portfolio worth more than `value`, in 1/10 000 point; None when there is none.

    Exact. Where there is none, this is known several times sooner than what the best is worth.
    """
    model = IntegerProgramme(problem.candidates, (row for _, row in problem.rows()))
    worth = {key: -start.value for key, start in problem.starts().items()}
    model.add(Constraint(worth, -value - 1))
    return model.minimise({}).choice


def exceeds(problem: Problem, value: int) -> bool:
    """Return whether any portfolio is worth more than `value`; as exact as `worth_more`."""
    return worth_more(problem, value) is not None
