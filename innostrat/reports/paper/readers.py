"""Whom a document is for, and which sections, in which order, each of them is given."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from innostrat.messages import Message, msg
from innostrat.model.words import Word
from innostrat.reports.paper.sections import KEYS


class Reader(Word):
    """Whom a document is for."""

    COUNCIL = "council", msg("the council")
    ECONOMIST = "economist", msg("the economist")
    APPENDIX = "appendix", msg("the appendix")
    ARCHIVE = "archive", msg("the archive")


PaperContents: TypeAlias = "Reader | tuple[str, ...]"
"""What is to be in a document: what a reader is given, or sections by their keys."""


class Heading(NamedTuple):
    """Sections of a document under a heading, or with no title for themselves; `brief` or in full.

    `key` names the heading.
    """

    sections: tuple[str, ...]
    key: str = ""
    title: Message | None = None
    brief: bool = False


OF_READERS: Final = {
    # The headings of a Norwegian council paper (saksframlegg).
    Reader.COUNCIL: (
        Heading(("decision",), brief=True),
        Heading(("list",), "facts", msg("Facts of the case"), brief=True),
        Heading(("tables", "realised"), "economy", msg("Economic consequences"), brief=True),
        Heading(("excluded", "method"), "assessment", msg("Assessment"), brief=True),
    ),
    Reader.ECONOMIST: (
        Heading(
            ("summary", "list", "tables", "excluded", "balance", "benefits", "realised", "method")
        ),
    ),
    Reader.APPENDIX: (Heading(("projects",), brief=True),),
    Reader.ARCHIVE: (Heading(KEYS),),
}
OF_THOSE_WHO_DECIDE: Final = frozenset({Reader.COUNCIL, Reader.APPENDIX})
"""The documents in which nobody is told of files and commands."""
OF_ROBUSTNESS: Final = frozenset({"decision", "summary", "robustness"})
"""The sections that say how sure a plan is when the weights move, the slowest to compute."""


def headings_of(choice: PaperContents) -> tuple[Heading, ...]:
    """Return what stands in a document; sections that were chosen stand in the order of `KEYS`."""
    if isinstance(choice, Reader):
        return OF_READERS[choice]
    return (Heading(tuple(key for key in KEYS if key in choice)),)


def keys(choice: PaperContents) -> frozenset[str]:
    """Return the sections that a document has."""
    return frozenset(key for chapter in headings_of(choice) for key in chapter.sections)


def usual(ending: str) -> Reader:
    """Return whom a form is for where nobody says it: what is counted with, or what is read."""
    return Reader.ECONOMIST if ending in {"xlsx", "csv", "json"} else Reader.COUNCIL
