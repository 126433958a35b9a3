"""Finds the headings of a table, and what each column is: text, amounts, or not read and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.headings import (
    MoneyHeading,
    MoneyKind,
    mentions_money,
    stated_unit,
    tells_kind,
    understood,
    unit_of,
)
from innostrat.errors import CannotGoOnError
from innostrat.files.sheets.worksheet import CellKind, cell_name
from innostrat.messages import Listing, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from innostrat.files.sheets.worksheet import FilledCell, Worksheet
    from innostrat.model.round import Frame

SEARCHED: Final = 60  # filled rows in which the headings are looked for
LONGEST_STATEMENT: Final = 200  # characters; what is longer is a text
NOTHING: Final = "-"  # what a column is called that shall not be read
LETTERS: Final = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What people say of a table that it does not say itself.

    `columns` are pairs of what a column is and its heading or letters, `unit` the kroner of an
    amount, `head` the row of the headings from 0, `frame` the id of that of rows without one.
    """

    columns: tuple[tuple[str, str], ...] = ()
    unit: int | None = None
    head: int | None = None
    frame: str | None = None


@dataclass(slots=True)
class TableLayout:
    """Where a table's headings stand, and what its columns are, by their place from 0.

    `places` are columns of texts by key, `money` those of amounts by year, `totals` those of sums;
    `refused` are headings about money that are not understood, with the reason.
    """

    head: int
    last: int  # the last row of headings: years may stand below the others
    headings: dict[int, str]
    places: dict[str, int] = field(default_factory=dict)
    money: dict[int, MoneyHeading] = field(default_factory=dict)
    totals: dict[int, MoneyHeading] = field(default_factory=dict)
    refused: dict[int, Message] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    notes: dict[int, Message] = field(default_factory=dict)  # why other columns are not read
    above: set[tuple[int, int]] = field(default_factory=set)  # cells taken as upper headings
    unit_said: bool = True  # whether anybody said what unit amounts are in
    unit_from: str | None = None  # the text outside the table that says it, with its cell

    @property
    def read(self) -> dict[str, str]:
        """The headings by what they are, as `--column` says it."""
        found = {key: self.headings[place] for key, place in self.places.items()}
        for place, one in self.money.items():
            kind = (one.kind or MoneyKind.COST).value
            key = f"{one.year} {kind} {amount_word(one.unit)}"
            found[f"{key} {one.frame}" if one.frame else key] = self.headings[place]
        return found


def amount_word(unit: int | None) -> str:
    """Return a unit as headings and options say it."""
    return {1: "kr", 1_000: "1000 kr", 1_000_000: "mill. kr"}.get(unit or 1, f"{unit} kr")


def normalised(text: str) -> str:
    """Return a text in small letters, without signs and with single spaces."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.casefold()).split())


def columns(
    headings: Mapping[int, str], wishes: Mapping[str, int], names: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """Return the place of the column of each key: as wished, else by what it is called."""
    known: dict[str, int] = {}
    for place, heading in headings.items():
        known.setdefault(normalised(heading), place)
    found = dict(wishes)
    for key, called in names.items():
        for name in () if key in found else called:
            if name in known and known[name] not in found.values():
                found[key] = known[name]
                break
    return found


def laid_out(
    sheet: Worksheet,
    options: TableOptions,
    names: Mapping[str, tuple[str, ...]],
    needed: Sequence[str],
    frames: Sequence[Frame] | None,
) -> TableLayout:
    """Return the layout of a table; `frames` are those of the round, None where nothing is money.

    A table in which a needed column is not found is a `CannotGoOnError` that says which headings
    there are.
    """
    rows = dict(_rows(sheet))
    head = options.head if options.head is not None else _head(rows, options, names)
    if head not in rows:
        raise CannotGoOnError(msg("Row {n} is empty: it holds no headings", n=head + 1))
    layout = TableLayout(head, head, _headings(rows[head]))
    below = rows.get(head + 1, {})
    if frames is not None and _only_years(below, columns(layout.headings, {}, names)):
        layout.last = head + 1
        layout.headings |= _headings(below)
    wished = _wished(layout, options)
    layout.places = columns(layout.headings, _texts(wished, names), names)
    if missing := [key for key in needed if key not in layout.places]:
        raise _missing(missing, layout)
    layout.ignored = {place for place, key in wished.items() if key == NOTHING}
    if frames is not None:
        _money(layout, wished, (rows, sheet, frames))
        _units(layout, options, sheet)
    return layout


def _rows(sheet: Worksheet) -> Iterator[tuple[int, dict[int, FilledCell]]]:
    """Yield the filled rows, each with its cells by column; cells come in that order."""
    row, cells = -1, dict[int, "FilledCell"]()
    for place, cell in sheet.cells.items():
        if place[0] != row and cells:
            yield row, cells
            cells = {}
        row = place[0]
        cells[place[1]] = cell
    if cells:
        yield row, cells


def _head(
    rows: Mapping[int, Mapping[int, FilledCell]],
    options: TableOptions,
    names: Mapping[str, tuple[str, ...]],
) -> int:
    """Return the row of which the most cells are understood as headings, the first of several."""
    called = {name for every in names.values() for name in every}
    called |= {normalised(heading) for _, heading in options.columns}
    best, most = next(iter(rows)), 0
    for row, cells in list(rows.items())[:SEARCHED]:
        said = {normalised(one.text) for one in cells.values()}
        years = {one.text for one in cells.values() if len(one.text) < 80 and _is_money(one.text)}  # noqa: PLR2004
        score = 2 * len(said & called) + len(years)
        if score > most:
            best, most = row, score
    return best


def _headings(cells: Mapping[int, FilledCell]) -> dict[int, str]:
    return {place: " ".join(one.text.split()) for place, one in cells.items()}


def _only_years(cells: Mapping[int, FilledCell], texts: Mapping[str, int]) -> bool:
    """Whether a row holds nothing but years, and none of them below a heading of text."""
    apart = not set(cells).intersection(texts.values())
    return bool(cells) and apart and all(_is_money(one.text) for one in cells.values())


def _is_money(text: str) -> bool:
    found = understood(text, ())
    return isinstance(found, MoneyHeading) and found.year is not None


def _wished(layout: TableLayout, options: TableOptions) -> dict[int, str]:
    """Return what people say that columns are, by place; a heading that is not there is refused."""
    known: dict[str, int] = {}
    for at, heading in layout.headings.items():
        known.setdefault(normalised(heading), at)
    found: dict[int, str] = {}
    for key, heading in options.columns:
        place: int | None = known.get(normalised(heading))
        if place is None and LETTERS.fullmatch(heading):
            place = next(
                (one for one in layout.headings if cell_name(0, one) == f"{heading}1"), None
            )
        if place is None:
            raise CannotGoOnError(
                msg(
                    "Row {n} has no heading {heading}: it has {names}",
                    n=layout.head + 1,
                    heading=heading,
                    names=Listing(tuple(layout.headings.values())),
                )
            )
        found[place] = key
    return found


def _texts(wished: Mapping[int, str], names: Mapping[str, object]) -> dict[str, int]:
    return {key: place for place, key in wished.items() if key in names}


def _missing(keys: Sequence[str], layout: TableLayout) -> CannotGoOnError:
    return CannotGoOnError(
        msg(
            "No column is known as {keys}: say which with {options}, or where the headings stand "
            "with --header-row. Row {n} has {names}",
            keys=Listing(tuple(keys)),
            options=Listing(tuple(msg("--column {key}=HEADING", key=key) for key in keys), " "),
            n=layout.head + 1,
            names=Listing(tuple(layout.headings.values())),
        )
    )


def _money(
    layout: TableLayout,
    wished: Mapping[int, str],
    given: tuple[Mapping[int, Mapping[int, FilledCell]], Worksheet, Sequence[Frame]],
) -> None:
    """Find the columns of amounts; what is above a heading belongs to it."""
    rows, sheet, frames = given
    upper = _upper(layout, rows, sheet)
    for place, heading in list(layout.headings.items()):
        if place in layout.places.values() or place in layout.ignored:
            continue
        over = upper.get(place)
        whole = heading if over is None else f"{' '.join(over.text.split())} {heading}"
        said = wished.get(place)
        if said is None and not mentions_money(whole) and unit_of(heading) is None:
            continue
        found = understood(said or whole, frames)
        if isinstance(found, Message):
            layout.refused[place] = found
            continue
        if over is not None:
            layout.headings[place] = whole
            layout.above.add((over.row, over.column))
        if said is not None and found.unit is None:
            found = replace(found, unit=unit_of(whole))
        if found.total:
            layout.totals[place] = found
        elif found.year is None:
            layout.refused[place] = msg(
                "names no year: say which with --column '{example}={heading}'",
                example=f"{_first_year(layout)} {heading}".strip(),
                heading=heading,
            )
        else:
            layout.money[place] = found
    _refuse_twice(layout)


def _first_year(layout: TableLayout) -> str:
    years = [str(one.year) for one in layout.money.values()]
    return years[0] if years else "2027"


def _upper(
    layout: TableLayout, rows: Mapping[int, Mapping[int, FilledCell]], sheet: Worksheet
) -> dict[int, FilledCell]:
    """Return the cell of the row above that belongs to each column of amounts.

    One that is merged belongs to what it spans, another one to the columns up to the next; what
    stands above a column of text is a title of the table and no heading.
    """
    above = rows.get(layout.last - 1, {})
    title = layout.places["title"]
    alone = layout.last == layout.head
    if (
        alone
        and title in above
        and normalised(above[title].text) == normalised(layout.headings[title])
    ):
        return {}  # the headings of another table
    spans = {(one.top, one.left): one.right for one in sheet.merged}
    texts = set(layout.places.values())
    found: dict[int, FilledCell] = {}
    for place, cell in above.items():
        if place in texts or cell.kind is CellKind.ERROR:
            continue
        last = spans.get((cell.row, cell.column))
        for column in sorted(layout.headings):
            if column < place or column in texts:
                if column > place and last is None:
                    break
                continue
            later = any(place < other <= column for other in above)
            if later if last is None else column > last:
                break
            found[column] = cell
    return found


def _refuse_twice(layout: TableLayout) -> None:
    """Refuse columns that say the same: one of them would be lost, or both counted."""
    whole = {one.year for one in layout.money.values() if not one.net}
    for place, one in list(layout.money.items()):
        if one.net and one.year in whole:  # its costs and what comes in stand beside it
            layout.totals[place] = replace(layout.money.pop(place), kind=None)
    seen: dict[tuple[object, ...], int] = {}
    for place, one in list(layout.money.items()):
        key = (one.year, one.kind or MoneyKind.COST, one.frame)
        if key in seen:
            same = msg("says the same as {other}", other=layout.headings[seen[key]])
            layout.refused[place] = same
            layout.refused[seen[key]] = msg(
                "says the same as {other}", other=layout.headings[place]
            )
        seen.setdefault(key, place)
    for place in layout.refused:
        layout.money.pop(place, None)


def _context(sheet: Worksheet, layout: TableLayout) -> tuple[list[FilledCell], list[FilledCell]]:
    """Return the cells above the headings, and the notes below the last row of several cells."""
    above = [
        cell
        for (row, place), cell in sheet.cells.items()
        if row < layout.head and (row, place) not in layout.above
    ]
    counts = Counter(row for row, _ in sheet.cells)
    last = max((row for row, count in counts.items() if count > 1), default=layout.last)
    return above, [cell for (row, _), cell in sheet.cells.items() if row > last]


def _units(layout: TableLayout, options: TableOptions, sheet: Worksheet) -> None:
    """Give each column of amounts its unit; refuse those of which nobody can say what they are."""
    above, below = _context(sheet, layout)
    stated, doubt = _stated(layout, (*above, *below), sheet.name)
    if options.unit is not None or any(one.unit for one in layout.money.values()):
        layout.unit_from = None  # others say it
    telling = next((one.name for one in above if tells_kind(one.text)), None)
    if telling is None and tells_kind(sheet.name):
        telling = sheet.name
    for place, one in list(layout.money.items()):
        unit = one.unit or options.unit or stated
        if unit is None and doubt is not None:
            layout.refused[place] = msg("{text} may be its unit: say it with --unit", text=doubt)
        elif one.unit and stated not in {None, one.unit} and options.unit is None:
            text = amount_word(stated)
            layout.refused[place] = msg("a text says {text}: say which with --unit", text=text)
        elif one.kind is None and telling is not None:
            layout.refused[place] = _which_kind(telling, one, layout.headings[place])
        layout.unit_said = layout.unit_said and unit is not None
        layout.money[place] = replace(one, unit=unit or 1)
    for place, one in layout.totals.items():
        units = {other.unit for other in layout.money.values()}
        own = one.unit or options.unit or stated or (units.pop() if len(units) == 1 else None)
        layout.totals[place] = replace(one, unit=own)
    for place in layout.refused:
        layout.money.pop(place, None)


def _which_kind(telling: str, one: MoneyHeading, heading: str) -> Message:
    return msg(
        "is it a cost? {text} says otherwise: say what it is with --column "
        "'{year} saving={heading}' or '{year} cost={heading}'",
        text=telling,
        year=str(one.year),
        heading=heading,
    )


def _stated(
    layout: TableLayout, cells: Iterable[FilledCell], name: str
) -> tuple[int | None, str | None]:
    """Return the unit that a text outside the table states, or a text that perhaps states one.

    `Alle tall i 1000 kr` says nothing else, so it holds and is taken, also beside a title; `Rammen
    er 3 mill. kr` may be anything. `name` is that of the sheet.
    """
    units, doubt = dict[int, str](), None
    for cell, text in [*((one, one.text) for one in cells), (None, name)]:
        found = unit_of(text)
        if found is None or len(text) > LONGEST_STATEMENT:
            continue
        if (said := stated_unit(text)) is not None:
            where = name if cell is None else cell.name
            units.setdefault(said, f"{where}: {' '.join(text.split())}")
            if cell is not None and cell.row < layout.head:
                layout.above.add((cell.row, cell.column))
        elif found != 1:
            doubt = cell.name if cell is not None else text
    if len(units) > 1:
        return None, ", ".join(amount_word(one) for one in sorted(units))
    for unit, layout.unit_from in units.items():
        return unit, None
    return None, doubt
