"""Which tables a workbook has: each of the document's, and one for all projects' tables of a kind.

A sheet a project would be a book of hundreds of sheets that nobody can filter. What the pages of
the projects have alike is put together instead, with the project in the first column.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from innostrat.messages import msg
from innostrat.reports.computed import Across
from innostrat.reports.table import Column, Row, RowRole, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from innostrat.messages import Message
    from innostrat.reports.computed import ByColumn
    from innostrat.reports.document import Document, Section


def workbook_tables(document: Document) -> Iterator[Table]:
    """Yield the document's tables in order, the weights and scores, then those of the projects."""
    pages: list[tuple[Message | str, Table]] = []
    for section in document.sections:
        yield from _of(section, pages)
    if document.weighing is not None:
        yield document.weighing
    kinds: dict[str, list[tuple[Message | str, Table]]] = {}
    for title, table in pages:
        kinds.setdefault(table.key, []).append((title, table))
    for found in kinds.values():
        yield _together(found)


def _of(section: Section, pages: list[tuple[Message | str, Table]]) -> Iterator[Table]:
    own = [block for block in section.blocks if isinstance(block, Table)]
    if section.page:
        pages += [(section.title, table) for table in own]
    else:
        yield from own
    for part in section.sections:
        yield from _of(part, pages)


def _together(found: Sequence[tuple[Message | str, Table]]) -> Table:
    """Return the rows of tables of one kind under each other; years and the like stand in order."""
    columns = _columns(table for _, table in found)
    rows: list[Row] = []
    for title, table in found:
        keys = [column.key for column in table.columns]
        above = len(rows)
        for row in table.rows:
            cells = dict(zip(keys, row.cells, strict=True))
            role = RowRole.SUBTOTAL if row.role is RowRole.TOTAL else row.role
            computed = None if row.computed is None else row.computed.moved(above)
            shown = (title, *(cells.get(column.key) for column in columns))
            rows.append(Row(shown, role, computed))
    first = Column("project", msg("Project"), wide=True)
    notes = tuple(dict.fromkeys(note for _, table in found for note in table.notes))
    return replace(found[0][1], columns=(first, *columns), rows=tuple(rows), notes=notes)


def _columns(found: Iterable[Table]) -> tuple[Column, ...]:
    columns: dict[str, Column] = {}
    for table in found:
        for column in table.columns:
            known = columns.setdefault(column.key, column)
            columns[column.key] = replace(known, computed=_either(known, column))
    years = sorted(key for key in columns if key.isdigit())
    ordered = []
    for key in columns:
        if not key.isdigit():
            ordered.append(key)
        elif years[0] not in ordered:
            ordered += years
    return tuple(columns[key] for key in ordered)


def _either(one: Column, other: Column) -> ByColumn | None:
    """Return what a column is computed from in both tables: one adds up years the other lacks."""
    match one.computed, other.computed:
        case Across(these), Across(those):
            return Across(tuple(sorted({*these, *those})))
    return one.computed
