"""A project's money in a round: what it uses of each frame, saves, and is worth today.

The one arithmetic of amounts and years, which rules, analysis, reports and decisions share.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.budgets import BUDGETS, ByBudget
from innostrat.capital import operating_costs
from innostrat.messages import Kroner, Message, Points, msg
from innostrat.model.words import BenefitKind, FrameKind, NumberSource
from innostrat.money import discount_factor, part_of
from innostrat.parts import CAPITAL, NO_FRAME, FrameInYear, Money, Part

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from innostrat.model.project import Benefit, Cost, Funding, Project
    from innostrat.model.round import Frame, Round
    from innostrat.money import Estimate


# Kroner are whole; capacity is counted in hundredths, the finest that the format lets one write.
HUNDREDTHS: Final = 100
PRICED: Final = frozenset({BenefitKind.BUDGET, BenefitKind.AVOIDED_COST})


def smallest_unit(frame: Frame | None) -> int:
    """Return how many of a frame's smallest units make one: 1 for kroner, 100 for capacity."""
    return 1 if frame is None or frame.is_money else HUNDREDTHS


def in_units(amount: Decimal, frame: Frame | None) -> int:
    """Return an amount as it is written in the frame's smallest unit."""
    return round(amount * smallest_unit(frame))


def from_units(amount: int, frame: Frame | None) -> Decimal:
    """Return kroner, or capacity in its own unit, of so many smallest units."""
    return Decimal(amount) / smallest_unit(frame)


def readable_amount(amount: int, frame: Frame | None) -> Kroner | Points | Message:
    """Return so many smallest units of a frame as people read them, with the unit."""
    if frame is None or frame.is_money:
        return Kroner(amount)
    quantity = Points(from_units(amount, frame), 2)
    return msg("{amount} {unit}", amount=quantity, unit=frame.unit) if frame.unit else quantity


def limits(round_: Round) -> dict[FrameInYear, int]:
    """Return what each frame has in each year of the round, in its smallest unit."""
    return {
        (frame.id, year): int(frame.limit(year) * smallest_unit(frame))
        for frame in round_.frames
        for year in round_.years
    }


class AmountRow(NamedTuple):
    """A row of amounts that counts in a frame, as the file has it."""

    part: Part
    title: str
    frame: str
    amounts: Mapping[int, Estimate]


def amount_rows(project: Project) -> Iterator[AmountRow]:
    """Yield what counts in frames: costs, granted funding, and committed budget savings."""
    for cost in project.costs:
        yield AmountRow(Part.COST, cost.title, cost.frame, cost.amounts)
    for funding in project.funding:
        if funding.is_granted:
            yield AmountRow(Part.GRANT, funding.title, funding.frame, funding.amounts)
    for benefit in project.benefits:
        if benefit.is_committed_saving and benefit.frame and benefit.amounts:
            yield AmountRow(Part.SAVING, benefit.title, benefit.frame, benefit.amounts)


def budget_areas(project: Project) -> tuple[str | None, ...]:
    """Return the service areas whose budgets its lines are in, its own first; None is none."""
    lines: tuple[Cost | Funding | Benefit, ...]
    lines = (*project.costs, *project.funding, *project.benefits)
    areas = (line.service_area or project.service_area for line in lines)
    return tuple(dict.fromkeys((project.service_area, *areas)))


def within_area(project: Project, area: str | None) -> Project:
    """Return the project with the lines alone that are in one service area's budget."""

    def kept(line: Cost | Funding | Benefit) -> bool:
        return (line.service_area or project.service_area) == area

    lines = {
        "costs": tuple(filter(kept, project.costs)),
        "funding": tuple(filter(kept, project.funding)),
        "benefits": tuple(filter(kept, project.benefits)),
    }
    return project.model_copy(update=lines)


def likely(project: Project, part: Part) -> dict[FrameInYear, Decimal]:
    """Return a project's most likely costs, grants or savings, in every frame and year."""
    total: dict[FrameInYear, Decimal] = defaultdict(Decimal)
    for line in amount_rows(project):
        for year, estimate in line.amounts.items() if line.part is part else ():
            total[line.frame, year] += estimate.likely
    return total


def first_year(project: Project, round_: Round) -> int:
    """Return the year that the project asks to start in."""
    return project.first_year or project.start.earliest or round_.years[0]


def within(
    amounts: Mapping[int, Estimate], years: Container[int], shift: int
) -> Iterator[tuple[int, Estimate]]:
    """Yield the amounts that fall in these years when the profile moves `shift` years."""
    return ((year + shift, estimate) for year, estimate in amounts.items() if year + shift in years)


def money(
    project: Project,
    round_: Round,
    shift: int = 0,
    part: Fraction = Fraction(1),
    years: Container[int] | None = None,
) -> Money:
    """Return the project's amounts in the frames of the round, in these years or all of its own.

    `shift` moves the whole profile so many years; what then falls outside the years is
    not counted. `part` is what a reduction leaves of each cost line's amount each year, rounded
    up to the smallest unit; grants and savings stay.
    """
    total: dict[Part, dict[FrameInYear, int]] = {one: defaultdict(int) for one in Part}
    for line in amount_rows(project):
        frame = round_.frame(line.frame)
        if frame is None:
            continue
        left = part if line.part is Part.COST else Fraction(1)
        for year, estimate in within(line.amounts, years or round_.years, shift):
            amount = part_of(in_units(estimate.likely, frame), left)
            total[line.part][line.frame, year] += amount
    paid_by = (round_.capital and round_.capital.frame) or NO_FRAME
    for what, year, kroner in operating_costs(project, round_, part, shift):
        if year in (years or round_.years):
            total[Part(what)][paid_by, year] += kroner
    found = {one: dict(sorted(amounts.items())) for one, amounts in total.items()}
    return Money(found, round_.committed_savings_refill)


def money_by_area(
    project: Project,
    round_: Round,
    shift: int = 0,
    part: Fraction = Fraction(1),
    years: Container[int] | None = None,
) -> dict[str | None, Money]:
    """Return what `money` does, for each service area whose budget a line of it is in."""
    found = {
        area: money(within_area(project, area), round_, shift, part, years)
        for area in budget_areas(project)
    }
    shared = round_.capital.service_area if round_.capital else None
    if shared is None or all(shared == area for area in found):
        return found
    moved = [amounts.without(set(Part) - CAPITAL) for amounts in found.values()]
    rest = {area: amounts.without(CAPITAL) for area, amounts in found.items()}
    return rest | {shared: reduce(Money.plus, moved, rest.get(shared, Money.none()))}


def by_budget(amounts: Iterable[tuple[str, int]], round_: Round) -> ByBudget:
    """Return the sums of kroner in frames by their budget; what fees pay is in neither."""
    total: dict[FrameKind, int] = defaultdict(int)
    kinds = {frame.id: frame.kind for frame in round_.budget_frames}
    for frame, amount in amounts:
        if frame in kinds:
            total[kinds[frame]] += amount
    return ByBudget(*(total[kind] for kind in BUDGETS))


def gross(amounts: Mapping[FrameInYear, int], round_: Round) -> ByBudget:
    """Return the sums in kroner over the money frames, all years."""
    return by_budget(((frame, amount) for (frame, _), amount in amounts.items()), round_)


def gross_cost(
    project: Project, round_: Round, shift: int = 0, years: Container[int] | None = None
) -> ByBudget:
    """Return the gross cost in kroner, in the round's money frames, over these years.

    Without `years` it is over those of the round.
    """
    return by_budget(
        (
            (cost.frame, in_units(estimate.likely, None))
            for cost in project.costs
            for _, estimate in within(cost.amounts, years or round_.years, shift)
        ),
        round_,
    )


def postponed(project: Project, years: int) -> Project:
    """Return the project with all amounts so many years later, as a plan that delays it has them.

    Dates of measurements and the window of the start stay as the file has them.
    """

    def later(line: Cost | Funding | Benefit) -> Cost | Funding | Benefit:
        amounts = line.amounts and {year + years: one for year, one in line.amounts.items()}
        return line.model_copy(update={"amounts": amounts})

    lines = {
        "costs": tuple(map(later, project.costs)),
        "funding": tuple(map(later, project.funding)),
        "benefits": tuple(map(later, project.benefits)),
    }
    return project.model_copy(update=lines) if years else project


def lasting_lines(project: Project) -> Project:
    """Return the project with what stays alone: costs that last, and savings in units' budgets."""
    return project.model_copy(
        update={
            "costs": tuple(one for one in project.costs if one.lasts),
            "funding": (),
            "benefits": tuple(one for one in project.benefits if one.is_committed_saving),
        }
    )


def spent(project: Project, year: int) -> Project:
    """Return the project with the costs and grants alone of the years before `year`."""

    def early(line: Cost | Funding) -> Cost | Funding:
        amounts = {when: one for when, one in line.amounts.items() if when < year}
        return line.model_copy(update={"amounts": amounts})

    costs, funding = (tuple(map(early, lines)) for lines in (project.costs, project.funding))
    return project.model_copy(update={"costs": costs, "funding": funding, "benefits": ()})


def hides(cost: Cost, round_: Round, shift: int) -> bool:
    """Whether a start so many years later moves some of a cost to where no frame feels it.

    What falls after the plan's last year must go on from it: the line says that it lasts, and the
    last year holds as much of it as any year after.
    """
    last = round_.years[-1]
    after = [
        estimate.likely for year, estimate in cost.amounts.items() if year <= last < year + shift
    ]
    level = cost.amounts.get(last - shift)
    held = level.likely if cost.lasts and level else 0
    return max(after, default=0) > held


def net_present_value(project: Project, round_: Round, rate: Fraction) -> Fraction:
    """Return the net present value in kroner, in prices and values of the round's first year.

    `NPV = Σ_t (benefits_t + grants_t − costs_t) / (1 + rate)^(t − t₀)` over every year t from the
    round's first year t₀ on, also those after the round. Benefits are budget savings and avoided
    costs; saved time and quality are never money here. (R-109/2021; DFØ's guide to socioeconomic
    analysis.)
    """
    frames = {frame.id for frame in round_.money_frames}
    flows: Iterable[tuple[int, Mapping[int, Estimate]]] = (
        *((-1, cost.amounts) for cost in project.costs if cost.frame in frames),
        *((1, funding.amounts) for funding in project.funding if funding.is_granted),
        *((1, one.amounts) for one in project.benefits if one.kind in PRICED and one.amounts),
    )
    return _present(flows, round_.years[0], rate)


def gross_benefits(project: Project, round_: Round, rate: Fraction) -> Fraction:
    """Return the present value in kroner of the priced benefits that refill no frame.

    Costs are not taken off, since the frames carry them; a committed saving that refills a frame is
    money to spend on other projects, and is left out for the years of the plan.
    """
    frames = {frame.id for frame in round_.frames} if round_.committed_savings_refill else set()
    flows = []
    for benefit in project.benefits:
        if benefit.kind in PRICED:
            refills = benefit.is_committed_saving and benefit.frame in frames
            paid = round_.years if refills else ()
            amounts = (benefit.amounts or {}).items()
            flows.append((1, {year: one for year, one in amounts if year not in paid}))
    return _present(flows, round_.years[0], rate)


def _present(
    flows: Iterable[tuple[int, Mapping[int, Estimate]]], first: int, rate: Fraction
) -> Fraction:
    """Return what signed rows of amounts are worth in the year `first`; years before it are not."""
    return sum(
        (
            sign * Fraction(estimate.likely) * discount_factor(rate, year - first)
            for sign, amounts in flows
            for year, estimate in amounts.items()
            if year >= first
        ),
        Fraction(0),
    )


def budget_savings(project: Project, round_: Round) -> Fraction:
    """Return the committed budget savings in kroner, summed over the years of the round."""
    return Fraction(sum(money(project, round_).savings.values()))


def numbers(project: Project, round_: Round, rate: Fraction) -> dict[NumberSource, Fraction]:
    """Return what a criterion may measure of the project's money, in kroner."""
    return {
        NumberSource.NET_PRESENT_VALUE: net_present_value(project, round_, rate),
        NumberSource.GROSS_BENEFITS: gross_benefits(project, round_, rate),
        NumberSource.BUDGET_SAVINGS: budget_savings(project, round_),
    }
