"""The bridge (salderingsbro) from opening budget to new frame, of a service area or of them all.

Amounts are year-on-year changes; each year opens with the year before's new frame. The deflator
stands in the first year only, so that the years after are in the first year's prices.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.messages import Message, msg
from innostrat.parts import Part
from innostrat.reports.computed import Added, Carried, Elsewhere
from innostrat.reports.table import Row, RowRole, Table
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from innostrat.reports.computed import ByRow
    from innostrat.reports.table import Cell


class BridgeStep(Enum):
    """One of the steps from an opening budget to a new frame."""

    EARLIER = "earlier"
    NEW = "new"
    CAPITAL = "capital"


STEPS: Final = {
    BridgeStep.EARLIER: msg("Decided earlier, and statutory: what they change"),
    BridgeStep.NEW: msg("New measures"),
    BridgeStep.CAPITAL: msg("Capital costs of investments"),
}
CAPITAL_ROWS: Final = {
    Part.INTEREST: msg("Interest on loans"),
    Part.INSTALMENT: msg("Instalments on loans"),
    Part.TRANSFER: msg("Transferred to investments"),
}
IN_ALL: Final[dict[tuple[BridgeStep, Part | None], Message]] = {
    (BridgeStep.EARLIER, None): msg("Decided earlier, and statutory"),
    (BridgeStep.NEW, Part.COST): msg("New measures: costs"),
    (BridgeStep.NEW, Part.GRANT): msg("New measures: grants"),
    (BridgeStep.NEW, Part.SAVING): msg("New measures: committed savings"),
    **{(BridgeStep.CAPITAL, part): label for part, label in CAPITAL_ROWS.items()},
}


KEY: Final = "bridge"
SUM: Final = msg("Sum measures")


class BridgeRow(NamedTuple):
    """A row of a bridge to be: its step, what part of a measure it is (None: net), and levels."""

    step: BridgeStep
    part: Part | None
    line: Line


@dataclass(frozen=True, slots=True)
class Bridge:
    """A budget in kroner before the plan, and what changes it, as levels by year.

    `area` is the service area's id, None for what has none and for the whole; without `opening`
    nobody has said what the budget was, and only the changes are known. `parts` are the bridges
    that it is the sum of.
    """

    area: str | None
    title: str | Message
    opening: int | None
    deflator: int
    entries: tuple[BridgeRow, ...]
    parts: tuple[Bridge, ...] = ()

    def changes(self, years: tuple[int, ...]) -> tuple[int, ...]:
        """Return the change that everything makes each year, in kroner."""
        return _changes([one.line for one in self.entries], years)

    def price(self, years: tuple[int, ...]) -> tuple[int, ...]:
        """Return the compensation for rising prices of each year, in kroner."""
        return (self.deflator, *[0] * (len(years) - 1))

    def frames(self, years: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Return (opening budget, new frame) of each year, in kroner."""
        frames: list[tuple[int, int]] = []
        opening = self.opening or 0
        for price, change in zip(self.price(years), self.changes(years), strict=True):
            frames.append((opening, opening + price + change))
            opening = frames[-1][1]
        return tuple(frames)

    def adjusted(self, years: tuple[int, ...]) -> tuple[int, ...]:
        """Return each year's opening budget with prices and what was decided earlier, in kroner."""
        openings = [opening for opening, _ in self.frames(years)]
        earlier = _changes(self.of(BridgeStep.EARLIER), years)
        return tuple(map(sum, zip(openings, self.price(years), earlier, strict=True)))

    def of(self, step: BridgeStep) -> tuple[Line, ...]:
        """Return the lines of one step."""
        return tuple(one.line for one in self.entries if one.step is step)


def _changes(lines: Iterable[Line], years: tuple[int, ...]) -> tuple[int, ...]:
    return Years(years, changes=True).values(added(one.amounts for one in lines))


def together(bridges: Iterable[Bridge], *, partial: bool = False) -> Bridge:
    """Return one bridge of several areas that have an opening budget: a row a step and part.

    It is `partial` where the plan changes other areas too, so that it is not called that of all.
    """
    parts = tuple(bridges)
    opening = deflator = 0
    sums: dict[tuple[BridgeStep, Part | None], list[Line]] = defaultdict(list)
    for one in parts:
        opening += one.opening or 0
        deflator += one.deflator
        for entry in one.entries:
            sums[entry.step, entry.part].append(entry.line)
    entries = tuple(
        BridgeRow(step, part, Line(label, added(line.amounts for line in sums[step, part])))
        for (step, part), label in IN_ALL.items()
        if (step, part) in sums
    )
    title = msg("service areas with a budget") if partial else msg("all service areas")
    return Bridge(None, title, opening, deflator, entries, parts)


class _Rows:
    """The rows of a bridge as they are added, each with what it is the sum of."""

    def __init__(self, bridge: Bridge, years: tuple[int, ...], *, blank: bool) -> None:
        self.how = Years(years, changes=True, blank=blank)
        self.rows: list[Row] = []
        self.changes: list[int] = []  # where they stand
        self.kinds: list[tuple[BridgeStep, Part | None]] = []  # of each of them
        self._parts = [(one.area, _rows(one, years)) for one in bridge.parts]

    def add(
        self,
        label: Cell,
        amounts: Sequence[int],
        role: RowRole = RowRole.ROW,
        computed: ByRow | None = None,
    ) -> int:
        """Add a row of kroner, and return its place."""
        cells = self.how.cells(amounts, role)
        self.rows.append(Row.of(label, *cells, role=role, computed=computed))
        return len(self.rows) - 1

    def step(self, title: Message | None, entries: Sequence[BridgeRow]) -> None:
        """Add the changes of a step, below its title where there is one."""
        if title is not None and entries:
            self.rows.append(self.how.heading(title))
        for step, part, line in entries:
            amounts = self.how.values(line.amounts)
            self.kinds.append((step, part))
            self.changes.append(self.add(line.label, amounts, computed=self._of_kind(step, part)))

    def of_parts(self, row: int) -> tuple[Elsewhere, ...]:
        """Return a row of each bridge that this one is the sum of."""
        return tuple(Elsewhere(KEY, area, row) for area, _ in self._parts)

    def _of_kind(self, step: BridgeStep, part: Part | None) -> Added | None:
        found = tuple(
            Elsewhere(KEY, area, row)
            for area, made in self._parts
            for kind, row in zip(made.kinds, made.changes, strict=True)
            if kind == (step, part)
        )
        return Added(found) if found else None


def _rows(bridge: Bridge, years: tuple[int, ...], *, blank: bool = False) -> _Rows:
    made = _Rows(bridge, years, blank=blank)
    start: tuple[int, ...] = ()
    frames = bridge.frames(years)
    if bridge.opening is not None:
        # Each year opens with the new frame of the year before, which is the table's last row.
        opens, price = made.of_parts(0), made.of_parts(1)
        openings = [one for one, _ in frames]
        opening = made.add(msg("Opening budget"), openings, computed=Carried(-1, opens))
        computed = Added(price) if price else None
        start = (opening, made.add(msg("Deflator"), bridge.price(years), computed=computed))
    steps = {step: [one for one in bridge.entries if one.step is step] for step in BridgeStep}
    several = sum(map(bool, steps.values())) > 1 or bool(steps[BridgeStep.EARLIER])
    for step, entries in steps.items():
        made.step(STEPS[step] if several else None, entries)
        if step is BridgeStep.EARLIER and entries and start:
            adjusted = bridge.adjusted(years)
            parts = (*start, *made.changes)
            label = msg("Adjusted for what is decided")
            made.add(label, adjusted, RowRole.SUBTOTAL, Added(parts))
    role = RowRole.SUBTOTAL if start else RowRole.TOTAL
    sums = Added(tuple(made.changes))
    measures = made.add(SUM, bridge.changes(years), role, sums)
    if start:
        new = [new for _, new in frames]
        made.add(msg("New frame"), new, RowRole.TOTAL, Added((*start, measures)))
    return made


def bridge_table(bridge: Bridge, years: tuple[int, ...], *, blank: bool = False) -> Table:
    """Return the bridge as a table with one column a year; sums say what they are made of."""
    made = _rows(bridge, years, blank=blank)
    lines = [one.line for one in bridge.entries]
    rounding = made.how.rounding(SUM, lines, Line(SUM, added(line.amounts for line in lines)))
    return Table(
        key=KEY,
        title=msg("From opening budget to new frame: {area}", area=bridge.title),
        columns=made.how.columns(msg("Changes from the year before")),
        rows=tuple(made.rows),
        notes=() if rounding is None else (rounding,),
        subject=bridge.area,
    )
