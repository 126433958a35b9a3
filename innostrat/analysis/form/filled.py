"""Compares a form that came back with the files: what people changed in it, and nothing else.

Three states meet in every cell: what it held when the form was written, what the file holds now,
and what the cell says. A cell that nobody changed changes nothing, even where the file was changed
since; where both were, people are told, and the file stays as it is.
"""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.fields import NotUnderstoodError
from innostrat.analysis.form.lenses import Held, tidied
from innostrat.analysis.form.record import HELP, LISTS, RECORD
from innostrat.analysis.form.sheets import ASSESSOR, FormRow, sheet_named, sign_of
from innostrat.files.workbook import ERRORS, Grid, cell_name
from innostrat.files.yaml.events import INVISIBLE
from innostrat.messages import Message, msg, msgn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.analysis.form.fields import FormField
    from innostrat.analysis.form.record import Record, SheetRecord
    from innostrat.analysis.form.sheets import FormSheet, Source
    from innostrat.files.yaml.events import YamlValue

KEYS: Final = "innostrat:"  # stands before the first key in the row of keys
LOOKED: Final = 20  # rows in which the row of keys is looked for


@dataclass(frozen=True, slots=True)
class CellTrouble:
    """A cell that is not taken: where it is, what it says, and why."""

    sheet: str
    cell: str
    text: str
    problem: Message


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that changes a value: what the file holds there, and what it becomes."""

    heading: Message | str
    before: str | None
    after: str | None


@dataclass(slots=True)
class ItemChange:
    """A file that a form changes, or makes where `path` is None: its values before and after.

    `key` is the id that was typed, or the file's; `where` is the first of its cells.
    """

    kind: str
    key: str
    path: str | None
    before: dict[str, YamlValue]
    after: dict[str, YamlValue]
    where: tuple[str, str]
    changes: list[CellChange] = field(default_factory=list)


@dataclass(slots=True)
class Filled:
    """All that a form says: what it changes, what is not taken, and what there is to be told."""

    items: list[ItemChange] = field(default_factory=list)
    troubles: list[CellTrouble] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    cells: int = 0


def read_filled(grids: Mapping[str, Grid], record: Record, source: Source) -> Filled:
    """Return what the form says beside what the files say now."""
    filled = Filled()
    for one in record.sheets:
        if one.kind == HELP:
            continue
        grid, sheet = grids.get(one.name), sheet_named(source, one.kind, one.subject)
        if grid is None:
            filled.notes.append(msg("The sheet {sheet} is gone: nothing is read of it", sheet=one.name))  # fmt: skip  # noqa: E501
        elif sheet is None:
            filled.notes.append(
                msg("{sheet} is about what is gone: nothing is read of it", sheet=one.name)
            )
        else:
            _Reader(grid, one, sheet, filled).read()
    own = {RECORD, LISTS, *(one.name for one in record.sheets)}
    filled.notes += [
        msg("The sheet {sheet} is not the form's own, and is not read", sheet=name)
        for name, grid in grids.items()
        if name not in own and any(map(any, grid.rows))
    ]
    for item in filled.items:
        after = tidied(item.after, item.before)
        assert isinstance(after, dict)  # noqa: S101  (a mapping stays one)
        item.after = after
    filled.items = [one for one in filled.items if one.changes]
    return filled


class _Reader:
    """Reads one sheet, row by row."""

    def __init__(self, grid: Grid, record: SheetRecord, sheet: FormSheet, filled: Filled) -> None:
        self._grid, self._record, self._sheet, self._filled = grid, record, sheet, filled
        self._rows = {one.key: one for one in sheet.rows}
        self._items = {(one.path, one.key): one for one in filled.items if one.path}
        self._seen: set[str] = set()
        self._fresh: ItemChange | None = None  # what the whole sheet makes, where it is new

    def read(self) -> None:
        """Read the sheet; what is not understood is told with its cell, or counted."""
        start = self._key_row()
        if start is None:
            self._note(msg("{sheet} has lost its hidden row of keys: nothing is read of it", sheet=self._record.name))  # fmt: skip  # noqa: E501
            return
        columns = self._columns(start)
        self._tell_others(start, columns)
        id_column = next((at for at, key in columns.items() if key == "id"), 0)
        known = [one.key for one in self._sheet.columns]
        for number in range(start + 2, len(self._grid.rows)):
            cells = {
                columns[at]: (number, at, text)
                for at, text in enumerate(self._grid.rows[number])
                if columns.get(at) in known
            }
            key = self._grid.rows[number][id_column].strip()
            self._row(key, number, cells)
        lost = self._record.signs.keys() & self._rows.keys() - self._seen
        if lost:
            self._note(
                msgn(
                    "{sheet}: {n} row of the form is gone; its file stays as it is",
                    "{sheet}: {n} rows of the form are gone; their files stay as they are",
                    len(lost),
                    sheet=self._record.name,
                )
            )

    def _key_row(self) -> int | None:
        for number, row in enumerate(self._grid.rows[:LOOKED]):
            if any(one.startswith(KEYS) for one in row):
                return number
        return None

    def _columns(self, start: int) -> dict[int, str]:
        row = self._grid.rows[start]
        return {at: one.removeprefix(KEYS) for at, one in enumerate(row) if one}

    def _tell_others(self, start: int, columns: Mapping[int, str]) -> None:
        """Tell, each once, what there is beside the form's own columns and plain cells."""
        known = {one.key for one in self._sheet.columns}
        below = self._grid.rows[start + 1 :]
        width = max(map(len, self._grid.rows), default=0)
        name = self._record.name
        for at in range(width):
            key = columns.get(at, "")
            filled = [row[at] for row in below if at < len(row) and row[at].strip()]
            if key in known or not filled:
                continue
            heading = filled[0]
            self._note(
                msgn(
                    "{sheet}: the column {heading} is not the form's own; {n} cell is not read",
                    "{sheet}: the column {heading} is not the form's own; {n} cells are not read",
                    len(filled),
                    sheet=name,
                    heading=heading,
                )
            )
        if self._grid.merged:
            self._note(msgn("{sheet}: {n} range of merged cells; only its first cell is read", "{sheet}: {n} ranges of merged cells; only their first cells are read", self._grid.merged, sheet=name))  # fmt: skip  # noqa: E501
        hidden = self._grid.hidden - 1  # the row of keys
        if hidden > 0:
            self._note(msgn("{sheet}: {n} hidden row is read like the others", "{sheet}: {n} hidden rows are read like the others", hidden, sheet=name))  # fmt: skip  # noqa: E501

    def _note(self, message: Message) -> None:
        self._filled.notes.append(message)

    def _trouble(self, place: tuple[int, int, str], problem: Message) -> None:
        number, at, text = place
        name = cell_name(number, at)
        self._filled.troubles.append(CellTrouble(self._record.name, name, text, problem))

    def _row(self, key: str, number: int, cells: Mapping[str, tuple[int, int, str]]) -> None:
        row = self._rows.get(key)
        first = cells.get("id", (number, 0, key))
        others = [one for name, one in cells.items() if name != "id" and one[2].strip()]
        if row is not None and key in self._seen:
            self._trouble(first, msg("the id stands in a row above: this row is not read"))
        elif row is not None:
            self._seen.add(key)
            self._values(row, cells, self._record.signs.get(key, {}))
        elif key in self._record.signs:
            self._trouble(first, msg("is no longer in the portfolio: the row is not read"))
        elif self._sheet.fresh is not None:
            if others or key:
                self._new(self._sheet.fresh, key, first, cells)
        elif key or others:
            self._trouble(first, msg("not a row of the form: it is not read"))

    def _new(
        self,
        fresh: FormRow,
        key: str,
        first: tuple[int, int, str],
        cells: Mapping[str, tuple[int, int, str]],
    ) -> None:
        title = cells.get("title", (first[0], first[1], ""))
        if not title[2].strip():
            self._trouble(first, msg("no title: the row is not read"))
            return
        if key and key in self._seen:
            self._trouble(first, msg("the id stands in a row above: this row is not read"))
            return
        self._seen.add(key)
        place = (self._record.name, cell_name(first[0], first[1]))
        item = ItemChange(self._sheet.kind, key, None, {}, {}, place)
        self._filled.items.append(item)
        self._into(item, fresh, cells, {})

    def _values(
        self,
        row: FormRow,
        cells: Mapping[str, tuple[int, int, str]],
        signs: Mapping[str, str],
    ) -> None:
        self._into(self._item(row, cells), row, cells, signs)

    def _item(self, row: FormRow, cells: Mapping[str, tuple[int, int, str]]) -> ItemChange:
        """Return the file that a row is of; a sheet of something new makes one."""
        for one in self._filled.items:
            if row.path is not None and one.path == row.path:
                return one
        if row.path is None and self._fresh is not None:
            return self._fresh
        number, at, _ = cells.get("id", (0, 0, ""))
        value = dict(row.value)
        place = (self._record.name, cell_name(number, at))
        key = row.path.rpartition("/")[2].removesuffix(".yaml") if row.path else ""
        item = ItemChange(self._sheet.kind, key, row.path, value, copy.deepcopy(value), place)
        self._filled.items.append(item)
        if row.path is None:
            self._fresh = item
        return item

    def _into(
        self,
        item: ItemChange,
        row: FormRow,
        cells: Mapping[str, tuple[int, int, str]],
        signs: Mapping[str, str],
    ) -> None:
        """Take what the cells of a row change; what is taken away is taken last."""
        keys = [one.key for one in self._sheet.columns[1 + len(row.labels) :]]
        found = [
            (one, text)
            for key, one in zip(keys, row.fields, strict=True)
            if one is not None and key in cells
            for text in self._changed(item, one, cells[key], signs.get(key, "-"))
        ]
        for one, text in sorted(found, key=lambda pair: pair[1] is None):
            before = one.got(item.before)
            one.lens.put(item.after, text)
            shown = before.shown if isinstance(before, Held) else before
            heading = row.key if self._sheet.kind == "project" else one.heading
            item.changes.append(CellChange(heading, shown, text))

    def _changed(
        self, item: ItemChange, one: FormField, place: tuple[int, int, str], sign: str
    ) -> Iterator[str | None]:
        """Yield what the cell says where that is to be written; once, or not at all."""
        number, at, raw = place
        held = one.got(item.before)
        if cell_name(number, at) in self._grid.unvalued:
            self._trouble(place, msg("a formula without a value: not read. Save the file once more where it is worked out"))  # fmt: skip  # noqa: E501
            return
        if ERRORS.fullmatch(raw.strip()):
            self._trouble(place, msg("an error in the workbook: not read"))
            return
        text = INVISIBLE.sub("", raw.replace("\r\n", "\n"))
        self._filled.cells += bool(text.strip())
        shown = held.shown if isinstance(held, Held) else held
        if sign_of(f"\0{text.strip()}") == sign or (isinstance(held, Held) and text.strip() == shown):  # fmt: skip  # noqa: E501
            return  # as it was written, also where it only shows what the file holds
        try:
            said = one.understood(text)
        except NotUnderstoodError as error:
            if sign_of(text.strip()) != sign and text.strip() != shown:
                self._trouble(place, error.message)
            return
        if sign_of(said) == sign or said == held:
            return
        if isinstance(held, Held):
            self._trouble(place, msg("the file holds more than a cell can: change it in the file, or on a sheet of its own"))  # fmt: skip  # noqa: E501
        elif one.locked:
            self._trouble(place, msg("this cell is not changed by a form"))
        elif sign_of(held) != sign:
            self._trouble(place, msg("the file was changed too, to {value}: nothing is written", value=shown or msg("nothing")))  # fmt: skip  # noqa: E501
        elif (now := one.got(item.after)) not in (held, said):
            self._trouble(place, msg("another cell of the form says something else: {value}", value=now.shown if isinstance(now, Held) else now))  # fmt: skip  # noqa: E501
        elif now != said:
            if len(text) < len(raw.replace("\r\n", "\n")):
                self._trouble(place, msg("invisible characters were taken out"))
            yield said


def assessors(item: ItemChange) -> str | None:
    """Return the role that a new assessment names, None where it names none."""
    found = item.after.get(ASSESSOR)
    return found if isinstance(found, str) else None


