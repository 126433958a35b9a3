"""A whole document: its front matter, its sections, and the stamp that it is checked by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from innostrat.messages import Message
    from innostrat.reports.overview import Overview
    from innostrat.reports.table import Block, Facts, Json, Table

COLOPHON: Final = msg("Colophon")


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: `key` names it in files and on the command line; it may have parts of its own.

    With `page` it is a page or sheet of its own, as each project is; on paper only where it is set
    in `columns`, or many pages would be half empty. What is in columns, or `fits`, is set smaller
    where it would not hold on one page.
    """

    key: str
    title: Message | str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    page: bool = False
    columns: int = 1
    fits: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """An organisation's picture: its bytes, whether they are `svg` or `png`, and what it shows."""

    kind: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """How an organisation's documents look: `color` is `#rrggbb`."""

    color: str
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """All that a document holds; every format writes the same.

    The first section stands under the title, before the contents, if it has blocks of its own.
    `preamble` stands before it; `heading` is what the document was made from and by whose weights,
    which a reader looks for last. `data` is the JSON form; `overview` is what a web page shows
    first, and `what_if` counts what it needs to select with other weights, None where it cannot;
    `weighing` is the table that a workbook computes values and ranks in. `stamp` is one line of
    JSON that says what the document was made from; a format keeps it where it can be read back.
    `day` dates the file, None leaves it undated.
    """

    title: Message | str
    organisation: str
    heading: Facts
    preamble: tuple[Message | str, ...]
    sections: tuple[Section, ...]
    data: Mapping[str, Json]
    stamp: str
    brand: Appearance
    day: date | None = None
    what_if: Callable[[], Mapping[str, Json]] | None = None
    overview: Overview | None = None
    weighing: Table | None = None

    @property
    def lead(self) -> Section | None:
        """The section that stands under the title, before the contents."""
        first = self.sections[:1]
        return first[0] if first and first[0].blocks and not first[0].page else None

    @property
    def following(self) -> tuple[Section, ...]:
        """The sections that the contents are of."""
        return self.sections if self.lead is None else self.sections[1:]
