"""Compares a form that came back with the files: what people changed in it, and nothing else.

Three states meet in every cell: what it held when the form was written, what the file holds now,
and what the cell says. A cell that nobody changed changes nothing, even where the file was changed
since; where both were, people are told, and the file stays as it is.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.analysis.form.fields import NotUnderstoodError
from innostrat.analysis.form.lenses import Held, tidied
from innostrat.analysis.form.record import CHOICE_LISTS, EXPLAINING, RECORD
from innostrat.analysis.form.sheets import ASSESSOR, FormRow, sheet_named, sign_of
from innostrat.files.sheets.worksheet import CellKind, cell_name
from innostrat.files.yaml.events import INVISIBLE
from innostrat.messages import Message, msg, msgn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from innostrat.analysis.form.fields import FormField
    from innostrat.analysis.form.record import Record, SheetRecord
    from innostrat.analysis.form.sheets import FormSheet, Source
    from innostrat.files.sheets.worksheet import Worksheet
    from innostrat.files.yaml.events import YamlValue

CellPlace: TypeAlias = tuple[int, int, str]  # row and column, counted from 0, and the text
FIRST_KEY: Final = "innostrat:"  # stands before the first key in the row of keys
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
    """A cell that changes a value: what the file holds there, and what it becomes.

    `shown` are the two in the words of the form.
    """

    heading: Message | str
    before: str | None
    after: str | None
    shown: tuple[Message | str | None, Message | str | None]


@dataclass(slots=True)
class FormItem:
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

    items: list[FormItem] = field(default_factory=list)
    troubles: list[CellTrouble] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    cells: int = 0


def read_filled(
    worksheets: Mapping[str, Worksheet],
    record: Record,
    source: Source,
    named: Callable[[Source, str, str], FormSheet | None] = sheet_named,
) -> Filled:
    """Return what the form says beside what the files say now; `named` finds its sheets."""
    filled = Filled()
    for one in record.sheets:
        if one.kind == EXPLAINING:
            continue
        page, sheet = worksheets.get(one.name), named(source, one.kind, one.subject)
        if page is None:
            gone = msg("The sheet {sheet} is gone: nothing is read of it", sheet=one.name)
            filled.notes.append(gone)
        elif sheet is None:
            filled.notes.append(
                msg("{sheet} is about what is gone: nothing is read of it", sheet=one.name)
            )
        else:
            _Reader(page, one, sheet, filled).read()
    own = {RECORD, CHOICE_LISTS, *(one.name for one in record.sheets)}
    filled.notes += [
        msg("The sheet {sheet} is not the form's own, and is not read", sheet=name)
        for name, page in worksheets.items()
        if name not in own and page.cells
    ]
    for item in filled.items:
        after = tidied(item.after, item.before)
        assert isinstance(after, dict)  # noqa: S101  (a mapping stays one)
        item.after = after
    filled.items = [one for one in filled.items if one.changes]
    return filled


class _Reader:
    """Reads one sheet, row by row."""

    def __init__(
        self, page: Worksheet, record: SheetRecord, sheet: FormSheet, filled: Filled
    ) -> None:
        self._page, self._record, self._sheet, self._filled = page, record, sheet, filled
        self._rows = {one.key: one for one in sheet.rows}
        self._items = {(one.path, one.key): one for one in filled.items if one.path}
        self._seen: set[str] = set()
        self._fresh: FormItem | None = None  # what the whole sheet makes, where it is new

    def read(self) -> None:
        """Read the sheet; what is not understood is told with its cell, or counted."""
        start = self._key_row()
        if start is None:
            self._note(
                msg(
                    "{sheet} has lost its hidden row of keys: nothing is read of it",
                    sheet=self._record.name,
                )
            )
            return
        columns = self._columns(start)
        self._tell_others(start, columns)
        id_column = next((at for at, key in columns.items() if key == "id"), 0)
        known = [one.key for one in self._sheet.columns]
        own = {at: key for at, key in columns.items() if key in known}
        for number in self._page.filled_rows:
            texts = zip(own.items(), self._page.texts(number, own), strict=True)
            cells = {key: (number, at, text) for (at, key), text in texts}
            [key] = self._page.texts(number, [id_column])
            if (fault := self._page.faults.get(number)) is not None:
                self._trouble((number, id_column, key), fault)
            elif number > start + self._sheet.headings:
                self._row(key.strip(), number, cells)
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
        cells = self._page.cells.values()
        first = next((one.row for one in cells if one.text.startswith(FIRST_KEY)), LOOKED)
        return first if first < LOOKED else None

    def _columns(self, start: int) -> dict[int, str]:
        return {
            at: one.text.rpartition(":")[2] if one.text.startswith(FIRST_KEY) else one.text
            for (row, at), one in self._page.cells.items()
            if row == start
        }

    def _tell_others(self, start: int, columns: Mapping[int, str]) -> None:
        """Tell, each once, what there is beside the form's own columns and plain cells."""
        known = {one.key for one in self._sheet.columns}
        name = self._record.name
        others: dict[int, list[str]] = {}
        for (row, at), one in self._page.cells.items():
            if row > start and columns.get(at) not in known:
                others.setdefault(at, []).append(one.text)
        for _, filled in sorted(others.items()):
            self._note(
                msgn(
                    "{sheet}: the column {heading} is not the form's own; {n} cell is not read",
                    "{sheet}: the column {heading} is not the form's own; {n} cells are not read",
                    len(filled),
                    sheet=name,
                    heading=filled[0],
                )
            )
        if self._page.merged:
            self._note(
                msgn(
                    "{sheet}: {n} range of merged cells; only its first cell is read",
                    "{sheet}: {n} ranges of merged cells; only their first cells are read",
                    len(self._page.merged),
                    sheet=name,
                )
            )
        hidden = len([one for one in self._page.hidden_rows if one > start])  # that of keys is too
        if hidden:
            self._note(
                msgn(
                    "{sheet}: {n} hidden row is read like the others",
                    "{sheet}: {n} hidden rows are read like the others",
                    hidden,
                    sheet=name,
                )
            )

    def _note(self, message: Message) -> None:
        self._filled.notes.append(message)

    def _trouble(self, place: CellPlace, problem: Message) -> None:
        number, at, text = place
        name = cell_name(number, at)
        self._filled.troubles.append(CellTrouble(self._record.name, name, text, problem))

    def _row(self, key: str, number: int, cells: Mapping[str, CellPlace]) -> None:
        row = self._rows.get(key) if key else self._made_before(cells)
        key = key if row is None else row.key
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

    def _made_before(self, cells: Mapping[str, CellPlace]) -> FormRow | None:
        """Return what a new row became when the form was read the last time, by its title."""
        title = cells.get("title", (0, 0, ""))[2].strip()
        gone = self._record.signs.keys() | self._seen
        found = [
            one
            for one in self._rows.values()
            if title and one.value.get("title") == title and one.key not in gone
        ]
        # Of several with one title, the first row made the one whose id got no number.
        return min(found, key=lambda one: (len(one.key), one.key), default=None)

    def _new(
        self,
        fresh: FormRow,
        key: str,
        first: CellPlace,
        cells: Mapping[str, CellPlace],
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
        item = FormItem(self._sheet.kind, key, None, {}, {}, place)
        self._filled.items.append(item)
        self._into(item, fresh, cells, {})

    def _values(
        self,
        row: FormRow,
        cells: Mapping[str, CellPlace],
        signs: Mapping[str, str],
    ) -> None:
        self._into(self._item(row, cells), row, cells, signs)

    def _item(self, row: FormRow, cells: Mapping[str, CellPlace]) -> FormItem:
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
        item = FormItem(self._sheet.kind, key, row.path, value, copy.deepcopy(value), place)
        self._filled.items.append(item)
        if row.path is None:
            self._fresh = item
        return item

    def _into(
        self,
        item: FormItem,
        row: FormRow,
        cells: Mapping[str, CellPlace],
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
            words = one.told(shown), one.told(text)
            item.changes.append(CellChange(heading, shown, text, words))

    def _changed(
        self, item: FormItem, one: FormField, place: CellPlace, sign: str
    ) -> Iterator[str | None]:
        """Yield what the cell says where that is to be written; once, or not at all."""
        number, at, raw = place
        unread = self._without_value(number, at)
        if unread is not None:
            self._trouble(place, unread)
            return
        text = INVISIBLE.sub("", raw)
        self._filled.cells += bool(text.strip())
        held = one.got(item.before)
        shown = held.shown if isinstance(held, Held) else held
        signs = {sign_of(f"\0{text.strip()}"), sign_of(text.strip() or None)}
        if sign in signs or (shown or "") == text.strip():
            return  # as it was written, or as the file is
        try:
            said = one.understood(text)
        except NotUnderstoodError as error:
            self._trouble(place, error.message)
            return
        if sign_of(said) == sign or said == held:
            return
        now = one.got(item.after)
        objection = _objection(one, (held, said, now), sign)
        if objection is not None:
            self._trouble(place, objection)
        elif now != said:
            if len(text) < len(raw):
                self._trouble(place, msg("invisible characters were taken out"))
            yield said

    def _without_value(self, row: int, column: int) -> Message | None:
        """Return why a cell has nothing to be read, although something stands there."""
        cell = self._page.cells.get((row, column))
        if cell is not None and cell.kind is CellKind.UNCOUNTED:
            return msg(
                "a formula without a value: not read. Save the file once more where it is worked "
                "out"
            )
        if cell is not None and cell.kind is CellKind.ERROR:
            return msg("an error in the workbook: not read")
        return None


def _objection(
    one: FormField, states: tuple[str | Held | None, str | None, str | Held | None], sign: str
) -> Message | None:
    """Return why a changed cell is not written.

    `states` are what the file holds, what the cell says, and what the file is to hold by now.
    """
    held, said, now = states
    if isinstance(held, Held):
        return msg(
            "the file holds more than a cell can: change it in the file, or on a sheet of its own"
        )
    if one.locked:
        return msg("this cell is not changed by a form")
    if sign_of(held) != sign:
        return msg(
            "the file was changed too, to {value}: nothing is written", value=held or msg("nothing")
        )
    if now not in (held, said):
        value = now.shown if isinstance(now, Held) else now
        return msg("another cell of the form says something else: {value}", value=value)
    return None


def assessors(item: FormItem) -> str | None:
    """Return the role that a new assessment names, None where it names none."""
    found = item.after.get(ASSESSOR)
    return found if isinstance(found, str) else None
