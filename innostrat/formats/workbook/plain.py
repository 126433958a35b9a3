"""Writes tables as bare sheets: the columns in the first row, then numbers and text.

The first sheet is what other programs import, so it has the keys of its columns, and there is
nothing around the rows; people read the others, which have the titles. All text is written as text,
so that no cell is a formula, whatever somebody wrote in a proposal.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from innostrat.formats.workbook.values import sheet_number, sheet_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.language import Language
    from innostrat.reports.table import Table

CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)  # no time of day: the same bytes every time
WIDTH: Final = 18


def plain_workbook(tables: Sequence[Table], speak: Language) -> bytes:
    """Return a workbook with a sheet a table, named by its title; an empty one says so."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": CREATED})
    bold = book.add_format({"bold": True})
    for table in tables:
        imported = table is tables[0]
        sheet = book.add_worksheet(speak(table.title)[:31])
        for place, column in enumerate(table.columns):
            header = column.key if imported else column.title
            sheet.write_string(0, place, sheet_text(header, speak), bold)
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row.cells):
                value = sheet_number(cell)
                if value is not None:
                    sheet.write_number(number, place, float(value.value))
                elif cell is not None:
                    sheet.write_string(number, place, sheet_text(cell, speak))
        if not table.rows and table.empty is not None:
            sheet.write_string(1, 0, sheet_text(table.empty, speak))
        sheet.set_column(0, len(table.columns) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def text_workbook(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of one sheet with this name: headings in the first row, all of it text."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(line, place, text, wrapped if line else bold)
    sheet.set_column(0, len(rows[0]) - 1, 24)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
