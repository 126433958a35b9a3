"""The Excel workbook: numbers are numbers, sums are live and right, and text is only text."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import papers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import in_libreoffice

from innostrat.formats.workbook import book, sums
from innostrat.language import language
from innostrat.messages import msg
from innostrat.parts import Part
from innostrat.reports.budget.bridge import Bridge, BridgeRow, BridgeStep, bridge_table
from innostrat.reports.document import Section
from innostrat.reports.table import Row, RowRole
from innostrat.reports.years import Line

if TYPE_CHECKING:
    from pathlib import Path

NB = language("nb")


def opened(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def sheet_of(content: bytes, *, values: bool = False) -> list[list[object]]:
    found = opened(content, values=values).worksheets[1]
    return [[cell.value for cell in row] for row in found.iter_rows()]


def test_numbers_are_exact_numbers_and_text_is_text() -> None:
    rows = sheet_of(book.render(papers.document(), NB), values=True)
    assert rows[4][:6] == [1, "Dagsenter på nett", 1250, 0.5, 65.5, pytest.approx(1 / 3)]


def test_a_sum_is_a_formula_with_its_value_beside_it() -> None:
    content = book.render(papers.document(), NB)
    assert sheet_of(content)[7][2] == "=SUM(C5:C7)"
    assert sheet_of(content, values=True)[7][2] == 7500


def test_a_total_that_no_rows_give_is_a_plain_number() -> None:
    rows = [Row((None,)), Row((None,), RowRole.TOTAL)]
    assert sums.formula(rows, [Fraction(3), Fraction(4)], 1, ["A1", "A2"]) is None


def test_what_is_left_is_a_difference() -> None:
    rows = [Row((None,), RowRole.GROUP), Row((None,)), Row((None,)), Row((None,), RowRole.SUBTOTAL)]
    numbers = [None, Fraction(9), Fraction(4), Fraction(5)]
    assert sums.formula(rows, numbers, 3, ["A1", "A2", "A3", "A4"]) == "=A2-A3"


def test_a_total_adds_the_subtotals_before_all_rows() -> None:
    roles = [RowRole.ROW, RowRole.SUBTOTAL, RowRole.ROW, RowRole.SUBTOTAL, RowRole.TOTAL]
    rows = [Row((None,), role) for role in roles]
    numbers = [Fraction(n) for n in (1, 1, 2, 2, 3)]
    names = [f"B{n}" for n in range(1, 6)]
    assert sums.formula(rows, numbers, 4, names) == "=SUM(B2,B4)"


@given(st.lists(st.tuples(st.sampled_from(list(RowRole)), st.integers(-9, 9)), min_size=1))
def test_a_formula_always_gives_the_number_it_stands_for(parts: list[tuple[RowRole, int]]) -> None:
    rows = [Row((None,), role) for role, _ in parts]
    numbers = [Fraction(value) for _, value in parts]
    names = [f"A{n}" for n in range(1, len(parts) + 1)]
    found = sums.formula(rows, numbers, len(parts) - 1, names)
    if found is not None:
        assert _computed(found, numbers) == numbers[-1]


def _computed(formula: str, numbers: list[Fraction]) -> Fraction:
    def value(name: str) -> Fraction:
        return numbers[int(name.removeprefix("A")) - 1]

    body = formula.removeprefix("=")
    if not body.startswith("SUM("):
        first, second = body.split("-")
        return value(first) - value(second)
    inside = body[4:-1]
    if ":" in inside:
        top, last = (int(name.removeprefix("A")) for name in inside.split(":"))
        return sum(numbers[top - 1 : last], Fraction(0))
    return sum(map(value, inside.split(",")), Fraction(0))


def test_headings_stay_and_repeat_and_the_sheet_prints_one_page_wide() -> None:
    sheet = opened(book.render(papers.document(), NB)).worksheets[1]
    assert sheet.freeze_panes == "B4"
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
    assert all(one.startswith(("=SUM(C", "=SUM(D")) for one in formulas)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "external" in name.casefold()]
        assert b"hyperlink" not in b"".join(map(archive.read, archive.namelist()))


def test_sheets_of_one_name_are_told_apart() -> None:
    names = opened(book.render(papers.document("a" * 40), NB)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)


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
    paper = replace(
        papers.document(),
        sections=(Section("tables", msg("Tables"), (bridge_table(bridge, years),)),),
    )
    written = opened(book.render(paper, NB))
    sheet = written.worksheets[1]
    assert sheet["B4"].value == 1000  # what the year opened with is nobody's sum
    sheet["B4"] = 1100
    path = tmp_path / "in.xlsx"
    written.save(path)
    computed = sheet_of(in_libreoffice(path, "xlsx"), values=True)
    rows = {row[0]: row[1:5] for row in computed[3:]}
    # By hand: 1100 + 50 + 40 + 300, then −25 − 100, then −15 − 80, then −200 and the 80 back.
    assert rows["Ny ramme"] == [1490, 1365, 1270, 1150]
    assert rows["Inngående budsjett"] == [1100, 1490, 1365, 1270]
