"""Reports for the terminal and for pipes: tables that keep their numbers whole at any width."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from innostrat.formats.cells import cell_text, column_title, is_right
from innostrat.formats.escape import ascii_only, disarmed, visible, visible_lines
from innostrat.messages import Listing, Message, msg
from innostrat.reports.table import Bar, Facts, Paragraph, Role, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.reports.table import Block, Cell, Column, Report, Row

GAP: Final = 2  # between two columns of a table; one of them is the box's own
NARROWEST: Final = 14  # columns that a column of running text needs at the least
BAR: Final = 20
STYLES: Final = {
    Role.ROW: "",
    Role.GROUP: "bold",
    Role.SUBTOTAL: "bold",
    Role.TOTAL: "bold",
    Role.LINE: "dim",
}


def render(report: Report, view: View) -> str:
    """Return the report as lines of at most `view.width` columns, with colour only if wanted."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=view.width,
        force_terminal=view.color,
        no_color=not view.color,
        color_system="standard" if view.color else None,
        legacy_windows=False,
        _environ={},
    )
    for number, part in enumerate(_parts(report, view)):
        if number:
            console.print()
        console.print(part, soft_wrap=False)
    lines = [line.rstrip() for line in stream.getvalue().split("\n")]
    text = disarmed("\n".join(lines))
    return ascii_only(text) if view.ascii else text


def _parts(report: Report, view: View) -> Iterator[RenderableType]:
    language = view.language
    yield Text(visible(language(report.title)), style="bold underline")
    for text in report.preamble:
        yield _running(text, language)
    for block in report.blocks:
        yield _block(block, view)


def _running(text: Message | str, language: Language) -> Text:
    lines = [visible(language(text))] if isinstance(text, Message) else visible_lines(text)
    return Text("\n".join(lines))


def _block(block: Block, view: View) -> RenderableType:
    parts: list[RenderableType] = []
    if block.title is not None:
        parts.append(Text(visible(view.language(block.title)), style="bold"))
    match block:
        case Table():
            parts += _table(block, view)
        case Facts():
            parts.append(_facts(block, view))
        case Paragraph():
            parts += [_running(text, view.language) for text in block.text]
    return Group(*parts)


def _facts(block: Facts, view: View) -> Grid:
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    grid.add_column(overflow="fold", max_width=max(NARROWEST, view.width // 3))
    grid.add_column(overflow="fold")
    for name, value in block.pairs:
        label = Text(visible(view.language(name)), style="dim" if view.color else "")
        grid.add_row(label, _text(value, view, ""))
    return grid


def _table(table: Table, view: View) -> list[RenderableType]:
    language = view.language
    if not table.rows:
        return [] if table.empty is None else [Text(visible(language(table.empty)))]
    kept = _kept(table, view)
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for index in kept:
        _add_column(grid, table.columns[index], language)
    grouped = any(row.role is Role.GROUP for row in table.rows)
    for row, following in zip(table.rows, [*table.rows[1:], None], strict=True):
        _add_row(grid, row, kept, view, closes=_closes(row, following), indented=grouped)
    notes = list(table.notes)
    if dropped := [table.columns[i] for i in range(len(table.columns)) if i not in kept]:
        names = Listing(tuple(column_title(column, language) for column in dropped))
        notes.append(msg("Not shown at this width: {columns} (--format markdown)", columns=names))
    lines = [
        Padding(Text(visible(language(note)), style="dim" if view.color else ""), (0, 0, 0, GAP))
        for note in notes
    ]
    return [grid, *lines]


def _add_column(grid: Grid, column: Column, language: Language) -> None:
    title = Text(column_title(column, language))
    if column.wide:
        grid.add_column(title, overflow="fold", min_width=NARROWEST, ratio=None)
    else:
        grid.add_column(title, justify="right" if is_right(column) else "left", no_wrap=True)


def _add_row(
    grid: Grid, row: Row, kept: Sequence[int], view: View, *, closes: bool, indented: bool
) -> None:
    style = STYLES[row.role]
    cells = [_text(row.cells[index], view, style) for index in kept]
    if indented and row.role is Role.ROW:
        cells[0] = Text("  ") + cells[0]
    grid.add_row(*cells, end_section=closes)


def _closes(row: Row, following: Row | None) -> bool:
    """Whether a line is drawn below the row: after sums, and before the sum of everything."""
    if following is None:
        return False
    return row.role in {Role.SUBTOTAL, Role.LINE} or (
        following.role is Role.TOTAL and row.role is not Role.TOTAL
    )


def _text(cell: Cell, view: View, style: str) -> Text:
    if isinstance(cell, Bar):
        filled = round(float(cell.share) * BAR)
        share = cell_text(cell, view.language)
        return Text(f"{'█' * filled}{'░' * (BAR - filled)} {share:>5}", style=style)
    return Text(cell_text(cell, view.language), style=style)


def _kept(table: Table, view: View) -> list[int]:
    """Return the columns that fit: as long as they do not, the most dispensable one goes."""
    kept = list(range(len(table.columns)))
    widths = [_needed(table, index, view) for index in kept]
    while sum(widths[index] + GAP for index in kept) - GAP > view.width:
        index = max(kept, key=lambda one: (table.columns[one].optional, one))
        if not table.columns[index].optional:
            break
        kept.remove(index)
    return kept


def _needed(table: Table, index: int, view: View) -> int:
    """Return the columns that a column needs: its widest cell, or little if it may be wrapped."""
    column = table.columns[index]
    texts = [column_title(column, view.language)]
    texts += [_text(row.cells[index], view, "").plain for row in table.rows]
    widest = max(map(cell_len, texts))
    return min(widest, NARROWEST) if column.wide else widest
