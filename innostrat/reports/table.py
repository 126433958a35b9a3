"""The types between what is known and how it is drawn: cells, tables, paragraphs, reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from innostrat.messages import Listing, Message, Percent, Points
from innostrat.reports.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from innostrat.reports.computed import ByColumn, ByRow


@dataclass(frozen=True, slots=True)
class Thousands:
    """An amount in kroner that people see in 1000 kr, rounded half away from zero.

    Cost is positive; saving, income and financing are negative.
    """

    kroner: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a unit, which the table's row or column names where it is not told here."""

    amount: Decimal
    decimals: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of one drawn as a bar where the format can draw, else as per cent."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """Something that has an id: people read its title, tables for machines hold its id."""

    id: str
    title: Message | Listing | str


# A str is somebody's text, escaped by every format; an int is a rank, year or count, never grouped.
Cell: TypeAlias = (
    str
    | int
    | date
    | Thousands
    | Quantity
    | Points
    | Percent
    | Bar
    | Item
    | Listing
    | Message
    | None
)


class Align(StrEnum):
    """Where a column's cells stand."""

    LEFT = "left"
    RIGHT = "right"


class RowRole(StrEnum):
    """What a row is in its table."""

    ROW = "row"
    GROUP = "group"  # a heading for the rows below it: its first cell, the others empty
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    LINE = (
        "line"  # below it, nothing is funded: a rule across the table with its first cell as text
    )

    @property
    def is_heading(self) -> bool:
        """Whether the first cell goes across the table, and is about the rows below it."""
        return self in {RowRole.GROUP, RowRole.LINE}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` is its name in CSV, `title` what people read.

    `wide` columns hold text that may be wrapped when the terminal is narrow. A column whose
    `optional` is above 0 may be left out of a narrow terminal, the highest number first; the
    other formats show every column. A column of `ids` beside their titles is never shown there.
    `computed` says what its numbers follow from.
    """

    key: str
    title: Message | str
    align: Align = Align.LEFT
    wide: bool = False
    optional: int = 0
    ids: bool = False
    computed: ByColumn | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as many cells as the table has columns.

    `computed` says what its numbers follow from. In a row or column of which it is said, an empty
    text is a 0 that is not shown.
    """

    cells: tuple[Cell, ...]
    role: RowRole = RowRole.ROW
    computed: ByRow | None = None

    @classmethod
    def of(cls, *cells: Cell, role: RowRole = RowRole.ROW, computed: ByRow | None = None) -> Row:
        """Return the row of these cells."""
        return cls(cells, role, computed)

    @classmethod
    def group(cls, title: Cell, columns: int) -> Row:
        """Return the heading of the rows below it, in a table of so many columns."""
        return cls((title, *[None] * (columns - 1)), RowRole.GROUP)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` names it in files, `notes` stand below, `empty` in place of no rows.

    `subject` is the id of what it is about, where there are several of its key.
    """

    key: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Message, ...] = ()
    empty: Message | None = None
    subject: str | None = None

    def __post_init__(self) -> None:
        """Refuse a row that does not fit its columns: a fault of ours, never of the data."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(self.key, row)

    def without(self, *keys: str) -> Table:
        """Return the table without the columns of these keys."""
        kept = [place for place, one in enumerate(self.columns) if one.key not in keys]
        rows = (replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows)
        columns = tuple(self.columns[place] for place in kept)
        return replace(self, columns=columns, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what is said of it, one a line."""

    key: str
    title: Message | None
    pairs: tuple[tuple[Message | str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of running text; `title` makes it a section. A str is somebody's own text."""

    text: tuple[Message | str, ...]
    title: Message | None = None


Block: TypeAlias = Table | Facts | Paragraph | Figure
Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Report:
    """All that a command shows: for people `title` to `blocks`; for machines `data`.

    `answer` holds what a reader asks first, in a few lines before the blocks.
    `data` holds the documented keys of `--format json`. The CSV form is the tables alone. `details`
    follow the blocks, folded where the format can fold. `left_out` are the items that errors keep
    out, which every form for machines must tell too; None where the report is about no items, or
    tells it in its `data`.
    """

    title: Message | str
    preamble: tuple[Message | str, ...]
    blocks: tuple[Block, ...]
    data: Mapping[str, Json]
    answer: tuple[Block, ...] = ()
    details: tuple[Block, ...] = ()
    left_out: tuple[str, ...] | None = None
