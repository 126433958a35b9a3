"""Draws a table for a terminal: how wide its columns are, and what its rows are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from innostrat.formats.cells import text_of, texts_of
from innostrat.formats.terminal.console import (
    HEAVY,
    THIN,
    bar_blocks,
    console_line,
    padded,
    ruled_line,
    safe,
    signs,
    wrapped_lines,
)
from innostrat.formats.terminal.layout import GAP, Layout, Needs, layout
from innostrat.messages import Listing, Message, msg
from innostrat.reports.table import Align, Bar, RowRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.formats.view import View
    from innostrat.reports.table import Column, Row, Table

BAR: Final = 10  # cells
WIDE: Final = 24  # cells that a column of text wants before it takes the place of optional ones
NARROW: Final = 10  # cells for text where there is no room for its words
HEADED: Final = 11  # cells for a heading there: one of Investering is not broken
BESIDE: Final = 2  # cells of rule on either side of the text of a line across the table


def draw_table(table: Table, view: View) -> tuple[list[Text], Message | None]:
    """Return the lines of a table that has rows, and what to say of columns with no room."""
    table = table.without(*(one.key for one in table.columns if one.ids))  # titles are beside them
    texts = [_texts(row, view) for row in table.rows]
    titles = [console_line(column.title, view) for column in table.columns]
    needs = [_needs(table, index, title, texts) for index, title in enumerate(titles)]
    plan = layout(needs, view.width)
    drawing = _Drawing(table.columns, plan, view)
    lines = list(drawing.header(titles))
    before: RowRole | None = None
    for row, cells in zip(table.rows, texts, strict=True):
        lines += drawing.row(row.role, before, cells)
        before = row.role
    if not plan.dropped:
        return lines, None
    dropped = Listing(tuple(table.columns[index].title for index in plan.dropped))
    return lines, msg(
        "No room here for: {columns}. All columns are in --format markdown and --format csv.",
        columns=dropped,
    )


def _texts(row: Row, view: View) -> list[str]:
    texts = [safe(text, view) for text in texts_of(row, view.language)]
    for index, cell in enumerate(row.cells):
        if isinstance(cell, Bar):
            share = safe(text_of(cell, view.language), view)
            texts[index] = f"{_bar(cell, view)} {padded(share, 5, right=True)}"
    return texts


def _bar(bar: Bar, view: View) -> str:
    """Return a bar that is always `BAR` cells wide."""
    return signs(padded(bar_blocks(bar.share, BAR), BAR), view)


def _needs(table: Table, index: int, title: str, texts: Sequence[Sequence[str]]) -> Needs:
    column = table.columns[index]
    rows = [
        (row.cells[index], cells[index])
        for row, cells in zip(table.rows, texts, strict=True)
        if not row.role.is_heading
    ]
    body = max((cell_len(text) for _, text in rows), default=0)
    word = max(map(cell_len, title.split(" ")))
    comfortable = min(max(body, word), WIDE) if column.wide else max(body, word)
    whole = not column.wide and (
        column.align is Align.RIGHT or any(isinstance(cell, Bar) for cell, _ in rows)
    )
    least = max(body, min(word, HEADED)) if whole else min(comfortable, NARROW)
    return Needs(
        least=least,
        comfortable=comfortable,
        body=max(body, comfortable),
        full=max(body, cell_len(title)),
        optional=column.optional,
        names=column.wide,
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A table whose columns have their widths."""

    columns: Sequence[Column]
    plan: Layout
    view: View

    def header(self, titles: Sequence[str]) -> Iterator[Text]:
        """Yield the heading's lines, which end on the rule below them."""
        cells = [
            wrapped_lines(titles[index], width, hang=0)
            for index, width in zip(self.plan.shown, self.plan.widths, strict=True)
        ]
        height = max(map(len, cells))
        yield from (
            Text(line, "bold")
            for line in self._lines([[""] * (height - len(c)) + c for c in cells])
        )
        yield self._rule(THIN)

    def row(self, role: RowRole, before: RowRole | None, cells: Sequence[str]) -> Iterator[Text]:
        """Yield a row's lines; `before` is the role of the row above."""
        match role:
            case RowRole.GROUP:
                if before is not None:
                    yield Text()
                yield from self._across(cells[0], THIN, "")
            case RowRole.LINE:
                yield from self._across(cells[0], HEAVY, HEAVY * BESIDE + " ")
            case RowRole.SUBTOTAL | RowRole.TOTAL:
                if before is not role:
                    yield self._rule(HEAVY) if role is RowRole.TOTAL else self._sums()
                yield from self._cells(cells, "bold")
            case RowRole.ROW:
                yield from self._cells(cells, "")

    def _cells(self, cells: Sequence[str], style: str) -> Iterator[Text]:
        columns = [
            wrapped_lines(cells[index], width)
            for index, width in zip(self.plan.shown, self.plan.widths, strict=True)
        ]
        yield from (Text(line, style) for line in self._lines(columns))

    def _lines(self, cells: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield the lines of wrapped cells, side by side."""
        for number in range(max(map(len, cells))):
            yield (" " * GAP).join(
                padded("".join(lines[number : number + 1]), width, right=self._is_right(index))
                for lines, index, width in zip(
                    cells, self.plan.shown, self.plan.widths, strict=True
                )
            )

    def _is_right(self, index: int) -> bool:
        return self.columns[index].align is Align.RIGHT

    def _rule(self, stroke: str) -> Text:
        return Text(ruled_line(stroke, self.plan.width, self.view), "dim")

    def _sums(self) -> Text:
        """Return a rule above each column of numbers."""
        strokes = [
            ruled_line(THIN if self._is_right(index) else " ", width, self.view)
            for index, width in zip(self.plan.shown, self.plan.widths, strict=True)
        ]
        return Text((" " * GAP).join(strokes), "dim")

    def _across(self, text: str, stroke: str, start: str) -> Iterator[Text]:
        """Yield a text across the table, and a rule to the table's edge."""
        beside = len(start) + 1 + BESIDE if start else 0
        room = min(self.view.width, max(self.plan.width, cell_len(text) + beside))
        first, *more = wrapped_lines(text, room - beside, hang=0)
        begun = f"{signs(start, self.view)}{first} "
        yield Text(begun + ruled_line(stroke, room - cell_len(begun), self.view), "bold")
        yield from (Text(" " * len(start) + line, "bold") for line in more)
