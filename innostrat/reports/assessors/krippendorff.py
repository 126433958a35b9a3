"""How far assessors read the criteria alike, and who mostly answers to one side of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.assessors.krippendorff import FEWEST
from innostrat.analysis.assessors.panel import CHANCE, LEANING
from innostrat.language import decimal
from innostrat.messages import Message, Percent, Points, msg
from innostrat.reports.table import Align, Column, Paragraph, Quantity, Row, Table

if TYPE_CHECKING:
    from innostrat.analysis.assessors.panel import Agreement, Leaning
    from innostrat.messages import Value
    from innostrat.reports.table import Cell


def sides(found: tuple[Leaning, ...]) -> Paragraph:
    """Return whose answers mostly lie to one side, without saying who is right."""
    lines = [_leaning(one) for one in found]
    if not found:
        lines.append(msg("Nobody's answers lie mostly to one side of the others'."))
    lines.append(
        msg(
            "Looked for: {points} points or more from the median of the others on average, and of "
            "the answers that differ from it four of five to the same side, which chance would do "
            "in {chance} of the cases or fewer (sign test). It does not say who is right: one may "
            "know more, or read the levels in another way.",
            points=LEANING,
            chance=Percent(CHANCE),
        )
    )
    return Paragraph(tuple(lines), msg("Answers to one side of the others'"))


def _leaning(one: Leaning) -> Message:
    values: dict[str, Value] = {
        "assessor": one.assessor,
        "points": Points(abs(one.mean)),
        "same": one.same,
        "other": one.other,
        "alike": one.answers - one.same - one.other,
        "chance": Percent(one.chance, 2),
    }
    if one.mean < 0:
        return msg(
            "• {assessor}: answers lower than the others, by {points} points on average: {same} "
            "lower, {other} higher, {alike} the same (chance {chance})",
            **values,
        )
    return msg(
        "• {assessor}: answers higher than the others, by {points} points on average: {same} "
        "higher, {other} lower, {alike} the same (chance {chance})",
        **values,
    )


def alphas(found: tuple[Agreement, ...]) -> Table:
    """Return Krippendorff's alpha of each criterion."""
    return Table(
        "agreement",
        msg("How far the criteria are read alike"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("projects", msg("Projects"), Align.RIGHT),
            Column("answers", msg("Answers"), Align.RIGHT),
            Column("alpha", msg("Alpha"), Align.RIGHT),
        ),
        tuple(
            Row.of(one.criterion.title, one.questions, one.answers, _alpha(one)) for one in found
        ),
        notes=(
            msg(
                "Krippendorff's alpha for ordered answers: 1 is full agreement, 0 what chance "
                "would give, and below 0 less than that. Projects are those with two answers or "
                "more; with fewer than {fewest} nothing is said, and a few tens are needed to be "
                "sure.",
                fewest=FEWEST,
            ),
        ),
    )


def _alpha(one: Agreement) -> Cell:
    if one.alpha is not None:
        return Quantity(decimal(one.alpha, 2), 2)
    return msg("too few") if one.questions < FEWEST else msg("all the same")
