"""What investments cost the operating budget: interest, instalments, and what drift pays itself.

A loan is drawn in the year of the investment and is served from the year after, over the life of
what was bought. Serial loans have equal instalments, annuities equal sums of interest and
instalment: `A = L · i / (1 − (1 + i)^−n)`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from innostrat.model.lifetime import end
from innostrat.model.words import Financing, FrameKind, LoanMethod, VatBasis
from innostrat.money import half_up
from innostrat.vat import vat_compensation

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from innostrat.model.project import Cost, Project
    from innostrat.model.round import Capital, Round


class Financed(NamedTuple):
    """How one year's investment of a kind of thing is paid, in kroner; the parts add up to `cost`.

    `cost` is gross, and with the tax that comes `on_top` of amounts without it, which the state
    pays back; `lifetime` is in years.
    """

    year: int
    lifetime: int
    cost: int
    grants: int
    vat: int
    fund: int
    own_means: int
    on_top: int = 0

    @property
    def loan(self) -> int:
        """What is left when all else is paid."""
        return self.cost - self.grants - self.vat - self.fund - self.own_means


class Service(NamedTuple):
    """What a loan costs in a year, in kroner."""

    year: int
    interest: int
    instalment: int


def financed(
    project: Project,
    round_: Round,
    frames: Container[str],
    part: Fraction,
    shift: int = 0,
    payer: Financing = Financing.TAXES,
) -> Iterator[Financed]:
    """Yield how a project's investments are paid, year by year and by how long things last.

    `frames` are those that count. A grant pays for what the project buys the same year, in
    proportion, and what the state gives back of the tax comes before loans. All years count, also
    those before the round, of which a `part` takes nothing: what is bought is bought. Without the
    round's `capital` all that is left is a loan, as what fees pay always is: the fund and operating
    money are not theirs.
    """
    capital = round_.capital
    costs: dict[tuple[int, int], list[tuple[Cost, Fraction]]] = {}
    gross: dict[int, Fraction] = {}
    grants: dict[int, Fraction] = {}
    for cost in project.costs:
        for year, estimate in cost.amounts.items() if cost.frame in frames else ():
            kept = reduced_to(part, year + shift, round_)
            amount = Fraction(-(-Fraction(estimate.likely) * kept // 1))
            key = (year + shift, _lifetime(cost, capital))
            costs.setdefault(key, []).append((cost, amount))
            gross[year + shift] = gross.get(year + shift, Fraction(0)) + amount
    for funding in project.funding:
        for year, estimate in funding.amounts.items() if funding.frame in frames else ():
            if funding.is_granted:
                amount = Fraction(estimate.likely)
                grants[year + shift] = grants.get(year + shift, Fraction(0)) + amount
    for (year, lifetime), bought in sorted(costs.items(), key=lambda one: one[0]):
        total = sum((amount for _, amount in bought), Fraction(0))
        given = min(grants.get(year, Fraction(0)), gross[year])
        granted = half_up(given * total / gross[year]) if total else 0
        back = sum(vat_compensation(one, amount, round_) for one, amount in bought)
        on_top = back if round_.vat is VatBasis.EXCLUDED else 0
        whole = int(total) + on_top
        vat = min(back, whole - granted)
        left = whole - granted - vat
        fund, own = (half_up(left * share) for share in _shares(capital, payer))
        yield Financed(year, lifetime, whole, granted, vat, fund, min(own, left - fund), on_top)


def reduced_to(part: Fraction, year: int, round_: Round) -> Fraction:
    """Return what a reduction to a `part` leaves of a cost in a year: all, if the year is over."""
    return part if year >= round_.years[0] else Fraction(1)


def _lifetime(cost: Cost, capital: Capital | None) -> int:
    """Return over how many years a loan for it is paid back: as long as it says that it serves."""
    last = end(cost)
    if last is not None and cost.amounts:
        return max(last - min(cost.amounts) + 1, 1)
    return capital.lifetime_of(cost.asset) if capital else 0


def _shares(capital: Capital | None, payer: Financing) -> tuple[Fraction, Fraction]:
    if capital is None or payer is Financing.FEES:
        return Fraction(0), Fraction(0)
    return capital.fund, capital.own_means


def services(loan: int, year: int, lifetime: int, capital: Capital) -> Iterator[Service]:
    """Yield what a loan drawn in `year` costs each year after it, until it is paid.

    Whole kroner: the instalments add up to the loan, and interest is of what is left of it.
    """
    rate, count = capital.interest, lifetime
    paid = 0
    for number in range(1, count + 1):
        if capital.method is LoanMethod.SERIAL or not rate:
            until = Fraction(loan * number, count)
        else:  # what is paid after k of n years of an annuity
            growth = (1 + rate) ** number - 1
            until = loan * growth / ((1 + rate) ** count - 1)
        instalment = half_up(until) - paid
        yield Service(year + number, half_up((loan - paid) * rate), instalment)
        paid += instalment


def operating_costs(
    project: Project, round_: Round, part: Fraction, shift: int
) -> Iterator[tuple[str, int, int]]:
    """Yield (what, year, kroner) of what investments cost the operating budget, in all years.

    `what` is interest, instalment or transfer: what drift pays of the investment itself. What fees
    pay is among the fees' costs and not here.
    """
    capital = round_.capital
    if capital is None:
        return
    frames = {one.id for one in round_.budget_frames if one.kind is FrameKind.INVESTMENT}
    for one in financed(project, round_, frames, part, shift):
        if one.own_means:
            yield "transfer", one.year, one.own_means
        for service in services(one.loan, one.year, one.lifetime, capital):
            yield "interest", service.year, service.interest
            yield "instalment", service.year, service.instalment
