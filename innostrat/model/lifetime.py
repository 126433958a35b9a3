"""How long a row of amounts goes on after its last year: as it is written, and as it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, Protocol, TypeAlias

from innostrat.messages import msg
from innostrat.model import rules
from innostrat.model.base import LAST_YEAR, Refusal, about
from innostrat.model.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.money import Estimate

LONGEST: Final = LAST_YEAR - 2000  # years; longer than anything that a plan can tell of
_WORDS: Final = "(?:years?|år)"


def _lasts(value: object) -> bool | int:
    text = value.strip() if isinstance(value, str) else ""
    if text in {"true", "false"}:
        return text == "true"
    found = re.fullmatch(rf"([1-9][0-9]?)[ \u00a0]?{_WORDS}", text)
    if not found or int(found[1]) > LONGEST:
        raise Refusal(
            rules.CHOICE,
            msg("{text} is neither true, false nor a number of years", text=text),
            msg("Write how long it goes on: {example}", example="lasts: 15 years"),
        )
    return int(found[1])


Lasts: TypeAlias = Annotated[
    bool | int,
    Typed(
        _lasts,
        {
            "anyOf": [
                {"type": "boolean"},
                {"type": "string", "pattern": f"^[1-9][0-9]?[ \u00a0]?{_WORDS}$"},
            ],
            "examples": ["15 years"],
        },
    ),
]
"""Whether a row goes on, or for how many years from its first one; True is not the number 1."""

LASTS: Final = about(
    "How long it goes on at its last year's level: 15 years from its first, or true for as long as "
    "the project lives; only what goes on may a start move past the plan"
)
UNTIL: Final = about("The last year of that, in place of a number of years")


class Lasting(Protocol):
    """A row of amounts that may go on."""

    @property
    def amounts(self) -> Mapping[int, Estimate] | None: ...  # noqa: D102
    @property
    def lasts(self) -> bool | int | None: ...  # noqa: D102
    @property
    def until(self) -> int | None: ...  # noqa: D102


def end(line: Lasting) -> int | None:
    """Return the last year that a row says it has; None where it says none."""
    if line.until is not None or not line.amounts or isinstance(line.lasts, bool):
        return line.until
    return None if line.lasts is None else min(line.amounts) + line.lasts - 1


def goes_on(line: Lasting, last: int) -> bool:
    """Whether a row says that it goes on after the year `last`."""
    stated = end(line)
    return line.lasts is True or (stated is not None and stated > last)


def extended(line: Lasting, to: int | None) -> Mapping[int, Estimate]:
    """Return the amounts, with the last year's level in every year after it to the year `to`."""
    amounts = line.amounts or {}
    if to is None or not amounts or to <= max(amounts):
        return amounts
    final = max(amounts)
    return {**amounts, **dict.fromkeys(range(final + 1, to + 1), amounts[final])}
