"""What rules and commitments cost, and the cautious portfolio beside the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.language import decimal
from innostrat.messages import Listing, Percent, msg
from innostrat.reports.entries import points, titles
from innostrat.reports.sensitivity_data import units
from innostrat.reports.table import Align, Column, Paragraph, Row, Table
from innostrat.reports.unfunded import demand_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from innostrat.analysis.prices import Price
    from innostrat.analysis.regret import Cautious
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.table import Block, Json


def price_table(found: Sequence[Price], portfolio: Portfolio, round_: Round) -> Table:
    """Return what each balance rule and commitment costs."""
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
            Row(
                (
                    demand_in_words(one.demand, portfolio, round_),
                    points(one.gain) if one.gain else msg("costs nothing"),
                    titles(one.enters, portfolio) if one.enters else None,
                    titles(one.leaves, portfolio) if one.leaves else None,
                )
            )
            for one in found
        ),
        notes=(
            msg(
                "Each is taken away alone and the plan selected again: points are what the plan "
                "would then be worth more. Two together may cost more or less than their sum."
            ),
        ),
        empty=msg("The round has no balance rules and no bound projects"),
    )


def cautious_blocks(
    found: Cautious, plan: Mapping[str, int], portfolio: Portfolio
) -> tuple[Block, ...]:
    """Return the cautious portfolio: its largest regret, who differs, and at which weights."""
    enters = tuple(sorted(found.starts.keys() - plan.keys()))
    leaves = tuple(sorted(plan.keys() - found.starts.keys()))
    if not enters and not leaves:
        said = [
            msg(
                "The plan itself is the cautious one: at no admissible weights is another "
                "portfolio worth more than {points} points more.",
                points=points(found.plan_regret),
            )
        ]
    else:
        said = [
            msg(
                "The plan can at most be worth {plan} points less than the best at some admissible "
                "weights; the cautious portfolio at most {cautious}.",
                plan=points(found.plan_regret),
                cautious=points(found.regret),
            ),
            msg("• In instead: {names}", names=titles(enters, portfolio)),
            msg("• Out: {names}", names=titles(leaves, portfolio)),
        ]
    where = _weights(found.plan_at, portfolio)
    said.append(msg("The plan's largest regret is at the weights {weights}.", weights=where))
    return (Paragraph(tuple(said), msg("The cautious portfolio")),)


def _weights(weights: Sequence[Fraction], portfolio: Portfolio) -> Listing:
    parts: tuple[Message, ...] = tuple(
        msg("{id} {share}", id=criterion.id, share=Percent(weight, 1))
        for criterion, weight in zip(portfolio.strategy.criteria, weights, strict=True)
    )
    return Listing(parts)


def price_data(one: Price) -> Json:
    """Return a price as JSON."""
    return {
        "kind": one.demand.kind,
        "key": list(one.demand.key),
        "gain": units(one.gain),
        "in": list(one.enters),
        "out": list(one.leaves),
    }


def cautious_data(found: Cautious) -> Json:
    """Return the cautious portfolio as JSON."""
    return {
        "starts": dict(found.starts),
        "regret": units(found.regret),
        "at": [float(decimal(one, 6)) for one in found.at],
        "plan_regret": units(found.plan_regret),
        "plan_at": [float(decimal(one, 6)) for one in found.plan_at],
    }
