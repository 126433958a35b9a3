"""The best portfolios when scores are uncertain too: spread between assessors, answers missing.

A score that assessors disagree about may be anything between their lowest and highest value, and
one that nobody has given anything on the scale (Liesiö, Mild and Salo 2008 take scores as such
intervals). Scores are drawn evenly and independently in their intervals, weights as elsewhere. What
is found here is shown by draws and never called proved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from innostrat.analysis.competition import compete
from innostrat.analysis.drawing import draw
from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.worth import greatest_value
from innostrat.analysis.scoring import UNITS, Part, Scored, Scores, gather_opinions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.drawing import Array
    from innostrat.analysis.optimizer.problem import Problem
    from innostrat.analysis.weights import WeightSpace
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.strategy import Criterion

    Follow = Callable[[Sequence[int]], Iterable[int]]

FULL: Final = Fraction(100)
BATCH: Final = 25  # probes in which nothing better is found before the pool counts as settled
BATCHES: Final = 20  # at most
GRID: Final = 10**6  # drawn values are rounded to so many parts of a point


@dataclass(frozen=True, slots=True)
class Span:
    """What a project's value on one criterion may be, 0–100, and whether nobody has answered."""

    low: Fraction
    high: Fraction
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """How a project fares when scores move too: the share of the draws, and how many scores move.

    `missing` of its scores have no answer at all.
    """

    id: str
    share: float
    spread: int
    missing: int


@dataclass(frozen=True, slots=True)
class JointRobustness:
    """The standings by falling share, how many portfolios were found, and whether they settled."""

    standings: tuple[Uncertain, ...]
    portfolios: int
    settled: bool
    draws: int


@dataclass(frozen=True)
class Incomplete:
    """A round whose scores are intervals; projects that lack answers take part."""

    portfolio: Portfolio
    scores: Scores

    @cached_property
    def spans(self) -> dict[str, tuple[Span, ...]]:
        """The spans of each project that could be chosen, by criterion, in the strategy's order."""
        known = {one.id: one for one in (*self.scores.ranking, *self.scores.outside)}
        opinions = gather_opinions(self.portfolio, self.scores.round)
        found = {}
        for project in self._projects():
            parts = (
                {part.criterion.id: part for part in known[project.id].parts}
                if (project.id in known)
                else {}
            )
            found[project.id] = tuple(
                _span(criterion, parts.get(criterion.id), opinions.get((project.id, criterion.id)))
                for criterion in self.portfolio.strategy.criteria
            )
        return found

    def _projects(self) -> list[Project]:
        """Return the projects that are scored, or lack nothing but answers."""
        unfit = self.portfolio.unfit
        return [
            one
            for one in self.portfolio.projects.values()
            if one.stands and (one.id not in unfit or one.is_bound)
        ]

    @property
    def moves(self) -> bool:
        """Whether any score may be something else."""
        return any(span.low < span.high for spans in self.spans.values() for span in spans)

    def problem(self, values: Mapping[str, Fraction]) -> Problem:
        """Return the round's problem in which each project has this value, 0–100."""
        criterion = self.portfolio.strategy.criteria[0]
        scored = [
            Scored(self.portfolio.projects[id_], (Part(criterion, value, value, Fraction(1), ()),))
            for id_, value in values.items()
        ]
        ranking = tuple(one for one in scored if not one.project.is_bound)
        outside = tuple(one for one in scored if one.project.is_bound)
        weighed = replace(self.scores, ranking=ranking, outside=outside, not_ready=())
        return compete(self.portfolio, self.scores.round, weighed).problem


def _span(criterion: Criterion, part: Part | None, opinions: Sequence[object] | None) -> Span:
    if part is None and not opinions:
        return Span(Fraction(0), FULL, missing=True)
    given = [one.value for one in opinions or ()]  # type: ignore[attr-defined]
    if criterion.scale.assessed and given:
        values = [criterion.scale.value(one) for one in given]
        return Span(min(values), max(values))
    value = part.value if part is not None else Fraction(0)
    return Span(value, value)


def joint(
    some: Incomplete, space: WeightSpace, draws: int, seed: int, follow: Follow = iter
) -> JointRobustness:
    """Return how each project fares over draws of weights and scores together.

    A pool of portfolios is filled by exact selections at fresh draws until a batch finds nothing
    better; then the best of the pool is taken in each draw. Streams are those of one seed.
    """
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence((seed, 1)).spawn(2)]
    pool = _Pool(some)
    settled = False
    for _ in range(BATCHES):
        values = _values(some, space, BATCH, streams[0])
        gains = [pool.ask(values[place]) for place in follow(range(BATCH))]
        if len(gains) < BATCH or not any(gains):
            settled = len(gains) == BATCH
            break
    best = pool.best(_values(some, space, draws, streams[1]))
    held = {
        id_: np.array([id_ in choice for choice in pool.choices])[best].mean() for id_ in some.spans
    }
    standings = tuple(
        Uncertain(
            id_,
            float(held[id_]),
            sum(span.low < span.high and not span.missing for span in spans),
            sum(span.missing for span in spans),
        )
        for id_, spans in some.spans.items()
    )
    ordered = tuple(sorted(standings, key=lambda one: (-one.share, one.id)))
    return JointRobustness(ordered, len(pool.choices), settled, draws)


def _values(some: Incomplete, space: WeightSpace, count: int, stream: np.random.Generator) -> Array:
    """Return each project's value in each draw, a row a draw, in the order of the spans."""
    weights = draw(space, count, stream)
    columns = []
    for spans in some.spans.values():
        low = np.array([float(span.low) for span in spans])
        width = np.array([float(span.high - span.low) for span in spans])
        scores = low + width * stream.random((count, len(spans)))
        columns.append((weights * scores).sum(axis=1))
    return np.column_stack(columns) if columns else np.zeros((count, 0))


class _Pool:
    """Portfolios that were the best in some draw; each values its projects after their delay."""

    def __init__(self, some: Incomplete) -> None:
        self._some = some
        self._ids = list(some.spans)
        full = some.problem(dict.fromkeys(self._ids, FULL))
        # What is left of a project's value at each of its starts.
        self._kept = {
            key: start.value / (int(FULL) * UNITS) for key, start in full.starts().items()
        }
        self.choices: list[dict[str, int]] = []

    def ask(self, row: Array) -> int:
        """Return by how many units the best portfolio at these values beats the pool."""
        values = {
            id_: Fraction(round(float(value) * GRID), GRID)
            for id_, value in zip(self._ids, row, strict=True)
        }
        problem = self._some.problem(values)
        if not self.choices:
            self.choices.append(dict(solver.solve(problem).starts))
            return 1
        known = [problem.value(choice) for choice in self.choices]
        best = self.choices[known.index(max(known))]
        gained = (greatest_value(problem, best) or 0) - max(known)
        if gained > 0:
            self.choices.append(dict(solver.solve(problem, hint=best).starts))
        return max(0, gained)

    def best(self, values: Array) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Return for each draw the place of the pool's best; of equals, the first."""
        self.choices.sort(key=lambda choice: sorted(choice.items()))
        kept = np.array(
            [
                [
                    self._kept.get((id_, choice[id_]), 0.0) if id_ in choice else 0.0
                    for id_ in self._ids
                ]
                for choice in self.choices
            ]
        )
        return np.asarray((values @ kept.T).round(6).argmax(axis=1))
