"""Every filled cell of a sheet is read with its place, whatever program wrote it."""

from __future__ import annotations

import contextlib
import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from programs import in_libreoffice

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets import package, xlsx
from innostrat.files.sheets.read import chosen_worksheet, read_worksheets
from innostrat.files.sheets.worksheet import (
    LONGEST_CELL,
    CellKind,
    area_of,
    cell_name,
    place_of,
)

if TYPE_CHECKING:
    from pathlib import Path

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def odd() -> Workbook:
    """Return a workbook with all that a reader of values alone would lose."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Svar"
    for place, value in {
        "A1": "Tittel",
        "B1": 2027,
        "A2": " x ",
        "D2": True,
        "B7": "siste",
    }.items():
        sheet[place] = value
    sheet["B2"] = "=SUM(B3:B4)"  # openpyxl stores no value
    sheet["C2"] = "#DIV/0!"
    sheet["C2"].data_type = "e"
    sheet["E2"] = datetime(2026, 3, 2, 10, 33)  # noqa: DTZ001  (a workbook knows no zone)
    sheet["F2"] = 450
    sheet["F2"].number_format = '#,##0 "tkr"'
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Skjult").sheet_state = "hidden"
    book["Skjult"]["A1"] = "gammelt"
    return book


def test_what_values_alone_do_not_tell_is_told() -> None:
    shown, hidden = read_worksheets("a.xlsx", saved(odd()))
    kinds = {one.name: (one.text, one.kind) for one in shown.cells.values()}
    assert kinds == {
        "A1": ("Tittel", CellKind.TEXT),
        "B1": ("2027", CellKind.NUMBER),
        "A2": (" x ", CellKind.TEXT),
        "B2": ("", CellKind.UNCOUNTED),
        "C2": ("#DIV/0!", CellKind.ERROR),
        "D2": ("TRUE", CellKind.TRUTH),
        "E2": ("2026-03-02 10:33", CellKind.DAY),
        "F2": ("450", CellKind.NUMBER),
        "B7": ("siste", CellKind.TEXT),
    }
    assert shown.cells[1, 5].unit == "tkr"
    assert [one.name for one in shown.merged] == ["A2:A4"]
    assert (set(shown.hidden_rows), set(shown.hidden_columns)) == ({1}, {2})
    assert (shown.visible, hidden.visible, hidden.name) == (True, False, "Skjult")
    assert chosen_worksheet((shown, hidden), "a.xlsx", None) is shown
    assert chosen_worksheet((shown, hidden), "a.xlsx", "Skjult") is hidden


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), min_size=1),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda one: round(one, 4)),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda one: one.replace(microsecond=0)
    ),
)


@given(st.dictionaries(st.tuples(st.integers(0, 40), st.integers(0, 30)), VALUES, max_size=12))
def test_another_program_reads_the_same_cells(cells: dict[tuple[int, int], object]) -> None:
    book = Workbook()
    assert book.active is not None
    for (row, column), value in cells.items():
        cell = book.active.cell(row + 1, column + 1)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # also one that begins with =
    data = saved(book)
    found = read_worksheets("a.xlsx", data)[0].cells
    other = load_workbook(BytesIO(data)).active
    assert other is not None
    for place, cell in found.items():
        value = other.cell(place[0] + 1, place[1] + 1).value
        match cell.kind:
            case CellKind.NUMBER:
                assert float(cell.text) == pytest.approx(float(str(value)), rel=1e-14)
            case CellKind.DAY:
                assert str(value).removesuffix(" 00:00:00").removesuffix(":00") == cell.text
            case CellKind.TRUTH:
                assert str(value).upper() == cell.text
            case _:
                assert str(value).strip()
    blank = {
        place for place, value in cells.items() if isinstance(value, str) and not value.strip()
    }
    assert set(found) == set(cells) - blank


def crafted(rows: str, other: str = "") -> bytes:
    """Return a workbook whose one sheet has these rows in its XML."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(saved(Workbook()))) as plain,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in plain.namelist():
            is_sheet = name.endswith("sheet1.xml")
            made.writestr(name, other + SHEET.format(rows) if is_sheet else plain.read(name))
    return stream.getvalue()


def test_a_cell_in_the_last_place_costs_nothing() -> None:
    data = crafted(
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>2</v></c></row>'
    )
    assert [one.name for one in read_worksheets("a.xlsx", data)[0].cells.values()] == [
        "A1",
        "XFD1048576",
    ]
    blank = crafted(
        '<row><c r="A1"><v>1</v></c><c r="A1048576" t="inlineStr"><is><t/></is></c></row>'
    )
    assert len(read_worksheets("a.xlsx", blank)[0].cells) == 1


@pytest.mark.parametrize("place", ["ZZZZZZZ4294967295", "XFE1", "A1048577", "A0", "1", "-1"])
def test_a_place_that_no_sheet_has_is_refused(place: str) -> None:
    with pytest.raises(CannotGoOnError):
        read_worksheets("a.xlsx", crafted(f'<row><c r="{place}"><v>1</v></c></row>'))


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(CannotGoOnError):
        read_worksheets("a.xlsx", crafted("<row><c><v>1</v></c></row>", bomb))


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_names_and_places_are_each_others_inverse(row: int, column: int) -> None:
    assert place_of(cell_name(row, column)) == (row, column)
    assert area_of(f"A1:{cell_name(row, column)}").right == column


@given(st.binary(max_size=300), st.sampled_from(["xlsx", "csv", "md", "ods", "txt"]))
def test_no_bytes_give_a_traceback(content: bytes, ending: str) -> None:
    with contextlib.suppress(CannotGoOnError):
        read_worksheets(f"a.{ending}", content)


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_an_office_saves_it_in_another_form(tmp_path: Path, ending: str) -> None:
    book = tmp_path / "a.xlsx"
    book.write_bytes(saved(odd()))
    shown = read_worksheets(f"a.{ending}", in_libreoffice(book, ending))[0]
    found = {one.name: one.text for one in shown.cells.values()}
    wanted = {"A1": "Tittel", "B1": "2027", "E2": "2026-03-02 10:33", "F2": "450", "B7": "siste"}
    assert wanted.items() <= found.items()
    assert [one.name for one in shown.merged] == ["A2:A4"]
    if ending == "ods":
        assert (found["C2"], *shown.hidden_rows, *shown.hidden_columns) == ("#DIV/0!", 1, 2)
        assert shown.cells[1, 5].unit == "tkr"
        assert len(found) == 9
    else:
        assert shown.remarks  # errors are not seen there, and it says so


@pytest.mark.needs("libreoffice")
def test_a_table_in_the_middle_of_a_sheet_keeps_its_place(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["C4"], book.active["E6"] = "Tiltak", 7
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book))
    found = read_worksheets("a.xls", in_libreoffice(path, "xls"))[0].cells
    assert [one.name for one in found.values()] == ["C4", "E6"]


def test_names_of_parts_are_found_however_they_are_spelt() -> None:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(saved(odd()))) as plain,
        zipfile.ZipFile(stream, "w") as made,
    ):
        for name in plain.namelist():
            made.writestr(name.replace("/", "\\").upper(), plain.read(name))
    same = read_worksheets("a.xlsx", saved(odd()))[0].cells
    assert read_worksheets("a.xlsx", stream.getvalue())[0].cells == same


def test_a_part_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST", 100_000)
    with pytest.raises(CannotGoOnError, match="MB"):
        read_worksheets("a.xlsx", crafted(" " * 200_000))


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"])
def test_a_damaged_workbook_is_one_line(start: bytes) -> None:
    with pytest.raises(CannotGoOnError):
        read_worksheets("a.xls", start + b"x" * 2_000)


@pytest.mark.parametrize("written", ["1e999999999", "-1e999999999", "1e-999999", "nan"])
def test_what_is_no_number_of_people_stays_a_text(written: str) -> None:
    (sheet,) = read_worksheets("a.xlsx", crafted(f'<row><c r="A1"><v>{written}</v></c></row>'))
    assert sheet.cells[0, 0].text == written
    assert sheet.cells[0, 0].kind is CellKind.TEXT


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    for number in range(30):
        book.create_sheet(f"S{number}")
    monkeypatch.setattr(package, "LARGEST", 10_000)  # each of the thirty has some 300 bytes
    assert read_worksheets("a.xlsx", saved(Workbook()))
    with pytest.raises(CannotGoOnError, match="MB"):
        read_worksheets("a.xlsx", saved(book))


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_longer_text_than_any_cell_holds_is_refused(name: str) -> None:
    for length in (LONGEST_CELL, LONGEST_CELL + 1):
        text = "a" * length
        cell = f'<row><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        data = crafted(cell) if name == "a.xlsx" else f"{text};b\n".encode()
        if length == LONGEST_CELL:
            assert read_worksheets(name, data)[0].cells[0, 0].text == text
        else:
            with pytest.raises(CannotGoOnError):
                read_worksheets(name, data)


def test_columns_that_are_hidden_many_times_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    often = "<cols>{}</cols>".format('<col min="2" max="16384" hidden="1"/>' * 100)
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(crafted('<row><c r="A1"><v>1</v></c></row>'))) as plain,
        zipfile.ZipFile(stream, "w") as made,
    ):
        for name in plain.namelist():
            part = plain.read(name)
            made.writestr(name, part.replace(b"<sheetData>", often.encode() + b"<sheetData>"))
    told: list[int] = []

    def counted(first: int, last: int) -> range:
        told.extend(range(first, last))
        return range(first, last)

    monkeypatch.setattr(xlsx, "range", counted, raising=False)
    (sheet,) = read_worksheets("a.xlsx", stream.getvalue())
    assert sheet.hidden_columns == set(range(1, 16_384))
    assert len(told) == 16_383


@pytest.mark.parametrize(("rows", "columns"), [(20_000, 2), (2, 500)])
def test_a_table_has_no_more_rows_and_columns_than_people_fill_in(rows: int, columns: int) -> None:
    data = ("a;" * columns + "\n").encode()
    table = chosen_worksheet(read_worksheets("a.csv", data * rows), "a.csv", None)
    assert len(table.filled_rows) == rows
    more = data * (rows + 1) if rows > columns else (b"b;" + data) * rows
    with pytest.raises(CannotGoOnError):
        chosen_worksheet(read_worksheets("a.csv", more), "a.csv", None)
