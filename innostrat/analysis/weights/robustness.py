"""Which projects are in the best portfolio whatever the weights, and which depend on them.

The share of the admissible weights in which a project is in the best portfolio is what Tervonen,
Liesiö and Salo, "Modeling project preferences in multiattribute portfolio decision analysis", EJOR
263 (2017) 225–239, carry over from SMAA. Core, borderline and exterior are the words of Liesiö,
Mild and Salo, "Preference programming for robust portfolio modeling and project selection", EJOR
181 (2007) 1488–1505. Here they are about best portfolios; the core index is theirs, and only told
where all portfolios that no other dominates are known.

Every search stops after a count, never after a time, so the numbers depend on no machine's speed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import hypot, sqrt
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.analysis.optimizer.worth import exceeds
from innostrat.analysis.weights.acceptability import places
from innostrat.analysis.weights.nondominated import core_index, nondominated
from innostrat.analysis.weights.pool import Pool
from innostrat.analysis.weights.proofs import Proof, is_settled, prove
from innostrat.analysis.weights.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from innostrat.analysis.weights.acceptability import Places
    from innostrat.analysis.weights.polytope import Weights, WeightSpace
    from innostrat.analysis.weights.pool import Choice, Weighing
    from innostrat.analysis.weights.sampling import Array

RobustnessClass: TypeAlias = Literal["core", "borderline", "exterior"]
Follow: TypeAlias = "Callable[[Sequence[int]], Iterable[int]]"

BATCH: Final = 25  # probes in which nothing better is found before the pool counts as settled
BATCHES: Final = 20  # at most
CORNERS: Final = 64  # a polytope with more corners is only drawn from
ON_THE_WAY: Final = 256  # corners met while they are counted
GRID: Final = 10**9  # probes are drawn weights rounded to so many parts, and then exact


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project fares over the weights.

    `share` of the draws, with its standard error, in which what the pool may miss counts too; it
    is 0 where the verdict is proved to be the same at all weights. `tied`: no proof, since at some
    weights another portfolio is as good with the opposite answer. `core_index` is the share of all
    portfolios that are not dominated, None unless `Robustness.enumerated`. `places` is None outside
    the ranking. `decides` is the criterion, by its place in the strategy, whose weight correlates
    most with the project being in, and that correlation.
    """

    id: str
    share: float
    standard_error: float
    core_index: Fraction | None
    verdict: RobustnessClass
    proved: bool
    tied: bool
    places: Places | None
    decides: tuple[int, float] | None


@dataclass(frozen=True, slots=True)
class Candidacy:
    """A portfolio that is the best in a share of the draws: who differs from today's."""

    ids: tuple[str, ...]
    share: float
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Probes:
    """How the pool was made: selections until it was `settled`, and how a fresh test went.

    `missed` of the `checked` fresh weights had a better portfolio than the pool, by at most
    `largest` units.
    """

    solved: int
    settled: bool
    checked: int
    missed: int
    largest: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """The answer; `corners` is None when they are too many, `top` as in `Places`.

    `proof` is about the cores and exteriors; it may be beside the point when `enumerated`.
    """

    draws: int
    seed: int
    top: int
    standings: tuple[Standing, ...]
    portfolios: tuple[Candidacy, ...]
    probes: Probes
    corners: int | None
    enumerated: bool
    proof: Proof


@dataclass(frozen=True, slots=True)
class Search:
    """So many draws and so many fresh weights to test the pool with; `follow` shows the way.

    At most `prove` selections are made to prove verdicts. Where `follow` ends early, the answer is
    what is known by then.
    """

    draws: int = 10_000
    seed: int = 0
    checks: int = 100
    prove: int = 2_000
    follow: Follow = iter


def robustness(
    weighing: Weighing, space: WeightSpace, plan: Mapping[str, int], search: Search
) -> Robustness:
    """Return how the projects and portfolios of the round fare over the admissible weights.

    `plan` is the best portfolio at the strategy's own weights; where these are not admissible, it
    is only compared with. Draws, probes and checks come from three streams of one seed.
    """
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence(search.seed).spawn(3)]
    found = space.corners(ON_THE_WAY)
    corners = found if found is not None and len(found) <= CORNERS else ()
    pool = Pool(weighing, [dict(plan)] if space.holds(weighing.today) else [])
    pool.ask(space.inside())
    today = frozenset(plan)
    solved, settled = _fill(pool, space, corners, streams[1], search.follow)
    fresh = _exact(space, sample(space, search.checks, streams[2]))
    gains = _asked(pool, fresh, search.follow)
    draws = sample(space, search.draws, streams[0])
    every = nondominated(weighing, corners)
    if every is not None:
        _complete(pool, every, draws)
    probes = Probes(solved, settled, len(gains), sum(map(bool, gains)), max([0, *gains]))
    proof = prove(pool, space, search.prove, search.follow)
    pool.sort()
    top = sum(one.id in today for one in weighing.scores.ranking)
    best = pool.best(draws)
    return Robustness(
        draws=search.draws,
        seed=search.seed,
        top=top,
        standings=_Reading(
            weighing, space, pool, draws, best, every, proof, probes, corners
        ).standings(top, search.follow),
        portfolios=_candidacies(pool, best, today),
        probes=probes,
        corners=len(corners) or None,
        enumerated=every is not None,
        proof=proof,
    )


def _complete(pool: Pool, every: Sequence[Choice], draws: Array) -> None:
    """Put all portfolios into the pool that are the best of all in some draw.

    None but those that no other dominates can be, so that no draw gets a lesser one.
    """
    everything = Pool(pool.weighing, [*pool.choices, *map(dict, every)])
    everything.sort()
    best = (everything.choices[place] for place in np.unique(everything.best(draws)))
    pool.choices += [choice for choice in best if choice not in pool.choices]


def _exact(space: WeightSpace, draws: Array) -> list[Weights]:
    """Return the draws as fractions that are admissible to the last digit.

    The last free weight takes up what rounding leaves; a draw so near a bound that rounding takes
    it out of the polytope is passed over.
    """
    free = space.free
    exact = []
    for row in draws:
        point = list(space.inside())
        for i in free[:-1]:
            point[i] = Fraction(round(float(row[i]) * GRID), GRID)
        if free:
            point[free[-1]] += 1 - sum(point)
        exact.append(tuple(point))
    return [point for point in exact if space.holds(point)]


def _fill(
    pool: Pool,
    space: WeightSpace,
    corners: Sequence[Weights],
    stream: np.random.Generator,
    follow: Follow,
) -> tuple[int, bool]:
    """Probe at the corners, and then until a whole batch of draws finds nothing better.

    Return how many selections were made with those before, and whether it came to rest.
    """
    solved = 2 + len(_asked(pool, corners, follow))
    for _ in range(BATCHES):
        batch = _exact(space, sample(space, BATCH, stream))
        gains = _asked(pool, batch, follow)
        solved += len(gains)
        if len(gains) < len(batch):
            return solved, False
        if not any(gains):
            return solved, True
    return solved, False


def _asked(pool: Pool, weights: Sequence[Weights], follow: Follow) -> tuple[int, ...]:
    """Return by how much each of the weights beats the pool, till somebody has enough."""
    return until_stopped(follow(range(len(weights))), lambda place: pool.ask(weights[place]))


def _candidacies(
    pool: Pool, best: NDArray[np.intp], today: frozenset[str]
) -> tuple[Candidacy, ...]:
    """Return the sets of projects that are the best in some draw, the most frequent first."""
    counts: Counter[frozenset[str]] = Counter()
    for place, count in enumerate(np.bincount(best, minlength=len(pool.choices))):
        counts[frozenset(pool.choices[place])] += int(count)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], sorted(one[0])))
    return tuple(
        Candidacy(tuple(sorted(ids)), count / len(best), *exchanged(today, ids))
        for ids, count in ordered
        if count
    )


@dataclass(frozen=True)
class _Reading:
    """Reads from the draws how each project fares; `every` are the portfolios not dominated."""

    weighing: Weighing
    space: WeightSpace
    pool: Pool
    draws: Array
    best: NDArray[np.intp]
    every: tuple[Choice, ...] | None
    proof: Proof
    probes: Probes
    corners: Sequence[Weights]

    def standings(self, top: int, follow: Follow) -> tuple[Standing, ...]:
        """Return a standing for each project that could be chosen, by falling share, then id."""
        scores = self.weighing.scores
        ranks = places(scores.ranking, self.draws, top)
        ids = sorted({*ranks, *(one.id for one in self.weighing.base.candidates)})
        proved: tuple[bool | None, ...] = until_stopped(
            follow(range(len(ids))), lambda i: self._proved(ids[i])
        )
        proved += (None,) * (len(ids) - len(proved))
        found = (
            self._standing(id_, ranks.get(id_), by_proof)
            for id_, by_proof in zip(ids, proved, strict=True)
        )
        return tuple(sorted(found, key=lambda one: (-one.share, one.id)))

    def _verdict(self, id_: str) -> RobustnessClass:
        held = [id_ in choice for choice in self.pool.choices]
        return "core" if all(held) else "borderline" if any(held) else "exterior"

    def _proved(self, id_: str) -> bool:
        verdict = self._verdict(id_)
        if verdict == "borderline":
            return self._parts(id_, inside=True) and self._parts(id_, inside=False)
        if id_ in self.proof.proved:
            return True
        return id_ not in self.proof.doubtful and is_settled(
            self.weighing.base, id_, core=verdict == "core"
        )

    def _parts(self, id_: str, *, inside: bool) -> bool:
        """Whether every best portfolio holds the project at some weights, or none does.

        Tried where the portfolios found speak most for it: exact selections show if one is as good.
        """
        held = np.array([id_ in choice for choice in self.pool.choices]) == inside
        lead = self._worth[:, held].max(axis=1) - self._worth[:, ~held].max(axis=1)
        place = int(lead.argmax())
        for weights in (*self.corners[place : place + 1], *self._drawn(place - len(self.corners))):
            problem = self.weighing.problem(weights)
            best = max(problem.value(one) for one in self.pool.choices)
            other = problem.without(id_) if inside else problem.with_bound(id_)
            return not exceeds(other, best - 1)
        return False

    def _drawn(self, place: int) -> list[Weights]:
        return _exact(self.space, self.draws[place : place + 1]) if place >= 0 else []

    @cached_property
    def _worth(self) -> Array:
        """What each portfolio of the pool is worth at the corners, and then in the draws."""
        points = [[float(weight) for weight in corner] for corner in self.corners]
        worth = np.array([self.weighing.worth(choice) for choice in self.pool.choices], dtype=float)
        return np.asarray(np.vstack([*points, self.draws]) @ worth.T)

    def _standing(
        self,
        id_: str,
        ranks: Places | None,
        by_proof: bool | None,  # noqa: FBT001
    ) -> Standing:
        """Return the standing; `by_proof` is None where the search ended before it was tried."""
        held = np.array([id_ in choice for choice in self.pool.choices])
        inside = held[self.best]
        share = float(inside.mean())
        index = None if self.every is None else core_index(id_, self.every)
        verdict = self._verdict(id_)
        settled = index is not None and index == {"core": 1, "exterior": 0}.get(verdict)
        proved = bool(by_proof) or settled
        unclear = id_ in self.proof.tied or verdict == "borderline"
        whole = proved and verdict != "borderline"  # at all weights, whatever was drawn
        drawn = sqrt(share * (1 - share) / len(self.draws))
        return Standing(
            id=id_,
            share=share,
            standard_error=0.0 if whole else hypot(drawn, self._missing),
            core_index=index,
            verdict=verdict,
            proved=proved,
            tied=by_proof is not None and unclear and not proved,
            places=ranks,
            decides=self._decides(inside),
        )

    @property
    def _missing(self) -> float:
        """Return the share of the weights at which the pool may lack the best portfolio.

        It is the mean of what is known of it after the checks, from no knowledge before (Laplace's
        rule of succession), and nothing where all portfolios were tried.
        """
        if self.every is not None:
            return 0.0
        return (self.probes.missed + 1) / (self.probes.checked + 2)

    def _decides(self, inside: NDArray[np.bool_]) -> tuple[int, float] | None:
        """Return the criterion whose weight correlates most with `inside`, and how much."""
        if inside.all() or not inside.any() or not self.space.free:
            return None
        free = list(self.space.free)
        weights = self.draws[:, free] - self.draws[:, free].mean(axis=0)
        off = inside - inside.mean()
        with_it = off @ weights / np.sqrt((off**2).sum() * (weights**2).sum(axis=0))
        strongest = int(np.abs(np.round(with_it, 9)).argmax())
        return free[strongest], float(with_it[strongest])
