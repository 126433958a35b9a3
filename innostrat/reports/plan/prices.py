"""What rules and commitments cost, and the cautious portfolio beside the plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.problem import exchanged
from innostrat.messages import Percent, msg
from innostrat.reports.plan.entries import (
    UNKNOWN,
    decimal_points,
    points,
    titles_if_any,
    titles_or_nothing,
)
from innostrat.reports.plan.unfunded import demand_in_words
from innostrat.reports.table import Align, Column, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.analysis.plan.prices import Price
    from innostrat.analysis.weights.regret import MinimaxRegret
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.table import Block, Json


def price_table(found: Sequence[Price] | None, portfolio: Portfolio, round_: Round) -> Table:
    """Return what each balance rule and commitment costs; None: nobody waited for it."""
    return Table(
        "prices",
        msg("What each rule and commitment costs"),
        (
            Column("demand", msg("Without"), wide=True),
            Column("gain", msg("Points"), Align.RIGHT),
            Column("enters", msg("Enters"), wide=True),
            Column("leaves", msg("Leaves"), wide=True, optional=1),
        ),
        tuple(
            Row.of(
                demand_in_words(one.demand, portfolio, round_),
                points(one.gain) if one.gain else msg("costs nothing"),
                titles_if_any(one.enters, portfolio),
                titles_if_any(one.leaves, portfolio),
            )
            for one in found or ()
        ),
        notes=(
            msg(
                "Each is taken away alone and the plan selected again: points are what the plan "
                "would then be worth more. Two together may cost more or less than their sum."
            ),
        )
        if found
        else (),
        empty=UNKNOWN
        if found is None
        else msg("The round has no balance rules and no bound projects"),
    )


def cautious_blocks(
    found: MinimaxRegret, plan: Mapping[str, int], portfolio: Portfolio
) -> tuple[Block, ...]:
    """Return the cautious portfolio: its largest regret, who differs, and at which weights."""
    return (
        Paragraph(tuple(_in_words(found, plan, portfolio)), msg("The cautious portfolio")),
        _worst_weights(found, portfolio),
    )


def _in_words(
    found: MinimaxRegret, plan: Mapping[str, int], portfolio: Portfolio
) -> Iterator[Message]:
    if found.starts == plan:
        yield msg(
            "The plan itself: at no admissible weights is another portfolio worth more than "
            "{points} points more, and no other portfolio can promise less.",
            points=points(found.plan_regret),
        )
        return
    yield msg(
        "At some admissible weights the plan is worth {plan} points less than the best portfolio "
        "there. The cautious portfolio is nowhere worth more than {cautious} less, and no other "
        "can promise less. At the strategy's own weights it is worth {loss} less than the "
        "plan.",
        plan=points(found.plan_regret),
        cautious=points(found.regret),
        loss=points(found.loss),
    )
    enters, leaves = exchanged(plan, found.starts)
    yield msg("• In instead: {names}", names=titles_or_nothing(enters, portfolio))
    yield msg("• Out: {names}", names=titles_or_nothing(leaves, portfolio))


def _worst_weights(found: MinimaxRegret, portfolio: Portfolio) -> Table:
    criteria = portfolio.strategy.benefits
    total = Fraction(sum(one.weight for one in criteria))
    columns = (
        Column("criterion", msg("Criterion"), wide=True),
        Column("weight", msg("Weight"), Align.RIGHT),
        Column("plan", msg("Plan"), Align.RIGHT),
        Column("cautious", msg("Cautious"), Align.RIGHT),
    )
    rows = tuple(
        Row.of(
            one.title,
            Percent(Fraction(one.weight) / total, 1),
            Percent(found.plan_at[place], 1),
            Percent(found.at[place], 1),
        )
        for place, one in enumerate(criteria)
    )
    return Table(
        "regret-weights",
        msg("The weights at which each falls furthest behind"),
        columns,
        rows,
        notes=(msg("Weight is the strategy's own."),),
    )


def price_data(one: Price) -> Json:
    """Return a price as JSON."""
    return {
        "kind": one.demand.kind,
        "key": list(one.demand.key),
        "gain": decimal_points(one.gain),
        "in": list(one.enters),
        "out": list(one.leaves),
    }


def cautious_data(found: MinimaxRegret, portfolio: Portfolio) -> Json:
    """Return the cautious portfolio as JSON."""
    return {
        "starts": dict(found.starts),
        "loss": decimal_points(found.loss),
        "regret": decimal_points(found.regret),
        "at": _weights(found.at, portfolio),
        "plan_regret": decimal_points(found.plan_regret),
        "plan_at": _weights(found.plan_at, portfolio),
    }


def _weights(weights: Sequence[Fraction], portfolio: Portfolio) -> Json:
    criteria = portfolio.strategy.benefits
    return {one.id: float(weight) for one, weight in zip(criteria, weights, strict=True)}
