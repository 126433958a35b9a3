"""Which single inputs move the plan most."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.sensitivity.tornado import WORST
from innostrat.language import decimal
from innostrat.messages import Listing, Message, Percent, msg, msgn
from innostrat.reports.plan.entries import points
from innostrat.reports.table import Align, Bar, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.sensitivity.tornado import Input, Side, Swing
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.table import Cell

SHOWN: Final = 15  # swings that people see; the JSON form has all


def tornado_table(found: Sequence[Swing], portfolio: Portfolio, round_: Round) -> Table:
    """Return the inputs that move anything, the largest effect first."""
    moving = [one for one in found if one.size or one.moved]
    largest = max((one.size for one in moving if one.size < WORST), default=0)
    return Table(
        "tornado",
        msg("What moves the plan most"),
        (
            Column("input", msg("Input"), wide=True),
            Column("effect", msg("Effect")),
            Column("low", msg("Low"), Align.RIGHT),
            Column("low_points", msg("Points"), Align.RIGHT),
            Column("high", msg("High"), Align.RIGHT),
            Column("high_points", msg("Points"), Align.RIGHT),
            Column("moved", msg("Moved"), Align.RIGHT, optional=1),
        ),
        tuple(
            Row.of(
                _name(one.input, portfolio, round_),
                Bar(_share(one, largest)),
                *_side(one.input, one.low),
                *_side(one.input, one.high),
                _moved(one),
            )
            for one in moving[:SHOWN]
        ),
        notes=(*_notes(moving), *_hidden(len(moving) - SHOWN, len(found) - len(moving))),
        empty=msg("None of {n} inputs moves the plan.", n=len(found))
        if found
        else msg("Nothing can move"),
    )


def _notes(moving: Sequence[Swing]) -> Iterator[Message]:
    kinds = {one.input.kind for one in moving}
    if "weight" in kinds:
        yield msg(
            "A weight moves through its range, or by half where it has none; points are what "
            "keeping today's plan would lose there."
        )
    if "factor" in kinds:
        yield msg(
            "A factor moves through the range of its lowest share, and what other answers take "
            "away moves in proportion; points are what keeping today's plan would lose."
        )
    if "delay_penalty" in kinds:
        yield msg(
            "The penalty for delay moves by half; points are what keeping today's plan would lose."
        )
    if kinds - {"weight", "factor", "delay_penalty"}:
        yield msg(
            "A frame moves by 10 % in all years, an uncertain cost to its low and high "
            "amounts; points are what the best plan is then worth more or less."
        )
        yield msg("Below 0, today's plan no longer fits.")
    if any(one.input.kind == "cost" and (one.low.effect or 0) < 0 for one in moving):
        yield msg(
            "A lower cost can make the plan worse: a balance rule asks for a share of the costs."
        )
    if moving:
        yield msg(
            "Moved is how many projects enter and leave, low / high. The bar is the larger of the "
            "two effects, as a share of the largest in the table."
        )


def _hidden(smaller: int, still: int) -> Iterator[Message]:
    if smaller > 0:
        yield msgn(
            "{n} smaller swing is only in JSON.", "{n} smaller swings are only in JSON.", smaller
        )
    if still:
        yield msgn(
            "{n} other input moves nothing: see JSON.",
            "{n} other inputs move nothing: see JSON.",
            still,
        )


def _share(one: Swing, largest: int) -> Fraction:
    if one.size == WORST:
        return Fraction(1)
    return Fraction(one.size, largest) if largest else Fraction(0)


def _side(one: Input, side: Side) -> tuple[Cell, Cell]:
    effect = msg("no plan") if side.effect is None else points(side.effect)
    return _to(one, side.to), effect


def _moved(one: Swing) -> Cell:
    low, high = (None if side.effect is None else side.moved for side in (one.low, one.high))
    return Listing((low, high), " / ")


def _to(one: Input, to: Fraction | None) -> Cell:
    if to is None:
        return None
    if one.kind == "weight":
        return msg("{value}", value=decimal(to, 2).normalize())
    return Percent(to, 1 if one.kind == "delay_penalty" else 0)


def _name(one: Input, portfolio: Portfolio, round_: Round) -> Message:
    match one.kind:
        case "weight":
            criterion = portfolio.strategy.criterion(one.id)
            return msg("Weight: {name}", name=criterion.title if criterion else one.id)
        case "factor":
            criterion = portfolio.strategy.criterion(one.id)
            return msg("Factor: {name}", name=criterion.title if criterion else one.id)
        case "delay_penalty":
            return msg("Penalty for delay")
        case "frame":
            return msg("Frame: {name}", name=_frame(one.id, round_))
        case "cost":
            return msg("Cost: {name}", name=portfolio.projects[one.id].title)
        case _:
            title = portfolio.projects[one.id].title
            return msg("{frame}: {name}", frame=_frame(one.frame or "", round_), name=title)


def _frame(id_: str, round_: Round) -> str:
    frame = round_.frame(id_)
    return frame.title if frame else id_
