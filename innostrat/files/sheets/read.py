"""The one door to tables that people filled in: a workbook's sheets, or the one of a text file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.answers import read_answers
from innostrat.files.sheets.ods import read_ods
from innostrat.files.sheets.older import read_older
from innostrat.files.sheets.package import Package
from innostrat.files.sheets.separated import read_separated
from innostrat.files.sheets.xlsx import read_xlsx
from innostrat.messages import Listing, msg

if TYPE_CHECKING:
    from innostrat.files.sheets.worksheet import Worksheet

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"  # what xls and encrypted workbooks begin with
TEXTS: Final = frozenset({"csv", "txt", "tsv"})
BOOKS: Final = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})
# Of a table that people filled in; each row costs a look at all that is there.
MOST_FILLED_ROWS: Final = 20_000
MOST_FILLED_COLUMNS: Final = 500
MOST_NAMES: Final = 20  # of sheets, in one line


def read_worksheets(name: str, content: bytes) -> tuple[Worksheet, ...]:
    """Return the sheets of a file; one that is no table is a `CannotGoOnError`.

    A workbook is known by its bytes, since people rename files; texts by the ending of `name`.
    """
    ending = name.rpartition(".")[2].lower()
    if content.startswith(ZIP) and ending not in TEXTS:
        package = Package(name, content)
        if package.has("xl/workbook.bin"):
            return read_older(name, content)
        return read_ods(package) if package.has("content.xml") else read_xlsx(package)
    if content.startswith(OLE) and ending in BOOKS:
        return read_older(name, content)
    if ending in BOOKS:
        raise CannotGoOnError(msg("{path} cannot be read as a workbook", path=name))
    if ending in TEXTS:
        return read_separated(name, content)
    if ending == "md":
        return read_answers(name, content)
    raise CannotGoOnError(msg("{path} is no xlsx, xls, xlsb, ods, csv or md", path=name))


def chosen_worksheet(grids: tuple[Worksheet, ...], name: str, wish: str | None) -> Worksheet:
    """Return the sheet wished for, else the only one that is shown and has anything in it.

    One with more rows or columns than a table that people fill in is a `CannotGoOnError`.
    """
    filled = [one for one in grids if one.cells]
    if not filled:
        raise CannotGoOnError(msg("{path} has no rows", path=name))
    shown = [one for one in filled if one.visible]
    found = shown if wish is None else [one for one in grids if one.name == wish]
    if len(found) != 1:
        known = Listing(tuple(one.name for one in filled[:MOST_NAMES]))
        raise CannotGoOnError(
            msg("{path} has the sheets {names}: choose one with --sheet", path=name, names=known)
        )
    table = found[0]
    columns = {column for _, column in table.cells}
    if len(table.filled_rows) > MOST_FILLED_ROWS or len(columns) > MOST_FILLED_COLUMNS:
        raise CannotGoOnError(
            msg(
                "{path} has more than {rows} rows, or more than {columns} columns",
                path=name,
                rows=MOST_FILLED_ROWS,
                columns=MOST_FILLED_COLUMNS,
            )
        )
    return table
