"""What follows in the tables follows in the workbook, whatever is put in."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import openpyxl
import playing
import pytest
from programs import in_libreoffice
from recomputed import Place, Recomputed, number

from innostrat.formats.workbook import book
from innostrat.formats.workbook.gather import workbook_tables
from innostrat.language import language
from innostrat.reports.paper.assemble import document
from innostrat.reports.paper.sections import KEYS
from innostrat.workspace.documents import inputs
from innostrat.workspace.reading import scored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from pathlib import Path

    from innostrat.reports.document import Document
    from innostrat.reports.table import Table

NB = language("nb")
BEFORE = 2  # sheets before those of the tables: contents, running text
FIRST = 4  # the first row of a table in its sheet


@cache
def made(name: str) -> Document:
    workspace, basis = scored(playing.EXAMPLES / name, None)
    found = inputs(workspace, basis, NB, robust=False, day=None)
    return document(found, NB.code, tuple(key for key in KEYS if key != "robustness"))


def places(tables: list[Table]) -> Iterator[Place]:
    for table, one in enumerate(tables):
        for row in range(len(one.rows)):
            yield from ((table, row, place) for place in range(len(one.columns)))


@pytest.mark.parametrize("name", ["gausdal", "fjord-libraries"])
def test_what_a_table_says_that_a_number_follows_from_gives_that_number(name: str) -> None:
    tables = list(workbook_tables(made(name)))
    found = Recomputed(tables, {})
    following = [at for at in places(tables) if found.follows(at)]
    assert len(following) > 100
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


def changed(tables: list[Table], found: Recomputed, seed: int) -> dict[Place, Fraction]:
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
    paper = made(name)
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
