"""What the assessors' disagreement means for the plan: the best plan at each end of the answers.

One project at a time, all others as they are. The value of a plan is linear in the value of one
project (but for the rounding to a ten-thousandth of a point), so a plan that is the best at both
ends of an interval is the best everywhere in it: no answer within the spread changes it. And a
higher value never takes a project out of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.analysis.optimizer.worth import greatest_value
from innostrat.analysis.plan.competition import possible_starts
from innostrat.analysis.plan.turning import Asked
from innostrat.analysis.value.scoring import units
from innostrat.model.scales import LevelScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.assessors.panel import Question
    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.round import Round

MOST: Final = 40  # projects, each some selections, which take seconds in a round of hundreds


@dataclass(frozen=True, slots=True)
class ValueRange:
    """A project's value, 0–100, with all criteria at their lowest, median and highest answers.

    `disputed` holds the questions whose answers differ, in the strategy's order.
    """

    scored: Scored
    disputed: tuple[Question, ...]
    low: Fraction
    high: Fraction

    @property
    def id(self) -> str:
        """The project's id."""
        return self.scored.id

    @property
    def span(self) -> Fraction:
        """How far the ends are apart."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What becomes of the plan when a project's answers are all the lowest, or all the highest.

    `enters` and `leaves` are other projects; `moved` start in another year. `inside` says whether
    the project is then in the plan. `alone` are the criteria of which one alone, at that end,
    already moves the project in or out.
    """

    high: bool
    inside: bool
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    moved: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A project with differing answers, whether the plan holds it, and what would change that."""

    ends: ValueRange
    inside: bool
    changes: tuple[PlanChange, ...]


@dataclass(frozen=True, slots=True)
class LoneAnswer:
    """A level that one assessor alone has answered.

    `turns_at` is the nearest level at which the project would come into the plan or go out of it,
    all else as today; None when no level does.
    """

    question: Question
    turns_at: int | None


def value_range(
    scores: Scores, questions: Mapping[tuple[str, str], Question]
) -> tuple[ValueRange, ...]:
    """Return the ranked projects with differing answers, those of the largest span first."""
    found = []
    for scored in scores.ranking:
        keys = ((scored.id, one.criterion.id) for one in scored.weighing)
        disputed = tuple(questions[key] for key in keys if key in questions and questions[key].span)
        if disputed:
            low, high = (value_at(scored, disputed, high=high) for high in (False, True))
            found.append(ValueRange(scored, disputed, low, high))
    return tuple(sorted(found, key=lambda one: (-one.span, one.id)))


def value_at(scored: Scored, disputed: Iterable[Question], *, high: bool) -> Fraction:
    """Return the project's value with these questions at their lowest or highest answer."""
    return scored.valued({one.criterion.id: one.values[-1 if high else 0] for one in disputed})


@dataclass(frozen=True)
class Trial:
    """The round's problem and its best plan, to be tried with another value of one project."""

    problem: Problem
    round: Round
    plan: Solution

    def disagreements(
        self,
        found: Sequence[ValueRange],
        follow: Callable[[Sequence[ValueRange]], Iterable[ValueRange]],
    ) -> tuple[Disagreement, ...]:
        """Return what the answers of each project, the first `MOST`, would change.

        `follow` yields the projects again, for whoever shows how far it is, and may end early.
        """
        return until_stopped(follow(found[:MOST]), self._disagreement)

    def lone(self, scored: Scored, question: Question) -> LoneAnswer:
        """Return what another level would change, where one assessor alone has answered."""
        scale = question.criterion.scale
        if not isinstance(scale, LevelScale):
            raise TypeError(scale)
        inside = scored.id in self.plan.starts
        today = question.values[0]
        values = {
            level: question.criterion.value(Fraction(level)) for level in sorted(scale.levels)
        }
        if inside:
            levels = [level for level in reversed(values) if values[level] < today]
        else:
            levels = [level for level in values if values[level] > today]

        asked = self._asked(scored.id)

        def turned(level: int) -> bool:
            value = scored.valued({question.criterion.id: values[level]})
            return asked.is_chosen(self._at(scored, value)) != inside

        # The farther level turns it wherever a nearer one does, so that most need one selection.
        if not levels or not turned(levels[-1]):
            return LoneAnswer(question, None)
        return LoneAnswer(question, next(level for level in levels if turned(level)))

    def _disagreement(self, one: ValueRange) -> Disagreement:
        inside = one.id in self.plan.starts
        tried = (self._change(one, high=high) for high in (False, True))
        return Disagreement(one, inside, tuple(change for change in tried if change is not None))

    def _change(self, one: ValueRange, *, high: bool) -> PlanChange | None:
        inside = one.id in self.plan.starts
        if not self._may_change(one.id, high=high):
            return None
        problem = self._end(one, one.disputed, high=high)
        turned = self._asked(one.id).is_chosen(problem) != inside
        if not turned and not (inside and self._may_move(one.id)):
            return None
        solution = solver.solve(problem, hint=self.plan.starts)
        before, after = self.plan.starts, solution.starts
        if before == after:
            return None
        return PlanChange(
            high=high,
            inside=one.id in after,
            enters=tuple(sorted(after.keys() - before.keys() - {one.id})),
            leaves=tuple(sorted(before.keys() - after.keys() - {one.id})),
            moved=tuple(id_ for id_ in sorted(before.keys() & after) if before[id_] != after[id_]),
            alone=self._alone(one, high=high, inside=inside) if turned else (),
        )

    def _may_change(self, id_: str, *, high: bool) -> bool:
        """Whether the plan may be another; where not, it stays the best without a selection.

        A project outside can only come in with more, one inside can only go out with less. With
        more it may start in another year, if it has several.
        """
        if id_ in self.plan.starts:
            return not high or self._may_move(id_)
        return high and id_ in self._starts

    def _may_move(self, id_: str) -> bool:
        """Whether it has several starts, between which its value may decide."""
        return self._starts.get(id_, 0) > 1

    @cached_property
    def _starts(self) -> Mapping[str, int]:
        """How many starts each candidate has."""
        return {one.id: len(one.starts) for one in self.problem.candidates}

    @cached_property
    def _without(self) -> dict[str, int | None]:
        """What the best plan is worth without those asked about so far."""
        return {}

    def _asked(self, id_: str) -> Asked:
        """Return the project, ready to be asked whether a plan holds it at another value."""
        if id_ not in self.plan.starts:
            return Asked(id_, self.plan.value)
        if id_ not in self._without:
            self._without[id_] = greatest_value(self.problem.without(id_))
        return Asked(id_, self._without[id_])

    def _alone(self, one: ValueRange, *, high: bool, inside: bool) -> tuple[str, ...]:
        if len(one.disputed) == 1:
            return (one.disputed[0].criterion.id,)
        asked = self._asked(one.id)
        return tuple(
            question.criterion.id
            for question in one.disputed
            if asked.is_chosen(self._end(one, (question,), high=high)) != inside
        )

    def _end(self, one: ValueRange, disputed: Iterable[Question], *, high: bool) -> Problem:
        """Return the problem with these questions at one end of their answers."""
        return self._at(one.scored, value_at(one.scored, disputed, high=high))

    def _at(self, scored: Scored, value: Fraction) -> Problem:
        """Return the problem when the project has another value, 0–100."""
        candidates = tuple(
            replace(c, starts=tuple(possible_starts(scored.project, self.round, units(value))))
            if c.id == scored.id
            else c
            for c in self.problem.candidates
        )
        return replace(self.problem, candidates=candidates)
