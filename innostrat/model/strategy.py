"""The strategy of an organisation: goals, service areas, criteria and weights, all of it data."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import Field, model_validator

from innostrat.messages import Listing, msg
from innostrat.model import rules
from innostrat.model.base import (
    Amount,
    Color,
    Date,
    Flag,
    Model,
    Picture,
    Refusal,
    Slug,
    Text,
    TitleText,
    Year,
    about,
    whole,
)
from innostrat.model.criterion import Criterion
from innostrat.model.discounting import STATE, StatedRates
from innostrat.model.goal import Demands, Goal
from innostrat.model.typed import Typed
from innostrat.model.words import GoalKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


CURRENT: Final = 2
"""The newest version of the file format; every older one is read too, and found by F010."""


def _version(value: object) -> int:
    versions = Listing(tuple(str(one) for one in range(1, CURRENT + 1)))
    if value not in versions.items:
        raise Refusal(
            rules.FORMAT,
            msg(
                "The version of the file format is none of {versions}",
                versions=versions,
            ),
            msg("Write format: {newest}, or use a newer version of the tool", newest=CURRENT),
        )
    return int(str(value))


FormatVersion: TypeAlias = Annotated[int, Typed(_version, whole(1, CURRENT).schema)]


class Passage(Model):
    """Something the strategy says or stands beside, in its own words."""

    title: Annotated[TitleText, about("What it is called")]
    text: Annotated[Text | None, about("What is said of it")] = None
    source: Annotated[Text | None, about("The document that it comes from")] = None


class ServiceArea(Model):
    """A planområde: who owns the budget line."""

    id: Annotated[Slug, about("The service area's id, which projects refer to")]
    title: Annotated[TitleText, about("The name of the service area in the budget")]


class Fund(Model):
    """The yearly pot for small trials (innovasjonsmidler), and the rule by which it is given."""

    title: Annotated[TitleText, about("The name of the pot")]
    rule: Annotated[Text, about("The open rule by which it is given: for what, to whom, how much")]
    open_to: Annotated[
        dict[Slug, Text],
        about("Who may have some of it: a word for applications, and who they are"),
    ] = Field(default_factory=dict)
    amounts: Annotated[
        dict[Year, Amount], Field(min_length=1), about("What the pot holds each year, in kroner")
    ]
    frame: Annotated[
        Slug | None, about("The frame that it is part of; if left out it is apart from all frames")
    ] = None
    service_area: Annotated[
        Slug | None, about("The service area whose budget its money stands in")
    ] = None
    carry_over_unused: Annotated[
        Flag, about("Whether what is unused may be carried over to the next year")
    ] = False


class WeightProfile(Model):
    """A set of weights as somebody else would set them, to be looked at beside the strategy's."""

    id: Annotated[Slug, about("The profile's id")]
    title: Annotated[TitleText, about("Whose weights they are: a group or a role, never a name")]
    weights: Annotated[
        dict[Slug, Amount], Field(min_length=1), about("The weight of every criterion")
    ]


class Decided(Model):
    """Who decided something, and when."""

    body: Annotated[Text, about("The body that decided")]
    date: Annotated[Date | None, about("The day of the decision")] = None
    case: Annotated[Text | None, about("The case number")] = None


class Brand(Model):
    """How the organisation's documents look."""

    color: Annotated[
        Color, about("The colour of headings and figures as six hexadecimal digits: 1f5fa8")
    ]
    logo: Annotated[
        Picture | None, about("A picture beside strategy.yaml, SVG or PNG: logo.svg")
    ] = None


class Strategy(Model):
    """An organisation's innovation strategy, as the tool uses it."""

    format: Annotated[FormatVersion, about("The version of the file format: 2")]
    organisation: Annotated[Text, about("The organisation whose strategy it is")]
    title: Annotated[TitleText, about("The title of the strategy")]
    version: Annotated[Text | None, about("The version, as the strategy gives it")] = None
    language: Annotated[
        Literal["nb", "nn", "en"], about("The language of all output on this portfolio")
    ]
    notice: Annotated[Text | None, about("A sentence printed in the head of every report")] = None
    vision: Annotated[Text | None, about("The strategy's vision")] = None
    target_group: Annotated[tuple[Text, ...], about("Whom the strategy is written for")] = ()
    context: Annotated[
        tuple[Passage, ...], about("The plans and programmes that the strategy stands beside")
    ] = ()
    principles: Annotated[
        tuple[Passage, ...], about("What innovation is here, and how it is done")
    ] = ()
    goals: Annotated[tuple[Goal, ...], Field(min_length=1), about("The tree of goals")]
    demands: Annotated[Demands, about("What is demanded of every project")] = Demands()
    service_areas: Annotated[
        tuple[ServiceArea, ...], Field(min_length=1), about("The areas that own budget lines")
    ]
    criteria: Annotated[
        tuple[Criterion, ...], Field(min_length=1), about("What projects are judged by")
    ]
    weight_order: Annotated[
        tuple[Annotated[tuple[Slug, ...], Field(min_length=2)], ...],
        about("Lists of criteria, each at least as heavy as the next, in the robustness analysis"),
    ] = ()
    profiles: Annotated[
        tuple[WeightProfile, ...],
        about("Other sets of weights, such as those of politicians and of inhabitants"),
    ] = ()
    fund: Annotated[Fund | None, about("The yearly pot for small trials")] = None
    brand: Annotated[Brand | None, about("Colour and logo of the documents")] = None
    adopted_by: Annotated[Decided | None, about("Who adopted the strategy")] = None
    weights_decided_by: Annotated[Decided | None, about("Who decided the weights")] = None
    discount_rate: Annotated[
        StatedRates,
        about(
            "The real discount rate, or several by years ahead; if left out 4 %, after 40 years 3 "
            "% and after 75 years 2 % (circular R-109/2021)"
        ),
    ] = STATE

    @model_validator(mode="after")
    def _weighs(self) -> Strategy:
        if not self.benefits:
            raise Refusal(
                rules.NO_BENEFIT,
                msg("No criterion is a benefit, so every project is worth 0"),
                msg("Write role: benefit and a weight: weight: 20"),
                at=("criteria",),
            )
        if not sum(criterion.weight for criterion in self.benefits):
            raise Refusal(
                rules.NUMBER, msg("All weights are 0"), msg("Give some criterion a weight")
            )
        return self

    def walk(self) -> Iterator[Goal]:
        """Yield every goal of the tree, in the order of the file."""
        for goal in self.goals:
            yield from goal.walk()

    @property
    def has_own_ids(self) -> bool:
        """Whether no goal, area, criterion or profile has the id of another of its kind."""
        lists = (tuple(self.walk()), self.service_areas, self.criteria, self.profiles)
        return all(len({one.id for one in each}) == len(each) for each in lists)

    @property
    def focus_areas(self) -> tuple[Goal, ...]:
        """The goals of kind focus_area (hovedsatsninger), in the order of the file."""
        return tuple(goal for goal in self.walk() if goal.kind is GoalKind.FOCUS_AREA)

    @property
    def leaves(self) -> tuple[Goal, ...]:
        """The goals that projects may contribute to: those without parts, and no purposes."""
        return tuple(goal for goal in self.walk() if goal.is_target)

    @property
    def purposes(self) -> tuple[Goal, ...]:
        """The main goals, challenges and cultures, in the order of the file."""
        return tuple(goal for goal in self.walk() if goal.is_purpose)

    @cached_property
    def demanding(self) -> tuple[tuple[Goal, frozenset[str]], ...]:
        """The goals that demand anything of projects, each with the ids of itself and its parts."""
        return tuple(
            (goal, frozenset(part.id for part in goal.walk()))
            for goal in self.walk()
            if goal.demands != Demands()
        )

    def serving(self, purpose_id: str) -> tuple[Goal, ...]:
        """Return the goals that serve a purpose: those that say so, and its own parts."""
        parts = {part.id for goal in self.purposes if goal.id == purpose_id for part in goal.goals}
        return tuple(goal for goal in self.walk() if purpose_id in goal.serves or goal.id in parts)

    def goal(self, goal_id: str) -> Goal | None:
        """Return the goal with that id."""
        return next((goal for goal in self.walk() if goal.id == goal_id), None)

    def service_area(self, area_id: str) -> ServiceArea | None:
        """Return the service area with that id."""
        return next((area for area in self.service_areas if area.id == area_id), None)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return the criterion with that id."""
        return self.criteria_by_id.get(criterion_id)

    @cached_property
    def criteria_by_id(self) -> Mapping[str, Criterion]:
        """The criteria by id; of several with one id, the first."""
        return {one.id: one for one in reversed(self.criteria)}

    def of_role(self, role: Role) -> tuple[Criterion, ...]:
        """Return the criteria of a role, in the order of the file."""
        return tuple(one for one in self.criteria if one.role is role)

    @cached_property
    def benefits(self) -> tuple[Criterion, ...]:
        """The criteria that have weights: all weights are in the order of these."""
        return self.of_role(Role.BENEFIT)

    @cached_property
    def weights(self) -> Mapping[str, Fraction]:
        """The weights of the benefits, normalised so that they sum to 1."""
        total = sum(Fraction(criterion.weight) for criterion in self.benefits)
        return {criterion.id: Fraction(criterion.weight) / total for criterion in self.benefits}
