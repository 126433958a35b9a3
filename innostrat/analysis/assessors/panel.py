"""What several assessors answered: who has answered what, how far apart they are, and a pattern.

All distances are on the criterion's own value scale, 0–100, since a step between two levels may be
small or large. The rules are made for two to seven assessors: no share of them, no standard
deviation, and a gap that is wide enough is never hidden by how many others there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import comb
from statistics import median
from typing import TYPE_CHECKING, Final

from innostrat.analysis.assessors import krippendorff
from innostrat.model.scales import LevelScale

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.model.score import Group

FAR: Final = 40  # points on the criterion's value scale
NEAR: Final = 20
MANY: Final = 4  # assessors, from whom on the lowest and the highest are left out of a range
LEANING: Final = 10
OFTEN: Final = Fraction(4, 5)  # of the answers that differ
CHANCE: Final = Fraction(1, 20)  # nobody is named on weaker evidence


class Pattern(StrEnum):
    """How the answers to one question disagree."""

    SPLIT = "split"  # two camps, each of at least two
    ODD = "odd"  # one alone, far from the others, who are near each other
    APART = "apart"  # far apart in another way


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What one assessor answered: as measured by the scale, and the value that it gives."""

    assessor: str
    raw: Fraction
    value: Fraction
    because: str | None
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A project and a criterion that people answer, with the answers by rising value."""

    project: Project
    criterion: Criterion
    given: tuple[GivenAnswer, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The ids of project and criterion."""
        return self.project.id, self.criterion.id

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The values of the answers, rising."""
        return tuple(one.value for one in self.given)

    @property
    def median(self) -> Fraction:
        """The answer that counts, as measured by the scale; there must be one."""
        return Fraction(median(one.raw for one in self.given))

    @property
    def span(self) -> Fraction:
        """How far the answers are apart, 0–100."""
        return self.values[-1] - self.values[0] if self.given else Fraction(0)

    @property
    def pattern(self) -> Pattern | None:
        """How the answers disagree, if they do."""
        return pattern(self.values)

    @property
    def others(self) -> dict[str, Fraction]:
        """The value of the median answer of everybody else, by assessor; none for a lone one."""
        raws = [one.raw for one in self.given]  # in order already, rising or falling
        low, high = (len(raws) - 2) // 2, (len(raws) - 1) // 2  # the middle of those that are left
        if not raws[1:]:
            return {}
        return {
            one.assessor: self.criterion.value(
                (raws[low + (low >= place)] + raws[high + (high >= place)]) / 2
            )
            for place, one in enumerate(self.given)
        }


@dataclass(frozen=True, slots=True)
class Leaning:
    """An assessor whose answers mostly lie to one side of the others'.

    `mean` is the mean signed distance from the median of the others, in points, over all `answers`
    that can be compared; `same` of these lie on that side, `other` on the other.
    """

    assessor: str
    answers: int
    mean: Fraction
    same: int
    other: int

    @property
    def chance(self) -> Fraction:
        """How often so uneven sides come of chance alone: the two-sided sign test, ties left out.

        Dixon and Mood (1946): The statistical sign test.
        """
        n, most = self.same + self.other, max(self.same, self.other)
        return min(Fraction(1), Fraction(2 * sum(comb(n, k) for k in range(most, n + 1)), 2**n))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha (ordinal) of a criterion, None with too little data.

    `questions` are those with two answers or more, `answers` the answers to these.
    """

    criterion: Criterion
    questions: int
    answers: int
    alpha: Fraction | None


@dataclass(frozen=True, slots=True)
class Panel:
    """All questions of a round, by project and the strategy's order, and those who answer them."""

    assessors: tuple[str, ...]
    questions: tuple[Question, ...]

    def answered(self, assessor: str) -> tuple[Question, ...]:
        """Return the questions that the assessor has answered."""
        return tuple(
            one for one in self.questions if any(g.assessor == assessor for g in one.given)
        )

    @property
    def begun(self) -> tuple[str, ...]:
        """The ids of the projects that anybody has assessed, sorted."""
        return tuple(sorted({one.project.id for one in self.questions if one.given}))

    def about(self, projects: Collection[str]) -> Panel:
        """Return the questions about these projects, and the same assessors."""
        kept = tuple(one for one in self.questions if one.project.id in projects)
        return replace(self, questions=kept)

    @property
    def lone(self) -> tuple[Question, ...]:
        """The questions about a level that one assessor alone has answered."""
        return tuple(
            one
            for one in self.questions
            if len(one.given) == 1 and isinstance(one.criterion.scale, LevelScale)
        )

    @property
    def disagreements(self) -> tuple[Question, ...]:
        """The questions with a pattern, those farthest apart first."""
        found = [one for one in self.questions if one.pattern]
        return tuple(sorted(found, key=lambda one: (-one.span, one.key)))


def panel(portfolio: Portfolio, round_: Round) -> Panel:
    """Return what was asked and answered in a round: every competing project, each criterion.

    Roles that differ in case only are one assessor's, under the first way to write it.
    """
    roles: dict[str, str] = {}
    given: dict[tuple[str, str], list[GivenAnswer]] = {}
    asked = {one.id: one for one in portfolio.strategy.criteria if one.scale.assessed}
    for file in portfolio.assessments:
        if file.round != round_.id:
            continue
        role = roles.setdefault(file.assessor.casefold(), file.assessor)
        for project, scores in file.scores.items():
            for id_, score in scores.items():
                raw = asked[id_].scale.measured(score) if id_ in asked else None
                if raw is not None:
                    value = asked[id_].value(raw)
                    answers = given.setdefault((project, id_), [])
                    answers.append(GivenAnswer(role, raw, value, score.because, score.reached))
    questions = tuple(
        Question(project, criterion, _sorted(given.get((project.id, criterion.id), ())))
        for project in portfolio.projects.values()
        if project.stands and not project.is_bound
        for criterion in asked.values()
    )
    return Panel(tuple(sorted(roles.values())), questions)


def _sorted(answers: Iterable[GivenAnswer]) -> tuple[GivenAnswer, ...]:
    return tuple(sorted(answers, key=lambda one: (one.value, one.raw, one.assessor)))


def pattern(values: Sequence[Fraction]) -> Pattern | None:
    """Return how values, 0–100 and rising, disagree.

    Split: a gap of at least `FAR` with two or more on each side. Odd: one alone at least `FAR` from
    the others, two or more, who lie within `NEAR`. Apart: neither, and a gap of at least `FAR`, or
    a range of at least `FAR`; with `MANY` or more, the range without the lowest and the highest.
    """
    n = len(values)
    gaps = [above - below for below, above in pairwise(values)]
    if any(gap >= FAR for gap in gaps[1:-1]):
        return Pattern.SPLIT
    if n > 2 and (  # noqa: PLR2004  (of two, neither is the odd one)
        (gaps[0] >= FAR and values[-1] - values[1] <= NEAR)
        or (gaps[-1] >= FAR and values[-2] - values[0] <= NEAR)
    ):
        return Pattern.ODD
    inner = values[1:-1] if n >= MANY else values
    wide = any(gap >= FAR for gap in gaps) or (n > 1 and inner[-1] - inner[0] >= FAR)
    return Pattern.APART if wide else None


def leanings(found: Panel) -> tuple[Leaning, ...]:
    """Return the assessors whose answers mostly lie to one side of the others', by role.

    At least `LEANING` points off on average; of the answers that differ from the others' at least
    `OFTEN` on the same side, and so many that chance seldom does it. Answers like the others' are
    on no side: between few levels they are common, and would hide a side that is never crossed.
    """
    off: dict[str, list[Fraction]] = {assessor: [] for assessor in found.assessors}
    for question in found.questions:
        others = question.others
        for one in question.given if others else ():
            off[one.assessor].append(one.value - others[one.assessor])
    leaning = (_leaning(assessor, distances) for assessor, distances in off.items())
    return tuple(one for one in leaning if one is not None)


def _leaning(assessor: str, off: Sequence[Fraction]) -> Leaning | None:
    """Return whether an assessor's signed distances from the others lean to one side."""
    if not off:
        return None
    mean = sum(off, Fraction(0)) / len(off)
    same, other = (sum(one * mean * side > 0 for one in off) for side in (1, -1))
    found = Leaning(assessor, len(off), mean, same, other)
    often = same >= OFTEN * (same + other)
    return found if abs(mean) >= LEANING and often and found.chance <= CHANCE else None


def agreements(found: Panel) -> tuple[Agreement, ...]:
    """Return how far the assessors agree on each criterion, in the strategy's order."""
    by_criterion: dict[str, list[Question]] = {}
    for one in found.questions:
        by_criterion.setdefault(one.criterion.id, []).append(one)
    return tuple(_agreement(questions) for questions in by_criterion.values())


def _agreement(questions: Sequence[Question]) -> Agreement:
    shared = [one for one in questions if len(one.given) > 1]
    alpha = krippendorff.ordinal([given.raw for given in one.given] for one in shared)
    answers = sum(len(one.given) for one in shared)
    return Agreement(questions[0].criterion, len(shared), answers, alpha)


def by_key(found: Panel) -> Mapping[tuple[str, str], Question]:
    """Return the questions by the ids of project and criterion."""
    return {one.key: one for one in found.questions}
