"""The names of the next round, a year on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from innostrat.model.round import Round


def a_year_on(text: str, round_: Round) -> str:
    """Return a text with each year of the round, where it stands as a number, a year later."""
    years = "|".join(map(str, round_.years))
    return re.sub(rf"(?<!\d)(?:{years})(?!\d)", lambda found: str(int(found[0]) + 1), text)
