"""CSV as people save it is read row by row; what is broken is a fault of its row alone."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.read import read_worksheets
from innostrat.language import language


def rows(content: bytes) -> list[list[str]]:
    """Return the texts, row by row, without empty ones."""
    found: dict[int, list[str]] = {}
    for cell in read_worksheets("a.csv", content)[0].cells.values():
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


TABLE = "Tittel;Behov\nBlå båt;Råte\n"
READ = [["Tittel", "Behov"], ["Blå båt", "Råte"]]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("utf-32"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace(";", ",").encode(),
        TABLE.replace(";", "\t").encode("utf-16"),
        b"sep=;\r\n" + TABLE.encode(),
        b"sep=|\n" + TABLE.replace(";", "|").encode(),
        "Tittel;Behov\nBla\u030a ba\u030at;Ra\u030ate\n".encode(),
    ],
)
def test_any_usual_encoding_and_delimiter_is_read(content: bytes) -> None:
    assert rows(content) == READ


def test_one_byte_of_another_encoding_is_told_and_leaves_the_rest() -> None:
    content = "Tittel;Behov\nBlå;Råte\n".encode() + "Rød;Små\n".encode("cp1252")
    grid = read_worksheets("a.csv", content)[0]
    assert rows(content) == [["Tittel", "Behov"], ["Blå", "Råte"], ["Rød", "Små"]]
    assert [name for name, _ in grid.remarks] == ["A3", "B3"]


def test_sami_letters_stay() -> None:
    assert rows("Tittel;Behov\nČáhci ŋuolla đ ŧ ž š;Sámegiella\n".encode())[1] == [
        "Čáhci ŋuolla đ ŧ ž š",
        "Sámegiella",
    ]


BROKEN = """\
Tittel;Behov;Forslag
Benk;Hvile;Sett ut
"Stol;Sitte;Kjøp
Bord; spise; ute;Kjøp
Lampe;"Lys
her";Heng opp
"Han sa "nei" da";Svar;Si ja
Ark;Skrive;Kjøp
"""


def test_a_broken_row_is_named_and_the_rest_is_read() -> None:
    grid = read_worksheets("a.csv", BROKEN.encode())[0]
    speak = language("en")
    assert {row: speak(one)[:10] for row, one in grid.faults.items()} == {
        2: "a quotatio",
        3: "has 4 cell",
        5: "a quotatio",
    }
    assert grid.cells[4, 1].text == "Lys\nher"
    assert grid.cells[6, 0].text == "Ark"


def test_a_file_of_broken_rows_is_refused() -> None:
    with pytest.raises(CannotGoOnError):
        read_worksheets("a.csv", b'"a\n' * 100_000)
    assert len(rows(b"a;b\n" + b'"x";"y ""z"""\n' * 19_000)) == 19_001


FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0\ufeff\ue0ff"))


@given(st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_a_program_writes_is_read_as_it_was(table: list[list[str]]) -> None:
    stream = StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *table])
    grid = read_worksheets("a.csv", stream.getvalue().encode())[0]
    assert not grid.faults
    from unicodedata import normalize  # noqa: PLC0415

    wanted = {
        (row + 1, column): normalize("NFC", text)
        for row, line in enumerate(table)
        for column, text in enumerate(line)
        if text.strip()
    }
    assert {place: one.text for place, one in grid.cells.items() if place[0]} == wanted


@pytest.mark.parametrize(
    "content",
    [b"\n" * 1_100_000, b"a\n" * 1_100_000, (b";" * 16_000 + b"\n") * 150],
)
def test_a_file_larger_than_any_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(CannotGoOnError):
        read_worksheets("a.csv", content)


def test_a_row_wider_than_any_sheet_is_a_fault_of_that_row() -> None:
    (sheet,) = read_worksheets("a.csv", b"a;b\n" + b"x;" * 20_000 + b"\nc;d\n")
    assert "more cells" in language("en")(sheet.faults[1])
    assert sheet.texts(2, (0, 1)) == ("c", "d")
    assert max(column for _, column in sheet.cells) < 16_384
