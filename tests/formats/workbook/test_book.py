"""The Excel workbook: numbers are numbers, sums are live and right, and text is only text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import papers
import pytest
from programs import in_libreoffice

from innostrat.formats.workbook import book
from innostrat.language import language
from innostrat.messages import Points, msg
from innostrat.parts import Part
from innostrat.reports.budget.bridge import Bridge, BridgeRow, BridgeStep, bridge_table
from innostrat.reports.computed import Across, Added, Elsewhere
from innostrat.reports.document import Document, Section
from innostrat.reports.table import Align, Column, Facts, Quantity, Row, RowRole, Table
from innostrat.reports.years import Line

if TYPE_CHECKING:
    from pathlib import Path

NB = language("nb")
TABLE = 2  # the first sheet with a table: after the contents and the running text


def opened(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def sheet_of(content: bytes, *, values: bool = False) -> list[list[object]]:
    found = opened(content, values=values).worksheets[TABLE]
    return [[cell.value for cell in row] for row in found.iter_rows()]


def only(*tables: Table) -> Document:
    return replace(papers.document(), sections=(Section("tables", msg("Tables"), tables),))


def test_numbers_are_exact_numbers_and_text_is_text() -> None:
    rows = sheet_of(book.render(papers.document(), NB), values=True)
    assert rows[4][:6] == [1, "Dagsenter på nett", 1250, 0.5, 65.5, pytest.approx(1 / 3)]


def test_a_sum_is_a_formula_with_its_value_beside_it() -> None:
    content = book.render(papers.document(), NB)
    assert sheet_of(content)[7][2] == "=SUM(C5:C7)"
    assert sheet_of(content, values=True)[7][2] == 7500


def test_headings_stay_and_repeat_and_the_sheet_prints_one_page_wide() -> None:
    sheet = opened(book.render(papers.document(), NB)).worksheets[TABLE]
    assert sheet.freeze_panes == "C4"  # rank and name
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_last_sheet_says_what_every_column_holds() -> None:
    found = opened(book.render(papers.document(), NB))
    last = found.worksheets[-1]
    rows = [[cell.value for cell in row] for row in last.iter_rows(min_row=4, max_row=6)]
    assert [row[3] for row in rows] == ["rank", "title", "amount"]


def test_the_same_document_gives_the_same_bytes_and_its_stamp() -> None:
    made = papers.document()
    content = book.render(made, NB)
    assert content == book.render(made, NB)
    assert book.stamp(content) == made.stamp


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 100])
def test_another_file_has_no_stamp(content: bytes) -> None:
    assert book.stamp(content) is None


def test_an_archive_without_properties_has_no_stamp() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", "b")
    assert book.stamp(stream.getvalue()) is None


@pytest.mark.parametrize("text", papers.HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    content = book.render(papers.document(text), NB)
    formulas = [
        cell.value
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert set(formulas) <= {"=SUM(C5:C7)", "=C8"}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "external" in name.casefold()]
        assert b"TargetMode" not in b"".join(map(archive.read, archive.namelist()))


def test_a_text_too_long_for_a_cell_is_cut_as_excel_counts() -> None:
    table = Table(
        "list", msg("Projects"), (Column("n", msg("Number")),), (Row(("\U0001f468" * 20_000,)),)
    )
    shown = str(opened(book.render(only(table), NB)).worksheets[TABLE]["A4"].value)
    assert shown == "\U0001f468" * 16_000 + "…"


def test_sheets_of_one_name_are_told_apart() -> None:
    names = opened(book.render(papers.document("a" * 40), NB)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Budsjettinnsparinger: hva som måles", "Budsjettinnspa… – hva som måles"),
        ("Spart tid: hva som måles", "Spart tid – hva som måles"),
        ("Fra inngående budsjett til ny ramme: Helse", "Fra inngående budsjett… – Helse"),
        (
            "Fra inngående budsjett til ny ramme: Bygg, eiendom, areal",
            "Fra inn… – Bygg, eiendom, areal",
        ),
        (
            "Fra inngående budsjett til ny ramme: alle planområdene her",
            "Fra in… – alle planområdene her",
        ),
        (
            "Fra inngående budsjett til ny ramme: alle de planområdene",
            "Fra inn… – alle de planområdene",
        ),
        (
            "Fra inngående budsjett til ny ramme: alle planområder og annet",
            "Alle planområder og annet",
        ),
        ("Realiserte kroner mot lovet, etter type", "Realiserte kroner… – etter type"),
        ("Drift og investering etter hovedsatsning", "Drift og investering etter hov…"),
        ("Rammene", "Rammene"),
    ],
)
def test_a_sheet_is_named_by_what_it_is_about_and_by_what_tells_it_from_its_like(
    title: str, name: str
) -> None:
    assert len(name) <= 31
    assert book.sheet_name(title, set()) == name
    again = book.sheet_name(title, {name.casefold()})
    assert (again[-2:], len(again) <= 31) == (" 2", True)


@pytest.mark.filterwarnings("ignore::UserWarning")  # LibreOffice writes some of its own
@pytest.mark.needs("libreoffice")
def test_libreoffice_opens_it_and_computes_the_same(tmp_path: Path) -> None:
    content = book.render(papers.document(papers.HOSTILE[2]), NB)
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    again = in_libreoffice(path, "xlsx")
    computed, written = (sheet_of(one, values=True)[4:8] for one in (again, content))
    for row, expected in zip(computed, written, strict=True):
        assert [cell or "" for cell in row] == [
            pytest.approx(cell) if isinstance(cell, float) else cell or "" for cell in expected
        ]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.needs("libreoffice")
def test_an_opening_budget_changed_in_the_sheet_reaches_every_year_s_frame(tmp_path: Path) -> None:
    years = (2024, 2025, 2026, 2027)
    levels = Line("Now", {2024: 300_000, 2025: 200_000, 2026: 200_000})
    entries = (
        BridgeRow(BridgeStep.EARLIER, None, Line("Before", {2024: 40_000, 2025: 15_000})),
        BridgeRow(BridgeStep.NEW, Part.COST, levels),
        BridgeRow(BridgeStep.NEW, Part.SAVING, Line("Now: savings", {2026: -80_000})),
    )
    bridge = Bridge("x", "Care", 1_000_000, 50_000, entries)
    written = opened(book.render(only(bridge_table(bridge, years)), NB))
    sheet = written.worksheets[TABLE]
    assert sheet["B4"].value == 1000  # what the year opened with is nobody's sum
    sheet["B4"] = 1100
    path = tmp_path / "in.xlsx"
    written.save(path)
    computed = sheet_of(in_libreoffice(path, "xlsx"), values=True)
    rows = {row[0]: row[1:5] for row in computed[3:]}
    # By hand: 1100 + 50 + 40 + 300, then −25 − 100, then −15 − 80, then −200 and the 80 back.
    assert rows["Ny ramme"] == [1490, 1365, 1270, 1150]
    assert rows["Inngående budsjett"] == [1100, 1490, 1365, 1270]


def test_the_first_sheet_leads_to_every_other_and_each_leads_back() -> None:
    found = opened(book.render(papers.document(papers.HOSTILE[3]), NB))
    first, *others = found.worksheets
    links = [cell.hyperlink for row in first.iter_rows() for cell in row if cell.hyperlink]
    names = [one.title.replace("'", "''") for one in others]
    assert [one.location for one in links] == [f"'{name}'!A1" for name in names]
    assert all(one.target is None for one in links)
    back = [sheet["A2"].hyperlink.location for sheet in others[1:]]
    assert set(back) == {f"'{first.title}'!A1"}


def test_a_list_is_filtered_without_its_sum_and_with_what_it_is_computed_by_in_sight() -> None:
    number = Column("n", msg("Number"), Align.RIGHT)
    rows = [Row((amount,)) for amount in (1, 2, 3)]
    total, above = (Row((6,), role, Added((0, 1, 2))) for role in (RowRole.TOTAL, RowRole.SUBTOTAL))
    table = Table("list", msg("Projects"), (number,), (*rows, total))
    sheet = opened(book.render(only(table), NB)).worksheets[TABLE]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A3:A6", "B4")
    table = replace(table, rows=(replace(above, computed=None), *rows))
    sheet = opened(book.render(only(table), NB)).worksheets[TABLE]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A4:A7", "B5")


def test_a_sum_of_more_cells_than_a_function_takes_is_a_sum_of_sums() -> None:
    rows = [Row((1,)) for _ in range(700)]
    every_other = tuple(range(0, 700, 2))
    rows.append(Row((350,), RowRole.TOTAL, Added(every_other)))
    table = Table("list", msg("Projects"), (Column("n", msg("Number")),), tuple(rows))
    formula = str(opened(book.render(only(table), NB)).worksheets[TABLE]["A704"].value)
    inner = re.findall(r"SUM\(([A-Z0-9,]+)\)", formula)
    assert all(len(part.split(",")) <= 255 for part in inner)
    cells = [f"A{4 + row}" for row in every_other]
    assert [cell for part in inner for cell in part.split(",")] == cells


def test_what_another_sheet_would_give_is_a_plain_number_without_that_sheet() -> None:
    number = (Column("n", msg("Number")),)
    taken = Row((7,), computed=Added((Elsewhere("part", "it's", 0),)))
    whole = Table("whole", msg("Whole"), number, (taken,))
    part = Table("part", msg("It's"), number, (Row((7,)),), subject="it's")
    alone, both = (opened(book.render(only(*found), NB)) for found in ([whole], [whole, part]))
    assert alone.worksheets[TABLE]["A4"].value == 7
    assert both.worksheets[TABLE]["A4"].value == "='It''s'!A4"


def test_a_sum_over_columns_that_are_not_shown_is_a_plain_number() -> None:
    columns = (Column("a", msg("Number")), Column("sum", msg("Sum"), computed=Across(("a", "b"))))
    table = Table("list", msg("Projects"), columns, (Row((1, 3)),))
    assert opened(book.render(only(table), NB)).worksheets[TABLE]["B4"].value == 3


def test_a_row_is_as_tall_as_its_text_and_a_note_goes_across() -> None:
    text = "ord " * 50
    table = Table(
        "list",
        msg("Projects"),
        (Column("a", msg("Project"), wide=True), Column("b", msg("Cost"))),
        (Row((text, "b")), Row(("a", "b"))),
        notes=(msg("{value}", value=text),),
    )
    sheet = opened(book.render(only(table), NB)).worksheets[TABLE]
    width = sheet.column_dimensions["A"].width
    assert sheet.row_dimensions[4].height >= 13 * len(text) / width
    assert sheet.row_dimensions[5].height is None
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A7:B7"]


def test_dates_are_dates_and_quantities_numbers_with_their_unit() -> None:
    columns = tuple(Column(key, msg("Number")) for key in "abcd")
    hostile = 'dager";;[Red]"\x07=1+1'
    cells = (
        date(2026, 11, 28),
        date(1850, 1, 1),
        Quantity(Decimal("2.50"), 2, "dager"),
        Quantity(Decimal(3), 0, hostile),
    )
    table = Table("list", msg("Projects"), columns, (Row(cells),))
    sheet = opened(book.render(only(table), NB)).worksheets[TABLE]
    day, early, some, odd = next(sheet.iter_rows(min_row=4, max_row=4))
    assert (day.value, day.is_date) == (datetime(2026, 11, 28), True)  # noqa: DTZ001
    assert early.value == "1. januar 1850"  # a workbook knows no day before 1900
    assert (some.value, some.number_format) == (2.5, '#,##0.00 "dager"')
    assert odd.value == 3
    assert (odd.number_format.count('"'), odd.number_format.count(";")) == (2, 0)
    assert odd.number_format.endswith('"')


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.needs("libreoffice")
def test_sheets_of_hostile_names_are_added_up_by_their_names(tmp_path: Path) -> None:
    number = (Column("n", msg("Number")),)
    hostile = (*papers.HOSTILE, "'quoted'", "it's", "Sheet1!A1", "$A$1", "TRUE", "R1C1", "1+1")
    parts = [
        Table("part", msg("{value}", value=text), number, (Row((2**place,)),), subject=str(place))
        for place, text in enumerate(hostile)
    ]
    taken = tuple(Elsewhere("part", one.subject, 0) for one in parts)
    whole = Table("whole", msg("Whole"), number, (Row((0,), computed=Added(taken)),))
    written = opened(book.render(only(*parts, whole), NB))
    path = tmp_path / "in.xlsx"
    written.save(path)  # without the numbers that formulas gave
    names = written.sheetnames[TABLE : TABLE + len(parts)]
    again = opened(in_libreoffice(path, "xlsx"), values=True)
    assert [again[name]["A4"].value for name in names] == [2**place for place in range(len(names))]
    assert again.worksheets[TABLE + len(parts)]["A4"].value == 2 ** len(parts) - 1


def test_key_figures_are_numbers_on_the_front_page_too() -> None:
    facts = Facts("figures", None, ((msg("Value"), Points(Fraction(2689, 10))), (msg("Cost"), "7")))
    paper = replace(papers.document(), sections=(Section("summary", msg("Summary"), (facts,)),))
    rows = opened(book.render(paper, NB)).worksheets[TABLE - 1].iter_rows()
    assert [row[1].value for row in rows if row[0].value in {"Poeng", "Kostnad"}] == [268.9, "7"]
