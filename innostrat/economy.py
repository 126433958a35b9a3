"""A project's money in a round: what it uses of each frame, saves, and is worth today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.model.words import BenefitKind, FundingStatus
from innostrat.money import discount_factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.model.project import Project
    from innostrat.model.round import Frame, Round
    from innostrat.money import Estimate

Resource: TypeAlias = tuple[str, int]  # a frame's id and a year

# Kroner are whole; capacity is counted in hundredths, the finest that the format lets one write.
HUNDREDTHS: Final = 100
PRICED: Final = frozenset({BenefitKind.BUDGET, BenefitKind.AVOIDED_COST})


@dataclass(frozen=True, slots=True)
class Money:
    """A project's most likely amounts by frame and year, in the frame's smallest unit.

    All are positive: `costs` are gross, `grants` only what is granted, `savings` only budget
    savings that a unit has committed itself to.
    """

    costs: Mapping[Resource, int]
    grants: Mapping[Resource, int]
    savings: Mapping[Resource, int]

    def net(self, *, refill: bool) -> dict[Resource, int]:
        """Return what the project takes of each frame; savings free room only with `refill`."""
        net: dict[Resource, int] = defaultdict(int)
        for sign, amounts in ((1, self.costs), (-1, self.grants), (-refill, self.savings)):
            for resource, amount in amounts.items():
                net[resource] += sign * amount
        return {resource: amount for resource, amount in sorted(net.items()) if amount}


def smallest_unit(frame: Frame) -> int:
    """Return how many of a frame's smallest units make one: 1 for kroner, 100 for capacity."""
    return 1 if frame.is_money else HUNDREDTHS


def money(project: Project, round_: Round, shift: int = 0) -> Money:
    """Return the project's amounts in the frames and years of the round.

    `shift` moves the whole profile so many years; what then falls outside the years of the round
    is not counted.
    """
    return Money(
        costs=_by_resource(((c.frame, c.amounts) for c in project.costs), round_, shift),
        grants=_by_resource(
            (
                (funding.frame, funding.amounts)
                for funding in project.funding
                if funding.status is FundingStatus.GRANTED
            ),
            round_,
            shift,
        ),
        savings=_by_resource(
            (
                (benefit.frame, benefit.amounts)
                for benefit in project.benefits
                if benefit.kind is BenefitKind.BUDGET and benefit.committed
            ),
            round_,
            shift,
        ),
    )


def _by_resource(
    amounts: Iterable[tuple[str | None, Mapping[int, Estimate] | None]], round_: Round, shift: int
) -> dict[Resource, int]:
    total: dict[Resource, int] = defaultdict(int)
    for frame_id, by_year in amounts:
        frame = round_.frame(frame_id) if frame_id else None
        if frame is None or by_year is None:
            continue
        for year, estimate in by_year.items():
            if year + shift in round_.years:
                total[frame.id, year + shift] += round(estimate.likely * smallest_unit(frame))
    return dict(sorted(total.items()))


def gross(amounts: Mapping[Resource, int], round_: Round) -> int:
    """Return the sum in kroner over the money frames, all years."""
    frames = {frame.id for frame in round_.money_frames}
    return sum(amount for (frame, _), amount in amounts.items() if frame in frames)


def net_present_value(project: Project, round_: Round, rate: Fraction) -> Fraction:
    """Return the net present value in kroner, in prices and values of the round's first year.

    `NPV = Σ_t (benefits_t + grants_t − costs_t) / (1 + rate)^(t − t₀)` over every year t from the
    round's first year t₀ on, also those after the round. Benefits are budget savings and avoided
    costs; saved time and quality are never money here. (R-109/2021; DFØ's guide to socioeconomic
    analysis.)
    """
    first = round_.years[0]
    flows: dict[int, Fraction] = defaultdict(Fraction)
    frames = {frame.id for frame in round_.money_frames}
    for cost in project.costs:
        _flow(flows, -1, cost.amounts if cost.frame in frames else {})
    for funding in project.funding:
        _flow(flows, 1, funding.amounts if funding.status is FundingStatus.GRANTED else {})
    for benefit in project.benefits:
        _flow(flows, 1, benefit.amounts or {} if benefit.kind in PRICED else {})
    return sum(
        (
            flow * discount_factor(rate, year - first)
            for year, flow in flows.items()
            if year >= first
        ),
        Fraction(0),
    )


def _flow(flows: dict[int, Fraction], sign: int, amounts: Mapping[int, Estimate]) -> None:
    for year, estimate in amounts.items():
        flows[year] += sign * Fraction(estimate.likely)


def budget_savings(project: Project, round_: Round) -> Fraction:
    """Return the committed budget savings in kroner, summed over the years of the round."""
    return Fraction(sum(money(project, round_).savings.values()))
