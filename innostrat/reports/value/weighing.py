"""Weights and scores as one table that computes value and rank, for a sheet that lives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import UNITS
from innostrat.messages import Message, Percent, Points, msg
from innostrat.model.words import Role
from innostrat.reports.computed import Passed, Ranked, Weighed
from innostrat.reports.table import Align, Column, Quantity, Row, RowRole, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.criterion import Criterion
    from innostrat.model.strategy import Strategy
    from innostrat.reports.table import Cell

YES: Final = msg("yes")
NO: Final = msg("no")


def weighing(strategy: Strategy, scores: Scores) -> Table:
    """Return the weights, and below them what each project was given on each criterion.

    The projects are those that have every answer: by rank, then what is decided whatever its
    value, then what a gate keeps out. From today's numbers follow today's values and ranks.
    """
    known = (one.scored for one in scores.not_ready if one.scored)
    closed = [
        one for one in known if len(one.parts + one.factors + one.gates) == len(strategy.criteria)
    ]
    of = {role: strategy.of_role(role) for role in Role}
    keys = {role: tuple(map(_key, found)) for role, found in of.items()}
    less = tuple(_key(one) for one in of[Role.GATE] if one.falls)
    more = tuple(key for key in keys[Role.GATE] if key not in less)
    columns = (
        Column("rank", msg("Rank"), Align.RIGHT, computed=Ranked("value", "competes", YES)),
        Column(
            "value",
            msg("Value"),
            Align.RIGHT,
            computed=Weighed(0, keys[Role.BENEFIT], keys[Role.FACTOR]),
        ),
        Column("competes", msg("Competes"), computed=Passed(0, more, less, YES, NO)),
        Column("project", msg("Project"), wide=True),
        *(Column(_key(one), _heading(one), Align.RIGHT) for found in of.values() for one in found),
    )
    projects = (*scores.ranking, *scores.outside, *closed)
    return Table(
        "weighing",
        msg("Weights and scores"),
        columns,
        (_asked(strategy, of), *(Row(tuple(_cells(one))) for one in projects)),
        notes=tuple(_notes(of)),
    )


def _key(one: Criterion) -> str:
    return f"{one.role.value}-{one.id}"


def _heading(one: Criterion) -> Message | str:
    match one.role:
        case Role.FACTOR:
            return msg("× {criterion}", criterion=one.title)
        case Role.GATE if one.falls:
            return msg("Gate, at most: {criterion}", criterion=one.title)
        case Role.GATE:
            return msg("Gate, at least: {criterion}", criterion=one.title)
        case _:
            return one.title


def _asked(strategy: Strategy, of: dict[Role, tuple[Criterion, ...]]) -> Row:
    """Return the row of what may be changed: weights, and what gates ask for."""
    weights = (Percent(strategy.weights[one.id], 1) for one in of[Role.BENEFIT])
    gates = (_number(Fraction(one.at_least or 0)) for one in of[Role.GATE])
    nothing = [None] * len(of[Role.FACTOR])
    label = msg("Weight, and what a gate asks for")
    return Row.of(None, None, None, label, *weights, *nothing, *gates, role=RowRole.SUBTOTAL)


def _cells(one: Scored) -> Iterator[Cell]:
    """Yield a project's cells; its value is the one that it is ranked by."""
    yield from (one.rank, Points(Fraction(one.units, UNITS)))
    yield NO if one.closed else YES if one.rank is not None else one.project.commitment.label
    yield one.project.title
    yield from (Points(part.value) for part in one.parts)
    yield from (Percent(factor.share, 1) for factor in one.factors)
    yield from (_number(gate.raw) for gate in one.gates)


def _number(raw: Fraction) -> Cell:
    if raw.denominator == 1:
        return int(raw)
    return Quantity(Decimal(raw.numerator) / raw.denominator, 2)


def _notes(of: dict[Role, tuple[Criterion, ...]]) -> Iterator[Message]:
    yield msg(
        "Change a weight or a score, and value and rank follow; weights need not sum to 100 %."
    )
    if of[Role.FACTOR]:
        yield msg("Value = mean of the benefits by weight × all factors.")
    yield msg("Which projects the frames hold is another question.")
