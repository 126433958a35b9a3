"""Writes the tables of a report as CSV that Norwegian Excel opens with a double click.

The form is RFC 4180 with the separator, decimal sign and encoding that Norwegian Excel expects:
`;` between cells, a decimal comma, line ends CR LF, UTF-8 with a byte order mark. A report of one
table is that table alone, its first line the columns' keys; several tables are separated by an
empty line, and each has its title on the line above its keys. Items that errors keep out of the
tables are a table of their own at the end.

Amounts are exact kroner: `450000`, under a key that ends with ` (kr)`, or `450000 kr` in a column
that holds other numbers too. Numbers are not grouped. Points and per cents have up to four
decimals. A cell without a value is empty. Text is on one line; where a spreadsheet would take it
for a formula, wherever the line is split, it gets an apostrophe in front (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import re
from datetime import date
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.formats.escape import one_line
from innostrat.language import decimal
from innostrat.messages import Message, Percent, Points, msg
from innostrat.reports.table import Bar, Column, Item, Quantity, Row, Table, Thousands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.reports.table import Cell, Report

BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
DECIMALS: Final = 4
# Signs that begin a formula, also in full width, at the start of a text or after what another
# program may take for the end of a cell; and what a build server takes for a command.
FORMULA: Final = re.compile(r"(?:\A|[;,|\"'])\s*(?=[=+@＝＋－＠-])|\A(?=::)|##(?=\w*\[)")


def render(report: Report, view: View) -> str:
    """Return the tables of the report; a report without any is the byte order mark alone."""
    tables = [block for block in (*report.blocks, *report.details) if isinstance(block, Table)]
    return written_csv([*tables, *_left_out(report)], view.language)


def _left_out(report: Report) -> Iterator[Table]:
    """Yield what errors keep out of the tables, where anything is."""
    if report.left_out:
        title = msg("Left out because of errors")
        rows = tuple(Row.of(one) for one in report.left_out)
        yield Table("left_out", title, (Column("left_out", title),), rows)


def written_csv(tables: Sequence[Table], speak: Language) -> str:
    """Return tables after one another, each below its title where there are several."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([_text(speak(table.title))])
        writer.writerows(_rows(table, speak))
    return BYTE_ORDER_MARK + stream.getvalue()


def rows_as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of text as they are; a `CannotGoOnError` where one would be a formula."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for row in rows:
        if any(FORMULA.search(text) for text in row):
            raise CannotGoOnError(
                msg("{text} would be a formula in CSV: export to .xlsx", text=row[0])
            )
        writer.writerow(row)
    return stream.getvalue().encode("utf-8-sig")


def _rows(table: Table, speak: Language) -> Iterator[list[str]]:
    kroner = [_is_kroner([row.cells[i] for row in table.rows]) for i in range(len(table.columns))]
    yield [
        _text(column.key) + (" (kr)" if alone else "")
        for column, alone in zip(table.columns, kroner, strict=True)
    ]
    for row in table.rows:
        yield [_cell(cell, alone, speak) for cell, alone in zip(row.cells, kroner, strict=True)]


def _is_kroner(cells: list[Cell]) -> bool:
    """Whether all numbers in a column are kroner, so that its heading can say so."""
    numbers = [cell for cell in cells if not isinstance(cell, str | Item | Message | None)]
    return bool(numbers) and all(isinstance(cell, Thousands) for cell in numbers)


def _cell(cell: Cell, kroner: bool, speak: Language) -> str:  # noqa: FBT001
    match cell:
        case int():
            return str(cell)
        case Thousands(amount):
            return str(amount) if kroner else f"{amount} kr"
        case date():
            return cell.isoformat()
        case Quantity(amount, unit=unit):
            return _text(f"{amount:f}".replace(".", ",") + (f" {unit}" if unit else ""))
        case Points(value):
            return _number(Fraction(value))
        case Percent(share) | Bar(share):
            return _number(Fraction(share) * 100) + "%"
        case Item(id_):
            return _text(id_)
        case _:
            return "" if cell is None else _text(speak(cell))


def _number(value: Fraction) -> str:
    return f"{decimal(value, DECIMALS):f}".rstrip("0").rstrip(".").replace(".", ",")


def _text(text: str) -> str:
    return FORMULA.sub(_neutral, one_line(text))


def _neutral(found: re.Match[str]) -> str:
    return found.group() + (" " if found.group() == "##" else "'")
