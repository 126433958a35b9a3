"""Writes the tables of a document as CSV, one after the other, and a last line with its stamp."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.formats.csv import report as separated
from innostrat.reports.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.language import Language
    from innostrat.reports.document import Document, Section

STAMP: Final = re.compile(rb'\r\n"innostrat (\{.*\})"\s*\Z')


def render(document: Document, speak: Language) -> bytes:
    """Return the tables as `separated.render` does, with a title above each."""
    tables = [table for section in document.sections for table in _tables(section)]
    quoted = document.stamp.replace('"', '""')
    return (separated.written_csv(tables, speak) + f'\r\n"innostrat {quoted}"\r\n').encode()


def stamp(content: bytes) -> str | None:
    """Return the stamp that stands in the last line."""
    found = STAMP.search(content)
    return None if found is None else found[1].decode(errors="replace").replace('""', '"')


def _tables(section: Section) -> Iterator[Table]:
    yield from (block for block in section.blocks if isinstance(block, Table))
    for part in section.sections:
        yield from _tables(part)
