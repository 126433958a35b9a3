"""The plan under other assumptions, beside today's: what moves, and what it is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from innostrat.analysis.value.scoring import UNITS
from innostrat.messages import Kroner, Message, msg
from innostrat.reports import heading
from innostrat.reports.amounts import cost_cells, cost_columns
from innostrat.reports.changes import tables
from innostrat.reports.changes.report import displacement, frame_moves
from innostrat.reports.plan import answer
from innostrat.reports.plan.entries import points, titles
from innostrat.reports.plan.plan import broken, clash, plan_status, unplanned
from innostrat.reports.table import Align, Block, Column, Paragraph, Report, Row, RowRole, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.changes.comparison import Comparison
    from innostrat.analysis.changes.what_if import Assumptions, FrameChange
    from innostrat.analysis.plan.result import Plan
    from innostrat.messages import Value
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.table import Json


def whatif_report(
    assumptions: Assumptions,
    portfolio: Portfolio,
    today: Plan,
    plan: Plan,
    comparison: Comparison,
) -> Report:
    """Return what the assumptions do to today's plan."""
    assumed = tuple(
        msg("• {one}", one=one) for one in _in_words(assumptions, portfolio, today.round)
    )
    blocks: list[Block] = [Paragraph(assumed, title=msg("Assumed"))]
    if plan.is_made:
        blocks += [*broken(plan, portfolio), *_blocks(today, plan, comparison)]
    else:
        blocks += [Paragraph(plan_status(plan), title=msg("What follows")), clash(plan, portfolio)]
        blocks += unplanned(plan, portfolio)
    moved = tuple(move for move in comparison.moves if move.rank_before != move.rank_after)
    return Report(
        title=msg("{round}: what if", round=today.round.title),
        preamble=(
            *heading.planned(portfolio, today.round),
            msg("No file is changed."),
        ),
        blocks=tuple(blocks),
        details=(tables.ranks(replace(comparison, moves=moved)),) if moved else (),
        data=_data(assumptions, today, plan, comparison),
    )


def _blocks(today: Plan, plan: Plan, comparison: Comparison) -> list[Block]:
    moves = (*displacement(comparison), *frame_moves(comparison))
    said = tuple(msg("• {one}", one=one) for one in moves) or (msg("The plan stays as it is."),)
    blocks: list[Block] = [
        Paragraph((*plan_status(plan), *said, *answer.uncounted(plan)), title=msg("What follows")),
        _sums(today, plan),
    ]
    funding = tables.funding(comparison)
    return [*blocks, funding] if funding.rows else blocks


def _in_words(assumptions: Assumptions, portfolio: Portfolio, round_: Round) -> Iterator[Message]:
    for change in assumptions.frames:
        yield _frame_in_words(change, round_)
    for criterion_id, weight in assumptions.weights.items():
        criterion = portfolio.strategy.criterion(criterion_id)
        yield msg(
            "the weight of {criterion} is {weight} instead of {before}",
            criterion=criterion.title if criterion else criterion_id,
            weight=weight,
            before=criterion.weight if criterion else None,
        )
    if assumptions.force:
        yield msg("forced in: {projects}", projects=titles(assumptions.force, portfolio))
    if assumptions.exclude:
        yield msg("kept out: {projects}", projects=titles(assumptions.exclude, portfolio))
    if assumptions.without_balance:
        yield msg("no balance rules")


def _frame_in_words(change: FrameChange, round_: Round) -> Message:
    frame = round_.frame(change.frame)
    when: Value = change.year or msg("each year")
    amount: Value = change.amount
    if frame is not None and frame.is_money:
        amount = Kroner(int(abs(change.amount)))
    title = frame.title if frame else change.frame
    if not change.relative:
        return msg("{frame}, {when}: {amount}", frame=title, when=when, amount=amount)
    if change.amount < 0:
        return msg("{frame}, {when}: {amount} less", frame=title, when=when, amount=amount)
    return msg("{frame}, {when}: {amount} more", frame=title, when=when, amount=amount)


def _sums(today: Plan, plan: Plan) -> Table:
    columns = (
        Column("what", msg("Plan"), wide=True),
        Column("projects", msg("Projects"), Align.RIGHT),
        Column("value", msg("Value"), Align.RIGHT),
        *cost_columns(),
    )
    rows = (_sum(msg("Today"), today), _sum(msg("Under the assumptions"), plan))
    difference = Row.of(
        msg("Difference"),
        len(plan.funded) - len(today.funded),
        points(plan.value - today.value),
        *cost_cells(plan.cost - today.cost),
        role=RowRole.TOTAL,
    )
    return Table("sums", msg("The plans side by side"), columns, (*rows, difference))


def _sum(name: Message, plan: Plan) -> Row:
    return Row.of(name, len(plan.funded), points(plan.value), *cost_cells(plan.cost))


def _data(
    assumptions: Assumptions, today: Plan, plan: Plan, comparison: Comparison
) -> dict[str, Json]:
    return {
        "format": 1,
        "kind": "what-if",
        "round": plan.round.id,
        "assumed": {
            "frames": [
                {
                    "frame": one.frame,
                    "year": one.year,
                    "amount": float(one.amount),
                    "relative": one.relative,
                }
                for one in assumptions.frames
            ],
            "weights": {key: float(value) for key, value in assumptions.weights.items()},
            "force": list(assumptions.force),
            "exclude": list(assumptions.exclude),
            "without_balance": assumptions.without_balance,
        },
        "status": plan.status,
        "value": {"before": today.value / UNITS, "after": plan.value / UNITS},
        "funded": {
            "before": list(comparison.funded_before),
            "after": list(comparison.funded_after),
            "in": [one.project.id for one in comparison.entered],
            "out": [one.project.id for one in comparison.displaced],
        },
    }
