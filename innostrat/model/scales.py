"""The kinds of scale: each turns what is known of a project into a value from 0 to 100.

To add a kind, add a class here and name it in `Scale`: the file format, the JSON Schema, the
checks and the scores follow.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import Amount, Count, Level, Model, Number, Refusal, Text, about
from innostrat.model.words import NumberSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.model.project import Project

FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scale may look at: the project, what assessors say, and its economy in kroner."""

    project: Project
    assessed: Fraction | None
    net_present_value: Fraction
    budget_savings: Fraction


class LevelScale(Model):
    """A scale of described levels, assessed by people."""

    kind: Literal["levels"]
    levels: Annotated[
        dict[Level, Text],
        Field(min_length=2),
        about("Each level, described so that two people agree"),
    ]
    values: Annotated[
        dict[Level, Number] | None,
        about("The value 0–100 of each level; evenly spaced if left out"),
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
            )
        ordered = [self.values[level] for level in sorted(self.values)]
        if ordered != sorted(ordered) or ordered[0] != 0 or ordered[-1] != 100:  # noqa: PLR2004
            raise Refusal(
                rules.NUMBER,
                msg("The values do not rise from 0 to 100"),
                msg("The lowest level has the value 0, the highest 100"),
            )
        return self

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return True

    def raw(self, answer: Answer) -> Fraction | None:
        """Return the level that was assessed, which may lie between two (a median)."""
        return answer.assessed

    def value(self, raw: Fraction) -> Fraction:
        """Return the value of a level: given, or evenly spaced from 0 to 100."""
        ordered = sorted(self.levels)
        if self.values is None:
            step = FULL / (len(ordered) - 1)
            corners = [(Fraction(level), step * i) for i, level in enumerate(ordered)]
        else:
            corners = [(Fraction(level), Fraction(self.values[level])) for level in ordered]
        return interpolate(corners, raw)


class GoalScale(Model):
    """A scale computed from a project's links to the strategy's goals."""

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

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return False

    def raw(self, answer: Answer) -> Fraction | None:
        """Return the sum of the project's contributions to goals."""
        return Fraction(sum(link.contribution for link in answer.project.goals))

    def value(self, raw: Fraction) -> Fraction:
        """Return the share of a full contribution, at most 100."""
        return min(FULL, FULL * raw / self.full)


class FoundationScale(Model):
    """A scale computed from the five foundations: need, value, champion, team, alignment."""

    kind: Literal["foundations"]

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return False

    def raw(self, answer: Answer) -> Fraction | None:
        """Return how many of the five foundations are in place."""
        return Fraction(sum(answer.project.foundations.values()))

    def value(self, raw: Fraction) -> Fraction:
        """Return 20 for each foundation (Carlson and Wilmot 2006 ask for all five)."""
        return FULL * raw / 5


class NumberScale(Model):
    """A scale computed from a number: linear from worst to best, or through points."""

    kind: Literal["number"]
    unit: Annotated[Text, about("The unit of the number")] = "kr"
    source: Annotated[NumberSource, about("Where the number comes from")]
    worst: Annotated[Number | None, about("The number that gives 0")] = None
    best: Annotated[Number | None, about("The number that gives 100")] = None
    points: Annotated[
        dict[Number, Amount] | None, about("Numbers and their values 0–100, straight lines between")
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
        elif len(self.points) < 2 or any(value > 100 for value in self.points.values()):  # noqa: PLR2004
            raise Refusal(
                rules.NUMBER, msg("The scale needs two points or more, with values 0–100")
            )
        return self

    @property
    def assessed(self) -> bool:
        """Whether people give the answer."""
        return self.source is NumberSource.ASSESSED

    def raw(self, answer: Answer) -> Fraction | None:
        """Return the number that the scale measures."""
        match self.source:
            case NumberSource.NET_PRESENT_VALUE:
                return answer.net_present_value
            case NumberSource.BUDGET_SAVINGS:
                return answer.budget_savings
            case _:
                return answer.assessed

    def value(self, raw: Fraction) -> Fraction:
        """Return the value on the straight lines between the corners, cut off at the ends."""
        return interpolate(
            [(Fraction(number), Fraction(value)) for number, value in self.corners], raw
        )

    @property
    def corners(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """The points (number, value) of the scale, by rising number."""
        if self.points is not None:
            return tuple(sorted(self.points.items()))
        assert self.worst is not None  # noqa: S101  (the validator has seen to it)
        assert self.best is not None  # noqa: S101
        return tuple(sorted(((self.worst, Decimal(0)), (self.best, Decimal(100)))))


Scale: TypeAlias = Annotated[
    LevelScale | GoalScale | FoundationScale | NumberScale, Field(discriminator="kind")
]


def interpolate(corners: Sequence[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """Return the piecewise linear function through `corners`, by rising x, constant outside."""
    xs = [corner[0] for corner in corners]
    right = bisect_right(xs, x)
    if right == 0:
        return corners[0][1]
    if right == len(corners):
        return corners[-1][1]
    (x0, y0), (x1, y1) = corners[right - 1], corners[right]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
