"""The yearly pot for small trials: its place in a round's money, and what is left of it.

With `frame` it is part of that frame, and planning leaves its amount alone; without, it is apart.
Either way it is one row of the operating budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.parts import NO_FRAME, Money, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.model.grant import Grant
    from innostrat.model.round import Frame, Round
    from innostrat.model.strategy import Fund
    from innostrat.parts import FrameInYear

POT: Final = "the pot"
"""What the pot is called among projects' ids; it is no id, so no project has it."""


def pot_frame(fund: Fund | None, round_: Round) -> Frame | None:
    """Return the frame of the round that the pot is part of; None where it is apart."""
    frame = None if fund is None or fund.frame is None else round_.frame(fund.frame)
    return frame if frame is not None and frame.is_money else None


def reserved(fund: Fund | None, round_: Round) -> dict[FrameInYear, int]:
    """Return what the pot takes of its frame each year, in kroner; nothing where it is apart."""
    frame = pot_frame(fund, round_)
    if fund is None or frame is None:
        return {}
    return {(frame.id, year): int(fund.amounts.get(year, 0)) for year in round_.years}


def pot_money(fund: Fund | None, round_: Round, years: Iterable[int]) -> Money:
    """Return the pot's amounts in these years as costs, in its frame or in none."""
    if fund is None:
        return Money.none()
    frame = pot_frame(fund, round_)
    where = NO_FRAME if frame is None else frame.id
    costs = {(where, year): int(fund.amounts[year]) for year in years if year in fund.amounts}
    return Money({Part.COST: costs}, refill=False)


class PotYear(NamedTuple):
    """A year of the pot in kroner: set aside, carried over from the year before, and granted."""

    year: int
    amount: int
    carried: int
    granted: int

    @property
    def held(self) -> int:
        """What there is to grant from."""
        return self.amount + self.carried

    @property
    def left(self) -> int:
        """What may still be granted; negative when more was granted than there is."""
        return self.held - self.granted


def pot_years(fund: Fund, grants: Iterable[Grant], latest: Round | None) -> Iterator[PotYear]:
    """Yield the pot year by year, from its first to its last.

    What is unused goes on to the next year where the strategy says so, at most into the first year
    of the `latest` round: what will be left of the years after, nobody knows yet.
    """
    given = list(grants)
    carried = 0
    for year in range(min(fund.amounts), max(fund.amounts) + 1):
        granted = sum(one.granted for one in given if one.year == year)
        found = PotYear(year, int(fund.amounts.get(year, 0)), carried, granted)
        yield found
        goes_on = fund.carry_over_unused and latest is not None and year < latest.years[0]
        carried = max(0, found.left) if goes_on else 0
