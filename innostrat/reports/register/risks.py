"""The risks of projects, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import msg, msgn
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.model.project import Project


def risks(projects: Sequence[Project]) -> Table:
    """Return each risk with likelihood and impact (1–5), by their product, then by project."""
    found = [(one, risk) for one in projects for risk in one.risks]
    found.sort(key=lambda pair: (-pair[1].level, pair[0].id))
    without = sum(not one.risks for one in projects)
    silent = msgn(
        "{n} project in the plan names no risk.",
        "{n} projects in the plan name no risk.",
        without,
    )
    return Table(
        "risks",
        msg("Risks of the projects in the plan"),
        (
            Column("level", msg("Level"), Align.RIGHT),
            Column("project", msg("Project"), wide=True),
            Column("risk", msg("What may happen"), wide=True),
            Column("likelihood", msg("Likelihood"), Align.RIGHT),
            Column("impact", msg("Impact"), Align.RIGHT),
            Column("response", msg("What is done about it"), wide=True),
        ),
        tuple(
            Row.of(
                risk.level,
                one.title,
                risk.title,
                risk.likelihood,
                risk.impact,
                risk.response or msg("nothing"),
            )
            for one, risk in found
        ),
        notes=(
            msg("Likelihood and impact are from 1 to 5, and the level is their product."),
            *([silent] if without else []),
        ),
        empty=msg("No project in the plan names a risk"),
    )
