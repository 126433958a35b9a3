"""A budget round: its years, its frames, and the rules by which projects are chosen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import (
    Amount,
    Count,
    Date,
    Flag,
    Model,
    Refusal,
    Share,
    Slug,
    Text,
    TitleText,
    Year,
    about,
)
from innostrat.model.words import Degree, Financing, FrameKind, LoanMethod, Selection, VatBasis

if TYPE_CHECKING:
    from innostrat.model.project import Project


class Frame(Model):
    """What may be spent: money per year, or capacity."""

    id: Annotated[Slug, about("The frame's id, which costs refer to")]
    title: Annotated[TitleText, about("The frame's name in the budget")]
    kind: Annotated[FrameKind, about("operating, investment or capacity")]
    unit: Annotated[
        Text | None, about("The unit of a capacity frame, such as full-time equivalents")
    ] = None
    amounts: Annotated[
        dict[Year, Amount],
        Field(min_length=1),
        about("What there is each year: kroner or capacity"),
    ]
    financing: Annotated[
        Financing,
        about("Who pays: taxes, or fees at cost (selvkost), such as those of water and waste"),
    ] = Financing.TAXES

    @model_validator(mode="after")
    def _paid(self) -> Frame:
        if self.financing is Financing.FEES and not self.is_money:
            raise Refusal(
                rules.CHOICE,
                msg("Fees pay money, and capacity is none"),
                msg("Leave out financing, or write kind: operating or kind: investment"),
                at=("financing",),
            )
        return self

    @property
    def is_money(self) -> bool:
        """Whether amounts in the frame are kroner."""
        return self.kind is not FrameKind.CAPACITY

    def limit(self, year: int) -> Decimal:
        """Return what may be spent that year; a year that is not named has nothing."""
        return self.amounts.get(year, Decimal(0))


class AreaBudget(Model):
    """What a service area has before any project: the start of its frame bridge."""

    service_area: Annotated[Slug, about("The service area that owns the budget")]
    opening: Annotated[Amount, about("Its net operating budget before the plan, in kroner")]
    deflator: Annotated[Amount, about("Compensation for rising prices, in the first year")] = (
        Decimal(0)
    )


class Capital(Model):
    """What is assumed of how investments are paid, and of what loans cost."""

    interest: Annotated[Share, about("The yearly interest on loans: 4.5 %")]
    method: Annotated[
        LoanMethod, about("serial: equal instalments; annuity: equal interest and instalment")
    ]
    lifetime: Annotated[
        Count, about("Years over which a loan is paid back, where a cost line names no kind")
    ]
    lifetimes: Annotated[
        dict[Slug, Count], about("Years by kind of thing, which cost lines name under asset")
    ] = Field(default_factory=dict)
    fund: Annotated[
        Share, about("The part paid from the capital fund, of what grants and tax do not pay")
    ] = Fraction(0)
    own_means: Annotated[
        Share, about("The part that operating money pays itself; what is left is a loan")
    ] = Fraction(0)
    frame: Annotated[
        Slug | None,
        about("The operating frame that these costs use; without it they use none"),
    ] = None
    service_area: Annotated[
        Slug | None, about("The area whose budget they are in; else each project's own")
    ] = None

    @model_validator(mode="after")
    def _fits(self) -> Capital:
        if self.fund + self.own_means > 1:
            raise Refusal(
                rules.NUMBER,
                msg("More is paid than the investments cost"),
                msg("Write shares that are at most 100 % together; the rest is a loan"),
                at=("own_means",),
            )
        for at, years in (("lifetime", self.lifetime), *self._named()):
            if not years:
                raise Refusal(
                    rules.NUMBER,
                    msg("A loan is paid back over at least one year"),
                    msg("Write how many years it takes: {example}", example="lifetime: 10"),
                    at=(at,),
                )
        return self

    def _named(self) -> tuple[tuple[str, int], ...]:
        return tuple(("lifetimes", years) for years in self.lifetimes.values())

    def lifetime_of(self, asset: str | None) -> int:
        """Return over how many years what buys such a thing is paid back."""
        return self.lifetimes.get(asset or "", self.lifetime)


class BalanceRule(Model):
    """A demand on the selected set as a whole: which projects, and how many or how much."""

    focus_area: Annotated[Slug | None, about("The focus area that the rule is about")] = None
    service_area: Annotated[Slug | None, about("The service area that the rule is about")] = None
    degree: Annotated[Degree | None, about("The degree of innovation that the rule is about")] = (
        None
    )
    min_projects: Annotated[Count | None, about("At least so many funded projects")] = None
    max_projects: Annotated[Count | None, about("At most so many funded projects")] = None
    min_share: Annotated[Share | None, about("At least this share of the money selected")] = None
    max_share: Annotated[Share | None, about("At most this share of the money selected")] = None
    counts: Annotated[
        FrameKind | None, about("Which gross costs a share is of: operating or investment")
    ] = None

    @model_validator(mode="after")
    def _fits(self) -> BalanceRule:
        if sum(x is not None for x in (self.focus_area, self.service_area, self.degree)) != 1:
            raise Refusal(
                rules.MISSING_KEY,
                msg("The rule is about no group, or about several"),
                msg("Give exactly one of focus_area, service_area and degree"),
            )
        limits = (self.min_projects, self.max_projects, self.min_share, self.max_share)
        if all(limit is None for limit in limits):
            raise Refusal(
                rules.MISSING_KEY,
                msg("The rule demands nothing"),
                msg("Give min_projects, max_projects, min_share or max_share"),
            )
        if self.counts is FrameKind.CAPACITY:
            raise Refusal(
                rules.CHOICE,
                msg("A share is of money, and capacity is none"),
                msg("Write operating or investment: {example}", example="counts: operating"),
            )
        if self.counts is not None and not self.is_share:
            raise Refusal(
                rules.MISSING_KEY,
                msg("The rule says which costs it counts, but demands no share of them"),
                msg("Give min_share or max_share, or leave counts out"),
            )
        for low, high in ((self.min_projects, self.max_projects), (self.min_share, self.max_share)):
            if low is not None and high is not None and low > high:
                raise Refusal(rules.NUMBER, msg("The least is more than the most"))
        return self

    @property
    def is_share(self) -> bool:
        """Whether the rule demands a share of the money."""
        return self.min_share is not None or self.max_share is not None

    def holds(self, projects: int, share: Fraction | None) -> bool:
        """Whether so many projects with this share of the money keep it; no money breaks none."""
        low, high = self.min_projects or 0, self.max_projects
        counted = low <= projects and (high is None or projects <= high)
        if share is None:
            return counted
        least, most = self.min_share or 0, self.max_share
        return counted and least <= share and (most is None or share <= most)

    def covers(self, project: Project) -> bool:
        """Whether the rule is about the project: exactly one of the three is given."""
        if self.focus_area is not None:
            return project.focus_area == self.focus_area
        if self.service_area is not None:
            return project.service_area == self.service_area
        return project.innovation.degree is self.degree


class Deadline(Model):
    """A day by which something of the round is to be done."""

    date: Annotated[Date, about("The last day")]
    title: Annotated[TitleText, about("What is to be done by then")]


class Round(Model):
    """A budget round (HØP): what the projects compete for."""

    id: Annotated[Slug, about("The round's id, the same as the file name")]
    title: Annotated[TitleText, about("The title of the plan")]
    years: Annotated[tuple[Year, ...], Field(min_length=1), about("The years of the plan")]
    follows: Annotated[
        Slug | None, about("The round before, whose decision this one's budgets start from")
    ] = None
    price_year: Annotated[
        Year | None, about("The year whose prices all amounts are in; the first year if left out")
    ] = None
    price_growth: Annotated[
        dict[Year, Share],
        about("How much prices have risen from the year before, such as KS's kommunal deflator"),
    ] = Field(default_factory=dict)
    vat: Annotated[
        VatBasis | None, about("Whether all amounts are including or excluding value added tax")
    ] = None
    vat_rate: Annotated[
        Share | None, about("The value added tax that compensation is reckoned with: 25 %")
    ] = None
    frames: Annotated[
        tuple[Frame, ...], Field(min_length=1), about("What may be spent in each of the years")
    ]
    budgets: Annotated[
        tuple[AreaBudget, ...], about("Budgets before the plan, for the bridge to the new ones")
    ] = ()
    capital: Annotated[
        Capital | None, about("How investments are paid, and what loans cost the operating budget")
    ] = None
    deadlines: Annotated[
        tuple[Deadline, ...], about("The days by which the steps of the round are to be done")
    ] = ()
    selection: Annotated[
        Selection,
        about(
            "optimal: most value within the frames; ranking: down the list; near_ranking: as near "
            "the list as within lets it"
        ),
    ] = Selection.OPTIMAL
    within: Annotated[
        Share | None, about("How much less than the most value near_ranking may be worth")
    ] = None
    balance: Annotated[
        tuple[BalanceRule, ...], about("Demands on the selected set as a whole")
    ] = ()
    delay_penalty: Annotated[
        Share, about("Value lost for each year that a project starts later than it asks for")
    ] = Fraction(0)
    committed_savings_refill: Annotated[
        Flag, about("Whether committed budget savings free room in the frame they name")
    ] = False

    @model_validator(mode="after")
    def _fits(self) -> Round:
        if list(self.years) != list(range(self.years[0], self.years[0] + len(self.years))):
            raise Refusal(
                rules.YEAR,
                msg("The years of the plan do not follow each other"),
                msg("Write them in order: [2027, 2028, 2029, 2030]"),
            )
        near = self.selection is Selection.NEAR_RANKING
        if near and self.within is None:
            raise Refusal(
                rules.MISSING_KEY,
                msg("The key {key} is missing", key="within"),
                msg("Write how much value following the list may cost: within: 2 %"),
                at=("selection",),
            )
        if self.within is not None and not near:
            raise Refusal(
                rules.NUMBER,
                msg("{key} belongs to selection: near_ranking", key="within"),
                msg("Remove it, or write selection: near_ranking"),
                at=("within",),
            )
        return self

    @property
    def prices(self) -> int:
        """The year whose prices all amounts are in."""
        return self.years[0] if self.price_year is None else self.price_year

    @property
    def has_own_ids(self) -> bool:
        """Whether no frame has the id of another: else amounts would be of both."""
        return len({frame.id for frame in self.frames}) == len(self.frames)

    def frame(self, frame_id: str) -> Frame | None:
        """Return the frame with that id."""
        return next((frame for frame in self.frames if frame.id == frame_id), None)

    def counted(self, rule: BalanceRule) -> FrameKind:
        """Return the budget that a share is of: the one named, or operating where there is one."""
        if rule.counts is not None:
            return rule.counts
        has_operating = any(frame.kind is FrameKind.OPERATING for frame in self.frames)
        return FrameKind.OPERATING if has_operating else FrameKind.INVESTMENT

    @property
    def silent_shares(self) -> tuple[int, ...]:
        """The places of balance rules whose share names no budget, where the round has two."""
        several = len({frame.kind for frame in self.budget_frames}) > 1
        rules = enumerate(self.balance if several else ())
        return tuple(place for place, one in rules if one.is_share and one.counts is None)

    @cached_property
    def money_frames(self) -> tuple[Frame, ...]:
        """The frames of kroner, in the order of the file."""
        return tuple(frame for frame in self.frames if frame.is_money)

    @cached_property
    def budget_frames(self) -> tuple[Frame, ...]:
        """The frames of kroner that taxes pay, in the order of the file.

        What fees pay at cost is no part of the budgets that projects compete for: it may neither
        be spent on anything else nor be paid by taxes (kommuneloven § 15-1).
        """
        return tuple(one for one in self.money_frames if one.financing is Financing.TAXES)

    @property
    def fee_frames(self) -> tuple[Frame, ...]:
        """The frames of kroner that fees pay, at cost, in the order of the file."""
        return tuple(one for one in self.money_frames if one.financing is Financing.FEES)
