"""Why a project is in or out: what forcing it costs, and the smallest change that turns the answer.

Every answer comes from selecting again under one changed condition, so it is exact to the step that
is named: ten-thousandths of a point, whole levels, whole per cent, whole years.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.competition import compete, possible_starts
from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.contrast import contrast
from innostrat.analysis.optimizer.problem import Candidate
from innostrat.analysis.scoring import UNITS
from innostrat.economy import first_year, money
from innostrat.model.scales import LevelScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from innostrat.analysis.optimizer.contrast import Contrast
    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.analysis.optimizer.problem import Start as Option
    from innostrat.analysis.scoring import Answered, Part, Scored, Scores
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio

DEAREST: Final = 500  # per cent of its cost beyond which a project that stays in is simply safe


@dataclass(frozen=True, slots=True)
class Turn:
    """A criterion whose level alone would turn the answer: from `before` to `after`."""

    criterion: Criterion
    before: Fraction
    after: int


@dataclass(frozen=True, slots=True)
class Why:
    """What decides about one project.

    `contrast` is the best portfolio with the project forced the other way. `margin` is how many
    points its value must rise to come in, or may fall before it goes out; None when nothing turns
    it. `turns` are the criteria that can do it alone. `cost` is the per cent of its kroner at
    which it comes in (below 100), or up to which it stays (above); None when no cost turns it.
    `years` are other first years in which it would come in. `frames` are those that let it in when
    they alone get the room that it lacks.
    """

    contrast: Contrast
    funded: bool
    margin: Fraction | None
    turns: tuple[Turn, ...]
    cost: int | None
    years: tuple[int, ...]
    frames: tuple[str, ...]


def explain(
    portfolio: Portfolio,
    scores: Scores,
    project_id: str,
    base: Solution,
    short: dict[tuple[str, int], int],
) -> Why:
    """Return why the project is in or out of the portfolio `base`, the proved best one.

    `short` is what each frame and year lacks for it (see `planning.Left`), empty when it is in.
    """
    problem = compete(portfolio, scores.round, scores).problem
    forced = contrast(problem, project_id, base)
    asking = _Asking(portfolio, scores, project_id, problem, base, forced)
    funded = project_id in base.starts
    margin = asking.margin()
    return Why(
        contrast=forced,
        funded=funded,
        margin=margin,
        turns=tuple(asking.turns(margin)),
        cost=asking.cost_kept() if funded else asking.cost_needed(),
        years=() if funded else tuple(asking.years()),
        frames=() if funded else tuple(asking.frames(short)),
    )


@dataclass(frozen=True, slots=True)
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

    def margin(self) -> Fraction | None:
        """Return the loss of forcing, as points of the project's own value before any delay."""
        loss, scored = self.forced.loss, self.scored
        if loss is None or scored is None or not scored.units:
            return None
        year = self.base.starts.get(self.id, self.forced.solution.starts.get(self.id))
        value = next(one.value for one in self._options() if one.year == year)
        return Fraction(loss, UNITS) * scored.units / value if value else None

    def _options(self) -> tuple[Option, ...]:
        return next(one.starts for one in self.problem.candidates if one.id == self.id)

    def turns(self, margin: Fraction | None) -> Iterator[Turn]:
        """Yield the criteria whose level alone moves the value by more than the margin."""
        if margin is None or self.scored is None or self.scored.project.is_bound:
            return
        for one in self.scored.weighing:
            if isinstance(one.criterion.scale, LevelScale):
                yield from self._turn(self.scored, one, one.criterion.scale, margin)

    def _turn(
        self, scored: Scored, one: Part | Answered, scale: LevelScale, margin: Fraction
    ) -> Iterator[Turn]:
        criterion, now = one.criterion, scored.value
        values = {
            level: scored.valued({criterion.id: criterion.value(Fraction(level))})
            for level in sorted(scale.levels)
        }
        if self.id in self.base.starts:
            falls = [level for level, value in values.items() if value < now - margin]
            if falls:
                yield Turn(criterion, one.raw, falls[-1])
        else:
            rises = [level for level, value in values.items() if value > now + margin]
            if rises:
                yield Turn(criterion, one.raw, rises[0])

    def cost_needed(self) -> int | None:
        """Return the highest per cent of its cost at which forcing it in loses nothing."""
        if not self._wins(self._priced(0)):
            return None
        return _last(lambda percent: self._wins(self._priced(percent)), 0, 100)

    def cost_kept(self) -> int | None:
        """Return the highest per cent of its cost at which leaving it out gains nothing."""
        if self._is_bound():
            return None
        out = self.base.value - self.forced.loss if self.forced.loss is not None else 0

        def stays(percent: int) -> bool:
            found = solver.solve(self._priced(percent).with_bound(self.id))
            return found.status == "optimal" and found.value >= out

        return None if stays(DEAREST) else _last(stays, 100, DEAREST)

    def _is_bound(self) -> bool:
        return self.portfolio.projects[self.id].is_bound

    def _wins(self, problem: Problem) -> bool:
        found = solver.solve(problem.with_bound(self.id))
        return found.status == "optimal" and found.value >= self.base.value

    def _priced(self, percent: int) -> Problem:
        """Return the problem with the project's costs in kroner at so many per cent, rounded up.

        Capacity, grants and savings stay as they are.
        """
        project, round_ = self.portfolio.projects[self.id], self.scores.round
        asked = first_year(project, round_)
        kroner = {frame.id for frame in round_.money_frames}
        starts = []
        for one in self._options():
            use = dict(one.use)
            for key, cost in money(project, round_, one.year - asked).costs.items():
                if key[0] in kroner:
                    use[key] = use.get(key, 0) - cost - (-cost * percent // 100)
            kroner_now, later = (amount * percent // 100 for amount in (one.money, one.after))
            starts.append(replace(one, use=use, money=kroner_now, after=later))
        return self._with(tuple(starts))

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
        years = {"earliest": round_.years[0], "latest": round_.years[-1]}
        window = project.start.model_copy(update=years)
        free = project.model_copy(update={"start": window})
        known = {one.year for one in self._options()}
        for one in possible_starts(free, round_, scored.units if scored else 0):
            if one.year not in known and self._wins(self._with((one,))):
                yield one.year

    def frames(self, short: dict[tuple[str, int], int]) -> Iterator[str]:
        """Yield the frames that, given the room the project lacks in them alone, let it in."""
        for frame in sorted({frame for frame, _ in short}):
            limits = dict(self.problem.limits)
            for (other, year), lacking in short.items():
                if other == frame:
                    limits[other, year] += lacking
            wider = replace(self.problem, limits=limits)
            found = solver.solve(wider.with_bound(self.id))
            if found.status == "optimal" and found.value >= solver.solve(wider).value:
                yield frame


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the last whole number from `low` to below `high` for which `holds`, as for `low`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
