"""The strategy of an organisation: goals, service areas, criteria and weights, all of it data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import (
    Amount,
    Count,
    Date,
    Level,
    Model,
    Number,
    Refusal,
    Share,
    Slug,
    Text,
    about,
    whole,
    whole_schema,
)
from innostrat.model.words import GoalKind, NumberSource

if TYPE_CHECKING:
    from collections.abc import Iterator

FormatVersion: TypeAlias = Annotated[int, whole(1, 1), whole_schema(1, 1)]


class Goal(Model):
    """A goal and the goals below it."""

    id: Annotated[Slug, about("The goal's id, which projects refer to")]
    title: Annotated[Text, about("The goal in a few words")]
    kind: Annotated[GoalKind, about("What the goal is in the strategy")] = GoalKind.GOAL
    text: Annotated[Text | None, about("The full wording of the strategy")] = None
    source: Annotated[Text | None, about("The document that the goal comes from")] = None
    goals: Annotated[tuple[Goal, ...], about("The parts of the goal")] = ()

    def walk(self) -> Iterator[Goal]:
        """Yield the goal and all goals below it, in the order of the file."""
        yield self
        for goal in self.goals:
            yield from goal.walk()


class ServiceArea(Model):
    """A planområde: who owns the budget line."""

    id: Annotated[Slug, about("The service area's id, which projects refer to")]
    title: Annotated[Text, about("The name of the service area in the budget")]


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


class FoundationScale(Model):
    """A scale computed from the five foundations: need, value, champion, team, alignment."""

    kind: Literal["foundations"]


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


class Criterion(Model):
    """One of the things that a project is judged by."""

    id: Annotated[Slug, about("The criterion's id, which scores refer to")]
    title: Annotated[Text, about("The criterion in a few words")]
    question: Annotated[Text | None, about("What the assessor answers")] = None
    weight: Annotated[Amount, about("How much the step from worst to best counts, relatively")]
    weight_range: Annotated[
        tuple[Amount, Amount] | None,
        about("How far the weight may move in the robustness analysis"),
    ] = None
    scale: Annotated[Scale, about("How an answer becomes a value from 0 to 100")]

    @model_validator(mode="after")
    def _fits(self) -> Criterion:
        if self.weight_range is not None:
            low, high = self.weight_range
            if not low <= self.weight <= high:
                raise Refusal(
                    rules.NUMBER,
                    msg("The weight is outside its own range"),
                    msg("Write [lowest, highest] around {weight}", weight=self.weight),
                )
        return self


class Decided(Model):
    """Who decided something, and when."""

    body: Annotated[Text, about("The body that decided")]
    date: Annotated[Date | None, about("The day of the decision")] = None
    case: Annotated[Text | None, about("The case number")] = None


class Strategy(Model):
    """An organisation's innovation strategy, as the tool uses it."""

    format: Annotated[FormatVersion, about("The version of the file format: 1")]
    organisation: Annotated[Text, about("The organisation whose strategy it is")]
    title: Annotated[Text, about("The title of the strategy")]
    version: Annotated[Date | None, about("The date of this version of the strategy")] = None
    language: Annotated[
        Literal["nb", "nn", "en"], about("The language of all output on this portfolio")
    ]
    notice: Annotated[Text | None, about("A sentence printed in the head of every report")] = None
    vision: Annotated[Text | None, about("The strategy's vision")] = None
    goals: Annotated[tuple[Goal, ...], Field(min_length=1), about("The tree of goals")]
    service_areas: Annotated[
        tuple[ServiceArea, ...], Field(min_length=1), about("The areas that own budget lines")
    ]
    criteria: Annotated[
        tuple[Criterion, ...], Field(min_length=1), about("What projects are judged by")
    ]
    adopted_by: Annotated[Decided | None, about("Who adopted the strategy")] = None
    weights_decided_by: Annotated[Decided | None, about("Who decided the weights")] = None
    discount_rate: Annotated[
        Share, about("The real discount rate; 4 % if left out (circular R-109/2021)")
    ] = Fraction(4, 100)

    @model_validator(mode="after")
    def _weighs(self) -> Strategy:
        if not sum(criterion.weight for criterion in self.criteria):
            raise Refusal(
                rules.NUMBER, msg("All weights are 0"), msg("Give some criterion a weight")
            )
        return self

    def walk(self) -> Iterator[Goal]:
        """Yield every goal of the tree, in the order of the file."""
        for goal in self.goals:
            yield from goal.walk()

    @property
    def focus_areas(self) -> tuple[Goal, ...]:
        """The goals of kind focus_area (hovedsatsninger), in the order of the file."""
        return tuple(goal for goal in self.walk() if goal.kind is GoalKind.FOCUS_AREA)

    @property
    def leaves(self) -> tuple[Goal, ...]:
        """The goals that projects may contribute to: those without parts of their own."""
        return tuple(goal for goal in self.walk() if not goal.goals)

    def goal(self, goal_id: str) -> Goal | None:
        """Return the goal with that id."""
        return next((goal for goal in self.walk() if goal.id == goal_id), None)

    def service_area(self, area_id: str) -> ServiceArea | None:
        """Return the service area with that id."""
        return next((area for area in self.service_areas if area.id == area_id), None)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return the criterion with that id."""
        return next((one for one in self.criteria if one.id == criterion_id), None)

    @property
    def weights(self) -> dict[str, Fraction]:
        """The weights by criterion, normalised so that they sum to 1."""
        total = sum(Fraction(criterion.weight) for criterion in self.criteria)
        return {criterion.id: Fraction(criterion.weight) / total for criterion in self.criteria}
