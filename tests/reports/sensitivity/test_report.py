"""What the tables of the sensitivity say where there is no plan, no share, or many profiles."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from building import portfolio, round_
from weighing import criteria, rated

from innostrat.analysis.sensitivity.profiles import Viewed
from innostrat.analysis.sensitivity.tornado import Input, Side, Swing
from innostrat.formats.terminal.console import console_line
from innostrat.formats.terminal.table import draw_table
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.messages import msg
from innostrat.model.strategy import WeightProfile
from innostrat.reports.sensitivity.profiles import profiles_table
from innostrat.reports.sensitivity.tornado import tornado_table
from innostrat.reports.table import Bar

if TYPE_CHECKING:
    from innostrat.reports.table import Table

ROUND = round_({"money": [100, 0, 0, 0], "cap": [1, 0, 0, 0]})
PORTFOLIO = portfolio(ROUND, rated("a", 1), criteria=criteria((1, None)))
STILL = Side(Fraction(1), 0)
VIEW = View(language("en"), 60)


def drawn(table: Table) -> list[str]:
    """Return the lines of a table on 60 columns."""
    return [line.plain for line in draw_table(table, VIEW)[0]]


def test_no_plan_has_a_full_bar_and_leaves_the_others_theirs() -> None:
    swings = (
        Swing(Input("frame", "money"), Side(Fraction(9, 10), None, fits=False), STILL),
        Swing(Input("frame", "cap"), STILL, Side(Fraction(11, 10), 20_000)),
    )
    table = tornado_table(swings, PORTFOLIO, ROUND)
    assert [row.cells[1] for row in table.rows] == [Bar(Fraction(1)), Bar(Fraction(1))]
    assert "no plan" in "\n".join(drawn(table))


def test_capacity_names_its_frame_and_a_cost_without_likely_amounts_has_no_share() -> None:
    end = Side(None, -10_000, fits=False)
    table = tornado_table((Swing(Input("capacity", "a", "cap"), STILL, end),), PORTFOLIO, ROUND)
    (row,) = table.rows
    assert row.cells[0] == msg("{frame}: {name}", frame="Frame cap", name="Project a")
    assert row.cells[4] is None


def test_what_moves_nothing_is_counted_and_not_shown() -> None:
    still = Swing(Input("frame", "cap"), STILL, STILL)
    table = tornado_table((still, still), PORTFOLIO, ROUND)
    assert table.rows == ()
    assert table.empty is not None
    assert console_line(table.empty, VIEW) == "None of 2 inputs moves the plan."
    moving = Swing(Input("frame", "money"), STILL, Side(Fraction(1), 1))
    notes = [
        console_line(note, VIEW) for note in tornado_table((moving, still), PORTFOLIO, ROUND).notes
    ]
    assert "1 other input moves nothing: see JSON." in notes


def test_many_swings_are_cut_and_the_rest_counted() -> None:
    swings = tuple(
        Swing(Input("frame", "money"), STILL, Side(Fraction(1), 100 - n)) for n in range(17)
    )
    table = tornado_table(swings, PORTFOLIO, ROUND)
    assert len(table.rows) == 15
    assert "2 smaller swings are only in JSON." in [
        console_line(note, VIEW) for note in table.notes
    ]


def test_many_profiles_hold_at_sixty_columns() -> None:
    views = [
        Viewed(
            WeightProfile.model_validate(
                {"id": f"group-number-{n}", "title": f"Group {n}", "weights": {"c0": "1"}}
            ),
            {"a": 2027} if n % 2 else {},
            1,
            0,
        )
        for n in range(9)
    ]
    table = profiles_table(views, {"a": 2027}, PORTFOLIO)
    titles = [column.title for column in table.columns[2:-1]]
    assert titles[:2] == ["group-number-0", "group-number-1"]
    assert max(map(len, drawn(table))) <= 60
    assert any("5 of 10" in line for line in drawn(table))
