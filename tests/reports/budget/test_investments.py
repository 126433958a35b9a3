"""The investments and what pays for them: after Sandnes and Giske, with a sum of 0.

Their budgets list each investment with its total estimate and what was appropriated before, and
below them grants, compensation for tax, funds, money from operating and loans with minus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from building import portfolio, project, round_
from hypothesis import given
from hypothesis import strategies as st

from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import score
from innostrat.language import language
from innostrat.messages import Message
from innostrat.model.round import Frame
from innostrat.model.words import Selection
from innostrat.parts import NO_FRAME, Part
from innostrat.reports.budget.investments import (
    financing,
    investment_table,
    investments,
    loans_unknown,
)
from innostrat.reports.table import Thousands

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project

CAPITAL = {"interest": "4 %", "method": "serial", "lifetime": "10"}
WATER = {
    "id": "water",
    "title": "Water",
    "kind": "investment",
    "financing": "fees",
    "amounts": {"2027": "9000000", "2028": "9000000", "2029": "9000000", "2030": "9000000"},
}


def planned(*projects: Project, **capital: str) -> tuple[Plan, Portfolio]:
    plan = round_({"inv": [9_000_000] * 4}, capital=CAPITAL | capital)
    plan = plan.model_copy(update={"frames": (*plan.frames, Frame.model_validate(WATER))})
    content = portfolio(plan, *projects)
    return make_plan(content, score(content, plan), Selection.OPTIMAL, Effort()), content


def house() -> Project:
    line = {"title": "House", "frame": "inv", "total_estimate": "7000000", "appropriated": "400000"}
    grant = {"title": "State", "status": "granted", "frame": "inv", "amounts": {"2028": "500000"}}
    amounts = {"2026": "600000", "2027": "1000000", "2028": "3000000"}
    return project(
        "house", 50, commitment="decided", costs=[line | {"amounts": amounts}], funding=[grant]
    )


def test_what_earlier_rounds_invested_is_missing_where_nobody_says_what_loans_cost() -> None:
    """The house took 600 000 before 2027, and 4 000 000 less a grant of 500 000 from then on."""
    plan = round_({"inv": [9_000_000] * 4})
    content = portfolio(plan, house())
    made = make_plan(content, score(content, plan), Selection.OPTIMAL, Effort())
    now, before = (language("en")(one).replace("\xa0", " ") for one in loans_unknown(made, content))
    assert "3,500,000 kr of the investments is not yet paid for" in now
    assert "of 600,000 kr that was invested before 2027" in before


def test_the_table_by_hand() -> None:
    pipes = project("pipes", 40, costs={"water": {2028: 800_000}})
    made, content = planned(house(), pipes, fund="20 %", own_means="10 %")
    (table,) = investment_table(made, content)
    english = language("en")
    shown = {
        english(name) if isinstance(name, Message) else str(name): [
            one.kroner // 1000 if isinstance(one, Thousands) else None for one in cells
        ]
        for name, *cells in (row.cells for row in table.rows)
    }
    assert shown == {
        "Project house": [7_000, 1_000, 1_000, 3_000, 0, 0, 4_000],
        "Project pipes": [800, 0, 0, 800, 0, 0, 800],
        "Sum investments": [7_800, 1_000, 1_000, 3_800, 0, 0, 4_800],
        "Paid by": [None] * 7,
        "Grants": [None, None, 0, -500, 0, 0, -500],
        "From the capital fund": [None, None, -200, -500, 0, 0, -700],
        "Transferred from operating": [None, None, -100, -250, 0, 0, -350],
        "Loans": [None, None, -700, -1_750, 0, 0, -2_450],
        "Loans that fees pay": [None, None, 0, -800, 0, 0, -800],
        "Sum, not yet paid for": [None, None, 0, 0, 0, 0, 0],
    }


def test_a_plan_without_investments_has_no_such_table() -> None:
    made, content = planned()
    assert list(investment_table(made, content)) == []


AMOUNT = st.integers(0, 5_000_000)
PART = st.integers(0, 50)


@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT, st.booleans()), max_size=3), PART, PART)
def test_investments_and_what_pays_for_them_are_0_to_the_krone(
    bought: list[tuple[int, int, int, bool]], fund: int, own: int
) -> None:
    projects = [
        project(
            f"p{number}",
            50,
            commitment="decided",
            costs=[
                {
                    "title": "Thing",
                    "frame": (frame := "water" if fees else "inv"),
                    "amounts": {"2027": str(first), "2028": str(second)},
                }
            ],
            funding=[
                {
                    "title": "State",
                    "status": "granted",
                    "frame": frame,
                    "amounts": {"2027": str(grant)},
                }
            ],
        )
        for number, (first, second, grant, fees) in enumerate(bought)
    ]
    made, content = planned(*projects, fund=f"{fund} %", own_means=f"{own} %")
    if not made.is_made:
        return
    paid = financing(made, content)
    for year in made.round.years:
        gross = sum(one.amounts[year] for one in investments(made, content))
        assert gross + sum(amounts[year] for amounts in paid.values()) == 0
        assert all(amounts[year] <= 0 for amounts in paid.values())


@pytest.mark.parametrize("said", [True, False])
def test_without_assumptions_nobody_is_said_to_pay(*, said: bool) -> None:
    made, content = planned(house())
    if not said:
        plan = made.round.model_copy(update={"capital": None})
        content = portfolio(plan, house())
        made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    (table,) = investment_table(made, content)
    english = language("en")
    names = [english(one) for row in table.rows if isinstance(one := row.cells[0], Message)]
    assert ("Loans" in names) is said
    last = [cell.kroner for cell in table.rows[-1].cells if isinstance(cell, Thousands)]
    assert last == ([0] * 5 if said else [1_000_000, 2_500_000, 0, 0, 3_500_000])


def shown(made: Plan, content: Portfolio) -> dict[str, list[int]]:
    """Return the years' cells of the table in 1000 kr, without the sum, by row."""
    (table,) = investment_table(made, content)
    english = language("en")
    return {
        english(name) if isinstance(name, Message) else str(name): [
            one.kroner // 1000 for one in cells[2:-1] if isinstance(one, Thousands)
        ]
        for name, *cells in (row.cells for row in table.rows)
    }


def taxed(basis: str, amount: str) -> tuple[Plan, Portfolio]:
    """Return a plan of a house of 1 million without tax, in a round that says 25 %."""
    plan = round_({"inv": [9_000_000] * 4}, capital=CAPITAL, vat=basis, vat_rate="25 %")
    line = {"title": "House", "frame": "inv", "vat": "compensated", "amounts": {"2027": amount}}
    content = portfolio(plan, project("house", 50, costs=[line]))
    return make_plan(content, score(content, plan), Selection.OPTIMAL), content


def test_compensation_of_tax_pays_before_loans() -> None:
    """Of 1 250 000 with tax the state pays 250 000 back, and the loan is 1 000 000."""
    made, content = taxed("included", "1250000")
    rows = shown(made, content)
    assert rows["VAT compensation"] == [-250, 0, 0, 0]
    assert rows["Loans"] == [-1_000, 0, 0, 0]
    assert rows["Sum, not yet paid for"] == [0, 0, 0, 0]
    paid_back = made.funded[0].money.of(Part.INSTALMENT)
    assert paid_back[NO_FRAME, 2028] == 100_000


def test_tax_that_amounts_are_without_stands_on_both_sides() -> None:
    """Of 1 000 000 without tax it is 250 000 too, on top of what is bought and of what pays."""
    rows = shown(*taxed("excluded", "1000000"))
    assert rows["Project house"] == [1_000, 0, 0, 0]
    assert rows["Value added tax on top of the amounts"] == [250, 0, 0, 0]
    assert rows["Sum investments"] == [1_250, 0, 0, 0]
    assert rows["VAT compensation"] == [-250, 0, 0, 0]
    assert rows["Loans"] == [-1_000, 0, 0, 0]
    assert rows["Sum, not yet paid for"] == [0, 0, 0, 0]
