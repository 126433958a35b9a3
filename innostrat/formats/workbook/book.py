"""Writes a document as an Excel workbook (ECMA-376)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from innostrat.formats import office
from innostrat.formats.escape import one_line
from innostrat.formats.prose import prose_blocks
from innostrat.formats.workbook.gather import workbook_tables
from innostrat.formats.workbook.sheets import write_link, write_table
from innostrat.formats.workbook.styles import WorkbookStyles
from innostrat.formats.workbook.values import beginning, column_kind, sheet_number, sheet_text
from innostrat.messages import msg
from innostrat.reports.table import Align, Column, Facts, Paragraph, Row, RowRole, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.document import Document
    from innostrat.reports.table import Cell

stamp = office.stamp  # what every form offers
UNDATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
NAME: Final = 31  # units of UTF-16 in the name of a sheet
LEAST: Final = 6  # of them, for what a sheet is about to be known by


def render(document: Document, speak: Language) -> bytes:
    """Return the workbook: contents, running text, a sheet a table, and what the columns hold."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    day = document.day
    book.set_properties(
        {
            "title": one_line(speak(document.title)),
            "author": one_line(document.organisation),
            "keywords": document.stamp,
            "created": UNDATED
            if day is None
            else datetime(day.year, day.month, day.day, tzinfo=UTC),
        }
    )
    styles = WorkbookStyles(book, document.brand.color)
    names: set[str] = set()
    contents, front = (
        sheet_name(speak(one), names) for one in (msg("Contents"), msg("Front page"))
    )
    found = list(workbook_tables(document))
    titles = [sheet_name(one_line(speak(table.title)), names) for table in found]
    sheets = {
        (table.key, table.subject): (name, table) for name, table in zip(titles, found, strict=True)
    }
    explained = _explanation(found, titles)
    found.append(explained)
    titles.append(sheet_name(speak(explained.title), names))
    listed = [
        (front, msg("Key facts and running text")),
        *zip(titles, (one.title for one in found), strict=True),
    ]
    _contents(book.add_worksheet(contents), document, listed, styles, speak)
    _front(book.add_worksheet(front), document, styles, speak)
    for title, table in zip(titles, found, strict=True):
        write_table(book.add_worksheet(title), table, styles, speak, sheets, contents)
    book.close()
    return stream.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet that Excel takes and no other has, whatever the case."""
    base = beginning(FORBIDDEN.sub(" ", _short(title)).strip(), NAME).strip(" '") or "–"
    name, number = base, 2
    while name.casefold() in taken or name.casefold() == "history":
        ending = f" {number}"
        name, number = beginning(base, NAME - len(ending)) + ending, number + 1
    taken.add(name.casefold())
    return name


def _short(title: str) -> str:
    """Return a title that fits; its end, which tells it from its like, stays whole if it can."""
    plain = title.replace(": ", " – ")
    if len(plain) <= NAME:
        return plain
    about, _, own = title.rpartition(": " if ": " in title else ", ")
    room = NAME - len(f"… – {own}")
    if room >= LEAST and own:
        return f"{beginning(about, room).rstrip()}… – {own}"
    if 0 < len(own) <= NAME:
        return own[:1].upper() + own[1:]
    return beginning(plain, NAME - 1).rstrip(" ,–") + "…"


def _contents(
    sheet: Worksheet,
    document: Document,
    listed: Sequence[tuple[str, Message]],
    styles: WorkbookStyles,
    speak: Language,
) -> None:
    """Write the first sheet: a link to each sheet, and its whole title."""
    sheet.set_column(0, 0, NAME + 4)
    sheet.set_column(1, 1, 80)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, one_line(speak(document.title)), styles.title())
    for line, (name, title) in enumerate(listed, start=2):
        write_link(sheet, line, name, name, styles)
        sheet.write_string(line, 1, one_line(speak(title)), styles.text())
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _front(sheet: Worksheet, document: Document, styles: WorkbookStyles, speak: Language) -> None:
    """Write the front matter and all running text."""
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, one_line(speak(document.title)), styles.title())
    for line, (left, right) in enumerate(_lines(document, speak), start=2):
        sheet.write_string(line, 0, left, styles.subtitle())
        number = sheet_number(right)
        if number is None:
            sheet.write_string(line, 1, sheet_text(right, speak), styles.text())
        else:
            look = styles.cell(RowRole.ROW, Align.LEFT, number.format)
            sheet.write_number(line, 1, float(number.value), look)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lines(document: Document, speak: Language) -> Iterator[tuple[str, Cell]]:
    yield from ((one_line(speak(name)), cell) for name, cell in document.heading.pairs)
    yield from (("", passage.text) for passage in prose_blocks(document.preamble, speak))
    for section in document.sections:
        said = [block for block in section.blocks if isinstance(block, Paragraph | Facts)]
        if said:
            yield "", ""
            yield one_line(speak(section.title)), ""
        for block in said:
            title = one_line(speak(block.title)) if block.title else ""
            if isinstance(block, Facts):
                yield from ((one_line(speak(name)), cell) for name, cell in block.pairs)
            else:
                for number, passage in enumerate(prose_blocks(block.text, speak)):
                    yield "" if number else title, passage.text


def _explanation(found: list[Table], names: list[str]) -> Table:
    """Return what each column of each sheet holds."""
    rows = tuple(
        Row.of(
            name, column.title, column_kind([row.cells[place] for row in table.rows]), column.key
        )
        for table, name in zip(found, names, strict=True)
        for place, column in enumerate(table.columns)
    )
    return Table(
        "columns",
        msg("The columns"),
        (
            Column("sheet", msg("Sheet"), wide=True),
            Column("column", msg("Column"), wide=True),
            Column("holds", msg("Holds"), wide=True),
            Column("key", msg("Key in CSV and JSON")),
        ),
        rows,
        notes=(
            msg("Cost is plus; saving, grant and income are minus, where not said otherwise."),
            msg(
                "What a table says that it adds up is a formula: change a number, and it follows. "
                "There, blue numbers are put in and black ones computed. What is shown is rounded."
            ),
        ),
    )
