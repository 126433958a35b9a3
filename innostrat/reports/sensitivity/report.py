"""How far weights may move, what moves the plan most, other people's weights, and more money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import msg
from innostrat.model.words import Selection
from innostrat.reports import heading
from innostrat.reports.sensitivity.breakpoints import changes_table, intervals_table
from innostrat.reports.sensitivity.data import sensitivity_data
from innostrat.reports.sensitivity.frontier import buys, curve, frontier_table
from innostrat.reports.sensitivity.profiles import profiles_table, unusable
from innostrat.reports.sensitivity.tornado import tornado_table
from innostrat.reports.table import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.messages import Message
    from innostrat.reports.basis import Basis
    from innostrat.reports.sensitivity.data import Sensitivity
    from innostrat.reports.table import Block


def sensitivity_report(found: Sensitivity, basis: Basis) -> Report:
    """Return the intervals, the tornado, the profiles, the frontier and what more money buys."""
    return Report(
        title=msg("{round}: sensitivity of the plan", round=basis.ranked.round.title),
        preamble=(
            *heading.planned(basis.portfolio, basis.ranked.round),
            *heading.preamble(basis),
            *_meaning(basis),
        ),
        blocks=(
            heading.facts(basis),
            *blocks(found, basis),
        ),
        data=sensitivity_data(found, basis),
        left_out=basis.left_out,
    )


def _meaning(basis: Basis) -> Iterator[Message]:
    yield msg(
        "One thing moves at a time; everything else is as in the files. Every plan here is proved "
        "to be the best, in 1/10 000 point."
    )
    if basis.ranked.round.selection is not Selection.OPTIMAL:
        yield msg(
            "The round is selected otherwise ({method}); this is about the plan of the most value "
            "instead.",
            method=basis.ranked.round.selection.label,
        )


def blocks(found: Sensitivity, basis: Basis) -> Iterator[Block]:
    """Yield the tables, those without anything to show left out."""
    portfolio, round_ = basis.portfolio, basis.ranked.round
    yield intervals_table(found.intervals, portfolio.strategy)
    if any(one.below or one.above for one in found.intervals):
        yield changes_table(found.intervals, portfolio)
    yield tornado_table(found.swings, portfolio, round_)
    if found.views or unusable(portfolio):
        yield profiles_table(found.views, found.plan.starts, portfolio)
    yield curve(found.points)
    yield frontier_table(found.points)
    yield buys(found.buys, portfolio)
