"""How a project or a round moved over the commits, as a table with a small chart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import UNITS, units
from innostrat.messages import Message, Points, msg, msgn
from innostrat.model.words import Phase
from innostrat.reports.amounts import cost_cells, cost_columns, cost_data
from innostrat.reports.changes.tables import signed
from innostrat.reports.common import joined
from innostrat.reports.plan.entries import points
from innostrat.reports.table import Align, Bar, Cell, Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from innostrat.analysis.changes.history import ProjectStep, RoundStep
    from innostrat.reports.table import Json

DAY: Final = Column("day", msg("Day"))
REVISION: Final = Column("revision", msg("Revision"))


PART: Final = msg(
    "Only a part of the history is in this shallow clone. Fetch the whole of it to see what was "
    "before."
)


EARLIER: Final = msg(
    "Each commit shows the round of its time, in that round's own prices; --round chooses one."
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a history it is: the newest `read` commits of `asked`, of a shallow clone."""

    read: int = 0
    asked: int = 0
    shallow: bool = False

    def said(self) -> Iterator[Message]:
        """Yield what is missing."""
        if self.read < self.asked:
            yield msgn(
                "Only the newest commit was looked at, of {asked}.",
                "Only the newest {n} commits were looked at, of {asked}.",
                self.read,
                asked=self.asked,
            )
        if self.shallow:
            yield PART


WHOLE: Final = Extent()


def project_report(project_id: str, steps: Sequence[ProjectStep], extent: Extent = WHOLE) -> Report:
    """Return the history of one project, newest first, or of what was looked at of it."""
    title = steps[-1].title if steps else project_id
    columns = (
        DAY,
        REVISION,
        *_round_column(steps),
        Column("rank", msg("Rank"), Align.RIGHT),
        Column("value", msg("Value"), Align.RIGHT),
        Column("chart", msg("0–{full}", full=_full(steps)), optional=2),
        *cost_columns(),
        Column("funded", msg("Funded")),
        Column("phase", msg("Phase"), optional=1),
        Column("moved_by", msg("Moved by"), wide=True),
    )
    several = bool(_round_column(steps))
    rows = tuple(_project_row(step, _full(steps), several) for step in reversed(steps))
    table = Table(
        "history",
        msg("{title}: over the commits", title=title),
        columns,
        rows,
        notes=(
            msg("Only commits at which something changed. Cost is in 1000 kr."),
            *((EARLIER,) if several else ()),
        ),
        empty=msg("No commit here holds {id}", id=project_id),
    )
    kept = {"id": project_id, "steps": [_project_data(step) for step in steps]}
    return _report(title, table, kept, extent)


def _report(title: str, table: Table, kept: Mapping[str, Json], extent: Extent) -> Report:
    return Report(
        title=msg("History of {id}", id=title),
        preamble=tuple(extent.said()),
        blocks=(table,),
        data={
            "format": 2,  # operating and investment apart
            "kind": "history",
            "shallow": extent.shallow,
            **kept,
        },
    )


def _full(steps: Sequence[ProjectStep]) -> int:
    """Return the points of a full bar: 100, or the whole points that hold every value."""
    return max(100, *(ceil(step.value or 0) for step in steps)) if steps else 100


def _round_column(steps: Sequence[ProjectStep] | Sequence[RoundStep]) -> tuple[Column, ...]:
    """Return the column of the round, where the steps are of several."""
    several = len({step.round for step in steps}) > 1
    return (Column("round", msg("Round")),) if several else ()


def _project_row(step: ProjectStep, full: int, several: bool) -> Row:  # noqa: FBT001
    return Row.of(
        step.day.isoformat(),
        step.revision,
        *((step.round,) if several else ()),
        step.rank,
        None if step.value is None else Points(step.value),
        None if step.value is None else Bar(step.value / full),
        *cost_cells(step.cost),
        _funding(step),
        _phase(step.phase),
        _moved_by(step),
    )


def _phase(phase: str) -> Message | None:
    named = Phase.named(phase)
    return named.label if named else None


def _funding(step: ProjectStep) -> Cell:
    if not step.planned:
        return None
    return msg("no") if step.start is None else msg("yes, {year}", year=step.start)


def _moved_by(step: ProjectStep) -> Cell:
    if step.moved_by is None:
        return None
    criterion, change = step.moved_by
    return msg("{criterion} {change}", criterion=criterion, change=signed(change))


def _project_data(step: ProjectStep) -> Json:
    return {
        "revision": step.revision,
        "day": step.day.isoformat(),
        "rank": step.rank,
        "value": None if step.value is None else units(step.value) / UNITS,
        "cost": cost_data(step.cost),
        "start": step.start,
        "round": step.round,
        "phase": step.phase,
    }


def round_report(
    round_id: str,
    steps: Sequence[RoundStep],
    extent: Extent = WHOLE,
    *,
    title_of: Callable[[str], str] = str,
) -> Report:
    """Return the history of a round, newest first, or of what was looked at of it.

    `title_of` names a project, also one that is no longer there.
    """
    columns = (
        DAY,
        REVISION,
        *_round_column(steps),
        Column("ranked", msg("Ranked"), Align.RIGHT),
        Column("funded", msg("Funded"), Align.RIGHT),
        Column("value", msg("Value"), Align.RIGHT),
        Column("chart", msg("of the best"), optional=1),
        Column("in", msg("In"), wide=True),
        Column("out", msg("Out"), wide=True),
    )
    several = bool(_round_column(steps))
    best: dict[str, int] = {}
    for step in steps:
        best[step.round] = max(best.get(step.round, 0), step.units or 0)
    rows = tuple(_round_row(step, best[step.round], title_of, several) for step in reversed(steps))
    table = Table(
        "history",
        msg("{round}: over the commits", round=round_id),
        columns,
        rows,
        notes=(EARLIER,) if several else (),
        empty=msg("No commit here holds the round {round}", round=round_id),
    )
    kept = {"round": round_id, "steps": [_round_data(step) for step in steps]}
    return _report(round_id, table, kept, extent)


def _round_row(
    step: RoundStep,
    best: int,
    title_of: Callable[[str], str],
    several: bool,  # noqa: FBT001
) -> Row:
    return Row.of(
        step.day.isoformat(),
        step.revision,
        *((step.round,) if several else ()),
        step.ranked,
        step.funded,
        None if step.units is None else points(step.units),
        Bar(Fraction(step.units, best)) if step.units and best else None,
        joined(step.entered, title_of),
        joined(step.left, title_of),
    )


def _round_data(step: RoundStep) -> Json:
    return {
        "revision": step.revision,
        "day": step.day.isoformat(),
        "round": step.round,
        "ranked": step.ranked,
        "funded": step.funded,
        "value": None if step.units is None else step.units / UNITS,
        "in": list(step.entered),
        "out": list(step.left),
    }
