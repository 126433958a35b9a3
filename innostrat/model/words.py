"""The values that a key may take, and what they are called in tables."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from decimal import Decimal


class Word(StrEnum):
    """One of a few words, with the label that people read in tables."""

    label: Message

    def __new__(cls, word: str, label: Message) -> Self:
        """Make the member `word`; two kinds of word may share a spelling but not a label."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.label = label
        return member

    @classmethod
    def named(cls, word: str | None) -> Self | None:
        """Return the member of that spelling, or None."""
        return next((member for member in cls if member.value == word), None)


class GoalKind(Word):
    """What a goal is in the strategy."""

    MAIN_GOAL = "main_goal", msg("main goal")
    CHALLENGE = "challenge", msg("challenge")
    CULTURE = "culture", msg("culture")
    FOCUS_AREA = "focus_area", msg("focus area")
    GOAL = "goal", msg("goal")
    RESULT_GOAL = "result_goal", msg("result goal")


class Role(Word):
    """What a criterion does to a project's value."""

    BENEFIT = "benefit", msg("benefit")
    FACTOR = "factor", msg("factor")
    GATE = "gate", msg("gate")


class FrameKind(Word):
    """What a frame limits."""

    OPERATING = "operating", msg("operating")
    INVESTMENT = "investment", msg("investment")
    CAPACITY = "capacity", msg("capacity")


class VatBasis(Word):
    """How the amounts of a round stand to value added tax."""

    INCLUDED = "included", msg("including VAT")
    EXCLUDED = "excluded", msg("excluding VAT")


class VatTreatment(Word):
    """What becomes of the value added tax on a purchase."""

    COMPENSATED = "compensated", msg("VAT is compensated")
    DEDUCTED = "deducted", msg("VAT is deducted")
    BORNE = "borne", msg("VAT is a cost")


class Financing(Word):
    """Who pays in the end; what fees pay is at cost (selvkost, kommuneloven § 15-1)."""

    TAXES = "taxes", msg("taxes")
    FEES = "fees", msg("fees, at cost")


class LoanMethod(Word):
    """How a loan is paid back."""

    SERIAL = "serial", msg("serial loan")
    ANNUITY = "annuity", msg("annuity")


class Selection(Word):
    """How a round chooses among projects."""

    OPTIMAL = "optimal", msg("most value within the frames")
    RANKING = "ranking", msg("down the list while the money lasts")
    NEAR_RANKING = "near_ranking", msg("near the list, within a share of the most value")


class Phase(Word):
    """How far a project has come (Prosjektveiviseren)."""

    CONCEPT = "concept", msg("concept")
    PLANNING = "planning", msg("planning")
    EXECUTION = "execution", msg("execution")
    CLOSING = "closing", msg("closing")
    REALISATION = "realisation", msg("realisation")


class Commitment(Word):
    """Whether a project competes for money."""

    NONE = "none", msg("in competition")
    DECIDED = "decided", msg("decided")
    MANDATORY = "mandatory", msg("mandatory")


class Need(Word):
    """Whose need it is."""

    USER = "user", msg("user need")
    ORGANISATION = "organisation", msg("organisational need")
    SOCIETY = "society", msg("societal need")


class InnovationType(Word):
    """What is new (Meld. St. 30 (2019–2020), after the OECD)."""

    SERVICE = "service", msg("service")
    PRODUCT = "product", msg("product")
    PROCESS = "process", msg("process")
    ORGANISATION = "organisation", msg("organisation")
    COMMUNICATION = "communication", msg("communication")


class Degree(Word):
    """How large the step is."""

    INCREMENTAL = "incremental", msg("incremental")
    RADICAL = "radical", msg("radical")


class PartnerKind(Word):
    """Who takes part in the co-creation."""

    INHABITANTS = "inhabitants", msg("inhabitants")
    VOLUNTEERS = "volunteers", msg("volunteers")
    BUSINESS = "business", msg("business")
    MUNICIPALITY = "municipality", msg("municipality")
    RESEARCH = "research", msg("research")
    STATE = "state", msg("state")


class FundingStatus(Word):
    """How certain money from outside is; only granted money frees room in a frame."""

    IDEA = "idea", msg("idea")
    APPLIED = "applied", msg("applied for")
    GRANTED = "granted", msg("granted")
    REFUSED = "refused", msg("refused")


class BenefitKind(Word):
    """The kinds of benefit (gevinst), which are never added together."""

    BUDGET = "budget", msg("budget saving")
    AVOIDED_COST = "avoided_cost", msg("avoided cost")
    TIME = "time", msg("saved time")
    QUALITY = "quality", msg("better quality")


class BenefitSide(Word):
    """The two sides of benefits that a strategy may want to see both of."""

    ECONOMIC = "economic", msg("economic benefits")
    QUALITATIVE = "qualitative", msg("qualitative benefits")

    @classmethod
    def of(cls, kind: BenefitKind) -> BenefitSide:
        """Return the side of a kind of benefit; saved time is economic, whoever gets it."""
        return cls.QUALITATIVE if kind is BenefitKind.QUALITY else cls.ECONOMIC


class IdeaSource(Word):
    """Who had the idea."""

    INHABITANT = "inhabitant", msg("inhabitant")
    EMPLOYEE = "employee", msg("employee")
    LEADER = "leader", msg("leader")
    POLITICIAN = "politician", msg("politician")
    UNION = "union", msg("union")
    BUSINESS = "business", msg("business")
    VOLUNTEER = "volunteer", msg("volunteer")


class Outcome(Word):
    """What was decided about an idea."""

    RETURN = "return", msg("returned")
    DEVELOP_IDEA = "develop_idea", msg("develop the idea")
    DESCRIBE_PROJECT = "describe_project", msg("describe a project")
    MAP_BENEFITS = "map_benefits", msg("map the benefits")
    MERGED = "merged", msg("merged")
    DECLINED = "declined", msg("declined")


class GrantOutcome(Word):
    """What was decided about an application to the pot."""

    GRANTED = "granted", msg("granted")
    DECLINED = "declined", msg("declined")


class NumberSource(Word):
    """Where the number of a criterion comes from."""

    NET_PRESENT_VALUE = "net_present_value", msg("net present value")
    GROSS_BENEFITS = "gross_benefits", msg("present value of priced benefits")
    BUDGET_SAVINGS = "budget_savings", msg("budget savings")
    ASSESSED = "assessed", msg("assessed")


class Verdict(Word):
    """What a body decided about a project in a round."""

    FUNDED = "funded", msg("funded")
    REDUCED = "reduced", msg("reduced")
    POSTPONED = "postponed", msg("postponed")
    NOT_PRIORITISED = "not_prioritised", msg("not prioritised")
    REJECTED = "rejected", msg("rejected")


DEGREES: Final = {1: msg("1 some"), 2: msg("2 clear"), 3: msg("3 decisive")}
"""What a whole contribution to a goal is called."""
FOUNDATIONS: Final = {
    "need": msg("an important need"),
    "value": msg("value creation"),
    "champion": msg("a champion"),
    "team": msg("a team"),
    "alignment": msg("alignment in the organisation"),
}


def degree(contribution: Decimal) -> Message:
    """Return a contribution to a goal, with its name where it is a whole one."""
    return DEGREES.get(
        int(contribution) if contribution % 1 == 0 else 0, msg("{value}", value=contribution)
    )
