"""The chapter on the method: criteria with questions and weights, and how the plan is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Percent, msg
from innostrat.reports.contributions import weight
from innostrat.reports.table import Align, Column, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from innostrat.model.strategy import Strategy
    from innostrat.reports.paper.inputs import Inputs
    from innostrat.reports.table import Block, Cell


def blocks(inputs: Inputs) -> Iterator[Block]:
    """Yield how values and the plan come about, the criteria, and what is not concluded."""
    round_ = inputs.plan.round
    yield Paragraph(
        (
            msg(
                "A project's value is the sum over the criteria of weight times value, from 0 to "
                "100. A weight says how much the whole step from the worst to the best level of "
                "a criterion counts, not how important the criterion is in itself."
            ),
            msg(
                "Most value chooses the set of projects with the highest sum of values that fits "
                "all frames in all years and keeps the demands of the round. Down the list takes "
                "one project after the other by rank while there is room."
            ),
            *(
                [
                    msg(
                        "Each year that a project starts later than it asks for costs {share} of "
                        "its value.",
                        share=Percent(round_.delay_penalty),
                    )
                ]
                if round_.delay_penalty
                else []
            ),
            msg("Bound projects are in the frames and outside the competition."),
        ),
        msg("How the plan is made"),
    )
    yield _criteria(inputs.basis.portfolio.strategy)
    yield Paragraph(
        (
            msg("• A value is a judgement of the whole project, not of its cost."),
            msg("• The kinds of benefit are not added together; saved time is not money."),
            msg("• Amounts are the most likely ones; they may become higher or lower."),
            msg("• The plan is a recommendation. A body decides."),
        ),
        msg("What not to conclude"),
    )


def _criteria(strategy: Strategy) -> Table:
    return Table(
        "criteria",
        msg("Criteria and weights"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("question", msg("Question"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
            Column("range", msg("May move"), Align.RIGHT),
        ),
        tuple(
            Row((one.title, one.question, weight(strategy, one.id), _range(one.weight_range)))
            for one in strategy.criteria
        ),
        notes=(msg("May move is the range of the weight as it is written in the strategy file."),),
    )


def _range(bounds: tuple[Decimal, Decimal] | None) -> Cell:
    if bounds is None:
        return None
    return msg("{low} to {high}", low=bounds[0], high=bounds[1])
