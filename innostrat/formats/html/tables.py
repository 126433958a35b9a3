"""Turns a table into rows and cells that know what they head and what they are sorted by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from innostrat.formats.cells import texts_of
from innostrat.formats.escape import one_line
from innostrat.messages import Message, Percent, Points, msg
from innostrat.reports.table import Align, Bar, Quantity, RowRole, Thousands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.language import Language
    from innostrat.reports.table import Cell, Row, Table

FILTERED: Final = 12  # rows from which on a filter helps
SORTED: Final = 8  # rows from which on sorting helps


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text, which cells it heads, the number it is sorted by, a bar's length of 100.

    `name` cells say what their rows are about; `link` is the id of the section that is about it.
    """

    text: str
    scope: str = ""
    right: bool = False
    wide: bool = False
    name: bool = False
    sort: str | None = None
    bar: str | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class HtmlRow:
    """A row and its part in the table."""

    role: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table; a body is a heading, if any, and the rows that it heads."""

    name: str
    label: str
    title: str
    head: tuple[Shown, ...]
    bodies: tuple[tuple[HtmlRow, ...], ...]
    notes: tuple[str, ...]
    empty: str
    sorts: bool
    filters: bool
    kind: str = "table"


def html_table(
    table: Table, name: str, label: str, speak: Language, links: Mapping[str, str]
) -> HtmlTable:
    """Return the table under an id and a label that no other table of the page has.

    `links` are the ids of sections by their titles.
    """
    plain = sum(row.role is RowRole.ROW for row in table.rows)
    heading = _heading_column(table)
    return HtmlTable(
        name=name,
        label=label,
        title=_text(table.title, speak),
        head=tuple(
            Shown(
                _text(one.title, speak),
                "col",
                one.align is Align.RIGHT,
                one.wide,
                place == heading,
            )
            for place, one in enumerate(table.columns)
        ),
        bodies=tuple(
            tuple(_line(row, table, heading, speak, links) for row in body)
            for body in _bodies(table.rows)
        ),
        notes=tuple(_text(note, speak) for note in table.notes),
        empty=_text(table.empty or msg("Nothing to show"), speak),
        sorts=plain >= SORTED,
        filters=plain >= FILTERED,
    )


def _heading_column(table: Table) -> int | None:
    """Return the first column of text, whose cells say what their rows are about."""
    left = (place for place, one in enumerate(table.columns) if one.align is Align.LEFT)
    return next(left, None)


def _bodies(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    """Yield the rows that stand under one heading; a sum ends what it sums."""
    body: list[Row] = []
    for row in rows:
        ended = body and body[-1].role in {RowRole.SUBTOTAL, RowRole.TOTAL}
        if body and (ended or row.role.is_heading or row.role is RowRole.TOTAL):
            yield body
            body = []
        body.append(row)
    if body:
        yield body


def _line(
    row: Row, table: Table, heading: int | None, speak: Language, links: Mapping[str, str]
) -> HtmlRow:
    texts = texts_of(row, speak)
    if row.role.is_heading:
        return HtmlRow(row.role.value, (Shown(texts[0], "rowgroup"),))
    columns = zip(row.cells, texts, table.columns, strict=True)
    return HtmlRow(
        row.role.value,
        tuple(
            Shown(
                text,
                "row" if place == heading and text not in {"", "–"} else "",
                column.align is Align.RIGHT,
                column.wide,
                place == heading,
                _number(cell),
                _bar(cell),
                links.get(text, "") if place == heading else "",
            )
            for place, (cell, text, column) in enumerate(columns)
        ),
    )


def _number(cell: Cell) -> str | None:
    """Return what a number is sorted by."""
    match cell:
        case int():
            return str(cell)
        case date():
            return str(cell.toordinal())
        case Thousands(amount) | Quantity(amount):
            return str(amount)
        case Points(value, _) | Percent(value, _) | Bar(value):
            return repr(float(value))
        case _:
            return None


def _bar(cell: Cell) -> str | None:
    return str(round(cell.share * 100)) if isinstance(cell, Bar) else None


def _text(text: Message | str, speak: Language) -> str:
    return one_line(speak(text))
