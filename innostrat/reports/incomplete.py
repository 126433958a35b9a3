"""How projects fare when scores move too, within what assessors say, beside weights alone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.messages import Percent, msg, msgn
from innostrat.reports.table import Align, Bar, Column, Row, Table

if TYPE_CHECKING:
    from innostrat.analysis.incomplete import JointRobustness
    from innostrat.analysis.robustness import Robustness
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.table import Json

PARTS = 1_000_000


def incomplete_table(found: JointRobustness, alone: Robustness, portfolio: Portfolio) -> Table:
    """Return each project's share of the draws with uncertain scores, and without."""
    before = {one.id: one.share for one in alone.standings}
    rows = tuple(
        Row(
            (
                portfolio.projects[one.id].title,
                Bar(_share(one.share)),
                None if one.id not in before else Percent(_share(before[one.id])),
                one.spread,
                one.missing,
            )
        )
        for one in found.standings
    )
    notes = [
        msg(
            "Weights and scores are drawn together, {draws} times: a score evenly between the "
            "lowest and the highest answer, one that nobody has given anywhere on its scale. Shown "
            "by draws only.",
            draws=found.draws,
        ),
        msgn(
            "{n} portfolio was the best in some draw.",
            "{n} portfolios were the best in some draw.",
            found.portfolios,
        ),
    ]
    if not found.settled:
        notes.append(msg("New portfolios were still being found when the search stopped."))
    return Table(
        "scores",
        msg("With uncertain scores too"),
        (
            Column("project", msg("Project"), wide=True),
            Column("share", msg("Share of the draws")),
            Column("weights", msg("Weights alone"), Align.RIGHT),
            Column("spread", msg("In dispute"), Align.RIGHT, optional=1),
            Column("missing", msg("Missing"), Align.RIGHT, optional=2),
        ),
        rows,
        notes=tuple(notes),
    )


def _share(value: float) -> Fraction:
    return Fraction(round(value * PARTS), PARTS)


def incomplete_data(found: JointRobustness) -> Json:
    """Return the same as JSON."""
    return {
        "draws": found.draws,
        "portfolios": found.portfolios,
        "settled": found.settled,
        "projects": [
            {"id": one.id, "share": one.share, "in_dispute": one.spread, "missing": one.missing}
            for one in found.standings
        ],
    }
