"""Reports as Markdown for GitHub and GitLab: tables, with every text made harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.formats.cells import cell_text, column_title, is_right
from innostrat.formats.escape import disarmed, visible, visible_lines
from innostrat.messages import Message
from innostrat.reports.table import Facts, Paragraph, Role, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.messages import Value
    from innostrat.reports.table import Block, Cell, Report, Row

ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MARKUP: Final = frozenset("\\`*_{}[]|~$")
# GitHub and GitLab look for mentions and references in the finished text, where an entity is a
# sign again: only a comment between the sign and its word keeps nobody from being called.
BREAK: Final = "<!-- -->"
TOKEN: Final = re.compile(
    r"(?P<reference>[@#!~$%&](?=\w))|(?P<address>(?:https?|ftp|mailto|www)(?=[:.]))"
    r"|(?P<sign>[\\`*_{}\[\]|~$<>&])",
    re.IGNORECASE,
)
LIST_START: Final = re.compile(r"^(\s*)(\d*)([-+=#.)])")


def render(report: Report, view: View) -> str:
    """Return the report as one Markdown text."""
    language = view.language
    lines = [f"# {escaped(language(report.title))}", ""]
    for text in report.preamble:
        lines += [*_paragraph(text, language), ""]
    for block in report.blocks:
        lines += [*_block(block, language), ""]
    for block in report.details:
        lines += [*_folded(block, language), ""]
    return disarmed("\n".join(lines).rstrip() + "\n")


def escaped(text: str) -> str:
    """Return `text` on one line so that it shows as it is: no markup, links, mentions or tags."""
    shown = TOKEN.sub(_harmless, visible(text))
    return LIST_START.sub(r"\1\2\\\3", shown)


def _harmless(found: re.Match[str]) -> str:
    text = found.group()
    if found.lastgroup != "sign":
        return _sign(text) + BREAK
    return _sign(text)


def _sign(text: str) -> str:
    return ENTITIES.get(text) or (f"\\{text}" if text in MARKUP else text)


def _paragraph(text: Message | str, language: Language) -> list[str]:
    """Return our own sentences as one line, somebody's text line by line."""
    if isinstance(text, Message):
        return [escaped(language(text))]
    return [escaped(line) for line in visible_lines(text)]


def _folded(block: Block, language: Language) -> Iterator[str]:
    title = escaped(language(block.title)) if block.title is not None else ""
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from _content(block, language)
    yield ""
    yield "</details>"


def _block(block: Block, language: Language) -> Iterator[str]:
    if block.title is not None:
        yield f"## {escaped(language(block.title))}"
        yield ""
    yield from _content(block, language)


def _content(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block, language)
        case Facts():
            for name, value in block.pairs:
                yield f"- **{_plain(name, language)}:** {_cell(value, language)}"
        case Paragraph():
            for text in block.text:
                yield from _paragraph(text, language)
                yield ""


def _plain(value: Value, language: Language) -> str:
    return escaped(language(value))


def _cell(cell: Cell, language: Language) -> str:
    return escaped(cell_text(cell, language))


def _table(table: Table, language: Language) -> Iterator[str]:
    if not table.rows:
        if table.empty is not None:
            yield _plain(table.empty, language)
        return
    titles = [escaped(column_title(column, language)) for column in table.columns]
    yield f"| {' | '.join(titles)} |"
    marks = ["--:" if is_right(column) else ":--" for column in table.columns]
    yield f"| {' | '.join(marks)} |"
    for row in table.rows:
        yield _row(row, language)
    for note in table.notes:
        yield ""
        yield _plain(note, language)


def _row(row: Row, language: Language) -> str:
    cells = [_cell(cell, language) for cell in row.cells]
    if row.role is not Role.ROW:
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    return f"| {' | '.join(cells)} |"
