"""A project: a proposal that can be assessed, funded and followed up."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from pydantic import BeforeValidator, Field

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import (
    Amount,
    Amounts,
    Date,
    FiveStep,
    Flag,
    Model,
    Month,
    Number,
    Refusal,
    Share,
    Slug,
    Text,
    TitleText,
    Year,
    about,
)
from innostrat.model.codes import LineCodes
from innostrat.model.contribution import Contribution
from innostrat.model.idea import Waiver
from innostrat.model.lifetime import LASTS, UNTIL, Lasts
from innostrat.model.realised import Realised
from innostrat.model.score import Score
from innostrat.model.words import (
    BenefitKind,
    Commitment,
    Degree,
    FundingStatus,
    InnovationType,
    Need,
    PartnerKind,
    Phase,
    VatTreatment,
)

if TYPE_CHECKING:
    from innostrat.money import Estimate

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

    title: Annotated[TitleText, about("The alternative; the zero alternative is one of them")]
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


OWN_CODES: Final = about("Its codes in the budget, by list; what it does not say is the project's")
OWN_AREA: Final = about("The service area whose budget it is in, if it is not the project's own")


class Cost(Model):
    """What the project uses of a frame."""

    title: Annotated[TitleText | None, about("What the money or capacity is used for")] = None
    frame: Annotated[Slug, about("The id of the frame that it is taken from")]
    service_area: Annotated[Slug | None, OWN_AREA] = None
    codes: Annotated[LineCodes, OWN_CODES] = Field(default_factory=dict)
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
    vat: Annotated[
        VatTreatment | None,
        about(
            "compensated: the state pays the VAT back (merverdiavgiftskompensasjon); deducted: in "
            "services that charge VAT themselves; borne: it is a cost"
        ),
    ] = None
    lasts: Annotated[Lasts | None, LASTS] = None
    until: Annotated[Year | None, UNTIL] = None
    residual: Annotated[
        Amount | None, about("What is left of its value in its last year, in kroner")
    ] = None


_SHORT_EXAMPLE: Final = "costs: {drift: {2027: 200 000}}"


def _by_frame(written: object) -> object:
    """Read what is written short, amounts by frame, as a list of costs without titles."""
    if not isinstance(written, dict):
        return written
    for frame, amounts in written.items():
        if not isinstance(amounts, dict):
            raise Refusal(
                rules.SHAPE,
                msg("There are no years here"),
                msg("Write what is used of the frame each year: {example}", example=_SHORT_EXAMPLE),
                at=(frame,),
            )
    return [{"frame": frame, "amounts": amounts} for frame, amounts in written.items()]


Costs = Annotated[
    tuple[Cost, ...],
    BeforeValidator(_by_frame, json_schema_input_type=tuple[Cost, ...] | dict[Slug, Amounts]),
]
"""A list of costs, or amounts by frame where there is nothing more to say of them."""


class Funding(Model):
    """Money from outside."""

    title: Annotated[TitleText, about("Who gives the money")]
    status: Annotated[FundingStatus, about("Only granted money frees room in a frame")]
    frame: Annotated[Slug, about("The id of the frame that it relieves")]
    service_area: Annotated[Slug | None, OWN_AREA] = None
    codes: Annotated[LineCodes, OWN_CODES] = Field(default_factory=dict)
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

    title: Annotated[TitleText, about("The benefit in a few words")]
    kind: Annotated[
        BenefitKind, about("budget, avoided_cost, time or quality; never added together")
    ]
    committed: Annotated[
        Flag, about("Whether a unit has agreed to have the amount taken out of its budget")
    ] = False
    frame: Annotated[Slug | None, about("The frame that a budget saving is taken out of")] = None
    service_area: Annotated[Slug | None, OWN_AREA] = None
    codes: Annotated[LineCodes, OWN_CODES] = Field(default_factory=dict)
    responsible: Annotated[Text | None, about("The role that answers for the benefit")] = None
    indicator: Annotated[Text | None, about("What is measured")] = None
    unit: Annotated[Text | None, about("The unit of the indicator")] = None
    baseline: Annotated[Measurement | None, about("The value before the project")] = None
    target: Annotated[Measurement | None, about("The value aimed for, and when")] = None
    measured: Annotated[tuple[Measurement, ...], about("The values measured since")] = ()
    amounts: Annotated[Amounts | None, about("Whole kroner in each year")] = None
    lasts: Annotated[Lasts | None, LASTS] = None
    until: Annotated[Year | None, UNTIL] = None
    realised: Annotated[
        tuple[Realised, ...],
        about("Kroner that have come, as counted; of several counts of a year the last holds"),
    ] = ()

    @property
    def counted(self) -> dict[int, Realised]:
        """The last count of each year's kroner, by year."""
        latest = sorted(self.realised, key=lambda one: (one.year, one.date))
        return {one.year: one for one in latest}

    @property
    def is_committed_saving(self) -> bool:
        """Whether a unit has agreed to have the amount taken out of its budget."""
        return self.kind is BenefitKind.BUDGET and self.committed


class Risk(Model):
    """What may go wrong."""

    title: Annotated[TitleText, about("What may happen")]
    likelihood: Annotated[FiveStep, about("How likely: 1 to 5")]
    impact: Annotated[FiveStep, about("How bad: 1 to 5")]
    response: Annotated[Text | None, about("What is done about it")] = None

    @property
    def level(self) -> int:
        """Likelihood × impact: 1 to 25."""
        return self.likelihood * self.impact


class Start(Model):
    """How far the selection may move the whole profile of the project."""

    earliest: Annotated[Year | None, about("The earliest first year of the profile")] = None
    latest: Annotated[Year | None, about("The latest first year of the profile")] = None


class Stopped(Model):
    """An honourable end."""

    date: Annotated[Date, about("The day that the project was stopped")]
    learned: Annotated[Text | None, about("What was learnt")] = None


class YearAmount(NamedTuple):
    """One year's amount somewhere in a project: under a key, in the line of that number."""

    key: str
    number: int
    frame: str | None
    year: int
    amount: Estimate

    @property
    def place(self) -> tuple[str, int]:
        """The path of its line in the file."""
        return self.key, self.number

    @property
    def path(self) -> tuple[str | int, ...]:
        """Its path in the file."""
        return (self.key, self.number, "amounts", str(self.year))


class Project(Model):
    """A project."""

    id: Annotated[Slug, about("The project's id, the same as the file name")]
    title: Annotated[TitleText, about("The project in a few words")]
    phase: Annotated[Phase, about("How far the project has come")] = Phase.CONCEPT
    commitment: Annotated[
        Commitment, about("decided and mandatory projects stand outside the competition")
    ] = Commitment.NONE
    focus_area: Annotated[Slug | None, about("The focus area that the project belongs to")] = None
    service_area: Annotated[Slug | None, about("The service area that owns the budget line")] = None
    codes: Annotated[LineCodes, about("Codes of all its lines in the budget, by list")] = Field(
        default_factory=dict
    )
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
    costs: Annotated[Costs, about("What the project uses of the frames")] = ()
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

    @cached_property
    def first_year(self) -> int | None:
        """The first year of the profile, that of its costs; None where it costs nothing."""
        years = [year for cost in self.costs for year in cost.amounts]
        return min(years, default=None)

    @property
    def costs_anything(self) -> bool:
        """Whether more than nothing is written of what it costs, in kroner or capacity."""
        return any(amount.high > 0 for cost in self.costs for amount in cost.amounts.values())

    @cached_property
    def year_amounts(self) -> tuple[YearAmount, ...]:
        """The amounts of costs, funding and benefits, in the order of the file."""
        lines: dict[str, tuple[Cost | Funding | Benefit, ...]]
        lines = {"costs": self.costs, "funding": self.funding, "benefits": self.benefits}
        return tuple(
            YearAmount(key, number, item.frame, year, amount)
            for key, items in lines.items()
            for number, item in enumerate(items)
            for year, amount in (item.amounts or {}).items()
        )

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

    @cached_property
    def stands(self) -> bool:
        """Whether the project still asks for something: it is neither stopped nor finished."""
        return self.stopped is None and self.phase in ASKING

    @property
    def is_draft(self) -> bool:
        """Whether the project is still being thought out: it may lack much, also when bound."""
        return self.stands and self.phase is Phase.CONCEPT

    @property
    def is_done(self) -> bool:
        """Whether the project is carried out, so that others may build on it."""
        return self.stopped is None and self.phase not in ASKING

    @property
    def is_bound(self) -> bool:
        """Whether the project stands outside the competition but inside the frames."""
        return self.commitment is not Commitment.NONE
