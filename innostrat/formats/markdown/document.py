"""Writes a document as Markdown: every section with its tables, figures in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.formats.escape import one_line
from innostrat.formats.markdown import report as markdown
from innostrat.reports.document import COLOPHON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.language import Language
    from innostrat.messages import Message
    from innostrat.reports.document import Document, Section

HYPHEN: Final = "\\u002d"  # as JSON may write it
DEEPEST: Final = 6  # a heading has at most so many signs
STAMP: Final = re.compile(rb"<!-- innostrat (\{.*\}) -->\n\Z")


def render(document: Document, speak: Language) -> bytes:
    """Return the document as Markdown, in which no text of the data is markup."""
    return ("\n\n".join(_parts(document, speak)) + "\n").encode()


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands in the last line."""
    found = STAMP.search(content)
    return None if found is None else found[1].decode(errors="replace").replace(HYPHEN, "-")


def _parts(document: Document, speak: Language) -> Iterator[str]:
    yield "# " + markdown.escaped(one_line(speak(document.title)))
    yield from markdown.running(document.preamble, speak)
    for section in document.sections:
        yield from _section(section, 2, speak)
    yield _heading(2, COLOPHON, speak)
    yield from markdown.block_parts(document.heading, speak)
    safe = document.stamp.replace("--", "-" + HYPHEN)  # two hyphens could end the comment
    yield f"<!-- innostrat {safe} -->"


def _section(section: Section, depth: int, speak: Language) -> Iterator[str]:
    yield _heading(depth, section.title, speak)
    for block in section.blocks:
        if block.title is not None:
            yield _heading(depth + 1, block.title, speak)
        yield from markdown.block_parts(block, speak)
    for part in section.sections:
        yield from _section(part, depth + 1, speak)


def _heading(depth: int, title: Message | str, speak: Language) -> str:
    return "#" * min(depth, DEEPEST) + " " + markdown.escaped(one_line(speak(title)))
