"""What fees pay at cost (selvkost): the measures in such frames, in a table of their own.

Water, sewage and waste are paid by those who use them and by nobody else (kommuneloven § 15-1), so
what they cost competes for no money that taxes bring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Message, msg
from innostrat.reports.budget.measures import measures
from innostrat.reports.table import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.years import Years


def self_cost(plan: Plan, portfolio: Portfolio, years: Years) -> Iterator[Table]:
    """Yield the table of what fees pay, frame by frame, where the round has such frames.

    The budgets of operating and of investment are never added, so each frame has its own sum.
    """
    frames = plan.round.fee_frames
    if not frames:
        return
    found = measures(plan, portfolio, changes=years.changes)
    rows: list[Row] = []
    notes: list[Message] = []
    for frame in frames:
        lines = [line for one in found for _, line in one.lines({frame.id})]
        if not lines:
            continue
        rows += [years.heading(frame.title), *map(years.row, lines)]
        parts = range(len(rows) - len(lines), len(rows))
        row, _, rounding = years.total(msg("Sum {area}", area=frame.title), lines, parts)
        rows.append(row)
        notes += [rounding] if rounding else []
    law = msg(
        "Those who use the service pay this by their fees, at cost (kommuneloven § 15-1). It uses "
        "nothing of the frames that taxes pay, and is in no other table of the budgets."
    )
    yield Table(
        "self-cost",
        msg("Paid by fees, at cost"),
        years.columns(msg("Measure")),
        tuple(rows),
        notes=(law, *notes),
        empty=msg("No funded measure is paid by fees"),
    )
