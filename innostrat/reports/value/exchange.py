"""Rates of exchange: what ten points are on each benefit, so that weights can be looked at."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.trial import POINTS, rates
from innostrat.language import decimal
from innostrat.messages import Kroner, Message, Points, msg
from innostrat.model.scales import GoalScale, NumberScale, ReachScale
from innostrat.model.words import Role
from innostrat.reports.common import shown_value
from innostrat.reports.table import Align, Column, Json, Row, Table

if TYPE_CHECKING:
    from innostrat.analysis.value.trial import Rate
    from innostrat.model.strategy import Strategy

DECISIVE: Final = 3  # what a decisive contribution to a goal counts


def sentence(strategy: Strategy) -> tuple[Message, ...]:
    """Return in one sentence what ten points are, or nothing where no benefit is a quantity."""
    found = [_named(one) for one in rates(strategy) if one.amount is not None]
    if not found:
        return ()
    told = reduce(lambda one, other: msg("{one}, or {other}", one=one, other=other), found)
    return (msg("{points} points are {amounts}.", points=POINTS, amounts=told),)


def exchange_table(strategy: Strategy) -> Table:
    """Return the rates of exchange, a benefit a row."""
    notes = [
        msg(
            "Weights are rates of exchange: would you give what stands on one line for what "
            "stands on another? If not, it is the weights that should change."
        )
    ]
    if strategy.of_role(Role.FACTOR):
        notes.append(
            msg(
                "Before the factors: a project that keeps half of its benefits must have twice as "
                "much."
            )
        )
    return Table(
        "exchange",
        msg("What {points} points are", points=POINTS),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("amount", msg("{points} points", points=POINTS), wide=True),
            Column("full", msg("Points for full"), Align.RIGHT, optional=1),
        ),
        tuple(Row.of(one.criterion.title, _told(one), Points(one.top)) for one in rates(strategy)),
        notes=tuple(notes),
    )


def data(strategy: Strategy) -> list[dict[str, Json]]:
    """Return the rates for machines: the amount is None where the scale measures no quantity."""
    return [
        {
            "criterion": one.criterion.id,
            "points": POINTS,
            "amount": None if one.amount is None else float(one.amount),
            "full": float(one.top),
        }
        for one in rates(strategy)
    ]


def _told(one: Rate) -> Message:
    if one.amount is None:
        return msg("no quantity: half of a project has the same answer")
    return _amount(one, one.amount)


def _named(one: Rate) -> Message:
    """Return the amount with the name of the criterion where the amount does not tell it."""
    assert one.amount is not None  # noqa: S101  (the caller has seen to it)
    told = _amount(one, one.amount)
    if isinstance(one.criterion.scale, NumberScale):
        return msg("{amount} ({criterion})", amount=told, criterion=one.criterion.title)
    return told


def _amount(one: Rate, amount: Fraction) -> Message:
    match one.criterion.scale:
        case ReachScale(changes=changes):
            counting = {name: Fraction(each) for name, each in changes.items() if each}
            step = min(counting, key=lambda name: (counting[name], name))
            people = amount / counting[step]
            return msg("{people} people × {change}", people=shortly(people), change=step)
        case GoalScale():
            return msg(
                "contributions to goals that add up to {sum} (a decisive one is {decisive})",
                sum=shortly(amount),
                decisive=DECISIVE,
            )
        case NumberScale(unit="kr"):
            return shown_value(Kroner(int(decimal(amount, 0))))
        case NumberScale(unit=unit):
            return msg("{amount} {unit}", amount=shortly(amount), unit=unit)
        case _:
            return shown_value(shortly(amount))


def shortly(amount: Fraction) -> Decimal:
    """Return a quantity as it is told: whole from 100 on, else with at most two decimals."""
    if amount >= 100:  # noqa: PLR2004
        return decimal(amount, 0)
    short = decimal(amount, 2).normalize()
    return short if short % 1 else Decimal(int(short))
