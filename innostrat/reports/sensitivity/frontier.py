"""Value against money: the best plan as the frames grow and shrink, and what a little more buys."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import UNITS
from innostrat.messages import Percent, Points, msg
from innostrat.reports.amounts import BUDGET_TITLES, cell
from innostrat.reports.figure import Axis, Curve, Figure
from innostrat.reports.plan.entries import points, titles_if_any
from innostrat.reports.table import Align, Column, Row, Table, Thousands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.analysis.sensitivity.frontier import Buy, Point
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.table import Cell

TODAY: Final = 100  # per cent


def curve(found: Sequence[Point]) -> Figure:
    """Return the frontier as a figure, with today's frames marked."""
    known = [(Fraction(one.per_cent), one.value, one) for one in found if one.value is not None]
    today = next((one for one in found if one.per_cent == TODAY), None)
    said = [msg("The value of the best plan as the frames that taxes pay shrink and grow alike.")]
    if len(known) > 1:
        said.append(
            msg(
                "It rises from {low} points at {least} of today's frames to {high} at {most}.",
                low=points(known[0][1]),
                least=Percent(Fraction(known[0][2].per_cent, 100)),
                high=points(known[-1][1]),
                most=Percent(Fraction(known[-1][2].per_cent, 100)),
            )
        )
    return Figure(
        "frontier",
        msg("Value against money"),
        tuple(said),
        Curve(
            Axis(msg("Money frames, per cent of today's")),
            Axis(msg("Value of the plan, points")),
            tuple((share, Fraction(value, UNITS)) for share, value, _ in known),
            None if today is None else (Fraction(today.per_cent), msg("today's frames")),
        ),
    )


def frontier_table(found: Sequence[Point]) -> Table:
    """Return the frontier: the frames of each budget, value, and what each step up buys."""
    rows = []
    before: Point | None = None
    for one in found:
        rows.append(
            Row.of(
                Percent(Fraction(one.per_cent, 100)),
                *(Thousands(one.money.of(kind)) for kind in BUDGET_TITLES),
                msg("does not fit") if one.value is None else points(one.value),
                None if one.value is None else one.projects,
                _step(before, one),
                msg("today") if one.per_cent == TODAY else None,
            )
        )
        before = one
    return Table(
        "frontier-points",
        msg("The best plan with less and with more money"),
        (
            Column("per_cent", msg("Frames"), Align.RIGHT),
            *(Column(kind.value, title, Align.RIGHT) for kind, title in BUDGET_TITLES.items()),
            Column("value", msg("Value"), Align.RIGHT),
            Column("projects", msg("Projects"), Align.RIGHT, optional=2),
            Column("step", msg("Points more"), Align.RIGHT),
            Column("today", msg("Today"), optional=1),
        ),
        tuple(rows),
        notes=(
            msg(
                "The money frames that taxes pay are scaled alike in all years; those that fees "
                "pay, and capacity, stay as they are, so more money may buy little. Their sums "
                "over the years are in 1000 kr."
            ),
        ),
    )


def _step(before: Point | None, one: Point) -> Cell:
    if before is None or before.value is None or one.value is None:
        return None
    return Points(Fraction(one.value - before.value, UNITS))


def buys(found: Sequence[Buy], portfolio: Portfolio) -> Table:
    """Return what a little more of each frame buys."""
    rows = tuple(
        Row.of(
            one.frame.title,
            cell(one.more[0], one.frame),
            points(one.gain) if one.gain else msg("nothing"),
            titles_if_any(one.enters, portfolio),
            titles_if_any(one.leaves, portfolio),
        )
        for one in found
    )
    return Table(
        "next",
        msg("What a little more of each frame buys"),
        (
            Column("frame", msg("Frame"), wide=True),
            Column("more", msg("More each year"), Align.RIGHT),
            Column("gain", msg("Points"), Align.RIGHT),
            Column("enters", msg("Enters"), wide=True),
            Column("leaves", msg("Leaves"), wide=True, optional=1),
        ),
        rows,
        notes=(
            msg(
                "One frame at a time: 100 000 kr more in each year (shown in 1000 kr), or a tenth "
                "more of a capacity (in its unit, the first year's)."
            ),
            msg("Nothing: another frame or rule is what holds the plan back."),
        ),
    )
