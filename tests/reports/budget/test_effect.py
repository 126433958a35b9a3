"""Net effect on operating each year, what lasts after the plan, and blank years in papers."""

from __future__ import annotations

import pytest
from building import portfolio, project, round_

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.messages import Message
from innostrat.model.round import Capital
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget.effect import lasting_level, net_operating
from innostrat.reports.plan.four_years import by_service_area
from innostrat.reports.table import RowRole, Thousands
from innostrat.reports.years import Years


def saving(committed: str) -> dict[str, object]:
    return {
        "title": "Fewer calls",
        "kind": "budget",
        "committed": committed,
        "frame": "money",
        "amounts": {"2029": "30000", "2030": "70000"},
    }


def test_what_lasts_is_lasting_costs_less_committed_savings_of_the_last_year() -> None:
    plan = round_({"money": [500_000] * 4, "inv": [900_000] * 4})
    grant = {"title": "State", "status": "granted", "frame": "money", "amounts": {"2027": "50000"}}
    content = portfolio(
        plan,
        project(
            "care",
            50,
            costs={"money": {2027: 200_000, 2028: 100_000, 2029: 100_000, 2030: 120_000}},
            lasts="true",
            funding=[grant],
            benefits=[saving("true"), saving("false")],
        ),
        project("once", 40, costs={"money": {2030: 80_000}, "inv": {2030: 800_000}}),
    )
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    assert net_operating(made, content) == {
        2027: 200_000 - 50_000,
        2028: 100_000,
        2029: 100_000 - 30_000,
        2030: 120_000 - 70_000 + 80_000,
    }
    # The 80 of the other project are for once.
    assert lasting_level(made, content) == 120_000 - 70_000


def test_a_loan_of_the_plans_last_year_is_in_the_table_by_what_it_costs_after_it() -> None:
    """800 000 over ten years at 5 % are 40 000 and 80 000 in 2031, and nothing in the plan."""
    plan = round_({"money": [500_000] * 4, "inv": [900_000] * 4})
    capital = Capital.model_validate({"interest": "5 %", "method": "serial", "lifetime": "10"})
    plan = plan.model_copy(update={"capital": capital})
    content = portfolio(plan, project("late", 40, costs={"inv": {2030: 800_000}}))
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    assert lasting_level(made, content) == 40_000 + 80_000
    table = by_service_area(made, content, Years(plan.years), FrameKind.OPERATING)
    assert [row.cells[-1] for row in table.rows][-1] == Thousands(120_000)
    assert [row.cells[-1] for row in table.rows if row.role is RowRole.ROW] == [
        Thousands(0),
        Thousands(40_000),
        Thousands(80_000),
    ]


def test_papers_leave_years_of_nothing_blank_but_never_a_sum() -> None:
    plan = round_({"money": [500_000] * 4})
    content = portfolio(plan, project("once", 40, costs={"money": {2028: 80_000}}))
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    table = by_service_area(made, content, Years(plan.years, blank=True), FrameKind.OPERATING)
    rows = {row.role: row.cells[2:] for row in table.rows}
    assert rows[RowRole.ROW] == ("", Thousands(80_000), "", "", Thousands(80_000), "")
    assert rows[RowRole.TOTAL][0] == Thousands(0)


def test_the_table_says_what_is_new_when_it_begins_and_what_lasts() -> None:
    plan = round_({"money": [500_000] * 4})
    line = {"title": "Nurse", "frame": "money", "lasts": "true", "from_month": "8"}
    amounts = {"2027": "50000", "2028": "120000", "2029": "120000", "2030": "120000"}
    content = portfolio(
        plan,
        project("care", 40, costs=[line | {"amounts": amounts}], benefits=[saving("true")]),
        project("law", commitment="mandatory", costs={"money": {2027: 10_000}}),
    )
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    table = by_service_area(made, content, Years(plan.years), FrameKind.OPERATING)
    english = language("en")
    said = [
        (english(row.cells[1]) if isinstance(row.cells[1], Message) else None, row.cells[-1])
        for row in table.rows
    ]
    assert said == [
        (None, None),  # the service area's name
        ("mandatory", Thousands(0)),
        ("new, from month 8", Thousands(120_000)),
        (None, Thousands(-70_000)),
        (None, Thousands(50_000)),
        (None, Thousands(50_000)),
    ]


@pytest.mark.parametrize(
    ("cost", "saved", "level"),
    [
        ({"lasts": "true"}, {}, 120_000 - 70_000),
        ({"until": "2035"}, {"until": "2031"}, 120_000 - 70_000),
        ({"until": "2030"}, {"until": "2030"}, 0),
        ({}, {"lasts": "false"}, 0),
    ],
)
def test_what_says_when_it_ends_lasts_no_longer(
    cost: dict[str, str], saved: dict[str, str], level: int
) -> None:
    plan = round_({"money": [500_000] * 4})
    line = {"title": "Nurse", "frame": "money", "amounts": {"2030": "120000"}} | cost
    content = portfolio(plan, project("care", 40, costs=[line], benefits=[saving("true") | saved]))
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    assert lasting_level(made, content) == level
