"""How uncertain amounts add up: what a plan may use of each frame, and how likely it holds.

Monte Carlo over the triangles of `distribution`. All years of one line move together. Lines go
together through one common factor (a Gaussian copula with one factor, as Vasicek's for loans):
prices, delays and optimism hit many projects at once, and to draw them independently would make
every sum look safer than it is. In a bad world costs are high *and* grants and savings are low.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from math import erf, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from innostrat.analysis.optimizer.time_limit import ENOUGH, StoppedError
from innostrat.analysis.uncertainty.distribution import Triangle
from innostrat.budgets import BUDGETS, ByBudget
from innostrat.economy import (
    amount_rows,
    capital_use,
    first_year,
    gross,
    in_units,
    money,
    smallest_unit,
    with_amount,
    within,
)
from innostrat.model.words import FrameKind
from innostrat.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Benefit, Cost, Funding, Project
    from innostrat.model.round import Frame, Round
    from innostrat.money import Estimate
    from innostrat.parts import FrameInYear

Draws: TypeAlias = "NDArray[np.float64]"
ROUNDING: Final = 1e-6  # of the smallest unit: what floats may be off in a sum of whole numbers
FEWEST: Final = 100  # draws of which anything is said
STEP: Final = 10  # how many times as many the next sample has


class AmountLine(NamedTuple):
    """What a project uses of a frame (+) or gives back to it (−), by year, under one title."""

    project: str
    title: str
    frame: str
    sign: int
    amounts: Mapping[int, Estimate]
    source: Cost | Funding | Benefit


@dataclass(frozen=True, slots=True)
class Holding:
    """A frame in a year: what is most likely used, 50 and 85 % of the draws, and the limit.

    Amounts are in the frame's smallest unit. `chance` is the share of the draws in which the limit
    holds, with its standard error. It is `certain` where no amount of it moves.
    """

    frame: str
    year: int
    likely: int
    p50: int
    p85: int
    limit: int
    chance: float
    standard_error: float
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """How much of the variance of its budget's sum one line brings: shares of one."""

    project: str
    title: str
    budget: FrameKind
    share: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the draws say of a plan; `together` is the chance that all frames hold in all years.

    `likely`, `p50` and `p85` are of each budget's net money over all years, in kroner. `uncertain`
    counts the amount lines that move. `spreads` are by budget, the largest share first.
    """

    holdings: tuple[Holding, ...]
    together: float
    likely: ByBudget
    p50: ByBudget
    p85: ByBudget
    spreads: tuple[Spread, ...]
    uncertain: int


@dataclass(frozen=True)
class Simulation:
    """Worlds in which every uncertain line of a round has an amount: plans are compared in these.

    `correlation` is that of the normal scores of any two lines, from 0 to 1. `world` tells one set
    of draws from another of the same seed. A line's draws depend on the seed, the world, its
    project's id and its place in the project, and on nothing else: a new project changes no other's
    draws, so plans of two commits meet the same luck. One that `stops` raises a StoppedError when
    somebody has enough before a line is drawn.
    """

    portfolio: Portfolio
    round: Round
    draws: int
    seed: int
    correlation: float
    world: int = 0
    stops: bool = False
    # None is of those that `replace` hands on: what was found is of this portfolio and these draws.
    _chances: dict[tuple[str, int], Draws] = field(default_factory=dict, repr=False, init=False)
    _lines: dict[str, tuple[AmountLine, ...]] = field(default_factory=dict, repr=False, init=False)
    _capital: dict[tuple[str, int, int], list[dict[FrameInYear, float]]] = field(
        default_factory=dict, repr=False, init=False
    )

    def lines(self, id_: str) -> tuple[AmountLine, ...]:
        """Return what of the project counts in a frame: its costs, grants, and savings."""
        if id_ not in self._lines:
            self._lines[id_] = tuple(_lines(self.portfolio.projects[id_], self.round))
        return self._lines[id_]

    def chances(self, id_: str, place: int) -> Draws:
        """Return a number from 0 to 1 in each draw: how high the line's amounts are then."""
        key = id_, place
        if key not in self._chances:
            if self.stops and ENOUGH.get()():
                raise StoppedError
            name = int.from_bytes(id_.encode())
            common = self._normal(0, 0) * self.lines(id_)[place].sign
            own = self._normal(1 + place, name)
            score = sqrt(self.correlation) * common + sqrt(1 - self.correlation) * own
            halved = map(erf, (score / sqrt(2)).tolist())
            self._chances[key] = (1 + np.fromiter(halved, float, self.draws)) / 2
        return self._chances[key]

    def _normal(self, place: int, name: int) -> Draws:
        stream = np.random.default_rng([self.seed, self.world, place, name])
        return stream.standard_normal(self.draws)

    def own(self, id_: str, start: int) -> dict[FrameInYear, Draws | float]:
        """Return what the project, begun that year, uses of frames: a number where certain."""
        project = self.portfolio.projects[id_]
        shift = start - first_year(project, self.round)
        used: dict[FrameInYear, Draws | float] = {
            key: float(kroner) for key, kroner in capital_use(project, self.round, shift).items()
        }
        for place in range(len(self.lines(id_))):
            for resource, drawn in self._drawn(id_, place, start):
                used[resource] = used.get(resource, 0.0) + drawn
        return used

    def _drawn(
        self, id_: str, place: int, start: int
    ) -> Iterator[tuple[FrameInYear, Draws | float]]:
        """Yield what a line uses of frames, and what its luck adds to what investments cost."""
        line = self.lines(id_)[place]
        rates = iter(self._rates(id_, place, start))
        for resource, amount, frame in self._amounts(line, start):
            rate, likely = next(rates, {}), float(in_units(amount.likely, frame))
            if amount.is_certain:
                yield resource, line.sign * likely
                continue
            drawn = smallest_unit(frame) * _triangle(amount).quantile(self.chances(id_, place))
            yield resource, line.sign * drawn
            for paid_in, share in rate.items():
                yield paid_in, share * (drawn - likely)

    def _rates(self, id_: str, place: int, start: int) -> list[dict[FrameInYear, float]]:
        """Return, by year of a line, what a krone more in it makes investments cost operating.

        Loans and own means go in proportion to what is bought, less what is granted for it, so the
        way from the low amount to the high tells what each krone between them does.
        """
        key = id_, place, start
        if key not in self._capital:
            line, project = self.lines(id_)[place], self.portfolio.projects[id_]
            shift = start - first_year(project, self.round)
            self._capital[key] = [
                _rate(project, line, (resource[1], amount), self.round, shift)
                for resource, amount, _ in self._amounts(line, start)
            ]
        return self._capital[key]

    def use(self, starts: Mapping[str, int]) -> dict[FrameInYear, Draws]:
        """Return what the projects, begun in these years, use of each frame in each draw."""
        used: dict[FrameInYear, Draws | float] = dict.fromkeys(self._resources(), 0.0)
        for id_, start in sorted(starts.items()):
            for resource, amounts in self.own(id_, start).items():
                used[resource] = used[resource] + amounts
        return {resource: amounts + np.zeros(self.draws) for resource, amounts in used.items()}

    def likely(self, starts: Mapping[str, int]) -> dict[FrameInYear, int]:
        """Return what they most likely use, as the plan counts it."""
        used = dict.fromkeys(self._resources(), 0)
        for id_, year in starts.items():
            project = self.portfolio.projects[id_]
            shift = year - first_year(project, self.round)
            for resource, amount in money(project, self.round, shift).net.items():
                used[resource] += amount
        return used

    def _resources(self) -> Iterator[FrameInYear]:
        return ((frame.id, year) for frame in self.round.frames for year in self.round.years)

    def _placed(self, starts: Mapping[str, int]) -> Iterator[tuple[str, int, AmountLine]]:
        for id_ in sorted(starts):
            for place, line in enumerate(self.lines(id_)):
                yield id_, place, line

    def _amounts(
        self, line: AmountLine, start: int
    ) -> Iterator[tuple[FrameInYear, Estimate, Frame | None]]:
        """Yield the line's amounts within the round, and their frame."""
        shift = start - first_year(self.portfolio.projects[line.project], self.round)
        frame = self.round.frame(line.frame)
        for year, amount in within(line.amounts, self.round.years, shift):
            yield (line.frame, year), amount, frame

    def _moves(self, line: AmountLine, start: int) -> bool:
        """Whether anything of the line is uncertain within the round."""
        return any(not amount.is_certain for _, amount, _ in self._amounts(line, start))

    def outlook(self, starts: Mapping[str, int], limits: Mapping[FrameInYear, int]) -> Outlook:
        """Return how a plan fares over the draws, within these limits."""
        used, likely = self.use(starts), self.likely(starts)
        holds = {key: amounts <= limits[key] + ROUNDING for key, amounts in used.items()}
        totals = self._totals(used)
        p50, p85 = (
            ByBudget(*(percentile(totals[kind], share) for kind in BUDGETS))
            for share in (0.5, 0.85)
        )
        return Outlook(
            tuple(
                self._holding(key, amounts, likely[key], limits[key], holds[key])
                for key, amounts in used.items()
            ),
            float(np.logical_and.reduce([np.ones(self.draws, bool), *holds.values()]).mean()),
            gross(likely, self.round),
            p50,
            p85,
            self._spreads(starts, totals),
            sum(self._moves(line, starts[id_]) for id_, _, line in self._placed(starts)),
        )

    def _holding(
        self, key: FrameInYear, amounts: Draws, likely: int, limit: int, holds: NDArray[np.bool_]
    ) -> Holding:
        chance = float(holds.mean())
        error = sqrt(chance * (1 - chance) / self.draws)
        p50, p85 = percentile(amounts, 0.5), percentile(amounts, 0.85)
        certain = bool(amounts.min() == amounts.max())
        return Holding(*key, likely, p50, p85, limit, chance, error, certain)

    def _totals(self, used: Mapping[FrameInYear, Draws]) -> dict[FrameKind, Draws]:
        """Return what is used of each budget's frames over all years, in each draw."""
        totals = {kind: np.zeros(self.draws) for kind in BUDGETS}
        for frame in self.round.budget_frames:
            for year in self.round.years:
                totals[frame.kind] = totals[frame.kind] + used[frame.id, year]
        return totals

    def _spreads(
        self, starts: Mapping[str, int], totals: Mapping[FrameKind, Draws]
    ) -> tuple[Spread, ...]:
        """Return each uncertain line's covariance with its budget's sum, as a share of variance."""
        kinds = {frame.id: frame.kind for frame in self.round.budget_frames}
        found = []
        for id_, place, line in self._placed(starts):
            if not self._moves(line, starts[id_]):
                continue
            sums: dict[FrameKind, Draws] = {}
            for (frame, _), drawn in self._drawn(id_, place, starts[id_]):
                if kind := kinds.get(frame):
                    sums[kind] = sums.get(kind, np.zeros(self.draws)) + drawn
            for kind, own in sums.items():
                total = totals[kind]
                if variance := float(total.var()):
                    covariance = float(((own - own.mean()) * (total - total.mean())).mean())
                    found.append(Spread(id_, line.title, kind, covariance / variance))
        return tuple(
            sorted(
                found,
                key=lambda one: (BUDGETS.index(one.budget), -one.share, one.project, one.title),
            )
        )


def sample_sizes(draws: int) -> tuple[int, ...]:
    """Return smaller numbers of draws that are worth knowing first, and all of them, rising.

    Each sample is a part of the next: the sum of all is a ninth more than the last one.
    """
    sizes = [draws]
    while sizes[0] >= STEP * FEWEST:
        sizes.insert(0, sizes[0] // STEP)
    return tuple(sizes)


@cache
def _triangle(estimate: Estimate) -> Triangle:
    return Triangle.through(estimate)


def percentile(amounts: Draws, part: float) -> int:
    """Return the smallest amount that this part of the draws does not exceed, in whole units."""
    return round(float(np.quantile(amounts, part, method="inverted_cdf")))


def _lines(project: Project, round_: Round) -> Iterator[AmountLine]:
    """Yield what counts in a frame: costs, granted funding, and savings where they free room."""
    for part, title, frame_id, amounts, source in amount_rows(project, round_):
        counts = part is not Part.SAVING or round_.committed_savings_refill
        if counts and (frame := round_.frame(frame_id)):
            name = title or frame.title
            yield AmountLine(project.id, name, frame_id, part.sign, amounts, source)


def _rate(
    project: Project, line: AmountLine, when: tuple[int, Estimate], round_: Round, shift: int
) -> dict[FrameInYear, float]:
    """Return what a krone more of a line in a year makes its investments take of frames."""
    (year, amount), bought = when, round_.frame(line.frame)
    if amount.is_certain or bought is None or bought.kind is not FrameKind.INVESTMENT:
        return {}
    low, high = (
        capital_use(with_amount(project, line.source, year - shift, one), round_, shift)
        for one in (amount.low, amount.high)
    )
    width = float(amount.high - amount.low)
    moved = ((key, high.get(key, 0) - low.get(key, 0)) for key in {**low, **high})
    return {key: more / width for key, more in moved if more}
