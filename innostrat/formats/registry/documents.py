"""Which forms a document can take; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from innostrat.language import Language
    from innostrat.reports.document import Document

# A form is a module here with the functions `render` and `stamp`, under the ending of its files.
# To add one: its line here.
PAPERS: Final = {
    "html": "html.page",
    "xlsx": "workbook.book",
    "docx": "word.paper",
    "pdf": "pdf.paper",
    "md": "markdown.document",
    "csv": "csv.document",
    "json": "json.document",
}


class Paper(Protocol):
    """One form of documents."""

    def render(self, document: Document, speak: Language) -> bytes:
        """Return the file; the same document gives the same bytes."""

    def stamp(self, content: bytes) -> str | None:
        """Return the stamp of a file of this form, None where there is none to be read."""


def paper(ending: str) -> Paper:
    """Return the form whose files end so; a `KeyError` if there is none."""
    return cast("Paper", import_module(f"innostrat.formats.{PAPERS[ending]}"))
