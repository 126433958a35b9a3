"""What a cell says in a language; the formats add how it is drawn and escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.formats.escape import visible
from innostrat.messages import Percent
from innostrat.money import thousands
from innostrat.reports.table import Align, Bar, Quantity, Thousands

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.reports.table import Cell, Column


def cell_text(cell: Cell, language: Language) -> str:
    """Return what a cell says, on one line, with hidden characters shown; nothing for None."""
    match cell:
        case None:
            return ""
        case Thousands(kroner):
            return language.number(thousands(kroner))
        case Quantity(amount, decimals):
            return language.number(amount, decimals)
        case Bar(share):
            return language(Percent(share))
        case _:
            return visible(language(cell))


def column_title(column: Column, language: Language) -> str:
    """Return a column's heading."""
    return visible(language(column.title))


def is_right(column: Column) -> bool:
    """Whether the column's cells stand to the right."""
    return column.align is Align.RIGHT
