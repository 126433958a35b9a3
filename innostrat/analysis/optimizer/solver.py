"""The portfolio of the most value within every demand, with its proof and a stated tie-break."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.model import (
    IntegerProgramme,
    SolverAnswer,
    SolverError,
    StoppedSearchError,
)
from innostrat.analysis.optimizer.problem import Constraint, Solution
from innostrat.analysis.optimizer.ranking import down_the_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from innostrat.analysis.optimizer.problem import Key, Problem

DIGITS = 1 << 20  # the greatest weight in a lexicographic goal: far from what floats lose


def solve(
    problem: Problem,
    *,
    gap: Fraction | int = 0,
    time_limit: float | None = None,
    hint: Mapping[str, int] | None = None,
    stoppable: bool = False,
) -> Solution:
    """Return the best portfolio, or one proved to be within `gap` (relative) of the best.

    An `optimal` portfolio is the first of all the best ones by `Problem.preference`, whatever the
    order of the candidates; only when `timed_out` is set may an equal be preferred to it. When it
    is `feasible`, its `bound` and `gap` are proved. HiGHS may also give up on a model, as if it had
    run out of time. `hint` is a portfolio to improve on; one that
    breaks a demand is not used. `time_limit` is in seconds, and makes the answer depend on the
    machine. When somebody has enough, a `stoppable` answer is as if time had run out; else it is a
    StoppedError.
    """
    model = IntegerProgramme(problem.candidates, (row for _, row in problem.rows()), time_limit)
    known = [hint] if hint is not None and problem.allows(hint) else []
    for choice in known:
        model.begin_with(choice)
    worth = {key: -start.value for key, start in problem.starts().items()}
    answer = _least(model, worth, Fraction(gap), stoppable=stoppable)
    if answer.choice is not None:
        known.append(answer.choice)
    if not answer.finished:
        known += _simple_portfolios(problem)
    if not known:
        return _nothing(answer)
    best = min(known, key=problem.preference)
    if -problem.value(best) > answer.bound:
        timed_out = not answer.finished
        return problem.solution("feasible", best, -answer.bound, timed_out=timed_out)
    best, finished = _preferred(problem, model, best, stoppable=stoppable)
    return problem.solution("optimal", best, problem.value(best), timed_out=not finished)


def _least(
    model: IntegerProgramme,
    goal: Mapping[Key, int],
    gap: Fraction = Fraction(0),
    *,
    below: int | None = None,
    stoppable: bool,
) -> SolverAnswer:
    """Return what HiGHS finds; where it gives up, nothing but what no choice can go below.

    With `below` any choice whose goal is below that will do.
    """
    try:
        return model.minimise(goal, gap) if below is None else model.under(goal, below)
    except StoppedSearchError as stopped:
        if not stoppable:
            raise
        return stopped.answer
    except SolverError:
        return SolverAnswer(None, Constraint(goal, 0).extremes()[0], finished=False)


def _nothing(answer: SolverAnswer) -> Solution:
    """Return that there is no portfolio, or that none was found in time."""
    if answer.finished:
        return Solution("infeasible", {}, 0, 0, Fraction(0))
    return Solution("unknown", {}, 0, -answer.bound, Fraction(1), timed_out=True)


def _simple_portfolios(problem: Problem) -> list[Mapping[str, int]]:
    """Return allowed portfolios that need no search: down the list by value, and nothing at all."""
    values = {c.id: max(s.value for s in c.starts) for c in problem.candidates}
    order = sorted(values, key=lambda id_: (-values[id_], id_))
    simple: list[Mapping[str, int]] = [down_the_list(problem, order).starts, {}]
    return [choice for choice in simple if problem.allows(choice)]


def _preferred(
    problem: Problem, model: IntegerProgramme, best: Mapping[str, int], *, stoppable: bool
) -> tuple[Mapping[str, int], bool]:
    """Return the first of all choices as good as `best`, and whether that was finished in time.

    Most often no other is as good, which is asked first. Then each goal of the stated order is
    minimised in turn among the choices that equal the best in the goals before it and are none of
    those seen; as soon as there is no other, the best is known.
    """
    worth = {key: -start.value for key, start in problem.starts().items()}
    model.exclude(best)
    other = _least(model, worth, below=1 - problem.value(best), stoppable=stoppable)
    if other.choice is None:
        return best, other.finished
    model.add(Constraint(worth, -problem.value(best)))
    for goal in _goals(problem):
        model.add(Constraint(goal, Constraint(goal, 0).total(best)))
        answer = _least(model, goal, stoppable=stoppable)
        if answer.choice is None:
            return best, answer.finished
        model.exclude(answer.choice)
        best = min(best, answer.choice, key=problem.preference)
        model.add(Constraint(goal, Constraint(goal, 0).total(best)))
        if not answer.finished:
            return best, False
    return best, True


def _goals(problem: Problem) -> Iterator[dict[Key, int]]:
    """Yield what `Problem.preference` compares after the value, each a goal to be minimised."""
    starts = problem.starts()
    yield {key: start.money + start.after for key, start in starts.items()}
    more = 1 + len(problem.candidates)  # one year weighs more than all of them
    yield {key: start.moved * more + 1 for key, start in starts.items()}
    ordered = sorted(problem.candidates, key=lambda c: c.id)
    yield from lexicographic(({(c.id, s.year): -1 for s in c.starts}, 2) for c in ordered)
    yield from lexicographic(
        ({(c.id, s.year): digit for digit, s in enumerate(c.starts)}, len(c.starts))
        for c in ordered
    )


def lexicographic(digits: Iterable[tuple[dict[Key, int], int]]) -> Iterator[dict[Key, int]]:
    """Yield goals that compare the digits, each with its base, one after the other.

    As many digits go into a goal as floats can weigh.
    """
    goal: dict[Key, int] = {}
    size = 1
    for terms, base in digits:
        if size * base > DIGITS:
            yield goal
            goal, size = {}, 1
        goal = {key: base * weight for key, weight in goal.items()} | terms
        size *= base
    yield goal
