"""CSV that a spreadsheet opens as columns, with exact numbers and without formulas."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from formats.hostile import ENGLISH, TEXTS
from formats.hostile import report as hostile_report
from formats.small_report import MEASURES, REPORT
from hypothesis import given
from hypothesis import strategies as st

from innostrat.formats.csv.report import render
from innostrat.formats.escape import one_line
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.messages import Percent, Points, msg
from innostrat.reports.table import (
    Bar,
    Cell,
    Column,
    Paragraph,
    Quantity,
    Report,
    Row,
    Table,
    Thousands,
)

EXPECTED = """\
\ufeffMeasures
measure;2027 (kr);2028 (kr);owner
Health;;;
Digital follow-up of chronic illness;1250499;;Head of health
– grants;-200500;0;
Sum;1049999;0;
Culture;;;
Book boat;400000;400000;Librarian
Sum;400000;400000;
Total;1449999;400000;
Nothing is funded below this line;;;
Idea shop;80000;80000;Head of staff

Shares
area;bar;value;change;staff
Health;65%;66,6667;12,5%;2,5
Culture;33,3333%;50;-25%;
Idea;0%;12;;1000

Left out
area;bar;value;change;staff
"""
# What makes a spreadsheet take a text for a formula (OWASP, CSV injection).
FORMULA = re.compile("[=+@＝＋－＠-]")
NUMBER = re.compile(r"-?\d+(,\d+)?%?")


def test_the_whole_output_is() -> None:
    assert render(REPORT, ENGLISH) == EXPECTED.replace("\n", "\r\n")


def test_the_reader_s_terminal_and_language_change_no_number() -> None:
    view = View(ENGLISH.language, 40, color=True, ascii=True)
    assert render(REPORT, view) == render(REPORT, ENGLISH)
    assert "Health;65%;66,6667;12,5%;2,5" in render(REPORT, View(language("nb")))


def read(report: Report) -> list[list[str]]:
    text = render(report, ENGLISH)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def single(*cells: Cell) -> Report:
    table = Table("t", msg("T"), (Column("a", "A"),), tuple(Row((cell,)) for cell in cells))
    return Report("R", (), (table,), {})


def test_one_table_is_that_table_alone() -> None:
    rows = read(replace(REPORT, blocks=(MEASURES,)))
    assert rows[0] == ["measure", "2027 (kr)", "2028 (kr)", "owner"]
    assert len(rows) == 1 + len(MEASURES.rows)


def test_tables_among_the_details_count() -> None:
    assert read(replace(REPORT, blocks=(), details=(MEASURES,)))[0][0] == "measure"


def test_a_report_without_tables_is_empty() -> None:
    report = Report("R", (), (Paragraph((msg("Text"),)),), {})
    assert render(report, ENGLISH) == "\ufeff"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (2027, "2027"),
        (Quantity(Decimal("0.50")), "0,50"),
        (Quantity(Decimal("1E+3")), "1000"),
        (Points(Fraction(2, 3)), "0,6667"),
        (Points(Fraction(100)), "100"),
        (Percent(Fraction(-1, 3)), "-33,3333%"),
        (Bar(Fraction(1, 8)), "12,5%"),
        (msg("a\nb {x}", x="="), "a b ="),
    ],
)
def test_a_cell_is_written_as(cell: Cell, written: str) -> None:
    assert read(single(cell, "x"))[1] == [written]


def test_amounts_say_that_they_are_kroner_where_the_heading_cannot() -> None:
    assert read(single(Thousands(450_499), None, "text")) == [
        ["a (kr)"],
        ["450499"],
        [""],
        ["text"],
    ]
    assert read(single(Thousands(450_499), 3)) == [["a"], ["450499 kr"], ["3"]]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("-5 %", "'-5 %"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ('a" =1', "a\" '=1"),
        ("a, +1", "a, '+1"),
        ("::error::x", "'::error::x"),
        ("##[error]", "## [error]"),
        ("barne- og ungdomsarbeid = bra", "barne- og ungdomsarbeid = bra"),
        ("– tilskudd", "– tilskudd"),
    ],
)
def test_no_text_is_a_formula_or_a_command(text: str, written: str) -> None:
    assert read(single(text))[1] == [written]
    assert read(single(msg("{text}", text=text)))[1] == [written]


@given(st.text(st.sampled_from("=+-@;,\"'\t\r\n a1"), max_size=15))
def test_no_split_of_a_text_begins_as_a_formula(text: str) -> None:
    (written,) = read(single("x" + text, "x"))[1]
    for part in re.split(r"[;,\"]", written)[1:]:
        assert not FORMULA.match(part.strip())


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_what_was_written_is_read_back(texts: list[str]) -> None:
    columns = tuple(Column(f"c{number}", "") for number in range(len(texts)))
    report = Report("R", (), (Table("t", msg("T"), columns, (Row(tuple(texts)),)),), {})
    head, row = read(report)
    assert head == [column.key for column in columns]
    for text, cell in zip(texts, row, strict=True):
        plain = str.maketrans("", "", "' ")
        assert cell.translate(plain) == one_line(text).translate(plain)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_stay_in_their_cells(text: str) -> None:
    rows = read(hostile_report(text))
    assert [len(row) for row in rows] == [1, 3, 3, 3, 3, 3, 3, 0, 1, 3]
    for cell in (cell for row in rows for cell in row):
        assert not FORMULA.match(cell) or NUMBER.fullmatch(cell)
