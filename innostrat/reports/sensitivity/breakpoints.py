"""How far each weight may move before the plan's projects change, and how they change then."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from innostrat.messages import Listing, Message, Percent, msg
from innostrat.reports.plan.entries import titles_if_any
from innostrat.reports.table import Align, Column, Row, Table
from innostrat.reports.value.contributions import weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.analysis.sensitivity.breakpoints import Breakpoint, Interval
    from innostrat.model.criterion import Criterion
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.strategy import Strategy

DECIMALS: Final = (1, 2, 3, 4)  # of a per cent: as many as tell an edge from today's weight


def intervals_table(found: Sequence[Interval], strategy: Strategy) -> Table:
    """Return each criterion with the shares of all weights between which nothing changes."""
    rows = []
    for one in found:
        criterion = strategy.benefits[one.criterion]
        rows.append(
            Row.of(
                criterion.title,
                weight(strategy, criterion.id),
                edge(one.below, one.today),
                edge(one.above, one.today),
                _range(strategy, criterion),
            )
        )
    return Table(
        "intervals",
        msg("How far each weight may move before the plan's projects change"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
            Column("from", msg("Down to"), Align.RIGHT),
            Column("to", msg("Up to"), Align.RIGHT),
            Column("range", msg("Range"), Align.RIGHT, optional=1),
        ),
        tuple(rows),
        notes=(
            msg(
                "A weight is a share of all weights, and the others keep their proportions. – : "
                "nothing changes down to 0 %, or up to 100 %."
            ),
            msg(
                "Ends are rounded towards today's weight. The range is weight_range, as shares of "
                "the weights in the file."
            ),
        ),
        empty=msg("One criterion has all the weight"),
    )


def edge(change: Breakpoint | None, today: Fraction) -> Percent | None:
    """Return a share where nothing has changed yet, as near the edge as the decimals allow."""
    if change is None:
        return None
    for decimals in DECIMALS:
        parts = 100 * 10**decimals
        exact = change.at * parts
        shown = Percent(
            Fraction(ceil(exact) if change.at < today else floor(exact), parts), decimals
        )
        if (shown.share < today) == (change.at < today) and shown.share != today:
            return shown
    return Percent(today, 1)


def range_of(strategy: Strategy, criterion: Criterion) -> tuple[Fraction, Fraction] | None:
    """Return a criterion's range as shares of all weights of the file, as `robust` takes it."""
    if criterion.weight_range is None:
        return None
    total = sum(Fraction(one.weight) for one in strategy.benefits)
    low, high = (min(Fraction(1), Fraction(end) / total) for end in criterion.weight_range)
    return low, high


def _range(strategy: Strategy, criterion: Criterion) -> Message | None:
    ends = range_of(strategy, criterion)
    if ends is None:
        return None
    low, high = (Percent(end, 1) for end in ends)
    return msg("{low} to {high}", low=low, high=high)


def changes_table(found: Sequence[Interval], portfolio: Portfolio) -> Table:
    """Return who enters and leaves past each end; ends with the same change share a row."""
    criteria = portfolio.strategy.benefits
    same: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Message]] = {}
    for one in found:
        title = criteria[one.criterion].title
        if one.below is not None:
            place = msg("{name} below {share}", name=title, share=edge(one.below, one.today))
            same.setdefault((one.below.enters, one.below.leaves), []).append(place)
        if one.above is not None:
            place = msg("{name} above {share}", name=title, share=edge(one.above, one.today))
            same.setdefault((one.above.enters, one.above.leaves), []).append(place)
    return Table(
        "changes",
        msg("What changes first beyond that"),
        (
            Column("beyond", msg("Beyond"), wide=True),
            Column("enters", msg("Enters"), wide=True),
            Column("leaves", msg("Leaves"), wide=True),
        ),
        tuple(
            Row.of(
                Listing(tuple(places), "; "),
                titles_if_any(enters, portfolio),
                titles_if_any(leaves, portfolio),
            )
            for (enters, leaves), places in same.items()
        ),
        notes=(msg("A project that only starts in another year is no change here."),),
    )
