"""Reads xls and xlsb, by a library in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.worksheet import (
    Area,
    CellKind,
    FilledCell,
    Worksheet,
    cell_text,
    iso_text,
    number_text,
    ordered,
)
from innostrat.limited import run_limited
from innostrat.messages import msg

SECONDS: Final = 60
CHILD: Final = Path(__file__).with_name("child.py")


def read_older(name: str, content: bytes) -> tuple[Worksheet, ...]:
    """Return the sheets of a workbook; one that cannot be read is a `CannotGoOnError`.

    The library gives no errors and formulas: a cell with `#DIV/0!` is empty to it, which is told.
    """
    try:
        sheets = json.loads(run_limited(CHILD, content, seconds=SECONDS) or b"")
    except ValueError as error:
        raise CannotGoOnError(msg("{path} cannot be read as a workbook", path=name)) from error
    blind = msg(
        "errors, formulas and hidden rows cannot be seen in this kind of workbook: "
        "save it as .xlsx to be sure of its amounts"
    )
    return tuple(
        Worksheet(
            title,
            ordered(
                name,
                {
                    (row, column): _cell(row, column, kind, text)
                    for row, column, kind, text in cells
                },
            ),
            tuple(Area(*one) for one in merged),
            visible=visible,
            remarks=(("", blind),),
        )
        for title, visible, merged, cells in sheets
    )


def _cell(row: int, column: int, kind: str, text: str) -> FilledCell:
    of = CellKind(kind)
    if of is CellKind.NUMBER:
        number = number_text(text)
        of, text = (CellKind.TEXT, text) if number is None else (of, number)
    elif of is CellKind.DAY:
        text = iso_text(text)
    return FilledCell(row, column, cell_text(text), of)
