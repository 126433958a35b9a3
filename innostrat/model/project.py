"""A project: a proposal that can be assessed, funded and followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field, model_validator

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import (
    NUMBER_SCHEMA,
    Amount,
    Amounts,
    Date,
    FiveStep,
    Flag,
    Model,
    Month,
    Number,
    People,
    Refusal,
    Share,
    Slug,
    Text,
    Year,
    about,
)
from innostrat.model.goal import Contribution
from innostrat.model.idea import Waiver
from innostrat.model.words import (
    BenefitKind,
    Commitment,
    Degree,
    FundingStatus,
    InnovationType,
    Need,
    PartnerKind,
    Phase,
)

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

# In closing and realisation the money is spent: what is left is to follow up the benefits.
ASKING = frozenset({Phase.CONCEPT, Phase.PLANNING, Phase.EXECUTION})


class ProjectNeed(Model):
    """The need that the project answers."""

    kinds: Annotated[tuple[Need, ...], about("Whose need it is")] = ()
    problem: Annotated[Text | None, about("The problem, as those who have it would say it")] = None
    evidence: Annotated[Text | None, about("How we know that the need is real")] = None


class Innovation(Model):
    """What is new about the project."""

    types: Annotated[tuple[InnovationType, ...], about("What is new")] = ()
    degree: Annotated[Degree | None, about("How large the step is")] = None
    digital_transformation: Annotated[
        Flag, about("Whether technology changes how the work is basically done")
    ] = False
    new_for_us: Annotated[Text | None, about("What is new here; known elsewhere is fine")] = None
    known_from: Annotated[tuple[Text, ...], about("Where it is known from")] = ()
    break_with: Annotated[
        Text | None, about("The practice it breaks with; without one it is improvement")
    ] = None
    put_to_use: Annotated[
        Text | None, about("Who takes the solution over after the project, and who else can use it")
    ] = None


class Alternative(Model):
    """Another way to meet the need."""

    title: Annotated[Text, about("The alternative; the zero alternative is one of them")]
    description: Annotated[Text | None, about("What it would mean")] = None
    zero: Annotated[Flag, about("Whether this is the zero alternative: to go on as now")] = False


class TeamMember(Model):
    """A role in the team."""

    role: Annotated[Text, about("A role, never a name")]
    share: Annotated[Share | None, about("The share of a full position")] = None


class Alignment(Model):
    """Where the project is anchored in the organisation."""

    owner: Annotated[Text | None, about("The role that owns the project")] = None
    decided_by: Annotated[Text | None, about("The body that stands behind it")] = None
    date: Annotated[Date | None, about("The day of its decision")] = None
    case: Annotated[Text | None, about("The case number")] = None


class Partner(Model):
    """Somebody who takes part in the co-creation."""

    kind: Annotated[PartnerKind, about("What kind of partner it is")]
    who: Annotated[Text, about("Who they are: an organisation or a group")]
    how: Annotated[Text | None, about("How they take part")] = None


class GoalLink(Model):
    """What the project does for one of the strategy's goals."""

    goal: Annotated[Slug, about("The id of a goal without parts of its own")]
    contribution: Annotated[Contribution, about("1 some, 2 clear, 3 decisive")]
    because: Annotated[Text | None, about("Why")] = None


class Group(Model):
    """People for whom a project makes the same step of change."""

    people: Annotated[People, about("How many people")]
    change: Annotated[Slug, about("The step of change, one of those of the criterion")]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, written: object) -> object:
        for key in ("people", "change"):
            if isinstance(written, dict) and key not in written:
                raise Refusal(rules.REACH, msg("The key {key} is missing", key=key), _GROUP_EXAMPLE)
        return written


_GROUP_EXAMPLE: Final = msg(
    "Write how many, and how much it changes: {example}", example="{people: 900, change: clear}"
)


class Score(Model):
    """An assessor's answer to a criterion's question: a value, or the groups that are reached.

    One value, or one list of groups, may stand without a key; one group may stand without a list.
    """

    value: Annotated[
        Number | None, about("The level, or the number, that the criterion asks for")
    ] = None
    people: Annotated[People | None, about("How many people are reached")] = None
    change: Annotated[Slug | None, about("The step of change that the project makes for them")] = (
        None
    )
    groups: Annotated[tuple[Group, ...], about("Several groups that are reached")] = ()
    because: Annotated[Text | None, about("Why")] = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, written: object) -> object:
        match written:
            case str():
                return {"value": written}
            case list():
                return {"groups": written}
            case _:
                return written

    @model_validator(mode="after")
    def _one_form(self) -> Score:
        forms = (self.value is not None, self.one_group, bool(self.groups))
        if sum(forms) != 1:
            raise Refusal(
                rules.REACH if any(forms) else rules.MISSING_KEY,
                msg("The answer is given in several ways")
                if any(forms)
                else msg("The key {key} is missing", key="value"),
                msg(
                    "Write a level or number, {value}, or people, {people}",
                    value="{value: 4}",
                    people="{people: 900, change: clear}",
                ),
            )
        if self.one_group and (self.people is None or self.change is None):
            lacking = "people" if self.people is None else "change"
            raise Refusal(rules.REACH, msg("The key {key} is missing", key=lacking), _GROUP_EXAMPLE)
        return self

    @property
    def one_group(self) -> bool:
        """Whether one group is described without a list."""
        return self.people is not None or self.change is not None

    @property
    def reached(self) -> tuple[Group, ...]:
        """The groups of people that are reached."""
        if self.people is None or self.change is None:
            return self.groups
        return (Group.model_construct(people=self.people, change=self.change),)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Let editors take the short forms too."""
        mapping = handler.resolve_ref_schema(handler(schema))
        groups = {"type": "array", "items": mapping["properties"]["groups"]["items"]}
        named = {
            key: value for key, value in mapping.items() if key not in {"title", "description"}
        }
        forms = (("value",), ("people", "change"), ("groups",))
        named["oneOf"] = [{"required": list(keys)} for keys in forms]
        return {"anyOf": [NUMBER_SCHEMA, groups | {"minItems": 1}, named]}


OWN_AREA: Final = about("The service area whose budget it is in, if it is not the project's own")


class Cost(Model):
    """What the project uses of a frame."""

    title: Annotated[Text, about("What the money or capacity is used for")]
    frame: Annotated[Slug, about("The id of the frame that it is taken from")]
    service_area: Annotated[Slug | None, OWN_AREA] = None
    amounts: Annotated[Amounts, about("Whole kroner, or capacity, in each year")]
    from_month: Annotated[
        Month | None,
        about("The month that the first year's amount runs from: that year costs no more than it"),
    ] = None
    asset: Annotated[
        Slug | None, about("The kind of thing an investment buys, of the round's lifetimes")
    ] = None
    total_estimate: Annotated[
        Amount | None, about("What an investment costs in all, if its amounts are not all of it")
    ] = None
    appropriated: Annotated[
        Amount | None, about("What was appropriated before the years of the amounts")
    ] = None
    lasts: Annotated[
        Flag | None,
        about(
            "Whether it goes on after its last year; only then may a start move it past the plan"
        ),
    ] = None


class Funding(Model):
    """Money from outside."""

    title: Annotated[Text, about("Who gives the money")]
    status: Annotated[FundingStatus, about("Only granted money frees room in a frame")]
    frame: Annotated[Slug, about("The id of the frame that it relieves")]
    service_area: Annotated[Slug | None, OWN_AREA] = None
    amounts: Annotated[Amounts, about("Whole kroner in each year")]

    @property
    def is_granted(self) -> bool:
        """Whether the money is sure to come, so that it frees room in its frame."""
        return self.status is FundingStatus.GRANTED


class Measurement(Model):
    """What an indicator was, or shall be, on a day."""

    value: Annotated[Number, about("The indicator's value")]
    date: Annotated[Date, about("The day of the measurement, or of the target")]


class Benefit(Model):
    """What the project gives (gevinst): one kind, with someone responsible."""

    title: Annotated[Text, about("The benefit in a few words")]
    kind: Annotated[
        BenefitKind, about("budget, avoided_cost, time or quality; never added together")
    ]
    committed: Annotated[
        Flag, about("Whether a unit has agreed to have the amount taken out of its budget")
    ] = False
    frame: Annotated[Slug | None, about("The frame that a budget saving is taken out of")] = None
    service_area: Annotated[Slug | None, OWN_AREA] = None
    responsible: Annotated[Text | None, about("The role that answers for the benefit")] = None
    indicator: Annotated[Text | None, about("What is measured")] = None
    unit: Annotated[Text | None, about("The unit of the indicator")] = None
    baseline: Annotated[Measurement | None, about("The value before the project")] = None
    target: Annotated[Measurement | None, about("The value aimed for, and when")] = None
    measured: Annotated[tuple[Measurement, ...], about("The values measured since")] = ()
    amounts: Annotated[Amounts | None, about("Whole kroner in each year")] = None

    @property
    def is_committed_saving(self) -> bool:
        """Whether a unit has agreed to have the amount taken out of its budget."""
        return self.kind is BenefitKind.BUDGET and self.committed


class Risk(Model):
    """What may go wrong."""

    title: Annotated[Text, about("What may happen")]
    likelihood: Annotated[FiveStep, about("How likely: 1 to 5")]
    impact: Annotated[FiveStep, about("How bad: 1 to 5")]
    response: Annotated[Text | None, about("What is done about it")] = None


class Start(Model):
    """How far the selection may move the whole profile of the project."""

    earliest: Annotated[Year | None, about("The earliest first year of the profile")] = None
    latest: Annotated[Year | None, about("The latest first year of the profile")] = None


class Stopped(Model):
    """An honourable end."""

    date: Annotated[Date, about("The day that the project was stopped")]
    learned: Annotated[Text | None, about("What was learnt")] = None


class Project(Model):
    """A project."""

    id: Annotated[Slug, about("The project's id, the same as the file name")]
    title: Annotated[Text, about("The project in a few words")]
    phase: Annotated[Phase, about("How far the project has come")]
    commitment: Annotated[
        Commitment, about("decided and mandatory projects stand outside the competition")
    ] = Commitment.NONE
    focus_area: Annotated[Slug | None, about("The focus area that the project belongs to")] = None
    service_area: Annotated[Slug | None, about("The service area that owns the budget line")] = None
    summary: Annotated[Text | None, about("The project in two or three sentences")] = None
    need: Annotated[ProjectNeed, about("The need that the project answers")] = ProjectNeed()
    innovation: Annotated[Innovation, about("What is new about the project")] = Innovation()
    approach: Annotated[Text | None, about("How the need is met")] = None
    alternatives: Annotated[
        tuple[Alternative, ...], about("Other ways, the zero alternative among them")
    ] = ()
    champion: Annotated[Text | None, about("The role that drives the project")] = None
    team: Annotated[tuple[TeamMember, ...], about("The roles of the team")] = ()
    alignment: Annotated[Alignment, about("Where the project is anchored")] = Alignment()
    partners: Annotated[tuple[Partner, ...], about("Who takes part in the co-creation")] = ()
    goals: Annotated[tuple[GoalLink, ...], about("What the project does for the goals")] = ()
    scores: Annotated[dict[Slug, Score], about("Answers to the criteria, by criterion")] = Field(
        default_factory=dict
    )
    costs: Annotated[tuple[Cost, ...], about("What the project uses of the frames")] = ()
    funding: Annotated[tuple[Funding, ...], about("Money from outside")] = ()
    benefits: Annotated[tuple[Benefit, ...], about("What the project gives")] = ()
    risks: Annotated[tuple[Risk, ...], about("What may go wrong")] = ()
    start: Annotated[Start, about("How far the profile may be moved")] = Start()
    requires: Annotated[tuple[Slug, ...], about("Projects that must be funded too")] = ()
    excludes: Annotated[tuple[Slug, ...], about("Projects that cannot be funded too")] = ()
    replaces: Annotated[tuple[Slug, ...], about("Projects that this one stands in for")] = ()
    stopped: Annotated[Stopped | None, about("When and why the project was stopped")] = None
    in_use: Annotated[Date | None, about("The day that the solution was taken into use")] = None
    accept: Annotated[tuple[Waiver, ...], about("Findings accepted here, with reasons")] = ()

    @property
    def first_year(self) -> int | None:
        """The first year of the profile, that of its costs; None where it costs nothing."""
        years = [year for cost in self.costs for year in cost.amounts]
        return min(years, default=None)

    @property
    def foundations(self) -> dict[str, bool]:
        """Which of the five foundations are in place (Carlson and Wilmot, Innovation, 2006).

        An important need: problem and evidence. Value: a benefit with a target or an amount, and
        the alternatives that it was weighed against. A champion. A team. Alignment: an owner, and
        a body that stands behind the project.
        """
        return {
            "need": bool(self.need.kinds and self.need.problem and self.need.evidence),
            "value": bool(self.alternatives)
            and any(benefit.target or benefit.amounts for benefit in self.benefits),
            "champion": self.champion is not None,
            "team": bool(self.team),
            "alignment": bool(self.alignment.owner and self.alignment.decided_by),
        }

    @property
    def stands(self) -> bool:
        """Whether the project still asks for something: it is neither stopped nor finished."""
        return self.stopped is None and self.phase in ASKING

    @property
    def is_done(self) -> bool:
        """Whether the project is carried out, so that others may build on it."""
        return self.stopped is None and self.phase not in ASKING

    @property
    def is_bound(self) -> bool:
        """Whether the project stands outside the competition but inside the frames."""
        return self.commitment is not Commitment.NONE
