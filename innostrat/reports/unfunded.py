"""What is not in a plan: why not, what it would take, what it would displace, what clashes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from innostrat.analysis.economy import HUNDREDTHS
from innostrat.messages import Listing, Message, Points, msg
from innostrat.money import thousands
from innostrat.reports.balance import rule_in_words
from innostrat.reports.entries import points, rank
from innostrat.reports.table import Align, Cell, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.optimizer.problem import Demand, Resource
    from innostrat.analysis.planning import Left, Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round


def not_included(plan: Plan, portfolio: Portfolio) -> Table:
    """Return what is not in the plan: why, what it would take, and what it would displace."""
    columns = (
        Column("rank", msg("Rank"), Align.RIGHT),
        Column("project", msg("Project"), wide=True),
        Column("value", msg("Value"), Align.RIGHT),
        Column("reason", msg("Why not, and what it would take"), wide=True),
        Column("displaces", msg("Taking it would displace"), wide=True),
        Column("loss", msg("Loss"), Align.RIGHT),
    )
    rows = [
        Row(
            (
                rank(left),
                left.project.title,
                Points(left.scored.value),
                _why(left, plan.round),
                _displaced(left, portfolio),
                None if left.loss is None else points(left.loss),
            )
        )
        for left in plan.left
    ]
    rows += [
        Row(
            (
                None,
                one.project.title,
                None,
                msg("Not ready: {reason}", reason=one.reason),
                None,
                None,
            )
        )
        for one in plan.not_ready
    ]
    notes = (
        msg("What it would take is room on top of the plan, in 1000 kr or the frame's own unit."),
        msg("Loss is how many points the best plan with the project in it is worth less."),
    )
    return Table(
        key="not-included",
        title=msg("Not included"),
        columns=columns,
        rows=tuple(rows),
        notes=notes if plan.left else (),
        empty=msg("Every project that competes is funded"),
    )


def _why(left: Left, round_: Round) -> Message:
    if not left.short:
        return left.reason
    return msg("{reason}; lacks {what}", reason=left.reason, what=shortage(left.short, round_))


def shortage(short: Mapping[Resource, int], round_: Round) -> Listing:
    """Return what frames lack, each frame as `frame year: amount, year: amount`."""
    parts = []
    for frame_id in dict.fromkeys(frame_id for frame_id, _ in short):
        frame = round_.frame(frame_id)
        money = frame is None or frame.is_money
        years = tuple(
            msg("{year}: {amount}", year=year, amount=_lacking(amount, money=money))
            for (frame_, year), amount in short.items()
            if frame_ == frame_id
        )
        parts.append(msg("{frame} {years}", frame=frame_id, years=Listing(years)))
    return Listing(tuple(parts))


def _lacking(amount: int, *, money: bool) -> Decimal:
    return Decimal(max(1, thousands(amount))) if money else Decimal(amount) / HUNDREDTHS


def _displaced(left: Left, portfolio: Portfolio) -> Cell:
    if left.displaced is None:
        return None if left.loss is None else msg("nothing")
    out = Listing(tuple(portfolio.projects[one].title for one in left.displaced))
    if not left.displaced:
        out = Listing((msg("nothing"),))
    if not left.entering:
        return msg("{out}", out=out)
    into = Listing(tuple(portfolio.projects[one].title for one in left.entering))
    return msg("{out}; brings in {into}", out=out, into=into)


def demand_in_words(demand: Demand, portfolio: Portfolio, round_: Round) -> Message:
    """Return one of the demands that clash, as a person would say it."""
    match demand.kind:
        case "limit":
            frame_id, year = str(demand.key[0]), int(demand.key[1])
            frame = round_.frame(frame_id)
            title = frame.title if frame else frame_id
            limit = frame.limit(year) if frame else None
            return msg("the frame {frame} in {year}: {limit}", frame=title, year=year, limit=limit)
        case "bound":
            project = portfolio.projects[str(demand.key[0])]
            return msg(
                "{project} is {commitment}",
                project=project.title,
                commitment=project.commitment.label,
            )
        case "requires":
            return msg("{one} requires {other}", one=str(demand.key[0]), other=str(demand.key[1]))
        case "excludes":
            return msg("{one} excludes {other}", one=str(demand.key[0]), other=str(demand.key[1]))
        case _:
            rule = round_.balance[int(str(demand.key[0])) - 1]
            return msg("the balance rule {rule}", rule=rule_in_words(rule, portfolio))
