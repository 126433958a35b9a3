"""Reports as CSV for spreadsheets: the tables alone, in exact numbers.

Excel in Norwegian opens a file as columns when they are separated by `;`, decimals are written with
the language's own sign, and the file begins with a byte order mark. Several tables follow each
other, each after a line with its title and before an empty line. Amounts are whole kroner, which
the column's heading says; on the screen the same amounts are in 1000 kr.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from innostrat.formats.cells import cell_text, column_title
from innostrat.formats.escape import visible
from innostrat.language import decimal
from innostrat.messages import Percent, Points
from innostrat.reports.table import Bar, Quantity, Table, Thousands

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.reports.table import Cell, Column, Report

MARK: Final = "\ufeff"
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(report: Report, view: View) -> str:
    """Return the report's tables, separated by empty lines."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    tables = [block for block in (*report.blocks, *report.details) if isinstance(block, Table)]
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerow([_text(visible(view.language(table.title)))])
        writer.writerow([_heading(table, column, view.language) for column in table.columns])
        for row in table.rows:
            writer.writerow([_cell(cell, view.language) for cell in row.cells])
    return MARK + stream.getvalue()


def _heading(table: Table, column: Column, language: Language) -> str:
    title = column_title(column, language)
    index = table.columns.index(column)
    is_money = any(isinstance(row.cells[index], Thousands) for row in table.rows)
    return _text(f"{title} (kr)" if is_money else title)


def _cell(cell: Cell, language: Language) -> str:
    match cell:
        case int():
            return str(cell)
        case Thousands(kroner):
            return str(kroner)
        case Quantity(amount, decimals):
            return _number(amount, decimals, language)
        case Points(value):
            return _number(value, 4, language)
        case Percent(share) | Bar(share):
            return _number(share, 4, language)
        case _:
            return _text(cell_text(cell, language))


def _number(value: Fraction | object, decimals: int, language: Language) -> str:
    text = str(decimal(value, decimals))  # type: ignore[arg-type]
    return text if language.code == "en" else text.replace(".", ",")


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
