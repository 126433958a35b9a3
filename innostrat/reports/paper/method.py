"""The chapter on the method: criteria with questions and weights, and how the plan is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Percent, msg
from innostrat.model.words import Role, Selection
from innostrat.reports.plan.plan import is_proved, plan_status
from innostrat.reports.table import Align, Column, Paragraph, Row, Table
from innostrat.reports.value import exchange
from innostrat.reports.value.contributions import role, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.messages import Message
    from innostrat.model.criterion import Criterion
    from innostrat.model.strategy import Strategy
    from innostrat.reports.paper.inputs import Inputs
    from innostrat.reports.table import Block, Cell

PLAIN: Final = {
    Selection.OPTIMAL: msg(
        "The plan is the set of projects with the most points together that has room in the "
        "frames of every year and keeps the demands of the round. So a large project may give way "
        "to several smaller ones further down the list."
    ),
    Selection.RANKING: msg(
        "The projects are taken in by their points, the most first, as long as there is room in "
        "the frames of every year."
    ),
    Selection.NEAR_RANKING: msg(
        "The projects are taken in by their points, the most first, as long as the plan loses "
        "little by it and there is room in the frames of every year."
    ),
}


def blocks(inputs: Inputs) -> Iterator[Block]:
    """Yield how values and the plan come about, the criteria, and what is not concluded."""
    round_ = inputs.plan.round
    yield Paragraph(
        (
            msg(
                "A project's value is the sum over the benefits of weight times value. A value of "
                "0 changes nothing, 100 is a full benefit, and a quantity may be more than full. "
                "A weight says how much the whole step from nothing to full counts, not how "
                "important the benefit is in itself."
            ),
            *_factors_and_gates(inputs.basis.portfolio.strategy),
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
            *(plan_status(inputs.plan) if is_proved(inputs.plan) else ()),
        ),
        msg("How the plan is made"),
    )
    yield _criteria(inputs.basis.portfolio.strategy)
    yield exchange.exchange_table(inputs.basis.portfolio.strategy)
    yield _caveats(inputs)


def in_plain_words(inputs: Inputs) -> Iterator[Block]:
    """Yield the method for whoever decides: no word that must be looked up."""
    strategy, round_ = inputs.basis.portfolio.strategy, inputs.plan.round
    yield Paragraph(
        (
            msg(
                "Each project is judged by the same criteria, which the strategy gives. What it is "
                "expected to give of each benefit is multiplied by the benefit's weight, and the "
                "sum is the project's points."
            ),
            *_plain_factors(strategy),
            PLAIN[round_.selection],
            *(
                [msg("What is decided or demanded by law is in the plan whatever its points.")]
                if any(one.project.is_bound for one in inputs.plan.funded)
                else []
            ),
        ),
    )
    yield _weights(strategy)
    yield _caveats(inputs)


def _plain_factors(strategy: Strategy) -> Iterator[Message]:
    if strategy.of_role(Role.FACTOR):
        yield msg("The points are lowered where it is doubtful that the project succeeds.")
    if strategy.of_role(Role.GATE):
        yield msg("What is not ready to be decided does not compete.")


def _weights(strategy: Strategy) -> Table:
    decided = strategy.weights_decided_by
    return Table(
        "weights",
        msg("What counts, and how much"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
        ),
        tuple(Row.of(one.title, weight(strategy, one.id)) for one in strategy.benefits),
        notes=() if decided is None else (msg("Weights decided by {body}.", body=decided.body),),
    )


def _caveats(inputs: Inputs) -> Paragraph:
    return Paragraph(
        (
            msg("• A value is a judgement of the whole project, not of its cost."),
            msg("• The kinds of benefit are not added together; saved time is not money."),
            msg("• Amounts are the most likely ones; they may become higher or lower."),
            msg("• The plan is a recommendation. A body decides.")
            if inputs.plan.decision is None
            else msg("• What was decided is the body's own; the values are no reason for it."),
        ),
        msg("What not to conclude"),
    )


def _factors_and_gates(strategy: Strategy) -> Iterator[Message]:
    if strategy.of_role(Role.FACTOR):
        yield msg(
            "Factors multiply the sum: they say how much of the benefits may be reckoned with, and "
            "give nothing where nobody is helped."
        )
    if strategy.of_role(Role.GATE):
        yield msg(
            "Gates ask for what must be there: below one, a project does not compete, whatever its "
            "value. Bound projects are not kept out."
        )


def _criteria(strategy: Strategy) -> Table:
    return Table(
        "criteria",
        msg("Criteria and weights"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("question", msg("Question"), wide=True),
            Column("role", msg("Role"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
            Column("range", msg("May move"), Align.RIGHT),
        ),
        tuple(
            Row.of(
                one.title,
                one.question,
                role(one),
                weight(strategy, one.id) if one.role is Role.BENEFIT else None,
                _range(one),
            )
            for one in strategy.criteria
        ),
        notes=(
            msg(
                "May move is the range as it is written in the strategy file: of a weight, or of a "
                "factor's lowest share."
            ),
        ),
    )


def _range(criterion: Criterion) -> Cell:
    if criterion.range is not None:
        return msg(
            "{low} to {high}", low=Percent(criterion.range[0]), high=Percent(criterion.range[1])
        )
    if criterion.weight_range is None:
        return None
    return msg("{low} to {high}", low=criterion.weight_range[0], high=criterion.weight_range[1])
