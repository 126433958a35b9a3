"""The Norwegian page for economists: its example over three rounds is what the tool computes.

Each row that the page prints by hand is compared with the bridge, in 1000 kr by year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import documents

from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.messages import Message
from innostrat.money import thousands
from innostrat.reports.budget.bridge import bridge_table
from innostrat.reports.budget.bridges import bridges
from innostrat.reports.table import Thousands
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from calling import Place

PAGE: Final = documents.text(documents.ROOT / "docs" / "okonomi.md")
NB: Final = language("nb")
ROUND: Final = (
    "budgets:\n  - {service_area: teknisk, opening: 5 000 000, deflator: 150 000}\n"
    "capital: {interest: 4 %, method: serial, lifetime: 6}\nbalance:"
)
BY: Final = ("--body", "Kommunestyret", "--date", "2026-12-17")


def number(kroner: int) -> str:
    """Return kroner as the page has them: 1000 kr, nothing where there is nothing."""
    amount = thousands(kroner)
    return ("−" if amount < 0 else "") + f"{abs(amount):,}".replace(",", " ")


def rows(place: Place) -> list[str]:
    """Return the rows of the area's bridge in the latest round, as the page prints them."""
    content = read(place.small).portfolio()
    round_ = content.latest_round
    assert round_ is not None
    plan = make_plan(content, score(content, round_), round_.selection, Effort(contrasts=False))
    found = next(one for one in bridges(plan, content) if one.area == "teknisk")
    printed = []
    for row in bridge_table(found, round_.years).rows:
        name = NB(row.cells[0]) if isinstance(row.cells[0], Message) else str(row.cells[0])
        cells = [
            number(cell.kroner) if isinstance(cell, Thousands) and cell.kroner else ""
            for cell in row.cells[1:]
        ]
        printed.append(" ".join((" | ".join((f"| {name}", *cells)) + " |").split()))
    return printed


def shown(place: Place) -> None:
    for row in rows(place):
        assert row in PAGE, row


def test_the_three_rounds_of_the_page_are_the_tool_s(place: Place) -> None:
    place.change("rounds/plan-2027-2028.yaml", "balance:", ROUND)
    shown(place)
    assert place("decide", *BY, "--postpone", "lette-skjema 2028: Venter").code == 0
    assert place("carry-over", "--price-growth", "0").code == 0
    place.change(
        "rounds/plan-2028-2029.yaml", "5 450 000, deflator: 0", "5 450 000, deflator: 160 000"
    )
    shown(place)
    assert place("decide", *BY, "--reduce", "lette-skjema 80 %: Mindre").code == 0
    assert place("carry-over", "--price-growth", "0").code == 0
    shown(place)


def test_the_loan_of_the_page_is_computed() -> None:
    assert "360 + 162 = 522" in PAGE
    assert 3_600 // 10 + 3_600 * 45 // 1000 == 522
    level = 3_600 * 0.045 / (1 - 1.045**-10)
    assert f"**{level:.0f}**" in PAGE
