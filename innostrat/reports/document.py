"""A whole document: its front matter, its sections, and the stamp that it is checked by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from innostrat.messages import Message
    from innostrat.reports.table import Block, Facts, Json, Table


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: `key` names it in files and on the command line; it may have parts of its own.

    With `page` it begins on a new page or sheet, as each project does.
    """

    key: str
    title: Message | str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    page: bool = False


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

    `heading` is the front matter; `preamble` stands before the first section. `data` is the JSON
    form; `what_if` is what a web page needs to rank anew with other weights, None where it cannot,
    and `weighing` is the table that a workbook computes values and ranks in.
    `stamp` is one line of JSON that says what the document was made from; a format keeps it where
    it can be read back. `day` dates the file, None leaves it undated.
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
    what_if: Mapping[str, Json] | None = None
    weighing: Table | None = None
