"""A selection whose frames hold with a stated chance each, though its amounts are uncertain.

The promise is a chance constraint (Charnes, Cooper, Management Science 6 (1959) 73–79), kept in the
draws: a sample average approximation, with a margin of two standard errors so that fresh draws
keep it too (Luedtke, Ahmed, SIAM Journal on Optimization 19 (2008) 674–699).

A good plan comes from charging every project a part of its own margin, the smallest part with which
the chosen ones hold. A bound comes from the other side: the best plan that is not yet ruled out is
looked at, and where a frame of it holds too seldom, the projects that use it cannot all be chosen
(a cover, Balas 1975). And the mean of a sum over its lowest draws is never below the sum of the
terms' own such means (the mirror of Rockafellar, Uryasev, Journal of Risk 2 (2000) 21–41), so these
must fit too. Where both sides meet, no plan that holds in the draws is worth more.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.model import IntegerProgramme
from innostrat.analysis.optimizer.problem import Constraint
from innostrat.analysis.optimizer.time_limit import StoppedError
from innostrat.analysis.plan.alternatives import with_row
from innostrat.analysis.uncertainty.simulation import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from innostrat.analysis.optimizer.problem import Candidate, Problem, Resource, StartOption
    from innostrat.analysis.uncertainty.simulation import Draws, Simulation

COVER: Final = "-cover"  # a name that no frame can have, since an id begins with a letter or digit
DOUBLINGS: Final = 3  # of the margins charged, before it is given up
HALVINGS: Final = 5
COVERS: Final = 40  # best plans looked at for a bound …
LOOKED: Final = 4_000  # … and fewer in large rounds: so many times candidates


@dataclass(frozen=True, slots=True)
class ChanceConstrainedPlan:
    """The careful plan, if one was found, and what is known of others.

    `demanded` is the share of the draws in which each frame has to hold in each year. No plan that
    does so is worth more than `bound`, in 1/10 000 point; with `impossible` there is none at all.
    `hopeless` are the frames and years that the bound projects alone break too often.
    """

    starts: Mapping[str, int] | None
    value: int
    bound: int
    demanded: float
    impossible: bool
    hopeless: tuple[Resource, ...]


def chance_constrained(
    problem: Problem, simulation: Simulation, chance: float
) -> ChanceConstrainedPlan:
    """Return a plan within all demands in which each frame also holds with that chance each year.

    The same for the same draws: nothing stops by the clock. Where somebody has enough it is the
    best found by then, and `bound` and `impossible` say no more than what was proved by then.
    """
    error = sqrt(chance * (1 - chance) / simulation.draws)
    return _Search(problem, simulation, min(1.0, chance + 2 * error)).run()


class _Known(NamedTuple):
    """What one start uses of a frame in a year: the least, its lowest draws' mean, what it needs.

    What it needs is enough in as many draws as are demanded, and those are the lowest.
    """

    least: float
    mean: float
    needed: float


class _Search:
    """The best plan found so far that holds, and the covers that rule others out."""

    def __init__(self, problem: Problem, simulation: Simulation, demanded: float) -> None:
        self.problem, self.simulation, self.demanded = problem, simulation, demanded
        self.best: Mapping[str, int] | None = None
        self.bound, self.impossible = problem.most_value(), False
        self.hopeless: tuple[Resource, ...] = ()
        self.known: dict[tuple[str, int, Resource], _Known] = {}
        self.covers: list[Constraint] = []
        self.starts = problem.starts()
        self.worth = {key: -start.value for key, start in self.starts.items()}

    def run(self) -> ChanceConstrainedPlan:
        with suppress(StoppedError):
            self._search()
        return ChanceConstrainedPlan(
            self.best, self._value, self.bound, self.demanded, self.impossible, self.hopeless
        )

    @property
    def _value(self) -> int:
        return 0 if self.best is None else self.problem.value(self.best)

    def _search(self) -> None:
        self.known = {
            (*key, resource): self._known(amounts)
            for key in self.starts
            for resource, amounts in self.simulation.own(*key).items()
        }
        self.covers = list(self._means())
        self._charge()
        self._tighten()
        if self.best is None:
            self.hopeless = self._hopeless()
        elif self._value == self.bound:
            self._prefer(self._value)

    def _holds(self, choice: Mapping[str, int]) -> bool:
        """Return whether all frames hold often enough; keep the choice, or what rules it out."""
        seldom = self._seldom(choice)
        self.covers += [self._cover(resource, choice) for resource in seldom]
        order = self.problem.preference
        if not seldom and (self.best is None or order(choice) < order(self.best)):
            self.best = choice
        return not seldom

    def _charge(self) -> None:
        """Look for the smallest part of each project's own margin that makes the plan hold."""
        low, high = -1.0, 0.0
        for _ in range(DOUBLINGS):
            if self._holds_charged(high):
                break
            low, high = high, 2 * high or 1.0
        for _ in range(HALVINGS if self.best is not None and high else 0):
            middle = (low + high) / 2
            if self._holds_charged(middle):
                high = middle
            else:
                low = middle

    def _holds_charged(self, part: float) -> bool:
        """Return whether the best plan holds when each project is charged so much of its margin."""
        problem = replace(self.problem, candidates=tuple(self._charged(part)))
        choice = self._model(problem).minimise(self.worth).choice
        return choice is not None and self._holds(choice)

    def _charged(self, part: float) -> Iterable[Candidate]:
        for one in self.problem.candidates:
            starts = (replace(start, use=self._use(one.id, start, part)) for start in one.starts)
            yield replace(one, starts=tuple(starts))

    def _use(self, id_: str, start: StartOption, part: float) -> dict[Resource, int]:
        used = dict(start.use)
        for resource in self.problem.limits:
            if known := self.known.get((id_, start.year, resource)):
                likely = start.use.get(resource, 0)
                used[resource] = likely + max(0, ceil(part * (known.needed - likely)))
        return used

    def _model(self, problem: Problem) -> IntegerProgramme:
        return IntegerProgramme(
            problem.candidates, [*(row for _, row in problem.rows()), *self.covers]
        )

    def _tighten(self) -> None:
        """Look for what no plan that holds is worth more than, and whether there is none at all."""
        model = self._model(self.problem)
        for _ in range(min(COVERS, LOOKED // max(1, len(self.problem.candidates)))):
            choice = model.minimise(self.worth).choice
            if choice is None:
                self.impossible = True
                return
            self.bound = self.problem.value(choice)
            if self.best is not None and self._value >= self.bound:
                break
            known = len(self.covers)
            if self._holds(choice):
                break
            for cover in self.covers[known:]:
                model.add(cover)

    def _prefer(self, value: int) -> None:
        """Of the plans of that value that hold, keep the first in the stated order."""
        for _ in range(COVERS):
            ruled = reduce(_without, enumerate(self.covers), self.problem)
            found = solver.solve(ruled, hint=self.best)
            if found.value < value or self._holds(found.starts):
                return

    def _seldom(self, starts: Mapping[str, int]) -> list[Resource]:
        """Return the frames and years that hold too seldom."""
        used = self.simulation.use(starts)
        return [key for key, amounts in used.items() if self._fails(amounts, key)]

    def _needed(self, amounts: Draws) -> float:
        return float(np.quantile(amounts, self.demanded, method="inverted_cdf")) - ROUNDING

    def _fails(self, amounts: Draws, key: Resource) -> bool:
        return self._needed(amounts) > self.problem.limits[key]

    def _cover(self, resource: Resource, starts: Mapping[str, int]) -> Constraint:
        """Return that a smallest set of the chosen starts that breaks the frame is not chosen.

        Whatever joins them uses more, unless it may give back to the frame in some draw: such a
        start lifts the ban when it is not among them, and stays among them when it is.
        """
        lowers = {
            (id_, year)
            for (id_, year, used), known in self.known.items()
            if used == resource and known.least < 0
        }
        own = {key: self.simulation.own(*key).get(resource, 0.0) for key in starts.items()}
        total = self.simulation.use(starts)[resource]
        cover = set(own)
        for key in sorted(own.keys() - lowers, key=lambda one: (float(np.mean(own[one])), one)):
            if self._fails(total - own[key], resource):
                total = total - own[key]
                cover.remove(key)
        return Constraint(dict.fromkeys(lowers, -1) | dict.fromkeys(cover, 1), len(cover) - 1)

    def _means(self) -> Iterator[Constraint]:
        """Yield that the means of each start's lowest draws fit within each frame and year."""
        for resource, limit in self.problem.limits.items():
            terms = {
                (id_, year): floor(known.mean + ROUNDING)
                for (id_, year, used), known in self.known.items()
                if used == resource
            }
            yield Constraint(terms, limit)

    def _known(self, amounts: Draws | float) -> _Known:
        if isinstance(amounts, float):
            return _Known(amounts, amounts, amounts)
        lowest = ceil(self.demanded * self.simulation.draws - ROUNDING)
        mean = np.partition(amounts, lowest - 1)[:lowest].mean()
        return _Known(float(amounts.min()), float(mean), self._needed(amounts))

    def _hopeless(self) -> tuple[Resource, ...]:
        """Return the frames and years that hold too seldom with what must be as it is alone."""
        fixed = {
            one.id: one.starts[0].year
            for one in self.problem.candidates
            if one.bound and len(one.starts) == 1
        }
        return tuple(sorted(self._seldom(fixed)))


def _without(problem: Problem, cover: tuple[int, Constraint]) -> Problem:
    """Return the problem in which the numbered row holds too."""
    number, row = cover

    def term(id_: str, start: StartOption) -> int:
        return row.terms.get((id_, start.year), 0)

    return with_row(problem, (COVER, number), row.most, term)
