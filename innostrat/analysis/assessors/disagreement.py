"""What the assessors' disagreement means for the plan: the best plan at each end of the answers.

One project at a time, all others as they are. The value of a plan is linear in the value of one
project (but for the rounding to a ten-thousandth of a point), so a plan that is the best at both
ends of an interval is the best everywhere in it: no answer within the spread changes it. And a
higher value never takes a project out of the plan. A gate that an end does not get through keeps
the project out, and one that it does lets it compete.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.time_limit import until_stopped
from innostrat.analysis.optimizer.worth import greatest_value
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.turning import Asked
from innostrat.model.scales import LevelScale
from innostrat.model.words import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.assessors.panel import Question
    from innostrat.analysis.optimizer.problem import Problem, Solution
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.portfolio import Portfolio

MOST: Final = 40  # projects, each some selections, which take seconds in a round of hundreds


@dataclass(frozen=True, slots=True)
class ValueRange:
    """A project's value, 0–100, with all criteria at their lowest, median and highest answers.

    `disputed` holds the questions whose answers differ, in the strategy's order; of the gates those
    where some answer lets it in and some keeps it out.
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

    @property
    def gated(self) -> bool:
        """Whether the assessors differ about a gate."""
        return any(one.criterion.role is Role.GATE for one in self.disputed)


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
    possible: bool = True


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
    """Return the projects with differing answers that compete, or would but for a gate.

    Those of the largest span stand first.
    """
    found = []
    for scored in (*scores.ranking, *scores.shut):
        answered = (*scored.weighing, *scored.gates)
        keys = ((scored.id, one.criterion.id) for one in answered)
        asked = (questions[key] for key in keys if key in questions)
        disputed = tuple(one for one in asked if one.given and _differ(one))
        if disputed:
            low, high = (value_at(scored, disputed, high=high) for high in (False, True))
            found.append(ValueRange(scored, disputed, low, high))
    return tuple(sorted(found, key=lambda one: (-one.span, one.id)))


def _differ(question: Question) -> bool:
    """Whether the answers to a question differ in what they do to the project."""
    if question.criterion.role is not Role.GATE:
        return bool(question.span)
    return _admits(question, high=False) != _admits(question, high=True)


def _admits(question: Question, *, high: bool) -> bool:
    """Whether a gate lets the project in at the highest answer, or at the lowest."""
    admitted = [question.criterion.admits(one.raw) for one in question.given]
    return any(admitted) if high else all(admitted)


def value_at(scored: Scored, disputed: Iterable[Question], *, high: bool) -> Fraction:
    """Return the project's value with these questions at their lowest or highest answer."""
    return scored.valued({one.criterion.id: one.values[-1 if high else 0] for one in disputed})


@dataclass(frozen=True)
class Trial:
    """The round's scores and its best plan, to be tried with other answers about one project."""

    portfolio: Portfolio
    scores: Scores
    plan: Solution

    def disagreements(
        self,
        found: Sequence[ValueRange],
        follow: Callable[[Sequence[ValueRange]], Iterable[ValueRange]],
    ) -> tuple[Disagreement, ...]:
        """Return what the answers of each project, the first `MOST`, would change.

        Those with a gate in doubt, which may keep them out at any value, come first. `follow`
        yields the projects again, for whoever shows how far it is, and may end early.
        """
        ordered = sorted(found, key=lambda one: not one.gated)
        return until_stopped(follow(ordered[:MOST]), self._disagreement)

    def lone(self, scored: Scored, question: Question) -> LoneAnswer:
        """Return what another level would change, where one assessor alone has answered."""
        criterion = question.criterion
        if not isinstance(criterion.scale, LevelScale):
            raise TypeError(criterion.scale)
        inside = scored.id in self.plan.starts
        today = question.values[0]
        values = {level: criterion.value(Fraction(level)) for level in criterion.scale.levels}
        nearest = sorted(values, reverse=inside)
        levels = [
            one for one in nearest if (values[one] < today if inside else values[one] > today)
        ]

        def turned(level: int) -> bool:
            opened = {
                criterion.id: criterion.role is not Role.GATE or criterion.admits(Fraction(level))
            }
            changed = self._changed(scored, {criterion.id: values[level]}, opened)
            return self._holds(scored.id, changed) != inside

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
        # One outside can only come in with more, one inside can only go out with less, or with
        # more start in another year, if it has several.
        if high == inside and not (inside and self._may_move(one.id)):
            return None
        problem = self._end(one, one.disputed, high=high)
        turned = self._holds(one.id, problem) != inside
        if not turned and not (inside and self._may_move(one.id)):
            return None
        solution = solver.solve(problem, hint=self.plan.starts)
        before, after = self.plan.starts, solution.starts
        alone = self._alone(one, high=high, inside=inside) if turned else ()
        if solution.status != "optimal":
            return PlanChange(high, False, (), (), (), alone, possible=False)  # noqa: FBT003
        if before == after:
            return None
        return PlanChange(
            high=high,
            inside=one.id in after,
            enters=tuple(sorted(after.keys() - before.keys() - {one.id})),
            leaves=tuple(sorted(before.keys() - after.keys() - {one.id})),
            moved=tuple(id_ for id_ in sorted(before.keys() & after) if before[id_] != after[id_]),
            alone=alone,
        )

    @cached_property
    def _today(self) -> Problem:
        return compete(self.portfolio, self.scores.round, self.scores).problem

    @cached_property
    def _starts(self) -> Mapping[str, int]:
        """How many starts each candidate has today."""
        return {one.id: len(one.starts) for one in self._today.candidates}

    def _may_move(self, id_: str) -> bool:
        """Whether it has several starts, between which its value may decide."""
        return self._starts.get(id_, 0) > 1

    @cached_property
    def _known(self) -> dict[str, Asked]:
        """Those asked about so far, each with what is known of it."""
        return {}

    def _holds(self, id_: str, problem: Problem) -> bool:
        """Return whether the plan holds the project when it alone is different."""
        if all(one.id != id_ for one in problem.candidates):
            return False
        if id_ not in self._known:
            self._known[id_] = Asked(id_, self._without(id_))
        return self._known[id_].is_chosen(problem)

    def _without(self, id_: str) -> int | None:
        """Return what the best plan is worth without a project; None where that differs."""
        if id_ not in self._starts:  # what it requires may compete with it, and so plans differ
            return None
        if id_ not in self.plan.starts:
            return self.plan.value
        return greatest_value(self._today.without(id_))

    def _alone(self, one: ValueRange, *, high: bool, inside: bool) -> tuple[str, ...]:
        if len(one.disputed) == 1:
            return (one.disputed[0].criterion.id,)
        return tuple(
            question.criterion.id
            for question in one.disputed
            if self._holds(one.id, self._end(one, (question,), high=high)) != inside
        )

    def _end(self, one: ValueRange, disputed: Sequence[Question], *, high: bool) -> Problem:
        """Return the problem with these questions at one end of their answers."""
        values = {q.criterion.id: q.values[-1 if high else 0] for q in disputed}
        gates = [q for q in disputed if q.criterion.role is Role.GATE]
        return self._changed(
            one.scored, values, {q.criterion.id: _admits(q, high=high) for q in gates}
        )

    def _changed(
        self, scored: Scored, values: Mapping[str, Fraction], opened: Mapping[str, bool]
    ) -> Problem:
        """Return the problem when a project has other values, and gets through gates or not."""
        competes = all(opened.get(one.criterion.id, one.admits) for one in scored.gates)
        scores = self.scores.with_competing(scored.at(values), competes=competes)
        return compete(self.portfolio, scores.round, scores).problem
