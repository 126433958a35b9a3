"""Why a project is in or out: what forcing it costs, and the smallest change that turns the answer.

Every answer comes from selecting again under one changed condition, so it is exact to the step that
is named: ten-thousandths of a point, whole levels, whole per cent, whole years, whole kroner.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import starmap
from math import ceil
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.contrast import contrast
from innostrat.analysis.optimizer.problem import Candidate
from innostrat.analysis.optimizer.time_limit import Questions
from innostrat.analysis.optimizer.worth import greatest_value
from innostrat.analysis.plan.competition import compete, kept, needed, possible_starts
from innostrat.analysis.plan.turning import (
    TODAY,
    Asked,
    Priced,
    cost_kept,
    cost_needed,
    room_needed,
)
from innostrat.analysis.value.scoring import UNITS, units
from innostrat.economy import first_year, from_units, in_units, money
from innostrat.model.scales import LevelScale
from innostrat.money import Estimate, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from innostrat.analysis.optimizer.contrast import Contrast
    from innostrat.analysis.optimizer.problem import Problem, Resource, Solution
    from innostrat.analysis.optimizer.problem import StartOption as Option
    from innostrat.analysis.value.scoring import Answered, Scored, Scores, ValuePart
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Cost
    from innostrat.model.round import Frame


HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Turn:
    """A criterion whose level alone would turn the answer: from `before` to `after`."""

    criterion: Criterion
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Why:
    """What decides about one project.

    `contrast` is the best portfolio with the project forced the other way. `margin` is the smallest
    rise of its value, in points, with which it comes in, or the smallest fall with which it goes
    out; None when none does. `turns` are the criteria that can do it alone. `cost` is about its
    kroner, and `capacity` about each frame of capacity that it uses. `years` are other first years
    in which it would come in. `room` is the least that a frame must grow, alone, to let it in: no
    frame by more than the project lacks in it, and in the years in which it lacks it. `unknown`
    names those whose answer somebody did not wait for; they say nothing.
    """

    contrast: Contrast
    funded: bool
    margin: Fraction | None
    turns: tuple[Turn, ...]
    cost: Priced
    capacity: Mapping[str, Priced]
    years: tuple[int, ...]
    room: Mapping[Resource, int]
    unknown: frozenset[str] = frozenset()

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames that let it in alone."""
        return tuple(sorted({frame for frame, _ in self.room}))


def explain_selection(
    portfolio: Portfolio,
    scores: Scores,
    project_id: str,
    base: Solution,
    short: Mapping[Resource, int],
) -> Why:
    """Return why a project that competes is in or out of the portfolio `base`, the proved best one.

    `short` is what each frame and year lacks for it (see `planning.Left`), empty when it is in.
    """
    problem = compete(portfolio, scores.round, scores).problem
    forced = contrast(problem, project_id, base)
    asking = _Asking(portfolio, scores, project_id, problem, base, forced)
    funded = project_id in base.starts
    kroner = frozenset(frame.id for frame in scores.round.money_frames)
    questions = Questions()
    return Why(
        contrast=forced,
        funded=funded,
        margin=questions.ask("margin", asking.margin, None),
        turns=questions.ask("turns", lambda: tuple(asking.turns()), ()),
        cost=questions.ask("cost", lambda: asking.priced(kroner), Priced(None)),
        capacity=questions.ask("capacity", asking.capacity, {}),
        years=() if funded else questions.ask("years", lambda: tuple(asking.years()), ()),
        room={} if funded else questions.ask("room", lambda: asking.room(short), {}),
        unknown=frozenset(questions.unknown),
    )


@dataclass(frozen=True)
class _Asking:
    """Asks the optimiser one question after the other about one project."""

    portfolio: Portfolio
    scores: Scores
    id: str
    problem: Problem
    base: Solution
    forced: Contrast

    @property
    def scored(self) -> Scored | None:
        return self.scores.find(self.id)

    @property
    def is_fixed(self) -> bool:
        """Whether it is in the plan whatever it is worth or costs."""
        is_bound = self.portfolio.projects[self.id].is_bound
        return is_bound or (self.funded and self.forced.loss is None)

    @property
    def funded(self) -> bool:
        return self.id in self.base.starts

    @property
    def without(self) -> int:
        """What the best plan without it is worth; of no use where none is without it."""
        return self.base.value - (self.forced.loss or 0 if self.funded else 0)

    @cached_property
    def asked(self) -> Asked:
        """The project, for those who ask whether a plan holds it when it alone is different."""
        return Asked(self.id, None if self.is_fixed else self.without, [self.base.starts])

    @cached_property
    def tie(self) -> range | None:
        """Its values, before any delay, at which plans with it and without it are worth the same.

        Below the first of them none with it is worth as much, above the last one some is worth
        more; empty where rounding leaps over what is needed. From the best that the others are
        worth beside each of its starts, and exact. None where no value is enough.
        """
        if self.is_fixed or self.scored is None:
            return None
        without = self.without
        needs = [
            (self._kept(one), without - best)
            for one in self._options()
            if (best := self._beside(one)) is not None
        ]
        first = min((one for one in starmap(_least, needs) if one is not None), default=None)
        if first is None:
            return None
        endless = max(first, self.scored.units) + 1
        beyond = min((one for one in starmap(_beyond, needs) if one is not None), default=endless)
        return range(first, beyond)

    def _kept(self, start: Option) -> Fraction:
        project, round_ = self.portfolio.projects[self.id], self.scores.round
        return kept(round_, start.year - first_year(project, round_))

    def _beside(self, start: Option) -> int | None:
        """Return what the others are worth at the most when it starts then."""
        alone = self._with((replace(start, value=0),)).with_bound(self.id)
        return greatest_value(alone)

    def margin(self) -> Fraction | None:
        """Return the smallest change of its value that turns the answer, in points."""
        if self.scored is None:
            return None
        value = self._nearest()
        if value is None and self.goes_with_its_value and self.scored.units:
            value = 0
        return None if value is None else Fraction(abs(value - self.scored.units), UNITS)

    @cached_property
    def goes_with_its_value(self) -> bool:
        """Whether it goes out when it gives nothing, since it is neither bound nor needed."""
        is_bound = self.portfolio.projects[self.id].is_bound
        return self.funded and not is_bound and self.id not in needed(self.portfolio, self.scores)

    def _nearest(self) -> int | None:
        """Return the value nearest to today's that turns the answer, where it can be had."""
        if self.tie is None or self.scored is None:
            return None
        near, beyond = self.tie.start, self.tie.stop
        if self.funded:
            near, beyond = self.tie.stop - 1, self.tie.start - 1
        value = near if self.tie and self._turned(near) else beyond
        most = self._most()
        impossible = value < 0 or (most is not None and value > max(most, self.scored.units))
        return None if impossible else value

    def _most(self) -> int | None:
        """Return the most that it can be worth; None where a scale has no end."""
        best: dict[str, Fraction] = {}
        for one in self.scored.weighing if self.scored else ():
            scale = one.criterion.scale
            if not isinstance(scale, LevelScale):
                return None
            values = [one.criterion.value(Fraction(level)) for level in scale.levels]
            best[one.criterion.id] = max(values)
        return units(self.scored.valued(best)) if self.scored else None

    def _options(self) -> tuple[Option, ...]:
        return next(one.starts for one in self.problem.candidates if one.id == self.id)

    def turns(self) -> Iterator[Turn]:
        """Yield the criteria whose level alone turns it, each with the nearest that does."""
        if self.scored is None:
            return
        if self.funded and not self.is_fixed:
            yield from _closing(self.scored)
        if self.tie is None and not self.goes_with_its_value:
            return
        for one in self.scored.weighing:
            if isinstance(one.criterion.scale, LevelScale):
                yield from self._turn(self.scored, one, one.criterion.scale)

    def _turn(self, scored: Scored, one: ValuePart | Answered, scale: LevelScale) -> Iterator[Turn]:
        criterion = one.criterion
        values = {
            level: units(scored.valued({criterion.id: criterion.value(Fraction(level))}))
            for level in sorted(scale.levels)
        }
        nearest = sorted(values, key=lambda level: abs(values[level] - scored.units))
        turned = next((level for level in nearest if self._turned(values[level])), None)
        if turned is not None:
            yield Turn(criterion, one.raw, Fraction(turned))

    def _turned(self, value: int) -> bool:
        """Return whether another value turns the answer; a selection says which equal is taken."""
        if value == 0 and self.goes_with_its_value:
            return True
        if self.tie is None:
            return False
        if value not in self.tie:
            return self.funded == (value < self.tie.start)
        project, round_ = self.portfolio.projects[self.id], self.scores.round
        changed = self._with(tuple(possible_starts(project, round_, value)))
        return self.asked.is_chosen(changed) != self.funded

    def uses(self, frames: AbstractSet[str]) -> bool:
        """Whether any start costs anything in these frames."""
        return any(key[0] in frames for one in self._options() for key in self._costs(one))

    def _costs(self, start: Option) -> Mapping[Resource, int]:
        project, round_ = self.portfolio.projects[self.id], self.scores.round
        costs = money(project, round_, start.year - first_year(project, round_)).costs
        return {key: cost for key, cost in costs.items() if cost}

    def capacity(self) -> dict[str, Priced]:
        """Return the price in each frame of capacity that it uses."""
        frames = [one.id for one in self.scores.round.frames if not one.is_money]
        return {one: self.priced(frozenset({one})) for one in frames if self.uses({one})}

    def priced(self, frames: AbstractSet[str]) -> Priced:
        """Return at which per cent of its costs in these frames the answer turns."""
        if self.is_fixed or not self.uses(frames):
            return Priced(None)
        at = partial(self._at_cost, frames)
        kroner = {frame.id for frame in self.scores.round.money_frames}
        ruled = bool(self.problem.shares and frames & kroner)
        if not self.funded:
            return cost_needed(at, self.asked, ruled=ruled)
        # Where a single unit of cost is more than there can be, no start that has any is possible.
        freed = sum(
            max(0, -use) for one in self.problem.starts().values() for use in one.use.values()
        )
        most = TODAY * (1 + max(self.problem.limits.values()) + freed)
        return cost_kept(at, self.asked, most, ruled=ruled)

    def _at_cost(self, frames: AbstractSet[str], percent: int) -> Problem:
        """Return the problem with its costs in these frames at so many per cent, rounded up.

        Grants and savings stay as they are.
        """
        project, round_ = self.portfolio.projects[self.id], self.scores.round
        part = Fraction(percent, TODAY)
        costs = tuple(
            _part_of(one, round_.frame(one.frame), part) if one.frame in frames else one
            for one in project.costs
        )
        changed = project.model_copy(update={"costs": costs})
        value = self.scored.units if self.scored else 0
        return self._with(tuple(possible_starts(changed, round_, value)))

    def _with(self, starts: tuple[Option, ...]) -> Problem:
        candidates = tuple(
            Candidate(one.id, starts, one.bound) if one.id == self.id else one
            for one in self.problem.candidates
        )
        return replace(self.problem, candidates=candidates)

    def years(self) -> Iterator[int]:
        """Yield the first years, other than those it may have today, in which it would come in."""
        round_, scored = self.scores.round, self.scored
        project = self.portfolio.projects[self.id]
        known = {one.year for one in self._options()}
        for year in (year for year in round_.years if year not in known):
            window = project.start.model_copy(update={"earliest": year, "latest": year})
            free = project.model_copy(update={"start": window})
            starts = tuple(possible_starts(free, round_, scored.units if scored else 0))
            if starts and self.asked.is_chosen(self._with(starts)):
                yield year

    def room(self, short: Mapping[Resource, int]) -> dict[Resource, int]:
        """Return the least that each frame must grow, alone, to let it in, where that does."""
        room: dict[Resource, int] = {}
        for frame in sorted({frame for frame, _ in short}):
            lacking = {key: amount for key, amount in short.items() if key[0] == frame}
            room |= room_needed(self.problem, self.id, self.base.value, lacking) or {}
        return room


@dataclass(frozen=True, slots=True)
class Gated:
    """A project that gates keep out: the levels that open them, which are needed together.

    `taken` says whether the best plan holds it then, all else as today.
    """

    scored: Scored
    turns: tuple[Turn, ...]
    taken: bool


def behind_gates(portfolio: Portfolio, scores: Scores, scored: Scored) -> Gated:
    """Return what becomes of one of `scores.shut` when it gets through its gates."""
    opened = scores.with_competing(scored)
    best = solver.solve(compete(portfolio, opened.round, opened).problem)
    turns = (Turn(one.criterion, one.raw, _lowest_open(one.criterion)) for one in scored.closed)
    return Gated(scored, tuple(turns), scored.id in best.starts)


def _lowest_open(criterion: Criterion) -> Fraction:
    """Return the answer of a gate that just lets a project compete."""
    if isinstance(criterion.scale, LevelScale):
        return Fraction(
            min(one for one in criterion.scale.levels if criterion.admits(Fraction(one)))
        )
    return Fraction(criterion.at_least or 0)


def _closing(scored: Scored) -> Iterator[Turn]:
    """Yield the gates that a lower level closes, each with the highest that does."""
    for one in scored.gates:
        scale = one.criterion.scale
        levels = scale.levels if isinstance(scale, LevelScale) else ()
        below = [level for level in levels if not one.criterion.admits(Fraction(level))]
        if below:
            yield Turn(one.criterion, one.raw, Fraction(max(below)))


def _least(part: Fraction, need: int) -> int | None:
    """Return the lowest value of which so large a part, halves up, is what is needed, if any."""
    if not part:
        return 0 if need <= 0 else None
    return max(0, ceil((need - HALF) / part))


def _beyond(part: Fraction, need: int) -> int | None:
    """Return the lowest value of which so large a part, halves up, is more than needed, if any."""
    return _least(part, need + 1)


def _part_of(cost: Cost, frame: Frame | None, part: Fraction) -> Cost:
    amounts = {
        year: Estimate.certain(from_units(part_of(in_units(estimate.likely, frame), part), frame))
        for year, estimate in cost.amounts.items()
    }
    return cost.model_copy(update={"amounts": amounts})
