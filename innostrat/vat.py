"""Value added tax that the state pays back on purchases (merverdiavgiftskompensasjon).

Compensation for an investment is income of the investment budget, and part of how it is financed.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.economy import FrameInYear, in_units, within, yearly
from innostrat.model.words import VatBasis, VatTreatment
from innostrat.money import half_up, part_of

if TYPE_CHECKING:
    from collections.abc import Container

    from innostrat.model.project import Project
    from innostrat.model.round import Round


def vat_compensation(
    project: Project,
    round_: Round,
    shift: int = 0,
    part: Fraction = Fraction(1),
    years: Container[int] | None = None,
) -> dict[FrameInYear, int]:
    """Return the compensation in kroner for a project's costs, by the frame and year of each.

    Only for rows that say `vat: compensated`, in money frames, in a round that says whether its
    amounts are including VAT, and the rate r. Of an amount including VAT it is r / (1 + r), of one
    excluding VAT r on top of it. `shift`, `part` and `years` are as for `economy.money`. Nothing
    here changes what a frame is charged with: that is the amount in the file.
    """
    if round_.vat is None or round_.vat_rate is None:
        return {}
    rate = round_.vat_rate
    share = rate / (1 + rate) if round_.vat is VatBasis.INCLUDED else rate
    money = {frame.id for frame in round_.money_frames}
    found: dict[FrameInYear, int] = defaultdict(int)
    for cost in project.costs:
        if cost.vat is not VatTreatment.COMPENSATED or cost.frame not in money:
            continue
        for year, estimate in within(yearly(cost, round_), years or round_.years, shift):
            amount = part_of(in_units(estimate.likely, None), part)
            found[cost.frame, year] += half_up(amount * share)
    return dict(sorted(found.items()))
