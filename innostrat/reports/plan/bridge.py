"""The frame bridge of a service area: opening budget, deflator, measures, new frame.

Amounts are year-on-year changes; each year opens with the year before's new frame. The deflator
stands in the first year only, so that the years after are in the first year's prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.messages import msg
from innostrat.reports.table import Row, RowRole, Table, Thousands
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.messages import Message


@dataclass(frozen=True, slots=True)
class Bridge:
    """A service area's budget in kroner before the plan, and its measures as levels by year."""

    title: str
    opening: int
    deflator: int
    measures: tuple[Line, ...]

    def changes(self, years: tuple[int, ...]) -> tuple[int, ...]:
        """Return the change that all measures make each year, in kroner."""
        return Years(years, changes=True).values(added(one.amounts for one in self.measures))

    def frames(self, years: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Return (opening budget, new frame) of each year, in kroner."""
        frames: list[tuple[int, int]] = []
        opening = self.opening
        for number, change in enumerate(self.changes(years)):
            new = opening + (self.deflator if number == 0 else 0) + change
            frames.append((opening, new))
            opening = new
        return tuple(frames)


def bridge_table(bridge: Bridge, years: tuple[int, ...]) -> Table:
    """Return the bridge as a table with one column a year."""
    how = Years(years, changes=True)
    frames = bridge.frames(years)
    measures, _, rounding = how.total(msg("Sum measures"), bridge.measures)
    rows = [
        _row(msg("Opening budget"), [opening for opening, _ in frames]),
        _row(msg("Deflator"), [bridge.deflator] + [0] * (len(years) - 1)),
        *(how.row(line) for line in bridge.measures),
        measures,
        _row(msg("New frame"), [new for _, new in frames], RowRole.TOTAL),
    ]
    return Table(
        key="bridge",
        title=msg("From opening budget to new frame: {area}", area=bridge.title),
        columns=how.columns(msg("Changes from the year before")),
        rows=tuple(rows),
        notes=() if rounding is None else (rounding,),
    )


def _row(label: Message, amounts: Sequence[int], role: RowRole = RowRole.ROW) -> Row:
    return Row((label, *map(Thousands, amounts)), role)
