"""How uncertain amounts add up: what a plan may use of each frame, and how likely it holds.

Monte Carlo over the triangles of `distribution`. All years of one line move together. Lines go
together through one common factor (a Gaussian copula with one factor, as Vasicek's for loans):
prices, delays and optimism hit many projects at once, and to draw them independently would make
every sum look safer than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import erf, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from innostrat.analysis.competition import first_year
from innostrat.analysis.distribution import Triangle
from innostrat.analysis.economy import smallest_unit
from innostrat.model.words import BenefitKind, FundingStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.money import Estimate

Draws: TypeAlias = "NDArray[np.float64]"
Resource: TypeAlias = tuple[str, int]
NORMAL: Final = np.vectorize(lambda z: (1 + erf(z / sqrt(2))) / 2, otypes=[float])


class AmountLine(NamedTuple):
    """What a project uses of a frame (+) or gives back to it (−), by year, under one title."""

    project: str
    title: str
    frame: str
    sign: int
    amounts: Mapping[int, Estimate]

    @property
    def is_certain(self) -> bool:
        """Whether nothing about it is uncertain."""
        return all(one.is_certain for one in self.amounts.values())


@dataclass(frozen=True, slots=True)
class Holding:
    """A frame in a year: what is most likely used, 50 and 85 % of the draws, and the limit.

    Amounts are in the frame's smallest unit. `chance` is the share of the draws in which the limit
    holds, with its standard error.
    """

    frame: str
    year: int
    likely: int
    p50: int
    p85: int
    limit: int
    chance: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How much of the variance of the sum of all money one line brings: shares of one."""

    project: str
    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the draws say of a plan; `together` is the chance that all frames hold in all years.

    `total` has likely, P50 and P85 of the net money over all years, in kroner.
    """

    holdings: tuple[Holding, ...]
    together: float
    total: tuple[int, int, int]
    spreads: tuple[Spread, ...]
    uncertain: int


@dataclass(frozen=True)
class Simulation:
    """Drawn once for all projects of a round, so that plans are compared in the same worlds.

    `correlation` is that of the normal scores of any two lines, from 0 to 1. The draws depend on
    the seed, the ids of the projects and the order of their lines, and on nothing else.
    """

    portfolio: Portfolio
    round: Round
    draws: int
    seed: int
    correlation: float

    @cached_property
    def lines(self) -> dict[str, tuple[AmountLine, ...]]:
        """The lines of each project that still asks for something."""
        projects = [one for one in self.portfolio.projects.values() if one.stands]
        return {one.id: tuple(_lines(one, self.round)) for one in projects}

    @cached_property
    def chances(self) -> dict[tuple[str, int], Draws]:
        """For each uncertain line, by project and place, a number from 0 to 1 in each draw."""
        stream = np.random.default_rng(self.seed)
        common = sqrt(self.correlation) * stream.standard_normal(self.draws)
        own = sqrt(1 - self.correlation)
        return {
            (id_, place): NORMAL(common + own * stream.standard_normal(self.draws))
            for id_, lines in sorted(self.lines.items())
            for place, line in enumerate(lines)
            if not line.is_certain
        }

    def use(self, starts: Mapping[str, int]) -> dict[Resource, Draws]:
        """Return what the projects, begun in these years, use of each frame in each draw."""
        used: dict[Resource, Draws] = {
            (frame.id, year): np.zeros(self.draws)
            for frame in self.round.frames
            for year in self.round.years
        }
        for id_, place, _ in self._placed(starts):
            for resource, amounts in self._line(id_, place, starts[id_]):
                used[resource] = used[resource] + amounts
        return used

    def _placed(self, starts: Mapping[str, int]) -> Iterator[tuple[str, int, AmountLine]]:
        for id_ in sorted(starts):
            for place, line in enumerate(self.lines.get(id_, ())):
                yield id_, place, line

    def _line(self, id_: str, place: int, start: int) -> Iterator[tuple[Resource, Draws]]:
        """Yield a line's amounts in each year of the round, in the frame's smallest unit."""
        line = self.lines[id_][place]
        project = self.portfolio.projects[id_]
        shift = start - first_year(project, self.round)
        frame = self.round.frame(line.frame)
        unit = 1 if frame is None else smallest_unit(frame)
        for year, amount in line.amounts.items():
            if year + shift not in self.round.years:
                continue
            if amount.is_certain:
                drawn = np.full(self.draws, float(round(amount.likely * unit)))
            else:
                drawn = Triangle.through(amount).quantile(self.chances[id_, place]) * unit
            yield (line.frame, year + shift), line.sign * drawn

    def likely(self, starts: Mapping[str, int]) -> dict[Resource, int]:
        """Return what they most likely use, as the plan counts it."""
        used = dict.fromkeys(self.use({}), 0)
        for id_, place, line in self._placed(starts):
            project = self.portfolio.projects[id_]
            shift = starts[id_] - first_year(project, self.round)
            frame = self.round.frame(line.frame)
            unit = 1 if frame is None else smallest_unit(frame)
            for year, amount in self.lines[id_][place].amounts.items():
                if year + shift in self.round.years:
                    used[line.frame, year + shift] += line.sign * round(amount.likely * unit)
        return used

    def outlook(self, starts: Mapping[str, int], limits: Mapping[Resource, int]) -> Outlook:
        """Return how a plan fares over the draws, within these limits."""
        used, likely = self.use(starts), self.likely(starts)
        holds = {key: amounts <= limits[key] + 1e-6 for key, amounts in used.items()}
        holdings = tuple(
            self._holding(key, amounts, likely[key], limits[key], holds[key])
            for key, amounts in used.items()
        )
        together = np.logical_and.reduce(list(holds.values())) if holds else np.ones(1, bool)
        money = {frame.id for frame in self.round.money_frames}
        total = sum((a for key, a in used.items() if key[0] in money), np.zeros(self.draws))
        most_likely = sum(amount for key, amount in likely.items() if key[0] in money)
        return Outlook(
            holdings,
            float(together.mean()),
            (most_likely, _percentile(total, 50), _percentile(total, 85)),
            self._spreads(starts, total),
            sum(not line.is_certain for _, _, line in self._placed(starts)),
        )

    def _holding(
        self, key: Resource, amounts: Draws, likely: int, limit: int, holds: NDArray[np.bool_]
    ) -> Holding:
        chance = float(holds.mean())
        return Holding(
            *key,
            likely,
            _percentile(amounts, 50),
            _percentile(amounts, 85),
            limit,
            chance,
            sqrt(chance * (1 - chance) / self.draws),
        )

    def _spreads(self, starts: Mapping[str, int], total: Draws) -> tuple[Spread, ...]:
        """Return each uncertain line's covariance with the sum, as a share of its variance."""
        variance = float(total.var())
        money = {frame.id for frame in self.round.money_frames}
        if not variance:
            return ()
        found = []
        for id_, place, line in self._placed(starts):
            if line.is_certain or line.frame not in money:
                continue
            own = sum((a for _, a in self._line(id_, place, starts[id_])), np.zeros(self.draws))
            covariance = float(((own - own.mean()) * (total - total.mean())).mean())
            found.append(Spread(id_, line.title, covariance / variance))
        return tuple(sorted(found, key=lambda one: (-one.share, one.project, one.title)))


def _percentile(amounts: Draws, per_cent: int) -> int:
    """Return the smallest amount that so many per cent of the draws do not exceed."""
    return round(float(np.quantile(amounts, per_cent / 100, method="inverted_cdf")))


def _lines(project: Project, round_: Round) -> Iterator[AmountLine]:
    """Yield what counts in a frame: costs, granted funding, and savings where they free room."""
    known = {frame.id for frame in round_.frames}
    for cost in project.costs:
        if cost.frame in known:
            yield AmountLine(project.id, cost.title, cost.frame, 1, cost.amounts)
    for funding in project.funding:
        if funding.status is FundingStatus.GRANTED and funding.frame in known:
            yield AmountLine(project.id, funding.title, funding.frame, -1, funding.amounts)
    for benefit in project.benefits:
        saved = benefit.kind is BenefitKind.BUDGET and benefit.committed and benefit.amounts
        if saved and round_.committed_savings_refill and benefit.frame in known:
            yield AmountLine(project.id, benefit.title, str(benefit.frame), -1, saved)
