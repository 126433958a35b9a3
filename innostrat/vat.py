"""Value added tax that the state pays back on purchases (merverdiavgiftskompensasjon).

Compensation for an investment is income of the investment budget, and part of how it is financed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.model.words import VatBasis, VatTreatment
from innostrat.money import half_up

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.model.project import Cost
    from innostrat.model.round import Round


def vat_compensation(cost: Cost, amount: Fraction, round_: Round) -> int:
    """Return the compensation in kroner for an amount in kroner of a cost.

    Only for rows that say `vat: compensated`, in a round that says whether its amounts are
    including VAT, and the rate r. Of an amount including VAT it is r / (1 + r), of one excluding
    VAT r on top of it. Nothing here changes what a frame is charged with: that is the amount in the
    file.
    """
    rate = round_.vat_rate
    if round_.vat is None or rate is None or cost.vat is not VatTreatment.COMPENSATED:
        return 0
    share = rate / (1 + rate) if round_.vat is VatBasis.INCLUDED else rate
    return half_up(amount * share)
