"""What a change does to the value model itself: roles, gates, factors, weights, rates of exchange.

These move every project at once, and must not be overlooked among changed fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Message, msg
from innostrat.model.words import Role
from innostrat.reports.value import exchange
from innostrat.reports.value.contributions import role, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.model.criterion import Criterion
    from innostrat.model.strategy import Strategy


def value_model_sentences(before: Strategy, after: Strategy) -> Iterator[Message]:
    """Yield what is changed in how a value comes about, roles first, rates of exchange last."""
    pairs = [(one, other) for one in before.criteria if (other := after.criterion(one.id))]
    yield from _roles(pairs)
    for other in after.criteria:
        if before.criterion(other.id) is None:
            yield msg("{criterion} is new: {role}", criterion=other.title, role=role(other))
    for one in before.criteria:
        if after.criterion(one.id) is None:
            yield msg("{criterion} is gone: {role}", criterion=one.title, role=role(one))
    for one, other in pairs:
        if one.role is other.role:
            yield from _same_role(one, other, before, after)
    yield from _rates(before, after)


def _roles(pairs: list[tuple[Criterion, Criterion]]) -> Iterator[Message]:
    for one, other in pairs:
        if one.role is not other.role:
            yield msg(
                "{criterion} HAS ANOTHER ROLE: {after}, before {before}",
                criterion=other.title,
                before=role(one),
                after=role(other),
            )


def _same_role(
    one: Criterion, other: Criterion, before: Strategy, after: Strategy
) -> Iterator[Message]:
    match other.role:
        case Role.GATE if (one.at_least, one.scale) != (other.at_least, other.scale):
            yield msg(
                "THE GATE {criterion} IS CHANGED: {after}, before {before}",
                criterion=other.title,
                before=role(one),
                after=role(other),
            )
        case Role.FACTOR if (one.scale, one.range) != (other.scale, other.range):
            yield msg(
                "THE FACTOR {criterion} IS CHANGED: {after}, before {before}",
                criterion=other.title,
                before=role(one),
                after=role(other),
            )
        case Role.BENEFIT:
            weights = weight(before, one.id), weight(after, other.id)
            if before.weights[one.id] != after.weights[other.id]:
                yield msg(
                    "the weight of {criterion} is {after}, before {before}",
                    criterion=other.title,
                    before=weights[0],
                    after=weights[1],
                )
            if (one.scale, one.weight_range) != (other.scale, other.weight_range):
                yield msg("{criterion} has another scale or range", criterion=other.title)


def _rates(before: Strategy, after: Strategy) -> Iterator[Message]:
    old, new = exchange.sentence(before), exchange.sentence(after)
    if old != new:
        yield from (msg("Now: {sentence}", sentence=one) for one in new)
        yield from (msg("Before: {sentence}", sentence=one) for one in old)
