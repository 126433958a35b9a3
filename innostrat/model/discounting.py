"""Discount rates as a strategy states them: one for all years, or lower ones far ahead."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Final, TypeAlias

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import SHARE_SCHEMA, Refusal, share_of
from innostrat.model.typed import Typed
from innostrat.money import DiscountRates

# Circular R-109/2021 of the Norwegian Ministry of Finance: 4 % for effects up to 40 years ahead,
# 3 % from 40 to 75 years, and 2 % after that.
STATE: Final[DiscountRates] = (
    (0, Fraction(4, 100)),
    (40, Fraction(3, 100)),
    (75, Fraction(2, 100)),
)


def _rates(value: object) -> DiscountRates:
    if not isinstance(value, dict):
        return ((0, share_of(value)),)
    years = [int(one) for one in value if re.fullmatch(r"0|[1-9][0-9]?", str(one))]
    if len(years) < len(value) or years[:1] != [0] or years != sorted(years):
        raise Refusal(
            rules.NUMBER,
            msg("The discount rates do not say from which year each holds"),
            msg(
                "Write the years from now, beginning with 0: {example}",
                example="{0: 4 %, 40: 3 %, 75: 2 %}",
            ),
        )
    return tuple((year, share_of(value[str(year)])) for year in years)


StatedRates: TypeAlias = Annotated[
    DiscountRates,
    Typed(
        _rates,
        {
            "anyOf": [
                SHARE_SCHEMA,
                {
                    "type": "object",
                    "patternProperties": {"^(0|[1-9][0-9]?)$": SHARE_SCHEMA},
                    "required": ["0"],
                    "additionalProperties": False,
                },
            ],
            "examples": ["4 %"],
        },
    ),
]
