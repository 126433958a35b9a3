"""Writes a report as Markdown for GitHub and GitLab, in which no text of the data is markup.

Mentions, references, links, emoji and formulas are found by those sites in the finished page, so
a backslash does not stop them; an empty comment, which the page leaves out, does
(github/cmark-gfm issue 181).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from innostrat.formats.cells import text_of, texts_of
from innostrat.formats.escape import harmless, one_line
from innostrat.formats.prose import ProseKind, prose_blocks
from innostrat.messages import msg
from innostrat.reports.figure import Figure
from innostrat.reports.table import Align, Facts, Paragraph, RowRole, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.formats.view import View
    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.table import Block, Report

ENTITIES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",  # a backslash before it would do in a table, but then cells are hard to count
    "$": "&#36;",  # a formula is found before escapes are read
}
BACKSLASHED: Final = frozenset("\\`*_{}[]~#^")
COMMENT: Final = "<!-- -->"
SPECIAL: Final = re.compile(
    r"""
    (?P<joined>
        @(?=\w) | ~(?=\w) | [#!%&$](?=\d) | \bGH(?=-\d)     # mentions, labels, references
        | :(?=//) | \bwww(?=\.)                             # links
        | :(?=[\w+-]+:)                                     # emoji
    )
    | (?P<plain>[&<>|$\\`*_{}\[\]~#^] | :(?=:))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What makes a line a list, a heading, a rule or an action of GitLab (/merge); all other signs are
# escaped everywhere.
ACTION: Final = re.compile(r"^/", re.MULTILINE)  # in code too: a blank before it ends that
START: Final = re.compile(r"\A(?:\d+(?=[.)](?:\s|\Z))|(?=[-+=/]))")


def render(report: Report, view: View) -> str:
    """Return the report: a heading for each block that has a title, and all columns."""
    return "\n\n".join(_parts(report, view.language)) + "\n"


def escaped(text: str) -> str:
    """Return visible `text` on one line so that it is shown as it is, in a table or a sentence."""
    return SPECIAL.sub(_escape, text)


def markdown_paragraph(text: str) -> str:
    """Return visible `text` on one line so that it is a paragraph and nothing else."""
    return START.sub(lambda found: found.group() + "\\", escaped(text))


def in_html(text: str) -> str:
    """Return visible `text` for a line of HTML, where backslashes would be shown."""
    return SPECIAL.sub(_entity, text)


def _entity(found: re.Match[str]) -> str:
    text = found.group()
    shown = text if text.isalpha() else f"&#{ord(text)};"
    return shown + COMMENT if found.lastgroup == "joined" else shown


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in ENTITIES:
        shown = ENTITIES[sign]
    elif sign in BACKSLASHED:
        shown = "\\" + sign
    else:
        shown = sign
    if found.lastgroup == "joined":
        return shown + COMMENT
    return shown + "\\" if sign == ":" else shown


def _parts(report: Report, speak: Language) -> Iterator[str]:
    yield "# " + escaped(one_line(speak(report.title)))
    yield from running(report.preamble, speak)
    for block in (*report.answer, *report.blocks):
        if block.title is not None:
            yield "## " + escaped(one_line(speak(block.title)))
        yield from block_parts(block, speak)
    for block in report.details:
        title = one_line(speak(block.title or msg("Details")))
        yield f"<details><summary>{in_html(title)}</summary>"
        yield from block_parts(block, speak)
        yield "</details>"


def block_parts(block: Block, speak: Language) -> Iterator[str]:
    """Yield a block's parts, without its title."""
    match block:
        case Paragraph():
            yield from running(block.text, speak)
        case Facts():
            yield "\n".join(_facts(block, speak))
        case Figure():  # in words; its numbers stand in a table
            yield from running(block.description, speak)
        case Table(rows=()):
            yield from running([block.empty or msg("Nothing to show")], speak)
        case Table():
            yield "\n".join(_table(block, speak))
    if isinstance(block, Table):
        yield from (markdown_paragraph(one_line(speak(note))) for note in block.notes)


def running(text: Sequence[Message | str], speak: Language) -> Iterator[str]:
    """Yield paragraphs, lists and laid-out text."""
    for kind, group in groupby(prose_blocks(text, speak), key=lambda passage: passage.kind):
        shown = [passage.text for passage in group]
        match kind:
            case ProseKind.PARAGRAPH:
                yield from map(markdown_paragraph, shown)
            case ProseKind.POINT:
                yield "\n".join("- " + markdown_paragraph(text) for text in shown)
            case ProseKind.LAID_OUT:
                yield from map(fenced, shown)


def fenced(text: str) -> str:
    """Return visible text of several lines as a block of code, whatever it holds."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    shown = ACTION.sub(" /", harmless(text))
    return f"{fence}\n{shown}\n{fence}"


def _facts(facts: Facts, speak: Language) -> Iterator[str]:
    for name, cell in facts.pairs:
        yield f"- **{escaped(one_line(speak(name)))}:** {escaped(text_of(cell, speak))}"


def _table(table: Table, speak: Language) -> Iterator[str]:
    yield _line([escaped(one_line(speak(column.title))) for column in table.columns])
    yield _line(["--:" if one.align is Align.RIGHT else "---" for one in table.columns])
    for row in table.rows:
        cells = [escaped(text) for text in texts_of(row, speak)]
        if row.role is RowRole.LINE:
            cells[0] = f"— {cells[0]} —"
        mark = "*" if row.role is RowRole.SUBTOTAL else "**"
        if row.role is not RowRole.ROW:
            cells = [f"{mark}{cell}{mark}" if cell else "" for cell in cells]
        yield _line(cells)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
