"""The price of following the list: what it costs to guarantee its first ones."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.messages import Percent, msg
from innostrat.reports.plan.entries import points
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.optimizer.following import Guarantee
    from innostrat.analysis.plan.result import Plan
    from innostrat.reports.table import Cell


def tables(plan: Plan, defence: Defence | None) -> Iterator[Table]:
    """Yield the table, where it was computed."""
    if defence is None or not defence.guarantees:
        return
    yield Table(
        "following",
        msg("The price of following the list"),
        (
            Column("first", msg("With the first"), Align.RIGHT),
            Column("value", msg("Most value"), Align.RIGHT),
            Column("loss", msg("Costs"), Align.RIGHT),
            Column("share", msg("Of the plan"), Align.RIGHT),
        ),
        tuple(Row(_row(one, plan)) for one in defence.guarantees),
        notes=(
            msg(
                "Each line is an exact selection in which the first on the list must be in, in "
                "points. A last line without a value: no plan within the frames and rules holds "
                "them all."
            ),
        ),
    )


def _row(one: Guarantee, plan: Plan) -> tuple[Cell, ...]:
    if one.value is None:
        return one.count, msg("no plan"), None, None
    loss = plan.value - one.value
    share = Percent(Fraction(loss, plan.value), 1) if plan.value else None
    return one.count, points(one.value), points(loss), share
