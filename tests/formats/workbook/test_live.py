"""What follows in the tables follows in the workbook, whatever is put in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import playing
import pytest
from calling import Place
from programs import in_libreoffice
from recomputed import Recomputed, number

from innostrat.analysis.changes.what_if import Assumptions
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.value.scoring import UNITS, score
from innostrat.formats.workbook import book
from innostrat.formats.workbook.gather import workbook_tables
from innostrat.language import language
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.budget.bridges import bridge_tables, bridges
from innostrat.reports.budget.investments import investment_table
from innostrat.reports.paper.assemble import document
from innostrat.reports.paper.sections import KEYS
from innostrat.reports.plan import balance, four_years, selection
from innostrat.reports.value.weighing import weighing
from innostrat.reports.years import Years
from innostrat.workspace.documents import inputs
from innostrat.workspace.reading import scored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recomputed import Place as At

    from innostrat.reports.document import Document
    from innostrat.reports.table import Table

NB = language("nb")
BEFORE = 2  # sheets before those of the tables: contents, running text
FIRST = 4  # the first row of a table in its sheet


@cache
def example(name: str) -> Document:
    return made(playing.EXAMPLES / name)


def made(folder: Path) -> Document:
    workspace, basis = scored(folder, None)
    found = inputs(workspace, basis, NB, robust=False, day=None)
    return document(found, NB.code, tuple(key for key in KEYS if key != "robustness"))


def places(tables: list[Table]) -> Iterator[At]:
    for table, one in enumerate(tables):
        for row in range(len(one.rows)):
            yield from ((table, row, place) for place in range(len(one.columns)))


@pytest.mark.parametrize("name", ["gausdal", "fjord-libraries"])
def test_what_a_table_says_that_a_number_follows_from_gives_that_number(name: str) -> None:
    agrees(list(workbook_tables(example(name))), 100)


@pytest.mark.parametrize("seed", range(12))
def test_so_it_is_with_any_portfolio(seed: int) -> None:
    portfolio = playing.random_portfolio(seed)
    round_ = portfolio.latest_round
    assert round_ is not None
    scores = score(portfolio, round_)
    plan = make_plan(portfolio, scores, Selection.RANKING, Effort(contrasts=False))
    tables = [
        selection.prioritised(plan),
        balance.balance(plan, portfolio),
        weighing(portfolio.strategy, scores),
        four_years.frames_table(plan, portfolio),
        *investment_table(plan, portfolio),
        *bridge_tables(bridges(plan, portfolio), plan, portfolio),
    ]
    for years in (Years(round_.years), Years(round_.years, changes=True, blank=True)):
        tables.append(four_years.by_focus_area(plan, portfolio, years))
        kinds = (FrameKind.OPERATING, FrameKind.INVESTMENT)
        tables += [four_years.by_service_area(plan, portfolio, years, kind) for kind in kinds]
    agrees(tables, 0)


def test_the_numbers_of_a_decided_round_follow_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, monkeypatch, capsys)
    agrees(list(workbook_tables(made(place.small))), 20)
    cut = ("--reject", "bestillingsbat: Too dear", "--reduce", "felles-vaktliste 50 %: Half of it")
    assert place("decide", "--body", "Council", "--date", "2026-12-17", *cut).code == 0
    agrees(list(workbook_tables(made(place.small))), 20)


def agrees(tables: list[Table], least: int) -> None:
    """Compare what follows from the numbers of tables with what stands there."""
    found = Recomputed(tables, {})
    following = [at for at in places(tables) if found.follows(at)]
    assert len(following) > least
    for at in following:
        cell, value = tables[at[0]].rows[at[1]].cells[at[2]], found.value(at)
        where = (tables[at[0]].key, at)
        if isinstance(value, str):
            assert getattr(cell, "template", None) == value, where
        elif number(cell) is None:
            assert not value, where
        elif tables[at[0]].columns[at[2]].key == "value":
            assert float(number(cell) or 0) == pytest.approx(float(value or 0), abs=0.002), where
        else:
            assert number(cell) == value, where


def changed(tables: list[Table], found: Recomputed, seed: int) -> dict[At, Fraction]:
    """Return another number for every cell that is put in."""
    random = Random(seed)  # noqa: S311  (the same numbers each time)
    new = {}
    for at in places(tables):
        given = number(tables[at[0]].rows[at[1]].cells[at[2]])
        if given is not None and not found.follows(at):
            moved = round(float(given) * random.uniform(0.4, 1.6) + random.uniform(0.5, 3), 3)
            new[at] = type(given)(str(moved))
    return new


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("name", ["gausdal", "fjord-libraries"])
def test_every_number_that_is_put_in_moves_what_follows_from_it(name: str, tmp_path: Path) -> None:
    paper = example(name)
    tables = list(workbook_tables(paper))
    new = changed(tables, Recomputed(tables, {}), 15)
    expected = Recomputed(tables, new)
    content = openpyxl.load_workbook(BytesIO(book.render(paper, NB)))
    sheets = content.worksheets[BEFORE:]
    for (table, row, place), value in new.items():
        cell = sheets[table].cell(FIRST + row, place + 1)
        assert cell.data_type == "n"
        cell.value = float(value)
    path = tmp_path / "in.xlsx"
    content.save(path)
    again = openpyxl.load_workbook(BytesIO(in_libreoffice(path, "xlsx")), data_only=True)
    for table, row, place in places(tables):
        at = (table, row, place)
        formula = sheets[table].cell(FIRST + row, place + 1).data_type == "f"
        assert formula == expected.follows(at), (tables[table].key, at)
        if not formula:
            continue
        computed = again.worksheets[BEFORE + table].cell(FIRST + row, place + 1).value
        wanted = expected.value(at)
        if isinstance(wanted, str):
            wanted = {"yes": "ja", "no": "nei"}[wanted]
            assert computed == wanted, (tables[table].key, at)
        elif wanted is None:
            assert computed in {None, ""}, (tables[table].key, at)
        else:
            assert computed == pytest.approx(float(wanted), abs=1e-3), (tables[table].key, at)


def test_other_weights_in_the_sheet_give_the_values_and_ranks_of_the_tool() -> None:
    portfolio = playing.example("gausdal")
    round_ = portfolio.latest_round
    assert round_ is not None
    table = weighing(portfolio.strategy, score(portfolio, round_))
    keys = [column.key for column in table.columns]
    weights = {
        one.id: Decimal(7 * place + 3) for place, one in enumerate(portfolio.strategy.benefits)
    }
    put_in = {(0, 0, keys.index(f"benefit-{id_}")): Fraction(one) for id_, one in weights.items()}
    other = score(Assumptions(weights=weights).portfolio(portfolio, round_)[0], round_)
    found = Recomputed([table], put_in)
    rows = {str(row.cells[keys.index("project")]): n for n, row in enumerate(table.rows)}
    assert [one.id for one in other.ranking] != [one.id for one in score(portfolio, round_).ranking]
    for one in (*other.ranking, *other.outside):
        row = rows[one.project.title]
        assert found.value((0, row, 0)) == one.rank
        assert found.value((0, row, 1)) == Fraction(one.units, UNITS)
