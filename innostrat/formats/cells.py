"""Turns a cell into the text that people read, the same in every format for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.formats.escape import one_line
from innostrat.messages import Percent
from innostrat.money import thousands
from innostrat.reports.table import Bar, Item, Quantity, RowRole, Thousands

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.reports.table import Cell, Row


def text_of(cell: Cell, speak: Language) -> str:
    """Return a cell on one line, visible but not yet escaped for any format; no value is `–`."""
    match cell:
        case Thousands(kroner):
            return speak.number(thousands(kroner))
        case Quantity(amount, decimals, unit):
            return one_line(f"{speak.number(amount, decimals)} {unit}").strip()
        case Bar(share):
            return speak(Percent(share))
        case Item(_, title):
            return one_line(speak(title))
        case _:
            return one_line(speak(cell))


def texts_of(row: Row, speak: Language) -> list[str]:
    """Return a row's cells; where nothing was to be said, as beside a heading, they are empty."""
    blank = "–" if row.role is RowRole.ROW else ""
    return [blank if cell is None else text_of(cell, speak) for cell in row.cells]
