"""Operating and investment are two budgets (kommuneloven § 14-5): no figure adds them up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from building import portfolio, project, round_

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.budgets import ByBudget
from innostrat.language import language
from innostrat.messages import Message, Percent
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget.effect import net_operating
from innostrat.reports.plan.balance import balance, balance_rules
from innostrat.reports.plan.four_years import by_focus_area
from innostrat.reports.plan.selection import prioritised
from innostrat.reports.register import page_money
from innostrat.reports.table import Cell, RowRole, Thousands
from innostrat.reports.years import Years

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio

RULE = {"focus_area": "a", "min_share": "40 %"}


def planned(**rule: str) -> tuple[Plan, Portfolio]:
    """Return a plan of a project in each area: 300 and 100 of operating, 100 and 300 invested."""
    content = portfolio(
        round_({"money": [400_000] * 4, "inv": [400_000] * 4}, balance=[RULE | rule]),
        project("p", 60, costs={"money": {2027: 300_000}, "inv": {2027: 100_000}}),
        project(
            "q",
            50,
            focus_area="b",
            costs={"money": {2027: 100_000}, "inv": {2027: 300_000}},
        ),
    )
    chosen = content.rounds["plan"]
    return make_plan(content, score(content, chosen), Selection.OPTIMAL), content


def in_english(cell: Cell) -> str:
    """Return a cell of text in English."""
    assert isinstance(cell, str | Message)
    return language("en")(cell)


def cells(row: tuple[Cell, ...]) -> list[object]:
    """Return a row with its kroner in thousands, and what else it holds as it is."""
    return [one.kroner // 1000 if isinstance(one, Thousands) else one for one in row]


def test_the_plan_has_a_cost_of_each_budget() -> None:
    made, _ = planned()
    assert made.ids == ("p", "q")
    assert made.cost == ByBudget(operating=400_000, investment=400_000)


def test_the_running_sums_are_of_one_budget_each() -> None:
    made, _ = planned()
    rows = [cells(row.cells)[3:7] for row in prioritised(made).rows]
    assert rows == [[300, 300, 100, 100], [100, 400, 300, 400], [400, None, 400, None]]


def test_a_focus_area_has_a_net_of_each_budget() -> None:
    made, content = planned()
    rows = {
        in_english(row.cells[0]): cells(row.cells)[1]
        for row in by_focus_area(made, content, Years(made.round.years)).rows
    }
    nets = {name: amount for name, amount in rows.items() if name.startswith("Net")}
    assert list(nets.values()) == [300, 100, 100, 300, 400, 400]
    assert list(nets)[-2:] == ["Net operating, all focus areas", "Net investment, all focus areas"]


def test_shares_are_of_one_budget_each() -> None:
    made, content = planned()
    shares = [cells(row.cells)[3:] for row in balance(made, content).rows]
    assert shares == [
        [300, Percent(Fraction(3, 4)), 100, Percent(Fraction(1, 4))],
        [100, Percent(Fraction(1, 4)), 300, Percent(Fraction(3, 4))],
        [400, Percent(Fraction(1)), 400, Percent(Fraction(1))],
    ]


def test_a_rule_counts_the_budget_that_it_names_and_operating_without_a_word() -> None:
    for rule, kind, kept in (
        ({}, FrameKind.OPERATING, ("p", "q")),
        ({"counts": "operating"}, FrameKind.OPERATING, ("p", "q")),
        ({"counts": "investment"}, FrameKind.INVESTMENT, ("p",)),  # with both it would be 25 %
    ):
        made, content = planned(**rule)
        (state,) = made.balance
        assert (state.budget, state.holds, made.ids) == (kind, True, kept)
        (row,) = balance_rules(made, content).rows
        assert f"40\N{NO-BREAK SPACE}% of the {kind.value} costs" in in_english(row.cells[0])


def test_a_round_without_an_operating_frame_counts_investments() -> None:
    only = round_({"inv": [1] * 4}, balance=[RULE])
    assert only.counted(only.balance[0]) is FrameKind.INVESTMENT


def test_a_project_page_charges_what_the_tables_of_the_plan_charge() -> None:
    """Of 500 000 a tenth is own means; 450 000 over five years at 4.5 %, as docs/method.md says."""
    capital = {"interest": "4.5 %", "method": "serial", "lifetime": "5", "own_means": "10 %"}
    made_of = round_({"money": [1_000_000] * 4, "inv": [5_000_000] * 4}, capital=capital)
    buys = project("p", 50, costs={"money": {2028: 40_000}, "inv": {2027: 500_000}})
    content = portfolio(made_of, buys)
    (table,) = page_money.tables(buys, made_of, made_of.years)
    charged = [row.cells for row in table.rows if row.role is RowRole.TOTAL]
    # 50 000; 40 000 + 90 000 + 20 250; then 90 000 + 16 200 and + 12 150
    assert cells(charged[0][1:]) == [50, 150, 106, 102, 408]
    made = make_plan(content, score(content, made_of), Selection.OPTIMAL)
    assert list(net_operating(made, content).values()) == [50_000, 150_250, 106_200, 102_150]
    (longer,) = page_money.tables(buys, made_of)  # of a loan of five years the plan's alone
    assert [one.key for one in longer.columns][1:-1] == ["2027", "2028", "2029", "2030"]


def test_a_project_page_has_a_total_of_each_budget() -> None:
    _, content = planned()
    (table,) = page_money.tables(content.projects["p"], content.rounds["plan"])
    totals = [cells(row.cells)[1:] for row in table.rows if row.role is RowRole.TOTAL]
    assert totals == [[300, 300], [100, 100]]
