"""What a project is worth in kroner today: over its whole lifetime, also after the plan.

Frames count the years of a round alone; the value counts every year with an amount.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.economy import money, repeats, yearly
from innostrat.model.lifetime import end, extended
from innostrat.model.words import BenefitKind, NumberSource
from innostrat.money import Estimate, discount_factor

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from innostrat.model.project import Benefit, Cost, Project
    from innostrat.model.round import Round
    from innostrat.money import DiscountRates

PRICED: Final = frozenset({BenefitKind.BUDGET, BenefitKind.AVOIDED_COST})


class _Flow(NamedTuple):
    """A row of amounts with its sign: kroner that come, or go."""

    sign: int
    amounts: Mapping[int, Estimate]

    def outside(self, years: Container[int]) -> _Flow:
        """Return the row without these years."""
        kept = {year: one for year, one in self.amounts.items() if year not in years}
        return _Flow(self.sign, kept)


def last_year(project: Project) -> int | None:
    """Return the last year of a project's life: the last that any of its rows has or states."""
    lines: tuple[Cost | Benefit, ...] = (*project.costs, *project.benefits)
    stated = [year for line in lines if (year := end(line)) is not None]
    written = [year for one in lines for year in one.amounts or ()]
    written += [year for one in project.funding for year in one.amounts]
    return max((*stated, *written), default=None)


def net_present_value(project: Project, round_: Round, rates: DiscountRates) -> Fraction:
    """Return the net present value in kroner, in prices of the round, valued in its first year.

    `NPV = Σ_t (benefits_t + grants_t + residual_t − costs_t) · d(t − t₀)` over every year t from
    the round's first year t₀ to the end of the project's life, d being `discount_factor`. A row has
    its last level in every year to the end that it states, or to the end of the project's life
    where it lasts as long as that. Benefits are budget savings and avoided costs; saved time and
    quality are never money here. (NOU 2012:16, chapter 6, on lifetime and residual value;
    R-109/2021; DFØ's guide to socioeconomic analysis.)
    """
    flows = (*_costs(project, round_), *_grants(project), *_residuals(project, round_))
    return _present((*flows, *_priced(project, round_)), round_.years[0], rates)


def gross_benefits(project: Project, round_: Round, rates: DiscountRates) -> Fraction:
    """Return the present value in kroner of the priced benefits that refill no frame.

    Costs are taken off, and grants added, only in the years after the plan, since the frames carry
    them in those of the plan. A committed saving that refills a frame is money to spend on other
    projects, and is left out for the years of the plan. A residual value is cost that comes back,
    and no benefit.
    """
    after = [
        one.outside(range(round_.years[-1] + 1))
        for one in (*_costs(project, round_), *_grants(project))
    ]
    return _present((*_priced(project, round_, paid=True), *after), round_.years[0], rates)


def _whole(line: Cost | Benefit, last: int | None, round_: Round) -> Mapping[int, Estimate]:
    """Return a row's amounts over the project's whole life, to its `last` year."""
    forever = line.lasts is True and line.until is None and repeats(line, round_)
    return extended(line, last) if forever else yearly(line, round_)


def _costs(project: Project, round_: Round) -> Iterator[_Flow]:
    frames = {frame.id for frame in round_.money_frames}
    last = last_year(project)
    for cost in project.costs:
        if cost.frame in frames:
            yield _Flow(-1, _whole(cost, last, round_))


def _grants(project: Project) -> Iterator[_Flow]:
    return (_Flow(1, funding.amounts) for funding in project.funding if funding.is_granted)


def _residuals(project: Project, round_: Round) -> Iterator[_Flow]:
    frames = {frame.id for frame in round_.money_frames}
    last = last_year(project)
    for cost in project.costs:
        year = end(cost) or last
        if cost.residual is not None and cost.frame in frames and year is not None:
            yield _Flow(1, {year: Estimate.certain(cost.residual)})


def _priced(project: Project, round_: Round, *, paid: bool = False) -> Iterator[_Flow]:
    """Yield the priced benefits; with `paid` without what refills a frame in years of the plan."""
    frames = {frame.id for frame in round_.frames} if round_.committed_savings_refill else set()
    last = last_year(project)
    for benefit in project.benefits:
        if benefit.kind in PRICED and benefit.amounts:
            flow = _Flow(1, _whole(benefit, last, round_))
            refills = paid and benefit.is_committed_saving and benefit.frame in frames
            yield flow.outside(round_.years) if refills else flow


def _present(flows: Iterable[_Flow], first: int, rates: DiscountRates) -> Fraction:
    """Return what rows of amounts are worth in the year `first`; years before it are not."""
    net: dict[int, Decimal] = defaultdict(Decimal)
    for flow in flows:
        for year, estimate in flow.amounts.items():
            if year >= first:
                net[year] += flow.sign * estimate.likely
    worth = (Fraction(one) * discount_factor(rates, year - first) for year, one in net.items())
    return sum(worth, Fraction(0))


def budget_savings(project: Project, round_: Round) -> Fraction:
    """Return the committed budget savings in kroner, summed over the years of the round."""
    return Fraction(sum(money(project, round_).savings.values()))


class MoneyNumbers(dict[NumberSource, Fraction]):
    """What a criterion may measure of a project's money, in kroner; computed when it is asked for.

    Present values take most of the time that scoring does, and few strategies ask for all.
    """

    def __init__(self, project: Project, round_: Round, rates: DiscountRates) -> None:
        """Know what the numbers are of."""
        super().__init__()
        self._of = (project, round_, rates)

    def __missing__(self, source: NumberSource) -> Fraction:
        """Compute a number, once."""
        project, round_, rates = self._of
        match source:
            case NumberSource.NET_PRESENT_VALUE:
                found = net_present_value(project, round_, rates)
            case NumberSource.GROSS_BENEFITS:
                found = gross_benefits(project, round_, rates)
            case NumberSource.BUDGET_SAVINGS:
                found = budget_savings(project, round_)
            case _:
                raise KeyError(source)
        self[source] = found
        return found
