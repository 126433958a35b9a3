"""The kinds of scale: each turns what is known of a project into a value, 0 and 100 its ends.

A quantity is not cut off at 100, which is a reference: twice as much is worth twice as much.

To add a kind, add a class here and name it in `Scale`: the file format, the JSON Schema, the
checks, the scores and what explains them follow.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from innostrat.language import decimal, exact
from innostrat.messages import Kroner, Listing, Message, msg
from innostrat.model import rules
from innostrat.model.base import (
    Amount,
    Count,
    Level,
    LevelValue,
    Number,
    Refusal,
    Slug,
    Text,
    about,
)
from innostrat.model.scale import Answer, ScaleKind, ScaleLine
from innostrat.model.words import FOUNDATIONS, NumberSource, degree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.model.project import Project
    from innostrat.model.score import Score

FULL = Fraction(100)
NOTHING = Fraction(0)


class _Assessed(ScaleKind):
    """A scale that people answer."""

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return True

    def raw(self, answer: Answer) -> Fraction | None:
        """Return what was assessed, which may lie between two answers (a median)."""
        return answer.assessed

    def measured(self, score: Score) -> Fraction | None:
        """Return what one assessor's answer measures, or None for an answer of another kind."""
        return None if score.value is None else Fraction(score.value)


class _Computed(ScaleKind):
    """A scale that follows from what the project says elsewhere."""

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return False

    def measured(self, score: Score) -> Fraction | None:
        """Return nothing: nobody is asked."""
        del score
        return None


class LevelScale(_Assessed):
    """A scale of described levels, assessed by people."""

    kind: Literal["levels"]
    levels: Annotated[
        dict[Level, Text],
        Field(min_length=2),
        about("Each level, described so that two people agree"),
    ]
    values: Annotated[
        dict[Level, LevelValue] | None,
        about("Each level's value, 0 to 100, or a factor's share; evenly spaced if left out"),
    ] = None

    @model_validator(mode="after")
    def _fits(self) -> LevelScale:
        if self.values is None:
            return self
        if set(self.values) != set(self.levels):
            raise Refusal(
                rules.NUMBER,
                msg("The values do not name the same levels"),
                msg("Give every level under levels its value"),
                at=("values",),
            )
        return self

    @property
    def written(self) -> Mapping[Level, Decimal | Fraction]:
        """The values as they are written, by rising level; none when evenly spaced."""
        return dict(sorted((self.values or {}).items()))

    @cached_property
    def corners(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Each level and its value: given, or evenly spaced from 0 to 100."""
        ordered = sorted(self.levels)
        if self.values is None:
            step = FULL / (len(ordered) - 1)
            return tuple((Fraction(level), step * i) for i, level in enumerate(ordered))
        return tuple((Fraction(level), as_points(self.values[level])) for level in ordered)

    @cached_property
    def by_level(self) -> Mapping[int, Fraction]:
        """The value of each level."""
        return {level.numerator: value for level, value in self.corners}

    def value(self, raw: Fraction) -> Fraction:
        """Return the value of a level, on the straight line between two; none lies beyond them."""
        corners = self.corners
        if raw.denominator == 1 and (value := self.by_level.get(raw.numerator)) is not None:
            return value  # nearly every answer is a level
        return interpolate(corners, min(max(raw, corners[0][0]), corners[-1][0]))

    def reaches(self, least: Fraction) -> bool:
        """Whether an answer may be exactly that."""
        return least in self.levels

    def said(self, raw: Fraction) -> Message:
        """Return the level."""
        return msg("level {level}", level=exact(raw))

    def explained(
        self, raw: Fraction, project: Project, goals: Mapping[str, str]
    ) -> Iterator[ScaleLine]:
        """Yield the level that was answered, or the two around a median between them."""
        del project, goals
        answered = {floor(raw), ceil(raw)}
        yield from (line for level, line in self._described() if level in answered)

    def asked(self) -> Iterator[ScaleLine]:
        """Yield every level."""
        yield from (line for _, line in self._described())

    def _described(self) -> Iterator[tuple[int, ScaleLine]]:
        for level, text in sorted(self.levels.items()):
            yield level, ScaleLine(msg("Level {level}", level=level), text)


class GoalScale(_Computed):
    """A scale computed from a project's links to the strategy's goals, which add up."""

    kind: Literal["goals"]
    full: Annotated[
        Count, about("The sum of contributions that gives 100; two decisive ones if left out")
    ] = 6

    @field_validator("full", mode="after")
    @classmethod
    def _positive(cls, full: int) -> int:
        if full == 0:
            raise Refusal(rules.NUMBER, msg("No contribution cannot give the full value"))
        return full

    def raw(self, answer: Answer) -> Fraction | None:
        """Return the sum of the project's contributions to goals."""
        return Fraction(sum(link.contribution for link in answer.project.goals))

    def value(self, raw: Fraction) -> Fraction:
        """Return the share of a full contribution; more than a full one is worth more than 100."""
        return FULL * raw / self.full

    def reaches(self, least: Fraction) -> bool:
        """Whether an answer may be that much."""
        return least > 0

    def said(self, raw: Fraction) -> Message:
        """Return the sum of the contributions, and what would be full."""
        return msg("{sum} of {full}", sum=exact(raw), full=self.full)

    def explained(
        self, raw: Fraction, project: Project, goals: Mapping[str, str]
    ) -> Iterator[ScaleLine]:
        """Yield each goal with the contribution to it."""
        del raw
        for link in project.goals:
            yield ScaleLine(
                goals.get(link.goal, link.goal), degree(link.contribution), link.because
            )


class FoundationScale(_Computed):
    """A scale computed from the five foundations: need, value, champion, team, alignment."""

    kind: Literal["foundations"]

    def raw(self, answer: Answer) -> Fraction | None:
        """Return how many of the five foundations are in place."""
        return Fraction(sum(answer.project.foundations.values()))

    def value(self, raw: Fraction) -> Fraction:
        """Return 20 for each foundation (Carlson and Wilmot 2006 ask for all five)."""
        return FULL * raw / 5

    def reaches(self, least: Fraction) -> bool:
        """Whether so many foundations may be in place."""
        return least in range(1, 6)

    def said(self, raw: Fraction) -> Message:
        """Return how many of the five are in place."""
        return msg("{sum} of {full}", sum=exact(raw), full=5)

    def explained(
        self, raw: Fraction, project: Project, goals: Mapping[str, str]
    ) -> Iterator[ScaleLine]:
        """Yield the foundations that are in place, and those that are lacking."""
        del raw, goals
        for there, name in ((True, msg("In place")), (False, msg("Lacking"))):
            found = [FOUNDATIONS[key] for key, has in project.foundations.items() if has is there]
            yield ScaleLine(name, Listing(tuple(found)) if found else msg("none"))


class ReachScale(_Assessed):
    """A scale of people reached, each times the step of change: a quantity."""

    kind: Literal["reach"]
    changes: Annotated[
        dict[Slug, Amount],
        Field(min_length=1),
        about("Each step of change, and how many slightly better off a person counts for"),
    ]
    full: Annotated[Amount, about("How many slightly better off give the value 100")]

    @field_validator("full", mode="after")
    @classmethod
    def _positive(cls, full: Decimal) -> Decimal:
        if full == 0:
            raise Refusal(rules.NUMBER, msg("Nobody reached cannot give the full value"))
        return full

    def measured(self, score: Score) -> Fraction | None:
        """Return the sum of people × change, or None where it cannot be counted."""
        groups = score.reached
        if not groups or any(one.change not in self.counts for one in groups):
            return None
        return sum((Fraction(one.people) * self.counts[one.change] for one in groups), Fraction(0))

    @cached_property
    def counts(self) -> Mapping[str, Fraction]:
        """How many slightly better off a person counts for, at each step of change."""
        return {change: Fraction(count) for change, count in self.changes.items()}

    def value(self, raw: Fraction) -> Fraction:
        """Return the share of `full`; more than that is worth more than 100."""
        return FULL * raw / Fraction(self.full)

    def reaches(self, least: Fraction) -> bool:
        """Whether an answer may be that much."""
        return least > 0

    def said(self, raw: Fraction) -> Message:
        """Return how many slightly better off that is, and what would be full."""
        return msg("{sum} of {full}", sum=Decimal(exact(raw)), full=self.full)

    def explained(
        self, raw: Fraction, project: Project, goals: Mapping[str, str]
    ) -> Iterator[ScaleLine]:
        """Yield what a person counts for at each step of change."""
        del raw, project, goals
        steps = [msg("{change} counts {n}", change=key, n=n) for key, n in self.changes.items()]
        yield ScaleLine(msg("Change"), Listing(tuple(steps)))
        yield ScaleLine(msg("Scale"), msg("{number} gives {value}", number=self.full, value=100))

    def asked(self) -> Iterator[ScaleLine]:
        """Yield the steps of change."""
        yield ScaleLine(msg("Change"), Listing(tuple(self.changes)))


class NumberScale(ScaleKind):
    """A scale of a number: linear from worst to best and beyond, or through points."""

    kind: Literal["number"]
    unit: Annotated[Text, about("The unit of the number")] = "kr"
    source: Annotated[NumberSource, about("Where the number comes from")]
    worst: Annotated[Number | None, about("The number that gives 0")] = None
    best: Annotated[Number | None, about("The number that gives 100")] = None
    points: Annotated[
        dict[Number, LevelValue] | None,
        about("Numbers and their values 0–100, straight lines between and beyond them"),
    ] = None

    @model_validator(mode="after")
    def _fits(self) -> NumberScale:
        if self.points is None:
            if self.worst is None or self.best is None or self.worst == self.best:
                raise Refusal(
                    rules.MISSING_KEY,
                    msg("The scale has no two ends"),
                    msg("Give worst and best, two different numbers, or points"),
                )
        elif len(self.points) < 2 or any(as_points(one) > FULL for one in self.points.values()):  # noqa: PLR2004
            raise Refusal(
                rules.NUMBER,
                msg("The scale needs two points or more, with values 0–100"),
                at=("points",),
            )
        return self

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return self.source is NumberSource.ASSESSED

    def raw(self, answer: Answer) -> Fraction | None:
        """Return the number that the scale measures."""
        return answer.assessed if self.assessed else answer.numbers[self.source]

    def measured(self, score: Score) -> Fraction | None:
        """Return the number that one assessor answered."""
        return None if score.value is None else Fraction(score.value)

    def value(self, raw: Fraction) -> Fraction:
        """Return the value on the straight lines through the corners and beyond; never below 0."""
        return max(NOTHING, interpolate(self.corners, raw))

    @property
    def written(self) -> Mapping[Decimal, Decimal | Fraction]:
        """The values of the points as they are written, by rising number; none without points."""
        return dict(sorted((self.points or {}).items()))

    @cached_property
    def corners(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The points (number, value) of the scale, by rising number."""
        if self.points is not None:
            return tuple((Fraction(x), as_points(self.points[x])) for x in sorted(self.points))
        assert self.worst is not None  # noqa: S101  (the validator has seen to it)
        assert self.best is not None  # noqa: S101
        return tuple(sorted(((Fraction(self.worst), Fraction(0)), (Fraction(self.best), FULL))))

    @property
    def falls(self) -> bool:
        """Whether less is better."""
        return self.corners[0][1] > self.corners[-1][1]

    def reaches(self, least: Fraction) -> bool:
        """Whether an answer may be that number."""
        del least
        return True

    def said(self, raw: Fraction) -> Message:
        """Return the number with its unit."""
        if self.unit == "kr":
            return msg("{value}", value=Kroner(int(decimal(raw, 0))))
        number = Decimal(exact(raw))  # a Decimal is grouped, as large numbers should be
        return msg("{number} {unit}", number=number, unit=self.unit)

    def explained(
        self, raw: Fraction, project: Project, goals: Mapping[str, str]
    ) -> Iterator[ScaleLine]:
        """Yield where the number comes from, and what gives which value."""
        del project, goals
        yield ScaleLine(msg("Measured by"), self.source.label)
        if not self.assessed:
            yield ScaleLine(msg("Amount"), self.said(raw))
        ends = [
            msg("{number} gives {value}", number=Decimal(exact(number)), value=exact(value))
            for number, value in self.corners
        ]
        yield ScaleLine(msg("Scale"), Listing(tuple(ends)))

    def asked(self) -> Iterator[ScaleLine]:
        """Yield the unit."""
        yield ScaleLine(msg("Unit"), self.unit)


Scale: TypeAlias = Annotated[
    LevelScale | GoalScale | FoundationScale | NumberScale | ReachScale,
    Field(discriminator="kind"),
]


def as_points(written: Decimal | Fraction) -> Fraction:
    """Return points as they are, and a share as so many of 100."""
    return written * FULL if isinstance(written, Fraction) else Fraction(written)


def interpolate(corners: Sequence[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """Return the piecewise linear function through `corners`, by rising x, and on beyond them."""
    xs = [corner[0] for corner in corners]
    right = min(max(bisect_right(xs, x), 1), len(corners) - 1)
    (x0, y0), (x1, y1) = corners[right - 1], corners[right]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
