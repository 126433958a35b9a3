"""Goes through a table row by row: what all rows have in common, whatever they become."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.days import month_first, parsed
from innostrat.analysis.intake.duplicates import Alike, Content, Crowd, contents
from innostrat.analysis.intake.headings import TOTALS
from innostrat.analysis.intake.layout import normalised
from innostrat.analysis.intake.people import names_somebody
from innostrat.analysis.intake.rows import (
    Draft,
    Imported,
    RowAccount,
    RowFate,
    Trouble,
    UnitSaid,
    Unread,
)
from innostrat.files.sheets.worksheet import CellKind, FilledCell, cell_name
from innostrat.files.yaml.events import INVISIBLE
from innostrat.language import LANGUAGES, language
from innostrat.messages import Listing, Message, msg
from innostrat.model.base import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from innostrat.analysis.intake.layout import TableLayout
    from innostrat.files.sheets.worksheet import Area, Worksheet
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.portfolio import Portfolio

LONGEST_ID: Final = 80
TOTAL: Final = re.compile(rf"(?:{'|'.join((*TOTALS, 'delsum', 'subtotal'))})\b")
CHANGED: Final = re.compile(r"\s*endr(?:et|ing|a)?\b\s*[:.–-]|\s*ENDR\b")
NEEDED: Final = {
    "title": msg("no title"),
    "need": msg("no need"),
}


class RowReader:
    """Reads one row after the other; each id that is made joins those that are taken."""

    needed: tuple[str, ...] = ("title",)

    def __init__(
        self, sheet: Worksheet, layout: TableLayout, portfolio: Portfolio, taken: Collection[str]
    ) -> None:
        """Read the rows below the headings of `layout`; no item may get an id of `taken`."""
        self.layout = layout
        self._sheet = sheet
        self._strategy = portfolio.strategy
        self._taken = set(taken)
        self._next: Counter[str] = Counter()
        self._down = dict(_filled_down(sheet, set(layout.places.values())))
        self._seen: dict[object, str] = {}
        self._other: int | None = None  # the row of other headings below the first
        self._month_first: dict[str, bool | None] = {}

    def fates(self) -> Iterator[RowFate]:
        """Yield what becomes of each row below the headings."""
        return (self._fate(row, cells) for row, cells in self.body())

    def body(self) -> Iterator[tuple[int, dict[int, FilledCell]]]:
        """Yield the filled rows below the headings, each with its cells by column."""
        for row, group in groupby(self._sheet.cells.values(), key=lambda one: one.row):
            if row > self.layout.last:
                yield row, {one.column: one for one in group}

    def draft(self, row: int, account: RowAccount) -> Draft | str | None:
        """Return the item of a row, or the id of the one that it is already."""
        raise NotImplementedError

    def _fate(self, row: int, cells: dict[int, FilledCell]) -> RowFate:
        account = RowAccount(cells)
        first = next(iter(cells.values()))
        problem = self._sheet.faults.get(row) or self._no_item(cells)
        if problem is not None:
            account.block(first, problem)
            return account.fate(None)
        for key in self.needed:
            self._demand(row, account, key)
        if account.blocked:
            return account.fate(None)
        made = self.draft(row, account)
        if isinstance(made, str):
            return account.fate(None, known=made)
        for place in sorted({*self.layout.places.values(), *self.layout.money}):
            account.leave_unused(place)
        return account.fate(made)

    def _no_item(self, cells: Mapping[int, FilledCell]) -> Message | None:
        """Return why a row is no item at all: headings again, a total, or a line between others."""
        layout = self.layout
        if self._other is not None:
            return msg("below other headings, in row {n}: read it with --header-row", n=self._other)
        texts = {place: " ".join(one.text.split()) for place, one in cells.items()}
        if all(layout.headings.get(place) == one for place, one in texts.items()):
            return msg("the headings once more")
        title = layout.places["title"]
        if normalised(texts.get(title, "")) == normalised(layout.headings[title]):
            self._other = next(iter(cells.values())).row + 1
            return msg("other headings")
        return msg("a total") if self.is_total(cells) else None

    def is_total(self, cells: Mapping[int, FilledCell]) -> bool:
        """Whether a row begins with a word for a total, alone or before amounts without a need."""
        text = next(
            (normalised(one.text) for one in cells.values() if one.kind is CellKind.TEXT), ""
        )
        if text in {*TOTALS, "delsum", "subtotal", "netto", "resultat"}:
            return True
        place = self.layout.places.get("need")
        return bool(TOTAL.match(text)) and (place is None or place not in cells)

    def _demand(self, row: int, account: RowAccount, key: str) -> None:
        cell = self.cell(row, account, key)
        if cell is None:
            account.block(FilledCell(row, self.layout.places[key], ""), NEEDED[key])
        elif cell.kind in {CellKind.ERROR, CellKind.UNCOUNTED}:
            account.block(cell, _no_value(cell))

    def cell(self, row: int, account: RowAccount, key: str) -> FilledCell | None:
        """Return the cell of a key, also one that is merged with those above it."""
        place = self.layout.places.get(key)
        if place is None:
            return None
        return account.cells.get(place) or self._down.get((row, place))

    def text(self, row: int, account: RowAccount, key: str) -> str:
        """Return the clean text of a key, and take its cell; empty where it has none."""
        cell = self.cell(row, account, key)
        if cell is None:
            return ""
        if cell.kind in {CellKind.ERROR, CellKind.UNCOUNTED}:
            account.leave(cell, _no_value(cell))
            return ""
        text = INVISIBLE.sub("", cell.text)
        if len(text) < len(cell.text):
            account.tell(cell, msg("invisible characters were taken out"))
        if names_somebody(text):
            account.tell(cell, msg("a person's name? Write the role: git keeps it for ever"))
        account.take(cell)
        return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))

    def title(self, row: int, account: RowAccount) -> str:
        """Return a title on one line, as it stands; a mark of change is told."""
        text = " ".join(self.text(row, account, "title").split())
        cell = self.cell(row, account, "title")
        if cell is not None and CHANGED.match(text):
            account.tell(cell, msg("marked as changed: is it an item that is there already?"))
        if not text and cell is not None:
            account.block(cell, NEEDED["title"])
        return text

    def areas(self, row: int, account: RowAccount) -> tuple[str | None, str | None]:
        """Return the focus area and the service area, by their ids or titles in the strategy."""
        strategy = self._strategy
        focus = {one.id: (one.id, one.title) for one in strategy.focus_areas}
        service = {one.id: (one.id, one.title) for one in strategy.service_areas}
        problem = msg("no such area in the strategy: left empty")
        return (
            self.choice(row, account, "focus_area", focus, problem),
            self.choice(row, account, "service_area", service, problem),
        )

    def word(
        self, row: int, account: RowAccount, key: str, labels: Mapping[str, Message]
    ) -> str | None:
        """Return the word that a cell names, by itself or by its label in any language."""
        if self.cell(row, account, key) is None:
            return None
        names = {
            word: (word, *(language(code)(label) for code in LANGUAGES))
            for word, label in labels.items()
        }
        return self.choice(row, account, key, names, msg("not one of the choices: left empty"))

    def choice(
        self,
        row: int,
        account: RowAccount,
        key: str,
        names: Mapping[str, Iterable[str]],
        problem: Message,
    ) -> str | None:
        """Return which of several a cell names; one that is none of them is left, and told."""
        text = normalised(self.text(row, account, key))
        cell = self.cell(row, account, key)
        if not text or cell is None:
            return None
        for id_, called in names.items():
            if text in {normalised(one) for one in called}:
                return id_
        account.leave(cell, problem)
        return None

    def day(self, row: int, account: RowAccount, key: str) -> date | None:
        """Return the day of a cell; one that is not understood is left, and told."""
        text = self.text(row, account, key)
        cell = self.cell(row, account, key)
        if not text or cell is None:
            return None
        if key not in self._month_first:
            place = self.layout.places[key]
            every = (one.text for (_, column), one in self._sheet.cells.items() if column == place)
            self._month_first[key] = month_first(every)
        day = parsed(text, month_first=self._month_first[key])
        if day is None:
            both = parsed(text, month_first=True), parsed(text, month_first=False)
            account.leave(
                cell,
                msg("may be {one} or {other}: left empty", one=both[0], other=both[1])
                if all(both)
                else msg("not a day that is understood: left empty"),
            )
        return day

    def named(self, row: int, account: RowAccount, wish: str) -> str:
        """Return the id that a cell gives; a mere number is that of a row, or of an answer."""
        found = "" if wish.isdecimal() else slugify(wish)
        cell = self.cell(row, account, "id")
        if cell is not None and not found and not wish.isdecimal():
            account.leave(cell, msg("no id can be made of it"))
        return found

    def make_id(self, row: int, account: RowAccount, named: str, title: str) -> str:
        """Return an id that nobody has: the one that the row names, or one made of the title."""
        base = named or slugify(title) or "ide"
        found = base
        cell = self.cell(row, account, "id")
        if named in self._taken and cell is not None:
            account.tell(cell, msg("the id of another row: it is numbered"))
        while found in self._taken:
            self._next[base] += 1
            end = f"-{self._next[base] + 1}"
            found = base[: LONGEST_ID - len(end)].rstrip("-") + end
        self._taken.add(found)
        return found

    def once(self, row: int, account: RowAccount, values: Mapping[str, YamlValue]) -> bool:
        """Whether no earlier row says all the same; one that does is told."""
        same = self._seen.setdefault(repr(sorted(values.items())), str(row + 1))
        if same == str(row + 1):
            return True
        account.block(next(iter(account.cells.values())), msg("the same as row {n}", n=same))
        return False


def _no_value(cell: FilledCell) -> Message:
    if cell.kind is CellKind.ERROR:
        return msg("an error of the workbook")
    return msg("a formula without a stored value: open the file, let it count, and save it")


def _filled_down(sheet: Worksheet, texts: set[int]) -> Iterator[tuple[tuple[int, int], FilledCell]]:
    """Yield the text that cells share which are merged with one above them, by their place."""
    rows = {row for row, _ in sheet.cells}
    for area in sheet.merged:
        cell = sheet.cells.get((area.top, area.left))
        if cell is not None and area.left in texts and area.left == area.right:
            for row in rows:
                if area.top < row <= area.bottom:
                    yield (row, area.left), cell


def assembled(reader: RowReader, sheet: Worksheet, portfolio: Portfolio) -> Imported:
    """Return all that was found in a table, by a reader of its rows."""
    layout = reader.layout
    rows = tuple(_with_similar(list(reader.fates()), portfolio))
    used = {*layout.places.values(), *layout.money}
    unread = dict(_unread(sheet, layout, used))
    heads = [(row, place) for row, place in sheet.cells if layout.head <= row <= layout.last]
    taken = [one for one in heads if one[1] in used or one in layout.above]
    return Imported(
        rows,
        tuple(_aside(sheet, layout)),
        layout.read,
        unread,
        len(taken) + len([one for one in layout.above if one[0] < layout.head]),
        len(sheet.cells),
        _unit_said(layout),
    )


def _unit_said(layout: TableLayout) -> UnitSaid | None:
    """Return what unit the columns of amounts are in, and which text outside the table says so."""
    units = {one.unit or 1 for one in layout.money.values()}
    if len(units) != 1:
        return None
    return UnitSaid(units.pop(), layout.unit_from, said=layout.unit_said)


def _unread(sheet: Worksheet, layout: TableLayout, used: set[int]) -> Iterator[tuple[int, Unread]]:
    """Yield the columns that are not read, with how many cells of theirs are headings."""
    filled = {place for row, place in sheet.cells if row >= layout.head}
    for place in sorted(filled - used):
        heads = [
            row
            for row in (layout.head, layout.last)
            if (row, place) in sheet.cells and (row, place) not in layout.above
        ]
        heading = layout.headings.get(place) or cell_name(0, place).removesuffix("1")
        why = layout.refused.get(place) or layout.notes.get(place)
        if place in layout.totals:
            why = msg("a total: compared with its years, and not written")
        yield place, Unread(heading, len(set(heads)), why)


def _aside(sheet: Worksheet, layout: TableLayout) -> Iterator[Trouble]:
    """Yield what stands outside the rows, and what is to be known of the sheet."""
    above: dict[int, list[FilledCell]] = {}
    for place, cell in sheet.cells.items():
        if place[0] < layout.head and place not in layout.above:
            above.setdefault(place[0], []).append(cell)
    for cells in above.values():
        problem = msg("above the headings: not read")
        yield Trouble(cells[0].name, cells[0].text, problem, len(cells))
    for name, said in sheet.remarks:
        yield Trouble(name, "", said)
    filled = {row for row, _ in sheet.cells}, {column for _, column in sheet.cells}
    hidden = sorted(row + 1 for row in sheet.hidden_rows & filled[0])
    if hidden:
        yield Trouble("", "", msg("hidden rows are read: {rows}", rows=Listing(tuple(hidden))))
    letters = [cell_name(0, one)[:-1] for one in sorted(sheet.hidden_columns & filled[1])]
    if letters:
        yield Trouble(
            "", "", msg("hidden columns are read: {columns}", columns=Listing(tuple(letters)))
        )
    for area in sheet.merged:
        if area.bottom >= layout.head and (area.top, area.left) in sheet.cells:
            yield from _merged(area, layout)


def _merged(area: Area, layout: TableLayout) -> Iterator[Trouble]:
    if area.top <= layout.last or area.left in layout.money:
        return  # headings are shown with what stands above them, and amounts are refused
    if area.left == area.right and area.left in layout.places.values():
        yield Trouble(area.name, "", msg("merged: its text is taken in each of its rows"))
    else:
        yield Trouble(area.name, "", msg("merged: its text is taken in its first cell alone"))


def _with_similar(fates: Sequence[RowFate], portfolio: Portfolio) -> Iterator[RowFate]:
    """Yield the rows with the ideas, projects and earlier drafts that are much like each."""
    crowd = Crowd(contents(portfolio))
    seen: dict[Content, str] = {}
    for fate in fates:
        draft = fate.draft
        if draft is None:
            yield fate
            continue
        need = draft.values.get("need")
        told = need.get("problem") if isinstance(need, dict) else need
        texts = (draft.values.get("summary"), told)
        own = Content.of(str(draft.values["title"]), *(str(one) for one in texts if one))
        # Thousands that say the same are compared once: each is like the first of them.
        similar = (Alike(seen[own], 100),) if own in seen else crowd.like(own)
        if own not in seen:
            crowd.add(seen.setdefault(own, draft.id), own)
        found = Draft(draft.id, draft.row, draft.values, similar)
        yield replace(fate, draft=found)
