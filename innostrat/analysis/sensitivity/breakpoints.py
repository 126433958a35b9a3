"""How far each weight may move before the set of funded projects changes: exact, by breakpoints.

One criterion's share t of the weights moves from 0 to 1 while the others keep their proportions. A
portfolio's value is a straight line in t, and the best value is the upper envelope of those lines:
convex and piecewise linear. Where today's line leaves the envelope is found by Newton's steps
(Dinkelbach): take the best portfolio at the far end, go back to where the two lines cross, select
again there, until nothing is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.problem import exchanged
from innostrat.analysis.optimizer.time_limit import until_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.pool import Choice, Pool

    Follow = Callable[[Sequence[int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """What enters and leaves the plan when a weight goes past `at`, a share of all weights."""

    at: Fraction
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """The share of a criterion, by its place, today, and what changes below and above it.

    None where nothing changes down to 0, or up to 1.
    """

    criterion: int
    today: Fraction
    below: Breakpoint | None
    above: Breakpoint | None


def intervals(pool: Pool, plan: Mapping[str, int], follow: Follow = iter) -> tuple[Interval, ...]:
    """Return the interval of each criterion in which the projects of `plan` stay the best ones.

    `plan` is the best portfolio at the strategy's weights. A project that only starts in another
    year is no change. Exact to 1/10 000 point a project, in which values are counted. A criterion
    that has all the weight today has no others to keep in proportion, and is left out.
    """
    today = pool.weighing.today
    searching = _Search(pool, dict(plan), today)
    places = [i for i, share in enumerate(today) if share < 1]

    def interval(n: int) -> Interval:
        below, above = (searching.edge(places[n], Fraction(end)) for end in (0, 1))
        return Interval(places[n], today[places[n]], below, above)

    return until_stopped(follow(range(len(places))), interval)


@dataclass(frozen=True, slots=True)
class _Search:
    pool: Pool
    plan: Choice
    today: Weights

    def edge(self, place: int, end: Fraction) -> Breakpoint | None:
        """Return the first change of the funded set from today's share towards `end`."""
        current, begun = self.plan, self.today[place]
        while True:
            at, rival = self._leaves(current, place, begun, end)
            if rival is None:
                return None
            if rival.keys() != current.keys():
                return Breakpoint(at, *exchanged(self.plan, rival))
            current, begun = rival, at

    def _leaves(
        self, current: Choice, place: int, begun: Fraction, end: Fraction
    ) -> tuple[Fraction, Choice | None]:
        """Return where the line of `current` leaves the envelope, and the line that is above."""
        at, rival = end, None
        while True:
            weights = self._weights(place, at)
            best = self._best(weights)
            ahead = self._worth(best, weights) - self._worth(current, weights)
            if ahead <= 0:
                return at, rival
            start = self._weights(place, begun)
            lead = self._worth(current, start) - self._worth(best, start)
            behind = max(lead, Fraction(0))
            # Both are linear in t: they are equal where the lead is shared out.
            crossing = begun + (at - begun) * behind / (behind + ahead)
            rival = best
            if crossing == at:
                return at, rival
            at = crossing

    def _weights(self, place: int, share: Fraction) -> Weights:
        rest = (1 - share) / (1 - self.today[place])
        return tuple(share if i == place else one * rest for i, one in enumerate(self.today))

    def _best(self, weights: Weights) -> Choice:
        """Return the best portfolio at the weights; the pool knows it once it has been asked."""
        self.pool.ask(weights)
        return max(self.pool.choices, key=lambda one: self._worth(one, weights))

    def _worth(self, choice: Choice, weights: Weights) -> Fraction:
        parts = self.pool.weighing.worth(choice)
        return sum((w * part for w, part in zip(weights, parts, strict=True)), Fraction(0))
