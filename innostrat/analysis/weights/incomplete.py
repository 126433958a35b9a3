"""The best portfolios when scores are uncertain too: spread between assessors, answers missing.

A score that assessors disagree about may be anything between their lowest and highest value, and
one that nobody has given anything on the scale, as in Liesiö, Mild and Salo, EJOR 181 (2007)
1488–1505. Scores are drawn evenly and independently in their intervals, weights as elsewhere. What
is found so is shown by draws only; in small rounds every portfolio is tried, which gives verdicts,
the core index and all rivals of the plan: those that may be worth more, and no other always beats
(the competitors of Lourenço, Morton and Bana e Costa, Decision Support Systems 54 (2012) 534–550).
In others, the rivals that the corners of the weights show join the draws' portfolios. Factors
are intervals too. A gate lets in or keeps out by the median; where nobody has answered, it lets in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.optimizer.rivals import Rivals
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.analysis.plan.competition import KnownStarts, compete
from innostrat.analysis.value.opinions import gather_opinions
from innostrat.analysis.value.scoring import Scored, Scores, ValuePart
from innostrat.analysis.weights.acceptability import Places, drawn_places, in_blocks
from innostrat.analysis.weights.intervals import undominated
from innostrat.analysis.weights.nondominated import core_index
from innostrat.analysis.weights.pairing import Pairing
from innostrat.analysis.weights.pool import revalued
from innostrat.analysis.weights.sampling import sample
from innostrat.appraisal import MoneyNumbers
from innostrat.model.scale import Answer
from innostrat.model.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from innostrat.analysis.optimizer.problem import Problem
    from innostrat.analysis.value.opinions import Opinion
    from innostrat.analysis.weights.polytope import Weights, WeightSpace
    from innostrat.analysis.weights.pool import Choice
    from innostrat.analysis.weights.robustness import RobustnessClass, Search
    from innostrat.analysis.weights.sampling import Array
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

FULL: Final = 100
BATCH: Final = 25  # probes in which nothing better is found before the pool counts as settled
BATCHES: Final = 20  # at most
CORNERS: Final = 64  # of the weights, with which every portfolio is tried


@dataclass(frozen=True, slots=True)
class ScoreInterval:
    """What a project's value on one criterion may be, and whether nobody has answered."""

    low: Fraction
    high: Fraction
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """How a project fares when scores move too: the share of the draws, and how many scores move.

    `missing` of its scores have no answer at all. `places` is None outside the competition. The
    `core_index` is the share of all portfolios that are not dominated; None unless
    `JointRobustness.enumerated`, where it is also the verdict.
    """

    id: str
    share: float
    spread: int
    missing: int
    places: Places | None
    core_index: Fraction | None
    verdict: RobustnessClass
    proved: bool


@dataclass(frozen=True, slots=True)
class JointRobustness:
    """The standings by falling share, how many portfolios were found, and whether they settled.

    `rivals` are the sets of projects that may be worth more than the plan: all that no other
    dominates when `enumerated`, else those that were found.
    """

    standings: tuple[Uncertain, ...]
    portfolios: int
    settled: bool
    draws: int
    enumerated: bool
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A portfolio beside the plan: who enters, and who leaves."""

    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class Incomplete:
    """A round whose scores are intervals; projects that lack answers take part."""

    portfolio: Portfolio
    scores: Scores

    @cached_property
    def spans(self) -> dict[str, tuple[ScoreInterval, ...]]:
        """The spans of each project that could be chosen, by benefit, in the strategy's order."""
        return self._spans(Role.BENEFIT)

    @cached_property
    def factors(self) -> dict[str, tuple[ScoreInterval, ...]]:
        """The spans of the factors of the same projects, in per cent, in the strategy's order."""
        return self._spans(Role.FACTOR)

    @cached_property
    def moving(self) -> dict[str, tuple[ScoreInterval, ...]]:
        """The spans of benefits and factors together."""
        return {id_: spans + self.factors[id_] for id_, spans in self.spans.items()}

    @cached_property
    def bounds(self) -> dict[str, tuple[tuple[Fraction, Fraction], ...]]:
        """The lowest and the highest value on each benefit, after the factors."""
        return {
            id_: tuple((span.low * low, span.high * high) for span in spans)
            for id_, spans in self.spans.items()
            for low in [prod(one.low / FULL for one in self.factors[id_])]
            for high in [prod(one.high / FULL for one in self.factors[id_])]
        }

    @cached_property
    def _starts(self) -> KnownStarts:
        return KnownStarts()

    @cached_property
    def _opinions(self) -> Mapping[tuple[str, str], Sequence[Opinion]]:
        return gather_opinions(self.portfolio, self.scores.round)

    def _spans(self, role: Role) -> dict[str, tuple[ScoreInterval, ...]]:
        criteria = self.portfolio.strategy.of_role(role)
        round_, rates = self.scores.round, self.portfolio.strategy.discount_rate
        return {
            project.id: tuple(
                _span(criterion, answer, self._opinions.get((project.id, criterion.id), ()))
                for criterion in criteria
            )
            for project in self._projects()
            for answer in [Answer(project, None, MoneyNumbers(project, round_, rates))]
        }

    def _projects(self) -> list[Project]:
        """Return the projects that are scored, or lack nothing but answers."""
        unfit = self.portfolio.unfit
        gated = {one.project.id for one in self.scores.not_ready if one.gates}
        return [
            one
            for one in self.portfolio.projects.values()
            if one.stands and one.id not in gated and (one.id not in unfit or one.is_bound)
        ]

    @property
    def moves(self) -> bool:
        """Whether any score may be something else."""
        return any(span.low < span.high for spans in self.moving.values() for span in spans)

    def problem(self, values: Mapping[str, Fraction]) -> Problem:
        """Return the round's problem in which each project has this value."""
        criterion = self.portfolio.strategy.benefits[0]
        scored = [
            Scored(
                self.portfolio.projects[id_], (ValuePart(criterion, value, value, Fraction(1), ()),)
            )
            for id_, value in values.items()
        ]
        ranking = tuple(one for one in scored if not one.project.is_bound)
        outside = tuple(one for one in scored if one.project.is_bound)
        weighed = replace(self.scores, ranking=ranking, outside=outside, not_ready=())
        return compete(self.portfolio, self.scores.round, weighed, known=self._starts).problem


def _span(criterion: Criterion, counted: Answer, opinions: Sequence[Opinion]) -> ScoreInterval:
    """Return what lies between the answers; what nobody must answer is what it is."""
    scale = criterion.scale
    raws = [one.raw for one in opinions] if scale.assessed else [scale.raw(counted)]
    values = [criterion.value(raw) for raw in raws if raw is not None]
    if not values:
        return ScoreInterval(Fraction(0), Fraction(FULL), missing=True)
    return ScoreInterval(min(values), max(values))


def joint(
    some: Incomplete, space: WeightSpace, search: Search, top: int, plan: Mapping[str, int]
) -> JointRobustness:
    """Return how each project fares over draws of weights and scores together.

    `plan` is today's. A pool of portfolios is filled by exact selections at fresh draws until a
    batch finds nothing better; then the best of the pool is taken in each draw. Streams are those
    of one seed; `top` says how many places of the ranking from the first are the top.
    """
    seeds = np.random.SeedSequence((search.seed, 1)).spawn(2)
    streams = [np.random.default_rng(one) for one in seeds]
    pool = _Pool(some)
    pool.ask(_middle(some, space))
    settled = False
    for _ in range(BATCHES):
        batch = _values(some, space, BATCH, streams[0])
        following = map(batch.__getitem__, search.follow(range(BATCH)))
        gains = until_stopped(following, pool.ask)
        if len(gains) < BATCH or not any(gains):
            settled = len(gains) == BATCH
            break
    corners = space.corners(CORNERS) or ()
    every = pool.undominated(corners)
    if every is None:
        pool.challenge(plan, corners, search)
    else:
        pool.choices = [dict(one) for one in every]
        settled = True
    values = _values(some, space, search.draws, streams[1])
    best = pool.best(values)
    reading = _Reading(some, pool.choices, best, every, _places(some, values, top))
    standings = (reading.standing(id_) for id_ in some.spans)
    ordered = tuple(sorted(standings, key=lambda one: (-one.share, one.id)))
    used = len(pool.choices) if every is None else len(np.unique(best))
    rivals = tuple(pool.rivals(plan, corners))
    return JointRobustness(ordered, used, settled, search.draws, every is not None, rivals)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads how each project fares: `best` is the portfolio of each draw, `every` as elsewhere."""

    some: Incomplete
    choices: Sequence[Mapping[str, int]]
    best: NDArray[np.intp]
    every: tuple[Choice, ...] | None
    ranks: Mapping[str, Places]

    def standing(self, id_: str) -> Uncertain:
        spans = self.some.moving[id_]
        held = [id_ in choice for choice in self.choices]
        verdict: RobustnessClass = (
            "core" if all(held) else "borderline" if any(held) else "exterior"
        )
        return Uncertain(
            id=id_,
            share=float(np.array(held)[self.best].mean()),
            spread=sum(span.low < span.high and not span.missing for span in spans),
            missing=sum(span.missing for span in spans),
            places=self.ranks.get(id_),
            core_index=None if self.every is None else core_index(id_, self.every),
            verdict=verdict,
            proved=self.every is not None or verdict == "borderline",
        )


def _places(some: Incomplete, values: Array, top: int) -> dict[str, Places]:
    """Return the places of the projects that compete."""
    columns = {
        id_: n for n, id_ in enumerate(some.spans) if not some.portfolio.projects[id_].is_bound
    }
    if not columns:
        return {}
    shares = drawn_places(in_blocks(values[:, list(columns.values())]), top)
    return {id_: Places(*(float(one) for one in shares[:, n])) for n, id_ in enumerate(columns)}


def _middle(some: Incomplete, space: WeightSpace) -> Array:
    """Return each project's value at weights and scores in the middle."""
    weights = np.array([float(one) for one in space.inside()])
    values = []
    for id_, spans in some.spans.items():
        middle = [float(one.low + one.high) / 2 for one in spans]
        factor = prod(float(one.low + one.high) / 2 / FULL for one in some.factors[id_])
        values.append(np.dot(middle, weights) * factor)
    return np.array(values)


def _values(some: Incomplete, space: WeightSpace, count: int, stream: np.random.Generator) -> Array:
    """Return each project's value in each draw, a row a draw, in the order of the spans."""
    weights = sample(space, count, stream)
    columns = []
    for id_, spans in some.spans.items():
        scores = _drawn(spans, count, stream)
        factors = _drawn(some.factors[id_], count, stream) / FULL
        columns.append((weights * scores).sum(axis=1) * factors.prod(axis=1))
    return np.column_stack(columns) if columns else np.zeros((count, 0))


def _drawn(spans: Sequence[ScoreInterval], count: int, stream: np.random.Generator) -> Array:
    """Return values drawn evenly in the spans, a row a draw and a column a span."""
    low = np.array([float(span.low) for span in spans])
    width = np.array([float(span.high - span.low) for span in spans])
    return np.asarray(low + width * stream.random((count, len(spans))))


class _Pool:
    """Portfolios that were the best in some draw; each values its projects after their delay."""

    def __init__(self, some: Incomplete) -> None:
        self._some = some
        self._ids = list(some.spans)
        self._full = some.problem(dict.fromkeys(self._ids, Fraction(FULL)))
        # What is left of a project's value at each of its starts, in whole parts.
        self._kept = {key: start.value for key, start in self._full.starts().items()}
        self._rivals = Rivals(self._full)
        self.choices: list[dict[str, int]] = []

    def ask(self, row: Array) -> int:
        """Return by how many units the best portfolio at these values beats the pool.

        It is added to the pool when it does; to an empty one in any case.
        """
        value = dict(zip(self._ids, map(float, row), strict=True))
        worth = {key: round(value[key[0]] * kept / FULL) for key, kept in self._kept.items()}
        known = [sum(worth[key] for key in choice.items()) for choice in self.choices]
        rival = self._rivals.better(worth, max(known)) if known else None
        if known and rival is None:
            return 0
        best = solver.solve(revalued(self._full, worth), hint=rival)
        self.choices.append(dict(best.starts))
        return best.value - max(known, default=0)

    def best(self, values: Array) -> NDArray[np.intp]:
        """Return for each draw the place of the pool's best; of equals, the first."""
        self.choices.sort(key=lambda choice: sorted(choice.items()))
        kept = np.array(
            [
                [self._kept[id_, choice[id_]] if id_ in choice else 0 for id_ in self._ids]
                for choice in self.choices
            ]
        )
        return np.asarray((values @ kept.T).round().argmax(axis=1))

    def challenge(
        self, plan: Mapping[str, int], corners: Sequence[Weights], search: Search
    ) -> None:
        """Add what may be furthest ahead of the plan at each corner, of at most `search.prove`."""
        pairing = self.pairing

        def challenge(place: int) -> None:
            exact, floor = pairing.ahead(plan, corners[place])
            worth = {key: round(gain) for key, gain in exact.items()}
            rival = self._rivals.better(worth, round(floor))
            if rival is None:
                return
            furthest = solver.solve(revalued(self._full, worth), hint=rival).starts
            if dict(furthest) not in self.choices:
                self.choices.append(dict(furthest))

        until_stopped(search.follow(range(min(len(corners), search.prove))), challenge)

    def rivals(self, plan: Mapping[str, int], corners: Sequence[Weights]) -> Iterator[Rival]:
        """Yield the sets of projects in the pool that may be worth more than the plan, sorted."""
        today = frozenset(plan)
        pairs = [self.pairing.ahead(plan, corner) for corner in corners]
        may = {
            frozenset(choice)
            for choice in self.choices
            if any(sum(worth[k] for k in choice.items()) > known for worth, known in pairs)
        }
        for ids in sorted(may - {today}, key=sorted):
            yield Rival(*exchanged(today, ids))

    @property
    def pairing(self) -> Pairing:
        """What another portfolio may be ahead of one by."""
        return Pairing(self._kept, self._some.bounds)

    def undominated(self, corners: Sequence[Weights]) -> tuple[Choice, ...] | None:
        """Return the portfolios of a small round that no other dominates."""
        return undominated(self._full, self._kept, self._some.bounds, corners)
