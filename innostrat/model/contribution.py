"""How much a project does for a goal: a number above 0 and up to 3, decisive."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Final

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import Refusal
from innostrat.model.typed import Typed

DECISIVE: Final = 3


def _contribution(value: object) -> Decimal:
    text = value.strip() if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-3](?:\.[0-9]{1,2})?", text) or not 0 < Decimal(text) <= DECISIVE:
        raise Refusal(
            rules.NUMBER,
            msg("{text} is not a contribution above 0 and up to 3", text=text),
            msg("1 is some, 2 clear, 3 decisive; what is less is written with a point: 0.5"),
        )
    return Decimal(text)


Contribution = Annotated[
    Decimal,
    Typed(
        _contribution,
        {
            "type": ["number", "string"],
            "exclusiveMinimum": 0,
            "maximum": DECISIVE,
            "pattern": r"^(3([.]0{1,2})?|[12]([.][0-9]{1,2})?|0[.](0[1-9]|[1-9][0-9]?))$",
        },
    ),
]
