"""Trials of a strategy's value model, with projects made up for the purpose.

Zero is not doing it, value is a quantity, chance multiplies, demands gate, a weight is a rate of
exchange, and money that a frame pays is not paid again (Clemen and Smith 2009; Morton 2015): each
has a trial here that a model may fail. Exact, but for the rank correlation.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod, sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.model.scales import FULL, GoalScale, LevelScale, NumberScale, ReachScale
from innostrat.model.words import NumberSource, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from innostrat.analysis.value.scoring import Scored
    from innostrat.model.criterion import Criterion
    from innostrat.model.round import Round
    from innostrat.model.scales import FoundationScale
    from innostrat.model.strategy import Strategy

    AnyScale: TypeAlias = LevelScale | GoalScale | FoundationScale | NumberScale | ReachScale

POINTS: Final = 10
"""How many points a rate of exchange is told for."""
TOLERANCE: Final = Fraction(1, 100)
"""How far two halves may be from the whole."""
ENOUGH: Final = 5
"""The fewest projects that are counted and compared."""
TOGETHER: Final = Fraction(4, 5)
"""The rank correlation from which two criteria move together."""


@dataclass(frozen=True, slots=True)
class MadeUpProject:
    """A project made up: its value in points, what each benefit gives, the gates that stop it."""

    value: Fraction
    parts: tuple[tuple[Criterion, Fraction], ...]
    closed: tuple[Criterion, ...]

    @property
    def competes(self) -> bool:
        """Whether all gates let it in."""
        return not self.closed

    @property
    def giving(self) -> tuple[Criterion, ...]:
        """The benefits that give it points, the most first."""
        found = sorted(self.parts, key=lambda part: -part[1])
        return tuple(one for one, points in found if points)


@dataclass(frozen=True, slots=True)
class Halves:
    """What a benefit is worth for half of `whole`, for all of it and for twice as much, 0–100.

    `gain` is what two halves are worth more than the whole, as a part of it.
    """

    criterion: Criterion
    whole: Fraction
    values: tuple[Fraction, Fraction, Fraction]
    gain: Fraction

    @property
    def holds(self) -> bool:
        """Whether half is worth half, within `TOLERANCE`."""
        return abs(self.gain) <= TOLERANCE


@dataclass(frozen=True, slots=True)
class Rate:
    """What `POINTS` points are on a benefit, before the factors.

    `amount` is so much of the quantity; None for a scale that measures none, of which `top` says
    how many points its best answer gives.
    """

    criterion: Criterion
    amount: Fraction | None
    top: Fraction


@dataclass(frozen=True, slots=True)
class Ends:
    """How many of `projects` have the lowest and the highest answer on a criterion."""

    criterion: Criterion
    lowest: int
    highest: int
    projects: int

    @property
    def is_of_levels(self) -> bool:
        """Whether the scale has ends, as a quantity has not."""
        return not is_quantity(self.criterion.scale)

    @property
    def share(self) -> Fraction:
        """The part of the projects at the end where most stand; 0 without projects."""
        return Fraction(max(self.lowest, self.highest), self.projects or 1)

    @property
    def holds(self) -> bool:
        """Whether the criterion tells projects apart: no end of its levels holds most of them."""
        few = self.projects < ENOUGH
        return few or not self.is_of_levels or self.share <= Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two criteria, and the rank correlation of their answers over the projects."""

    one: Criterion
    other: Criterion
    correlation: float

    @property
    def rounded(self) -> Fraction:
        """The correlation with the decimals that are shown."""
        return Fraction(round(self.correlation * 100), 100)

    @property
    def holds(self) -> bool:
        """Whether they do not move together."""
        return self.correlation < TOGETHER


def is_quantity(scale: AnyScale) -> bool:
    """Whether the scale measures an amount of which a project can have half, not a quality."""
    if isinstance(scale, NumberScale):
        return not scale.falls
    return isinstance(scale, GoalScale | ReachScale)


def lowest(scale: AnyScale) -> Fraction:
    """Return the answer of a project that does nothing on the scale."""
    if isinstance(scale, LevelScale):
        return Fraction(min(scale.levels))
    if isinstance(scale, NumberScale) and scale.assessed:
        return min(scale.corners, key=lambda corner: corner[1])[0]
    return Fraction(0)


def highest(scale: AnyScale) -> Fraction:
    """Return the best answer that the scale describes; of a quantity the one that is full."""
    if isinstance(scale, LevelScale):
        return Fraction(max(scale.levels))
    if isinstance(scale, NumberScale):
        return max(scale.corners, key=lambda corner: corner[1])[0]
    return Fraction(scale.full) if isinstance(scale, GoalScale | ReachScale) else Fraction(5)


def made(strategy: Strategy, answers: Mapping[str, Fraction]) -> MadeUpProject:
    """Return what a project with these answers is worth; it answers every criterion."""
    factor = prod(
        (one.value(answers[one.id]) / FULL for one in strategy.of_role(Role.FACTOR)),
        start=Fraction(1),
    )
    weights = strategy.weights
    parts = tuple(
        (one, weights[one.id] * one.value(answers[one.id]) * factor) for one in strategy.benefits
    )
    closed = tuple(one for one in strategy.of_role(Role.GATE) if not one.admits(answers[one.id]))
    return MadeUpProject(sum((points for _, points in parts), Fraction(0)), parts, closed)


def null(strategy: Strategy) -> MadeUpProject:
    """Return the project that has the lowest answer everywhere."""
    return made(strategy, {one.id: lowest(one.scale) for one in strategy.criteria})


def pretty(strategy: Strategy) -> MadeUpProject:
    """Return the project that gives nothing of any quantity, and is the best in all else.

    Where no benefit measures a quantity, it has the lowest answer on every benefit.
    """
    quantities = {one.id for one in strategy.benefits if is_quantity(one.scale)}
    nothing = quantities or {one.id for one in strategy.benefits}
    return made(
        strategy,
        {
            one.id: (lowest if one.id in nothing else highest)(one.scale)
            for one in strategy.criteria
        },
    )


def halves(criterion: Criterion) -> Halves:
    """Return what half and double give on a benefit, from full or where two halves gain most.

    A level is the same for half of a project: two halves get it twice.
    """
    full = highest(criterion.scale)
    if not is_quantity(criterion.scale):
        value = criterion.value(full)
        return Halves(criterion, full, (value, value, value), Fraction(1))
    wholes = [full]
    if isinstance(criterion.scale, NumberScale):
        wholes += [x for x, value in criterion.scale.corners if x > 0 and value > 0]
    found = [_halves(criterion, whole) for whole in wholes]
    return max(found, key=lambda one: (not one.holds, abs(one.gain), one.whole == full))


def _halves(criterion: Criterion, whole: Fraction) -> Halves:
    values = (criterion.value(whole / 2), criterion.value(whole), criterion.value(2 * whole))
    gain = 2 * values[0] / values[1] - 1 if values[1] else Fraction(0)
    return Halves(criterion, whole, values, gain)


def rates(strategy: Strategy) -> tuple[Rate, ...]:
    """Return what ten points are on each benefit with a weight, in the order of the file."""
    weights = strategy.weights
    return tuple(_rate(one, weights[one.id]) for one in strategy.benefits if weights[one.id])


def _rate(criterion: Criterion, weight: Fraction) -> Rate:
    scale, needed = criterion.scale, POINTS / weight
    top = weight * criterion.value(highest(scale))
    if not is_quantity(scale):
        return Rate(criterion, None, top)
    if isinstance(scale, NumberScale):
        return Rate(criterion, _more(scale.corners, needed), top)
    return Rate(criterion, highest(scale) * needed / FULL, top)


def _more(corners: Sequence[tuple[Fraction, Fraction]], needed: Fraction) -> Fraction:
    """Return how much more than the last answer worth nothing gives so many points."""
    begin = max((x for x, value in corners if value <= 0), default=corners[0][0])
    rising = [(x, value) for x, value in corners if x >= begin]
    (x0, y0), *rest = rising
    for x1, y1 in rest:
        if y1 >= needed or (x1, y1) == rising[-1]:
            return x0 + (x1 - x0) * (needed - y0) / (y1 - y0) - begin if y1 > y0 else x1 - begin
        x0, y0 = x1, y1
    return Fraction(0)


def paid(strategy: Strategy, round_: Round | None) -> Iterator[tuple[Criterion, NumberSource]]:
    """Yield the benefits that read money which a frame already pays or gets.

    A net present value takes off the costs that frames carry; a saving that refills a frame is
    money for other projects.
    """
    for one in strategy.benefits:
        source = one.scale.source if isinstance(one.scale, NumberScale) else None
        refills = round_ is not None and round_.committed_savings_refill
        if source is NumberSource.NET_PRESENT_VALUE or (
            source is NumberSource.BUDGET_SAVINGS and refills
        ):
            yield one, source


def scale_ends(strategy: Strategy, projects: Sequence[Scored]) -> tuple[Ends, ...]:
    """Return how many projects stand at the ends of each benefit's and factor's scale.

    Of a quantity the ends are nothing, and full or more.
    """
    return tuple(
        Ends(
            one,
            sum(raw <= lowest(one.scale) for raw in raws),
            sum(raw >= highest(one.scale) for raw in raws),
            len(raws),
        )
        for one, raws in _answers(strategy, projects)
        if not (isinstance(one.scale, NumberScale) and one.scale.falls)
    )


def pairs(strategy: Strategy, projects: Sequence[Scored]) -> tuple[Pair, ...]:
    """Return the pairs of benefits and factors by falling rank correlation over the projects.

    None where there are too few projects, or where all answer alike.
    """
    ranked = [
        (one, _double_ranks(raws, one.value))
        for one, raws in _answers(strategy, projects)
        if len(raws) >= ENOUGH
    ]
    found = [
        Pair(one, other, correlation)
        for (one, left), (other, right) in combinations(ranked, 2)
        if (correlation := _correlation(left, right)) is not None
    ]
    order = {one.id: place for place, one in enumerate(strategy.criteria)}
    return tuple(
        sorted(found, key=lambda p: (-round(p.correlation, 9), order[p.one.id], order[p.other.id]))
    )


def _answers(
    strategy: Strategy, projects: Sequence[Scored]
) -> list[tuple[Criterion, list[Fraction]]]:
    raws: dict[str, list[Fraction]] = {}
    for scored in projects:
        for one in scored.weighing:
            raws.setdefault(one.criterion.id, []).append(one.raw)
    return [(one, raws.get(one.id, [])) for one in strategy.criteria if one.role is not Role.GATE]


def _correlation(a: list[int], b: list[int]) -> float | None:
    """Return Spearman's rank correlation of twice the ranks; ties share their rank."""
    mean = len(a) + 1  # of twice the ranks, whatever ties there are
    together = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return together / sqrt(spread) if spread else None


def _double_ranks(raws: list[Fraction], value: Callable[[Fraction], Fraction]) -> list[int]:
    """Return twice each one's rank, so that also those of ties are whole."""
    worth = {raw: value(raw) for raw in set(raws)}
    ranks, below = {}, 0
    for one, count in sorted(Counter(worth[raw] for raw in raws).items()):
        ranks[one] = 2 * below + count + 1
        below += count
    return [ranks[worth[raw]] for raw in raws]
