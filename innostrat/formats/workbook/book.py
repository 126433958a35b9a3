"""Writes a document as an Excel workbook (ECMA-376)."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from innostrat.formats.cells import text_of
from innostrat.formats.escape import one_line
from innostrat.formats.prose import prose_blocks
from innostrat.formats.workbook.gather import workbook_tables
from innostrat.formats.workbook.sheets import write_table
from innostrat.formats.workbook.styles import WorkbookStyles
from innostrat.formats.workbook.values import column_kind
from innostrat.messages import msg
from innostrat.reports.table import Column, Facts, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.language import Language
    from innostrat.reports.document import Document

UNDATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
NAME: Final = 31  # characters in the name of a sheet
# What a broken archive is answered with; `RuntimeError` says that it has a password.
BROKEN: Final = (
    KeyError,
    ValueError,
    OSError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)
STAMP: Final = re.compile(r"<cp:keywords>([^<]*)</cp:keywords>")
CORE: Final = "docProps/core.xml"
SMALL: Final = 1_000_000  # bytes; the core properties are far smaller


def render(document: Document, speak: Language) -> bytes:
    """Return the workbook: front sheet, a sheet a table, and what the columns hold."""
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
    found = list(workbook_tables(document))
    _front(book, document, styles, speak, names)
    titles = []
    for table in found:
        titles.append(sheet_name(one_line(speak(table.title)), names))
        write_table(book.add_worksheet(titles[-1]), table, styles, speak)
    explained = _explanation(found, titles)
    name = sheet_name(speak(explained.title), names)
    write_table(book.add_worksheet(name), explained, styles, speak)
    book.close()
    return stream.getvalue()


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands in the core properties."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(CORE).file_size > SMALL:
                return None
            core = archive.read(CORE).decode()
    except BROKEN:
        return None
    found = STAMP.search(core)
    return None if found is None else html.unescape(found[1])


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet that Excel takes and no other has, whatever the case."""
    if len(title) > NAME:
        title = title.rpartition(": ")[2]  # what tells it from its like
    base = FORBIDDEN.sub(" ", title).strip()[:NAME].strip(" '") or "–"
    name, number = base, 2
    while name.casefold() in taken or name.casefold() == "history":
        ending = f" {number}"
        name, number = base[: NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _front(
    book: Workbook, document: Document, styles: WorkbookStyles, speak: Language, names: set[str]
) -> None:
    """Write the front matter and all running text before the first table."""
    sheet = book.add_worksheet(sheet_name(speak(msg("Front page")), names))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, one_line(speak(document.title)), styles.title())
    for line, (left, right) in enumerate(_lines(document, speak), start=2):
        sheet.write_string(line, 0, left, styles.subtitle())
        sheet.write_string(line, 1, right, styles.text())
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lines(document: Document, speak: Language) -> Iterator[tuple[str, str]]:
    for name, cell in document.heading.pairs:
        yield one_line(speak(name)), text_of(cell, speak)
    yield from (("", passage.text) for passage in prose_blocks(document.preamble, speak))
    for section in document.sections:
        said = [block for block in section.blocks if isinstance(block, Paragraph | Facts)]
        if said:
            yield "", ""
            yield one_line(speak(section.title)), ""
        for block in said:
            title = one_line(speak(block.title)) if block.title else ""
            if isinstance(block, Facts):
                yield from ((one_line(speak(n)), text_of(c, speak)) for n, c in block.pairs)
            else:
                for number, passage in enumerate(prose_blocks(block.text, speak)):
                    yield "" if number else title, passage.text


def _explanation(found: list[Table], names: list[str]) -> Table:
    """Return what each column of each sheet holds."""
    rows = tuple(
        Row((name, column.title, column_kind([row.cells[place] for row in table.rows]), column.key))
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
            msg("Sums are formulas: change a number, and they follow. Shown numbers are rounded."),
        ),
    )
