"""Answers that one assessor alone has given, and at which other level the plan would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.language import exact
from innostrat.messages import msg
from innostrat.reports.common import shown_value
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.analysis.assessors.disagreement import LoneAnswer


def lone_table(found: Sequence[LoneAnswer]) -> Table:
    """Return the lone answers that were tried, by project and criterion."""
    return Table(
        "lone",
        msg("What one answer alone decides"),
        (
            Column("project", msg("Project"), wide=True),
            Column("criterion", msg("Criterion"), wide=True),
            Column("answer", msg("Answer"), Align.RIGHT),
            Column("turns_at", msg("Turns at"), Align.RIGHT),
        ),
        tuple(
            Row.of(
                one.question.project.title,
                one.question.criterion.title,
                shown_value(exact(one.question.median)),
                one.turns_at,
            )
            for one in found
        ),
        notes=(
            msg(
                "The nearest level at which the project would come into the plan or go out of it, "
                "all else as today; –: no level would do it."
            ),
        ),
    )
