"""How far weights may move, what moves the plan most, other people's weights, and more money."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.language import decimal
from innostrat.messages import Listing, Message, Percent, msg, msgn
from innostrat.reports import heading
from innostrat.reports.contributions import weight
from innostrat.reports.entries import points, titles
from innostrat.reports.frontier import buys, curve, frontier_table
from innostrat.reports.sensitivity_data import data
from innostrat.reports.table import Align, Bar, Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.frontier import Buy, Point
    from innostrat.analysis.optimizer.problem import Solution
    from innostrat.analysis.profiles import Viewed
    from innostrat.analysis.stability import Change, Interval
    from innostrat.analysis.tornado import Side, Swing
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell

SHOWN: Final = 15  # swings that people see; the JSON form has all
SHORT: Final = 8  # letters of a profile's id above its column


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All that was asked about one plan."""

    plan: Solution
    intervals: tuple[Interval, ...]
    swings: tuple[Swing, ...]
    views: tuple[Viewed, ...]
    points: tuple[Point, ...]
    buys: tuple[Buy, ...]


def sensitivity_report(found: Sensitivity, basis: Basis) -> Report:
    """Return the intervals, the tornado, the profiles, the frontier and what more money buys."""
    portfolio = basis.portfolio
    return Report(
        title=msg("{round}: sensitivity of the plan", round=basis.ranked.round.title),
        preamble=(
            *heading.preamble(portfolio, basis.left_out),
            msg("One thing moves at a time; everything else is as in the files. All is exact."),
        ),
        blocks=(
            heading.facts(portfolio, basis.ranked.round, basis.revision),
            *blocks(found, basis),
        ),
        data=data(found, basis),
    )


def blocks(found: Sensitivity, basis: Basis) -> Iterator[Block]:
    """Yield the tables, those without anything to show left out."""
    portfolio = basis.portfolio
    yield _intervals(found.intervals, portfolio)
    yield _tornado(found.swings, portfolio)
    if found.views:
        yield _profiles(found, portfolio)
    yield curve(found.points)
    yield frontier_table(found.points)
    yield buys(found.buys, portfolio)


def _intervals(found: Sequence[Interval], portfolio: Portfolio) -> Table:
    strategy = portfolio.strategy
    rows = []
    for one in found:
        criterion = strategy.criteria[one.criterion]
        rows.append(
            Row(
                (
                    criterion.title,
                    weight(strategy, criterion.id),
                    _edge(one.below),
                    _edge(one.above),
                    _change(one.below, portfolio),
                    _change(one.above, portfolio),
                )
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
            Column("below", msg("Below it"), wide=True, optional=2),
            Column("above", msg("Above it"), wide=True, optional=1),
        ),
        tuple(rows),
        notes=(
            msg(
                "A weight is a share of all weights, and the others keep their proportions. – : "
                "nothing changes down to 0 %, or up to 100 %."
            ),
        ),
        empty=msg("One criterion has all the weight"),
    )


def _edge(change: Change | None) -> Percent | None:
    return None if change is None else Percent(change.at, 1)


def _change(change: Change | None, portfolio: Portfolio) -> Cell:
    return None if change is None else swap(change.enters, change.leaves, portfolio)


def swap(enters: Sequence[str], leaves: Sequence[str], portfolio: Portfolio) -> Listing | None:
    """Return who enters and who leaves, None where nobody does."""
    parts: list[Message] = []
    if enters:
        parts.append(msg("in: {names}", names=titles(enters, portfolio)))
    if leaves:
        parts.append(msg("out: {names}", names=titles(leaves, portfolio)))
    return Listing(tuple(parts), "; ") if parts else None


def _tornado(found: Sequence[Swing], portfolio: Portfolio) -> Table:
    largest = max((_size(one) for one in found), default=0)
    rows = tuple(_swing(one, largest, portfolio) for one in found[:SHOWN])
    more = len(found) - SHOWN
    hidden = [
        msgn("{n} smaller swing is only in JSON.", "{n} smaller swings are only in JSON.", more)
    ]
    return Table(
        "tornado",
        msg("What moves the plan most"),
        (
            Column("input", msg("Input"), wide=True),
            Column("effect", msg("Effect")),
            Column("low", msg("Low"), Align.RIGHT),
            Column("low_points", msg("Points"), Align.RIGHT),
            Column("low_moved", msg("Moved"), Align.RIGHT, optional=2),
            Column("high", msg("High"), Align.RIGHT),
            Column("high_points", msg("Points"), Align.RIGHT),
            Column("high_moved", msg("Moved"), Align.RIGHT, optional=1),
        ),
        rows,
        notes=(
            msg(
                "A weight moves through its range, or by half where it has none; points are what "
                "keeping today's plan would lose there."
            ),
            msg(
                "A frame moves by 10 % in all years, an uncertain cost to its low and high "
                "amounts; points are what the best plan is then worth more or less."
            ),
            msg("Moved is how many projects enter and leave. The bar is the larger effect."),
            *(hidden if more > 0 else []),
        ),
        empty=msg("Nothing can move"),
    )


def _size(one: Swing) -> int:
    return max(abs(side.effect or 0) for side in (one.low, one.high))


def _swing(one: Swing, largest: int, portfolio: Portfolio) -> Row:
    share = Fraction(_size(one), largest) if largest else Fraction(0)
    return Row((_name(one, portfolio), Bar(share), *_side(one, one.low), *_side(one, one.high)))


def _side(one: Swing, side: Side) -> tuple[Cell, Cell, Cell]:
    if one.kind == "weight":
        to: Cell = msg("{value}", value=decimal(side.to, 2).normalize())
    else:
        to = Percent(side.to)
    if side.effect is None:
        return to, msg("no plan"), None
    return to, points(side.effect), len(side.enters) + len(side.leaves)


def _name(one: Swing, portfolio: Portfolio) -> Message:
    match one.kind:
        case "weight":
            criterion = portfolio.strategy.criterion(one.id)
            return msg("Weight: {name}", name=criterion.title if criterion else one.id)
        case "frame":
            return msg("Frame: {name}", name=one.id)
        case _:
            return msg("Cost: {name}", name=portfolio.projects[one.id].title)


def _profiles(found: Sensitivity, portfolio: Portfolio) -> Table:
    views = found.views
    ids = sorted(set(found.plan.starts).union(*(one.starts for one in views)))
    counts = {
        id_: sum(id_ in one.starts for one in views) + (id_ in found.plan.starts) for id_ in ids
    }
    agreed = len(views) + 1
    ids.sort(key=lambda id_: (counts[id_] == agreed, -counts[id_], id_))
    rows = [
        Row(
            (
                portfolio.projects[id_].title,
                found.plan.starts.get(id_),
                *(one.starts.get(id_) for one in views),
                msg("all")
                if counts[id_] == agreed
                else msg("{n} of {all}", n=counts[id_], all=agreed),
            )
        )
        for id_ in ids
    ]
    return Table(
        "profiles",
        msg("The plan with other people's weights"),
        (
            Column("project", msg("Project"), wide=True),
            Column("plan", msg("Plan"), Align.RIGHT),
            *(Column(one.profile.id, one.profile.id[:SHORT], Align.RIGHT) for one in views),
            Column("agreement", msg("Takes it")),
        ),
        tuple(rows),
        notes=(
            msg("The year is when a project starts; –: not in that plan. In dispute first."),
            *(
                msg(
                    "{id}: {title}. Seen with these weights, the plan is worth {points} points "
                    "less than their own.",
                    id=one.profile.id[:SHORT],
                    title=one.profile.title,
                    points=points(one.loss),
                )
                for one in views
            ),
        ),
    )
