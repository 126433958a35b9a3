"""What fees pay competes for nothing that taxes pay, and stands in a table of its own.

Kommuneloven § 15-1: fees cover the cost of the service and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from building import portfolio, project, round_
from pydantic import ValidationError

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.budgets import ByBudget
from innostrat.formats.html.answer import answer_view
from innostrat.language import language
from innostrat.messages import Kroner, Message, msg
from innostrat.model.round import Frame
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget.bridges import bridges
from innostrat.reports.budget.self_cost import self_cost
from innostrat.reports.overview import overview
from innostrat.reports.plan.four_years import by_service_area
from innostrat.reports.register.page_project import in_plan
from innostrat.reports.table import Thousands
from innostrat.reports.years import Years

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio

FEES = {
    "id": "water",
    "title": "Water",
    "kind": "operating",
    "financing": "fees",
    "amounts": {"2027": "500000", "2028": "500000", "2029": "500000", "2030": "500000"},
}


def planned(water_frame: str) -> tuple[Plan, Portfolio]:
    """Return the plan of two projects that cost 400 each, the frame of taxes holding 400."""
    plan = round_(
        {"money": [400_000] * 4},
        budgets=[{"service_area": "x", "opening": "1 000 000"}],
        balance=[{"focus_area": "b", "min_share": "100 %"}],
    )
    plan = plan.model_copy(update={"frames": (*plan.frames, Frame.model_validate(FEES))})
    content = portfolio(
        plan,
        project("alarms", 40, focus_area="b", costs={"money": {2027: 400_000}}),
        project("sensors", 60, costs={water_frame: {2027: 400_000}}),
    )
    return make_plan(content, score(content, plan), Selection.OPTIMAL), content


def test_a_project_that_fees_pay_is_never_said_to_cost_nothing() -> None:
    """What fees pay is somebody's cost: on the card of the web page, and on its own page."""
    made, _ = planned("water")
    glance = overview(made, proved=False)
    cards = answer_view(glance, frozenset(), language("en")).groups[0].cards
    assert {one.id: one.cost for one in cards} == {
        "alarms": "400,000\u00a0kr operating",
        "sensors": "400,000\u00a0kr operating, paid by fees",
    }
    sensors = next(one for one in made.funded if one.project.id == "sensors")
    said = {language("en")(key): value for key, value in in_plan(sensors, made.round).pairs}
    assert said["Paid by fees 2027–2030"] == msg(
        "operating {operating}, investment {investment}, gross",
        operating=Kroner(400_000),
        investment=Kroner(0),
    )


@pytest.mark.parametrize(
    ("costs", "told"),
    [({}, "cost not stated"), ({"cap": {2027: 1}}, "no kroner in the years of the plan")],
)
def test_a_card_tells_what_is_not_stated_from_what_takes_no_money(
    costs: Any,  # noqa: ANN401
    told: str,
) -> None:
    plan = round_({"money": [400_000] * 4, "cap": [2, 2, 2, 2]})
    content = portfolio(plan, project("a", 40, costs=costs))
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    view = answer_view(overview(made, proved=False), frozenset(), language("en"))
    assert [one.cost for one in view.groups[0].cards] == [told]


def test_what_fees_pay_pushes_nothing_out_and_counts_in_no_share() -> None:
    assert planned("money")[0].ids == ("alarms",)  # by the rule of shares, the frame has no more
    made, _ = planned("water")
    assert made.ids == ("alarms", "sensors")
    assert made.cost == ByBudget(400_000, 0)
    assert made.balance[0].share == 1


def test_it_is_in_a_table_of_its_own_and_in_no_other_of_the_budgets() -> None:
    made, content = planned("water")
    years = Years(made.round.years)
    (own,) = self_cost(made, content, years)
    english = language("en")
    shown = {
        english(cell) if isinstance(cell, Message) else str(cell): amounts[0].kroner
        for cell, *amounts in (row.cells for row in own.rows)
        if isinstance(amounts[0], Thousands)
    }
    assert shown == {"Project sensors": 400_000, "Sum Water": 400_000}
    budget = by_service_area(made, content, years, FrameKind.OPERATING)
    assert "Project sensors" not in {row.cells[0] for row in budget.rows}
    (bridge,) = bridges(made, content)
    assert bridge.frames(made.round.years)[0] == (1_000_000, 1_400_000)


def test_a_round_without_fees_has_no_such_table() -> None:
    plan = round_({"money": [400_000] * 4})
    content = portfolio(plan)
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    assert list(self_cost(made, content, Years(plan.years))) == []


def test_fees_pay_no_capacity() -> None:
    with pytest.raises(ValidationError, match="Fees pay money"):
        Frame.model_validate(
            {
                "id": "leads",
                "title": "Leads",
                "kind": "capacity",
                "financing": "fees",
                "amounts": {"2027": "1"},
            }
        )
