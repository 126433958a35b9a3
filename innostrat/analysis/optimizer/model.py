"""The integer programme in HiGHS (Huangfu, Hall 2018), kept exact: integers in, integers out.

A start is modelled by **step variables**: column (candidate, year) is 1 when the candidate has
started by that year, so that a start is the difference of two neighbours; bounds on them split the
starts more evenly than a binary a start does.

HiGHS works in floating point, which can err both ways. It loses a choice that is allowed where the
rounding of a row's sum exceeds the tolerance, as on a row of hundred millions filled to the krone.
A row that large is therefore written in **digits**, as one adds by hand: a row for each digit of
the amounts and a whole number carried from one to the next, which allow the same choices. And
HiGHS takes a row as kept when it is overrun by a tolerance times its terms. Every answer is
therefore added up again in integers; a choice that overruns a row is cut off by the cover
inequality it proves (Balas 1975), and the model is solved again.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import ceil, gcd, inf, isinf
from typing import TYPE_CHECKING

import highspy

from innostrat.analysis.optimizer.problem import Constraint
from innostrat.analysis.optimizer.time_limit import ENOUGH, StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from innostrat.analysis.optimizer.problem import Candidate, Key

OPTIONS = {
    "output_flag": False,
    "threads": 1,  # answers must not depend on the machine
    "random_seed": 0,
    "mip_abs_gap": 0.9,  # goals are integers: below 1 proves the optimum
    "mip_allow_restart": False,  # rounds are small: restarts cost more than they give
    "mip_heuristic_effort": 0.2,
    "mip_feasibility_tolerance": 1e-6,  # well above what rounding makes of sums up to EXACT
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
}
EXACT = 1 << 30  # of weights together: a double errs by 1e-7 at most, a tenth of the tolerance
DIGIT = 1 << 16  # the base of the digits; 16 000 of them stay within EXACT
ROUNDING = 1e-9  # of weights together; above EXACT more than a unit, so that it proves nothing
BOUND_ERROR = 1e-3  # how far a bound on the goal may be off by rounding; goals are integers
HALF = 0.5
ANSWERED = {
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # and no column is unbounded
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kInterrupt,
}
# A search that was ended before its answer was known.
UNFINISHED = {highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt}
# HiGHS now and then gives up on a model that it solves when asked in another way.
OTHER_WAYS: tuple[dict[str, float | str], ...] = (
    {"presolve": "off"},
    {"presolve": "off", "simplex_scale_strategy": 0},
    {"presolve": "off", "random_seed": 1},
)


class SolverError(RuntimeError):
    """HiGHS has no answer to a model, in whatever way it is asked."""


@dataclass(frozen=True, slots=True)
class SolverAnswer:
    """The best choice found, if any; no choice takes the goal below `bound`.

    `finished` without a choice: there is none.
    """

    choice: dict[str, int] | None
    bound: int
    finished: bool


class StoppedSearchError(StoppedError):
    """Somebody had enough: `answer` is what was known, and not finished."""

    def __init__(self, answer: SolverAnswer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Carry:
    """What the lower digits of a row, `row`, carry to those above, of which one is worth `base`."""

    row: Constraint
    base: int

    def of(self, total: int) -> int:
        """Return what is carried, rounded up, where the lower digits add up to `total`."""
        return -((self.row.most - total) // self.base)


class IntegerProgramme:
    """Candidates and rows in HiGHS; `time_limit` in seconds is for all its solves together."""

    def __init__(
        self,
        candidates: Iterable[Candidate],
        rows: Iterable[Constraint],
        time_limit: float | None = None,
    ) -> None:
        ordered = sorted(candidates, key=lambda c: c.id)
        self._years = {c.id: [s.year for s in c.starts] for c in ordered}
        keys = [(id_, year) for id_, years in self._years.items() for year in years]
        self._column = {key: column for column, key in enumerate(keys)}
        self._rows: dict[int, Constraint] = {}
        self._carries: list[Carry] = []
        self._time_limit = inf if time_limit is None else time_limit
        self._highs = _quiet_highs()
        self._add_columns()
        for row in rows:
            self.add(row)

    @property
    def time_left(self) -> float:
        """What remains of the time limit, in seconds."""
        return max(0.0, self._time_limit - self._highs.getRunTime())

    def add(self, row: Constraint) -> int | None:
        """Ask that the row be kept; return its number, None for one that nothing can break."""
        if row.extremes()[1] <= row.most:
            return None
        # Whole steps of the greatest common divisor: the same choices, a tighter relaxation.
        unit = gcd(*row.terms.values()) or 1
        rest = row = _divided(row, unit)
        carry: dict[int, float] = {}
        base = 1
        while _spread(self._steps(rest.terms)) > EXACT:
            base *= DIGIT
            column = self._add_carry(Carry(_remainder(row, base), base))
            self._add_row(_remainder(rest, DIGIT), {**carry, column: float(-DIGIT)})
            rest, carry = _divided(rest, DIGIT), {column: 1.0}
        number = self._add_row(rest, carry)
        self._rows[number] = row
        return number

    def drop(self, number: int) -> None:
        """Ask no longer that the row of this number be kept."""
        del self._rows[number]
        self._highs.changeRowBounds(number, -inf, inf)

    def _add_row(self, row: Constraint, carry: Mapping[int, float]) -> int:
        """Add the terms and what is carried as one row of HiGHS, and return its number."""
        weights = self._steps(row.terms)
        # Room for rounding, so that no choice on the edge is cut off; the exact check follows.
        room = min(HALF, ROUNDING * _spread(weights))
        weights |= carry
        number: int = self._highs.getNumRow()
        self._highs.addRow(
            -inf, row.most + room, len(weights), list(weights), list(weights.values())
        )
        return number

    def _add_carry(self, carry: Carry) -> int:
        column: int = self._highs.getNumCol()
        most = max(0, carry.of(carry.row.extremes()[1]))
        self._highs.addCol(0.0, 0.0, float(most), 0, [], [])
        self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        self._carries.append(carry)
        return column

    def exclude(self, choice: Mapping[str, int]) -> None:
        """Forbid exactly this choice."""
        terms = {(id_, year): 1 if choice.get(id_) == year else -1 for id_, year in self._column}
        self.add(Constraint(terms, len(choice) - 1))

    def begin_with(self, choice: Mapping[str, int]) -> None:
        """Give HiGHS a choice that keeps every row, to improve on."""
        begun = [float(choice.get(id_, inf) <= year) for id_, year in self._column]
        solution = highspy.HighsSolution()
        carried = (float(carry.of(carry.row.total(choice))) for carry in self._carries)
        solution.col_value = [*begun, 0.0, *carried]
        self._highs.setSolution(solution)

    def minimise(self, goal: Mapping[Key, int], gap: Fraction = Fraction(0)) -> SolverAnswer:
        """Return a choice whose goal is within `gap`, relative, of the least; with 0, the least.

        SolverError where HiGHS has no answer, StoppedSearchError where somebody had enough.
        """
        answer = self._solve(goal, gap)
        while answer.choice is not None and answer.finished and not gap:
            cost = Constraint(goal, 0).total(answer.choice)
            if cost <= answer.bound:
                break
            # Rounding left HiGHS content a unit too early: ask for something better.
            better = self._below(cost, goal)
            if better.choice is None:
                return SolverAnswer(answer.choice, better.bound, better.finished)
            answer = better
        return answer

    def _below(self, cost: int, goal: Mapping[Key, int]) -> SolverAnswer:
        """Return the least choice below `cost`; when there is none, `cost` is the bound."""
        number = self.add(Constraint(goal, cost - 1))
        better = self._solve(goal, Fraction(0))
        if number is not None:
            self.drop(number)
        proved = better.choice is None and better.finished
        return SolverAnswer(None, cost, finished=True) if proved else better

    def under(self, goal: Mapping[Key, int], below: int) -> SolverAnswer:
        """Return a choice whose goal is below this; finished without one, there is none.

        HiGHS is told as a bound on the goal what is of interest, so that a branch without it is cut
        at once: where there is none, that is known many times sooner than by a row that says so.
        """
        if self.is_large(goal):
            return self._below(below, goal)
        answer = self._solve(goal, Fraction(0), below=below)
        if answer.choice is None or Constraint(goal, 0).total(answer.choice) < below:
            return answer
        return SolverAnswer(None, answer.bound, answer.finished)

    def is_large(self, goal: Mapping[Key, int]) -> bool:
        """Whether rounding may be a unit of the goal, so that only a row proves what is least."""
        costs = self._steps(_divided(Constraint(goal, 0), gcd(*goal.values()) or 1).terms)
        return _spread(costs) > EXACT

    def _solve(
        self, goal: Mapping[Key, int], gap: Fraction, below: int | None = None
    ) -> SolverAnswer:
        """Solve until no row is overrun; `below` tells HiGHS that only less is of interest."""
        if ENOUGH.get()():
            least = Constraint(goal, 0).extremes()[0]
            raise StoppedSearchError(SolverAnswer(None, least, finished=False))
        unit = gcd(*goal.values()) or 1
        costs = self._steps(_divided(Constraint(goal, 0), unit).terms)
        error = ROUNDING * _spread(costs) if self.is_large(goal) else BOUND_ERROR
        # The bound that HiGHS itself gives to a search within a search.
        bounded = inf if below is None else (below - 1) // unit + HALF
        self._highs.setOptionValue("objective_bound", bounded)
        for column in self._column.values():
            self._highs.changeColCost(column, costs.get(column, 0.0))
        self._highs.setOptionValue("mip_rel_gap", float(gap))
        while True:
            self._highs.setOptionValue("time_limit", self.time_left)
            status = self._run()
            finished = status not in UNFINISHED
            bound = self._highs.getInfo().mip_dual_bound
            least = (
                Constraint(goal, 0).extremes()[0] if isinf(bound) else unit * ceil(bound - error)
            )
            choice = self._read()
            overrun = [
                row for row in self._rows.values() if choice and row.total(choice) > row.most
            ]
            answer = SolverAnswer(None if overrun else choice, least, finished)
            if status == highspy.HighsModelStatus.kInterrupt:
                raise StoppedSearchError(answer)
            if choice is None or not overrun or not finished:
                return answer
            for row in overrun:
                self.add(_cover(row, choice))

    def _run(self) -> highspy.HighsModelStatus:
        """Solve, in another way where HiGHS gives up; SolverError when it has no answer at all."""
        self._highs.run()
        for way in OTHER_WAYS:
            if self._has_answer():
                break
            kept = {name: self._highs.getOptionValue(name)[1] for name in way}
            self._highs.clearSolver()
            self._set(way)
            self._highs.run()
            self._set(kept)
        status = self._highs.getModelStatus()
        if not self._has_answer():
            raise SolverError(self._highs.modelStatusToString(status))
        return status

    def _has_answer(self) -> bool:
        """Whether HiGHS has done what it was asked; an optimum that breaks a row is none."""
        status = self._highs.getModelStatus()
        return status in ANSWERED and (
            status != highspy.HighsModelStatus.kOptimal or self._read() is not None
        )

    def _set(self, options: Mapping[str, str | int | float]) -> None:
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    def _read(self) -> dict[str, int] | None:
        """Return the choice that HiGHS holds, rounded to whole starts."""
        if self._highs.getInfo().primal_solution_status != int(highspy.kSolutionStatusFeasible):
            return None
        begun = self._highs.getSolution().col_value
        choice: dict[str, int] = {}
        for (id_, year), column in self._column.items():
            if begun[column] > HALF:
                choice.setdefault(id_, year)
        return choice

    def _add_columns(self) -> None:
        """Add a step a start, and one column that is always 0.

        Without any column, HiGHS would not look at the rows.
        """
        for column in self._column.values():
            self._highs.addCol(0.0, 0.0, 1.0, 0, [], [])
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        self._highs.addCol(0.0, 0.0, 0.0, 0, [], [])
        for id_, years in self._years.items():
            for earlier, later in pairwise(self._column[id_, year] for year in years):
                self._highs.addRow(-inf, 0.0, 2, [earlier, later], [1.0, -1.0])

    def _steps(self, terms: Mapping[Key, int]) -> dict[int, float]:
        """Return the weight of each column: a start's term less that of the next start."""
        weights: dict[int, float] = {}
        for id_, years in self._years.items():
            values = [terms.get((id_, year), 0) for year in years]
            for year, value, following in zip(years, values, [*values[1:], 0], strict=True):
                if value != following:
                    weights[self._column[id_, year]] = float(value - following)
        return weights


def _divided(row: Constraint, unit: int) -> Constraint:
    """Return the row in whole units, all rounded down: what keeps the row keeps this one."""
    return Constraint({key: term // unit for key, term in row.terms.items()}, row.most // unit)


def _remainder(row: Constraint, unit: int) -> Constraint:
    """Return what `_divided` rounds off; every term is at least 0 and less than the unit."""
    return Constraint({key: term % unit for key, term in row.terms.items()}, row.most % unit)


def _spread(weights: Mapping[int, float]) -> float:
    """Return the weights together, which is what rounding is in proportion to."""
    return sum(map(abs, weights.values()))


def _cover(row: Constraint, choice: Mapping[str, int]) -> Constraint:
    """Return what an overrun row proves: a start that adds must go, or one that lowers come in.

    Any choice with all these starts and none of those adds up to at least as much as this one.
    """
    adds = [key for key in choice.items() if row.terms.get(key, 0) > 0]
    lowers = [k for k, term in row.terms.items() if term < 0 and choice.get(k[0]) != k[1]]
    return Constraint(dict.fromkeys(adds, 1) | dict.fromkeys(lowers, -1), len(adds) - 1)


def _quiet_highs() -> highspy.Highs:
    _greeting()
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.cbSimplexInterrupt += _heed
    highs.cbMipInterrupt += _heed
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    return highs


def _heed(event: highspy.highs.HighsCallbackEvent) -> None:
    """End a search when somebody has enough; that Python runs at all lets it see signals."""
    if ENOUGH.get()() and event.data_in is not None:
        event.data_in.user_interrupt = True


@cache
def _greeting() -> None:
    """Let HiGHS print its banner where nobody reads it: on the first Highs() and not again."""
    with _no_stdout():
        highspy.Highs()  # type: ignore[no-untyped-call]


@contextmanager
def _no_stdout() -> Iterator[None]:
    """Send what C code writes to standard output nowhere."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
