"""What becomes of each filled cell of a table: it is taken, or named as not taken with the reason.

The counts add up: cells taken and cells named are the cells that are filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from innostrat.messages import Message, msg
from innostrat.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from innostrat.analysis.intake.duplicates import Alike
    from innostrat.files.sheets.worksheet import FilledCell
    from innostrat.files.yaml.events import YamlValue


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong or to be known, at which cell, what stands there; `cells` are not taken."""

    cell: str
    text: str
    problem: Message
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """An item to be: its id, its values as they are written, and what it is like."""

    id: str
    row: str
    values: Mapping[str, YamlValue]
    similar: tuple[Alike, ...] = ()


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of a row: its draft, or None; `known` is the item that it is already.

    It `differs` where the file of that item says something else. What its sender answered `anew`
    is written into it, by key as it stands in the file and as it becomes, with the new `response`.
    `taken` and `left` are columns; what is in neither stands in a column that is not read.
    """

    cells: Mapping[int, FilledCell]
    draft: Draft | None
    taken: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()
    troubles: tuple[Trouble, ...] = ()
    known: str | None = None
    differs: bool = False
    anew: Mapping[str, tuple[str | None, str]] = field(default_factory=dict)
    response: Mapping[str, YamlValue] = field(default_factory=dict)

    @property
    def row(self) -> str:
        """The row's number, as people see it."""
        return str(next(iter(self.cells.values())).row + 1)

    @property
    def written(self) -> str | None:
        """The item that the row makes or changes."""
        return self.draft.id if self.draft else self.known if self.anew else None

    def telling(self, said: Sequence[tuple[str, Message]]) -> RowFate:
        """Return the row with something told of a text in its draft, at the cell that has it."""
        # The item is named and not the text, which is what should not be in a log.
        told = (Trouble(self._holding(text).name, self.written or "", one) for text, one in said)
        return replace(self, troubles=(*self.troubles, *told))

    def _holding(self, text: str) -> FilledCell:
        cells = tuple(self.cells.values())
        return next((one for one in cells if text and text in one.text), cells[0])

    def refused(self, problem: Message) -> RowFate:
        """Return the row as one that is not imported, since its file would be wrong."""
        first = next(iter(self.cells.values()))
        trouble = Trouble(
            first.name,
            self.written or first.text,
            msg("{problem}: the row is not imported", problem=problem),
            len(self.cells),
        )
        return RowFate(self.cells, None, troubles=(trouble,))


class UnitSaid(NamedTuple):
    """The kroner of an amount, and which text outside the table says so; whether any does."""

    kroner: int
    text: str | None
    said: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A column that was not read: its heading, why, and how many cells in it are filled."""

    heading: str
    cells: int
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What was found in a table.

    `aside` names what stands outside the rows, `headings` counts the cells that were taken as
    headings, and `filled` all cells that are filled. `unit` is that of the amounts, where there
    are columns of them.
    """

    rows: tuple[RowFate, ...]
    aside: tuple[Trouble, ...]
    columns: Mapping[str, str]
    unread: Mapping[int, Unread]
    headings: int
    filled: int
    unit: UnitSaid | None = None

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The items that can be made."""
        return tuple(one.draft for one in self.rows if one.draft is not None)

    def kroner(self, place: str) -> int:
        """Return the sum of `costs`, `benefits` or `funding` that can be made, in all years."""
        lines: list[Any] = [one for draft in self.drafts for one in draft.values.get(place) or ()]
        amounts = [line.get("amounts") for line in lines if isinstance(line, dict)]
        return sum(
            int(parse_amount(one)) for by_year in amounts if by_year for one in by_year.values()
        )

    @property
    def known(self) -> tuple[RowFate, ...]:
        """The rows that are in the portfolio already."""
        return tuple(one for one in self.rows if one.known is not None)

    @property
    def skipped(self) -> int:
        """How many rows cannot be used."""
        return sum(one.draft is None and one.known is None for one in self.rows)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """All that is wrong or to be known, from the top of the table."""
        return (*self.aside, *(trouble for row in self.rows for trouble in row.troubles))

    @property
    def left_out(self) -> tuple[Unread, ...]:
        """The columns that were not read, with the filled cells of the rows that were."""
        used = [row for row in self.rows if row.draft is not None]
        return tuple(
            replace(one, cells=one.cells + sum(_open(row, column) for row in used))
            for column, one in self.unread.items()
        )

    @property
    def taken(self) -> int:
        """How many cells were taken."""
        return self.headings + sum(len(row.taken) for row in self.rows)

    @property
    def named(self) -> int:
        """How many cells are named as not taken."""
        known = sum(len(row.cells) - len(row.taken) for row in self.known)
        columns = sum(one.cells for one in self.left_out)
        return known + columns + sum(one.cells for one in self.troubles)

    @property
    def is_whole(self) -> bool:
        """Whether no row is refused or changed, and the columns that are read are taken whole."""
        return not self.skipped and not any(one.left or one.differs for one in self.rows)

    def telling(self, said: Sequence[tuple[str, str, Message]]) -> Imported:
        """Return the same with something told of drafts: the id, the text and what is said."""
        told: dict[str, list[tuple[str, Message]]] = {}
        for about, text, message in said:
            told.setdefault(about, []).append((text, message))
        return replace(
            self,
            rows=tuple(
                row.telling(told[id_]) if (id_ := row.written) and id_ in told else row
                for row in self.rows
            ),
        )

    def without(self, refused: Mapping[str, Message]) -> Imported:
        """Return the same without what would be wrong in its file, by id, with the reason."""
        return replace(
            self,
            rows=tuple(
                row.refused(refused[id_]) if (id_ := row.written) and id_ in refused else row
                for row in self.rows
            ),
        )


def _open(row: RowFate, column: int) -> bool:
    return column in row.cells and column not in row.taken and column not in row.left


class RowAccount:
    """Gathers what becomes of the cells of one row."""

    def __init__(self, cells: Mapping[int, FilledCell]) -> None:
        """Begin with nothing taken."""
        self.cells = cells
        self.blocked = False
        self.differs = False
        self._anew: tuple[
            Mapping[str, tuple[str | None, str]], Mapping[str, YamlValue], frozenset[int]
        ] = ({}, {}, frozenset())
        self._taken: set[int] = set()
        self._left: set[int] = set()
        self._troubles: list[Trouble] = []

    def take(self, cell: FilledCell) -> None:
        """Note that a cell became part of the item; one that was filled down is another row's."""
        if self.cells.get(cell.column) is cell and cell.column not in self._left:
            self._taken.add(cell.column)

    def tell(self, cell: FilledCell, problem: Message) -> None:
        """Tell something of a cell that is taken."""
        self._troubles.append(Trouble(cell.name, cell.text, problem))

    def leave(self, cell: FilledCell, problem: Message) -> None:
        """Name a cell as not taken; the row is used without it."""
        own = self.cells.get(cell.column) is cell and cell.column not in self._left
        self._troubles.append(Trouble(cell.name, cell.text, problem, int(own)))
        if own:
            self._left.add(cell.column)
            self._taken.discard(cell.column)

    def answer(
        self,
        anew: Mapping[str, tuple[str | None, str]],
        response: YamlValue,
        columns: Iterable[int],
    ) -> None:
        """Note what was answered anew of an item that is there, in these columns."""
        given = response if isinstance(response, dict) else {}
        self._anew = anew, given, frozenset(columns) & self._taken

    def leave_unused(self, column: int) -> None:
        """Name the cell of a column that is read, where this row had no use for it."""
        cell = self.cells.get(column)
        if cell is not None and column not in self._taken and column not in self._left:
            self.leave(cell, msg("not used in this row"))

    def block(self, cell: FilledCell, problem: Message) -> None:
        """Name a cell for which the whole row is not used."""
        whole = msg("{problem}: the row is not imported", problem=problem)
        self._troubles.append(Trouble(cell.name, cell.text, whole))
        self.blocked = True

    def fate(self, draft: Draft | None, known: str | None = None) -> RowFate:
        """Return what became of the row; a blocked one names all its cells in its first trouble."""
        if known is not None and not self.blocked:
            anew, response, taken = self._anew
            told = tuple(one for one in self._troubles if anew and not one.cells)
            return RowFate(
                self.cells, None, taken, frozenset(), told, known, self.differs, anew, response
            )
        if not self.blocked and draft is not None:
            taken, left = frozenset(self._taken), frozenset(self._left)
            return RowFate(self.cells, draft, taken, left, tuple(self._troubles))
        counted = [
            replace(one, cells=0) for one in self._troubles if one.problem.values.get("problem")
        ]
        counted = counted or [replace(one, cells=0) for one in self._troubles]
        counted[0] = replace(counted[0], cells=len(self.cells))
        return RowFate(self.cells, None, troubles=tuple(counted))
