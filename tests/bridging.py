"""The bridge of each service area in the latest round of a portfolio, as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.messages import Message
from innostrat.reports.budget.bridge import bridge_table
from innostrat.reports.budget.bridges import bridges
from innostrat.reports.table import Thousands
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from calling import Place

BUDGETS: Final = (
    "budgets:\n"
    "  - {service_area: helse, opening: 10 000 000, deflator: 300 000}\n"
    "  - {service_area: teknisk, opening: 5 000 000}\n"
    "balance:"
)
BY: Final = ("--body", "Council", "--date", "2026-12-17", "--lang", "en")
Bridge = dict[str, list[int]]


def label(cell: object) -> str:
    return language("en")(cell) if isinstance(cell, Message) else str(cell)


def printed(place: Place) -> tuple[Bridge, ...]:
    """Return the rows of each area's bridge in the latest round, in 1000 kr by year."""
    content = read(place.small).portfolio()
    round_ = content.latest_round
    assert round_ is not None
    plan = make_plan(content, score(content, round_), round_.selection, Effort(contrasts=False))
    tables = [bridge_table(one, round_.years) for one in bridges(plan, content)]
    return tuple(
        {
            label(row.cells[0]): [
                cell.kroner // 1000 for cell in row.cells[1:] if isinstance(cell, Thousands)
            ]
            for row in table.rows
        }
        for table in tables
    )
