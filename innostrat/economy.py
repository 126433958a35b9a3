"""A project's money in a round: what it uses of each frame, and gives back to it.

The one arithmetic of amounts and years, which rules, analysis, reports and decisions share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.budgets import BUDGETS, ByBudget
from innostrat.capital import operating_costs, reduced_to
from innostrat.messages import Kroner, Message, Points, msg
from innostrat.model.lifetime import end, extended, goes_on
from innostrat.model.project import Funding
from innostrat.model.words import FrameKind
from innostrat.money import Estimate, part_of
from innostrat.parts import CAPITAL, NO_FRAME, FrameInYear, Money, Part
from innostrat.pot import reserved

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from innostrat.model.project import Benefit, Cost, Project
    from innostrat.model.round import Frame, Round
    from innostrat.model.strategy import Fund


# Kroner are whole; capacity is counted in hundredths, the finest that the format lets one write.
HUNDREDTHS: Final = 100


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


def frame_limits(round_: Round) -> dict[FrameInYear, int]:
    """Return what each frame has in each year of the round, in its smallest unit."""
    return {
        (frame.id, year): int(frame.limit(year) * smallest_unit(frame))
        for frame in round_.frames
        for year in round_.years
    }


def limits(round_: Round, fund: Fund | None, projects: Iterable[Project]) -> dict[FrameInYear, int]:
    """Return what each frame has for projects: all but what the yearly pot and loans take, `owed`.

    It is below 0 where that alone is more than the frame holds, so that no plan keeps it.
    """
    pot, loans = reserved(fund, round_), owed(projects, round_)
    return {
        key: amount - pot.get(key, 0) - loans.get(key, 0)
        for key, amount in frame_limits(round_).items()
    }


def owed(projects: Iterable[Project], round_: Round) -> dict[FrameInYear, int]:
    """Return what capital costs of projects that no plan holds take of frames, see `borrower`."""
    taken: Counter[FrameInYear] = Counter()
    for project in projects:
        if (bought := borrower(project, round_)) is not None:
            taken.update(capital_use(bought, round_))
    return dict(taken)


def borrower(project: Project, round_: Round) -> Project | None:
    """Return what of a project is paid for although no plan holds it; None where nothing is.

    One that is carried out is all there. One that was stopped paid for what came before the round,
    if anybody had bound it: what nobody gave money to bought nothing.
    """
    if project.is_done:
        return project
    if project.stopped is None or not project.is_bound:
        return None
    return spent(project, round_.years[0])


class AmountRow(NamedTuple):
    """A row of amounts that counts in a frame, in every year that it has, and the line it is of."""

    part: Part
    title: str | None
    frame: str
    amounts: Mapping[int, Estimate]
    source: Cost | Funding | Benefit


def repeats(line: Cost | Benefit, round_: Round | None) -> bool:
    """Whether a row that goes on has its last level every year: an investment is made but once."""
    frame = round_ and line.frame and round_.frame(line.frame)
    return not frame or frame.kind is not FrameKind.INVESTMENT


def yearly(line: Cost | Benefit | Funding, round_: Round | None) -> Mapping[int, Estimate]:
    """Return a row's amounts in every year to the last that it says it has.

    In a frame of investment a lifetime is how long what was bought serves, and repeats nothing.
    """
    if isinstance(line, Funding):
        return line.amounts
    stated = end(line)  # the first question, since most rows end with their amounts
    if stated is None or not repeats(line, round_):
        return line.amounts or {}
    return extended(line, stated)


def amount_rows(project: Project, round_: Round | None) -> Iterator[AmountRow]:
    """Yield what counts in frames: costs, granted funding, and committed budget savings."""
    for cost in project.costs:
        yield AmountRow(Part.COST, cost.title, cost.frame, yearly(cost, round_), cost)
    for funding in project.funding:
        if funding.is_granted:
            yield AmountRow(Part.GRANT, funding.title, funding.frame, funding.amounts, funding)
    for benefit in project.benefits:
        if benefit.is_committed_saving and benefit.frame and benefit.amounts:
            amounts = yearly(benefit, round_)
            yield AmountRow(Part.SAVING, benefit.title, benefit.frame, amounts, benefit)


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


def likely(project: Project, part: Part, round_: Round | None) -> dict[FrameInYear, Decimal]:
    """Return a project's most likely costs, grants or savings, in every frame and year."""
    total: dict[FrameInYear, Decimal] = defaultdict(Decimal)
    for line in amount_rows(project, round_):
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
    not counted. `part` is what a reduction leaves of each cost line's amount in each year from the
    round's first, rounded up to the smallest unit; grants, savings and what is over stay.
    """
    total: dict[Part, dict[FrameInYear, int]] = {one: defaultdict(int) for one in Part}
    for line in amount_rows(project, round_):
        frame = round_.frame(line.frame)
        if frame is None:
            continue
        for year, estimate in within(line.amounts, years or round_.years, shift):
            left = reduced_to(part, year, round_) if line.part is Part.COST else Fraction(1)
            amount = part_of(in_units(estimate.likely, frame), left)
            total[line.part][line.frame, year] += amount
    paid_by = (round_.capital and round_.capital.frame) or NO_FRAME
    for what, year, kroner in operating_costs(project, round_, part, shift):
        if year in (years or round_.years):
            total[Part(what)][paid_by, year] += kroner
    found = {one: dict(sorted(amounts.items())) for one, amounts in total.items()}
    return Money(found, round_.committed_savings_refill)


def capital_use(project: Project, round_: Round, shift: int = 0) -> dict[FrameInYear, int]:
    """Return what its investments take of the operating frame that capital costs use, if any."""
    return money(project, round_, shift).without(set(Part) - CAPITAL).net


def with_amount(
    project: Project, line: Cost | Funding | Benefit, year: int, amount: Decimal
) -> Project:
    """Return the project with a certain amount in one year of its own line, a cost or funding."""
    amounts = {**(line.amounts or {}), year: Estimate.certain(amount)}
    changed = line.model_copy(update={"amounts": amounts})
    update = {
        "costs": tuple(changed if one is line else one for one in project.costs),
        "funding": tuple(changed if one is line else one for one in project.funding),
    }
    return project.model_copy(update=update)


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


def _by_budget(amounts: Iterable[tuple[str, int]], frames: Iterable[Frame]) -> ByBudget:
    """Return the sums of kroner in these frames by their budget."""
    total: dict[FrameKind, int] = defaultdict(int)
    kinds = {frame.id: frame.kind for frame in frames}
    for frame, amount in amounts:
        if frame in kinds:
            total[kinds[frame]] += amount
    return ByBudget(*(total[kind] for kind in BUDGETS))


def gross(amounts: Mapping[FrameInYear, int], round_: Round) -> ByBudget:
    """Return the sums in kroner over the frames that taxes pay, all years."""
    given = ((frame, amount) for (frame, _), amount in amounts.items())
    return _by_budget(given, round_.budget_frames)


def paid_by_fees(amounts: Mapping[FrameInYear, int], round_: Round) -> ByBudget:
    """Return the sums in kroner over the frames that fees pay, all years."""
    given = ((frame, amount) for (frame, _), amount in amounts.items())
    return _by_budget(given, round_.fee_frames)


def gross_cost(
    project: Project, round_: Round, shift: int = 0, years: Container[int] | None = None
) -> ByBudget:
    """Return the gross cost in kroner, in the round's money frames, over these years.

    Without `years` it is over those of the round.
    """
    return _by_budget(
        (
            (cost.frame, in_units(estimate.likely, None))
            for cost in project.costs
            for _, estimate in within(yearly(cost, round_), years or round_.years, shift)
        ),
        round_.budget_frames,
    )


def postponed(project: Project, years: int) -> Project:
    """Return the project with all amounts so many years later, as a plan that delays it has them.

    Lifetimes move along. Dates of measurements and the window of the start stay as the file has
    them.
    """

    def later(line: Cost | Funding | Benefit) -> Cost | Funding | Benefit:
        amounts = line.amounts and {year + years: one for year, one in line.amounts.items()}
        update: dict[str, object] = {"amounts": amounts}
        if not isinstance(line, Funding) and line.until is not None:
            update["until"] = line.until + years
        return line.model_copy(update=update)

    lines = {
        "costs": tuple(map(later, project.costs)),
        "funding": tuple(map(later, project.funding)),
        "benefits": tuple(map(later, project.benefits)),
    }
    return project.model_copy(update=lines) if years else project


def lasting(cost: Cost, round_: Round) -> bool:
    """Whether a cost goes on after the round at the level of its last year."""
    return cost.lasts is True or (repeats(cost, round_) and goes_on(cost, round_.years[-1]))


def lasting_lines(project: Project, round_: Round) -> Project:
    """Return the project with what stays alone when the round's years are over.

    Costs say that they go on. What a committed saving took out of a unit's budget is gone until
    somebody gives it back, unless the row says when it ends.
    """
    last = round_.years[-1]

    def stays(benefit: Benefit) -> bool:
        ends = benefit.lasts is False or end(benefit) is not None
        return benefit.is_committed_saving and (not ends or goes_on(benefit, last))

    return project.model_copy(
        update={
            "costs": tuple(one for one in project.costs if lasting(one, round_)),
            "funding": (),
            "benefits": tuple(filter(stays, project.benefits)),
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
    amounts = yearly(cost, round_)
    after = [estimate.likely for year, estimate in amounts.items() if year <= last < year + shift]
    level = amounts.get(last - shift)
    held = level.likely if level and lasting(cost, round_) else 0
    return max(after, default=0) > held
