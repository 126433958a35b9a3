"""An amount stands under the service area whose budget it is in, not always its project's."""

from __future__ import annotations

from building import portfolio, project, round_

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.messages import Message
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget.bridge import bridge_table
from innostrat.reports.budget.bridges import bridges
from innostrat.reports.plan.four_years import by_service_area
from innostrat.reports.table import Table, Thousands
from innostrat.reports.years import Years

AREAS = [{"id": "x", "title": "Shared services"}, {"id": "y", "title": "Care"}]


def shown(table: Table) -> list[tuple[str, list[int]]]:
    """Return the rows that hold kroner: names in English, and 1000 kr by year."""
    english = language("en")
    return [
        (
            english(name) if isinstance(name, Message) else str(name),
            [one.kroner // 1000 for one in row.cells if isinstance(one, Thousands)][:4],
        )
        for row in table.rows
        for name in row.cells[:1]
        if any(isinstance(one, Thousands) for one in row.cells)
    ]


def test_a_saving_elsewhere_stands_in_that_area_also_when_the_project_is_postponed() -> None:
    """The costs are shared; the unit that saves is in care, one year later than it asked."""
    saving = {
        "title": "Fewer calls",
        "kind": "budget",
        "committed": "true",
        "frame": "money",
        "service_area": "y",
        "amounts": {"2028": "250000", "2029": "400000"},
    }
    content = portfolio(
        round_(
            {"money": [0, 300_000, 0, 0]},
            committed_savings_refill="true",
            budgets=[{"service_area": "x", "opening": "0"}, {"service_area": "y", "opening": "0"}],
        ),
        project(
            "centre",
            60,
            costs={"money": {2027: 300_000}},
            benefits=[saving],
            start={"latest": "2028"},
        ),
        service_areas=AREAS,
    )
    chosen = content.rounds["plan"]
    made = make_plan(content, score(content, chosen), Selection.OPTIMAL)
    table = by_service_area(made, content, Years(chosen.years), FrameKind.OPERATING)
    assert shown(table) == [
        ("Project centre", [0, 300, 0, 0]),
        ("Sum Shared services", [0, 300, 0, 0]),
        ("Project centre", [0, 0, 0, 0]),
        ("– committed savings", [0, 0, -250, -400]),
        ("Sum Care", [0, 0, -250, -400]),
        ("Sum", [0, 300, -250, -400]),
    ]
    shared, care = (bridge_table(one, chosen.years) for one in bridges(made, content))
    assert shown(shared)[-1] == ("New frame", [0, 300, 0, 0])
    assert shown(care)[-1] == ("New frame", [0, 0, -250, -400])
