"""Draws a report for a terminal: rules instead of boxes, and nothing that only colour says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from innostrat.formats.cells import text_of
from innostrat.formats.prose import POINT, ProseKind, prose_blocks
from innostrat.formats.terminal import figure
from innostrat.formats.terminal import table as terminal_table
from innostrat.formats.terminal.console import (
    HEAVY,
    THIN,
    console_line,
    padded,
    rendered,
    ruled_line,
    safe,
    signs,
    wrapped_lines,
)
from innostrat.formats.terminal.layout import GAP
from innostrat.messages import Message, msg
from innostrat.reports import heading
from innostrat.reports.figure import Figure
from innostrat.reports.table import Facts, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.formats.view import View
    from innostrat.reports.table import Block, Report

READABLE: Final = 100  # cells of running text in a line, on however wide a screen
INDENT: Final = "    "  # before laid-out text
EMPTY: Final = Paragraph(())
NAMES: Final = 3  # the names of facts take at most one part in so many


def render(report: Report, view: View) -> str:
    """Return the report at `view.width` cells, with escape codes only where `view.color`."""
    return rendered(_report(report, view), view)


def _report(report: Report, view: View) -> Iterator[Text]:
    """Yield the answer first, then whose it is, and what it was made of last."""
    yield from _heading(report.title, HEAVY, view)
    said = [one for one in report.preamble if isinstance(one, Message)]
    notice = [one for one in report.preamble if isinstance(one, str)]
    blocks = (*report.blocks, *report.details)
    basis = [one for one in blocks if isinstance(one, Facts) and one.key == heading.KEY]
    last = [replace(one, title=msg("What it is made of")) for one in basis]
    parts: list[Block] = [Paragraph(tuple(said)), *report.answer, Paragraph(tuple(notice))]
    parts += [one for one in blocks if one not in basis]
    for block in (*parts, *last):
        if block != EMPTY:
            yield Text()
            yield from _block(block, view)


def _heading(title: Message | str, stroke: str, view: View) -> Iterator[Text]:
    found = wrapped_lines(console_line(title, view), view.width, hang=0)
    yield from (Text(line, "bold") for line in found)
    yield Text(ruled_line(stroke, max(map(cell_len, found)), view))


def _block(block: Block, view: View) -> Iterator[Text]:
    if block.title is not None:
        yield from _heading(block.title, THIN, view)
        yield Text()
    match block:
        case Paragraph():
            yield from _running(block.text, view)
        case Facts():
            yield from _facts(block, view)
        case Table():
            yield from _table(block, view)
        case Figure():
            yield from _running(block.description, view)
            yield Text()
            yield from map(Text, figure.draw_figure(block.chart, view))


def _running(text: Sequence[Message | str], view: View) -> Iterator[Text]:
    """Yield paragraphs and lists; only the points of a list have no empty line between them."""
    width = min(view.width, READABLE)
    before: ProseKind | None = None
    for kind, passage in prose_blocks(text, view.language):
        if before is not None and (before, kind) != (ProseKind.POINT, ProseKind.POINT):
            yield Text()
        before = kind
        match kind:
            case ProseKind.PARAGRAPH:
                shown = wrapped_lines(safe(passage, view), width, hang=0)
            case ProseKind.POINT:
                shown = wrapped_lines(signs(POINT, view) + safe(passage, view), width)
            case ProseKind.LAID_OUT:
                shown = [INDENT + safe(line, view) for line in passage.split("\n")]
        yield from map(Text, shown)


def _facts(facts: Facts, view: View) -> Iterator[Text]:
    names = [console_line(name, view) for name, _ in facts.pairs]
    narrow = min(max(map(cell_len, names), default=0), view.width // NAMES)
    room = min(view.width, READABLE) - narrow - GAP
    for name, (_, cell) in zip(names, facts.pairs, strict=True):
        left = wrapped_lines(name, narrow)
        right = wrapped_lines(safe(text_of(cell, view.language), view), room, hang=0)
        for number in range(max(len(left), len(right))):
            start = padded("".join(left[number : number + 1]), narrow + GAP)
            yield Text(start + "".join(right[number : number + 1]))


def _table(table: Table, view: View) -> Iterator[Text]:
    notes = list(table.notes)
    if table.rows:
        drawn, dropped = terminal_table.draw_table(table, view)
        yield from drawn
        if dropped is not None:
            notes.append(dropped)
    else:
        yield from _running([table.empty or msg("Nothing to show")], view)
    if notes:
        yield Text()
    for note in notes:
        yield from map(Text, wrapped_lines(console_line(note, view), min(view.width, READABLE)))
