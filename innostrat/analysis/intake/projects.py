"""Reads projects with money by year out of a table; an amount that is not certain is never guessed.

What is refused blocks its row: a project without one of its amounts would be a wrong krone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.amounts import kroner
from innostrat.analysis.intake.headings import FRAME_WORDS, MoneyHeading, MoneyKind, normal
from innostrat.analysis.intake.ideas import HEADINGS
from innostrat.analysis.intake.layout import amount_word, laid_out, normalised
from innostrat.analysis.intake.reading import RowReader, assembled
from innostrat.analysis.intake.rows import Draft
from innostrat.files.sheets.worksheet import CellKind
from innostrat.language import language
from innostrat.messages import Message, msg
from innostrat.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from innostrat.analysis.intake.layout import TableLayout, TableOptions
    from innostrat.analysis.intake.rows import Imported, RowAccount
    from innostrat.files.sheets.worksheet import FilledCell, Worksheet
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": (*HEADINGS["id"], "nr", "tiltak nr", "tiltaksnummer", "tiltaksnr", "kode"),
    "title": (*HEADINGS["title"], "prosjekt", "tiltak", "project", "navn på prosjektet",
              "tiltaksnavn", "prosjektnavn"),
    "need": HEADINGS["need"],
    "summary": ("summary", "sammendrag", "kort om prosjektet", "beskrivelse", "samandrag",
                "beskriving", "omtale", "kort beskrivelse"),
    "approach": ("approach", "løsning", "gjennomføring", "forslag til løsning", "løysing"),
    "focus_area": HEADINGS["focus_area"],
    "service_area": (*HEADINGS["service_area"], "kommunalområde", "sektor", "virksomhet"),
    "champion": ("champion", "pådriver", "prosjektleder", "ansvarlig rolle", "pådrivar"),
    "frame": ("frame", "ramme", "budsjett", "finansiering"),
}  # fmt: skip
NEEDED: Final = ("title",)
SMALL: Final = 10_000  # kroner; a table without a unit and with less than this is in thousands
TITLES: Final = {
    MoneyKind.COST: msg("Cost"),
    MoneyKind.SAVING: msg("Saving"),
    MoneyKind.INCOME: msg("Income"),
    MoneyKind.GRANT: msg("Grant"),
}


def read_projects(
    sheet: Worksheet,
    portfolio: Portfolio,
    round_: Round,
    options: TableOptions,
    taken: Collection[str] = (),
) -> Imported:
    """Return the projects in the table, with the amounts of the columns that are understood."""
    layout = laid_out(sheet, options, NAMES, NEEDED, round_.money_frames)
    ids = {*portfolio.projects, *portfolio.ideas, *taken}
    reader = _Projects(sheet, layout, portfolio, ids, (round_, options.frame))
    return assembled(reader, sheet, portfolio)


class _Projects(RowReader):
    """Reads projects."""

    needed = NEEDED

    def __init__(
        self,
        sheet: Worksheet,
        layout: TableLayout,
        portfolio: Portfolio,
        taken: Collection[str],
        given: tuple[Round, str | None],
    ) -> None:
        super().__init__(sheet, layout, portfolio, taken)
        self._round, self._frame_wish = given
        self._drop_numbers()
        self._speak = language(portfolio.strategy.language)
        self._there = portfolio.projects
        self._alike = {_said(one): one.id for one in portfolio.projects.values()}
        self._merged = [
            area
            for area in sheet.merged
            if any(area.left <= place <= area.right for place in self._amounts)
            and area.bottom > layout.last
        ]
        self._unsaid = not layout.unit_said and self._largest() < SMALL
        self._reversed = self._one_sign()

    def _drop_numbers(self) -> None:
        """Leave out a column of ids that only numbers the rows."""
        place = self.layout.places.get("id")
        below = [
            one.text.strip()
            for (row, column), one in self._sheet.cells.items()
            if column == place and row > self.layout.last
        ]
        if place is not None and all(one.isdecimal() for one in below):
            del self.layout.places["id"]
            self.layout.notes[place] = msg("numbers of rows")

    @property
    def _amounts(self) -> set[int]:
        return {*self.layout.money, *self.layout.totals}

    def _cells(self) -> Iterator[tuple[FilledCell, MoneyHeading]]:
        """Yield the amounts of the rows that are no totals, each with its heading."""
        for _, cells in self.body():
            if not self.is_total(cells):
                for place in sorted(self.layout.money.keys() & cells.keys()):
                    yield cells[place], self.layout.money[place]

    def _largest(self) -> int:
        """Return the largest amount as if it were kroner; one that says kroner itself is enough."""
        found = 0
        for cell, heading in self._cells():
            if cell.unit or (cell.kind is CellKind.TEXT and "k" in normal(cell.text)):
                return SMALL
            amount = kroner(cell, heading.unit or 1)
            found = max(found, 0 if isinstance(amount, Message) else abs(amount))
        return found or SMALL

    def _one_sign(self) -> frozenset[MoneyKind]:
        """Return the kinds, but costs, whose amounts are all below nothing, as people may write."""
        signs: dict[MoneyKind, set[bool]] = defaultdict(set)
        for cell, heading in self._cells():
            amount = kroner(cell, heading.unit or 1)
            if heading.kind and not isinstance(amount, Message) and amount:
                signs[heading.kind].add(amount < 0)
        return frozenset(
            kind for kind, found in signs.items() if found == {True} and kind is not MoneyKind.COST
        )

    def draft(self, row: int, account: RowAccount) -> Draft | str | None:
        """Return the project of a row, or the id of the one that it is already."""
        if len(account.cells) == 1 and len(self.layout.read) > 1:
            first = next(iter(account.cells.values()))
            account.block(first, msg("nothing but a title: a heading, or a note?"))
            return None
        title = self.title(row, account)
        wish = self.text(row, account, "id")
        focus, service = self.areas(row, account)
        values: dict[str, YamlValue] = {
            "title": title,
            "phase": "concept",
            "focus_area": focus,
            "service_area": service,
            "summary": self.text(row, account, "summary") or None,
            "need": {"problem": need} if (need := self.text(row, account, "need")) else None,
            "approach": self.text(row, account, "approach") or None,
            "champion": self.text(row, account, "champion") or None,
            **self._money(row, account),
        }
        if account.blocked:
            return None
        named = self.named(row, account, wish)
        cell = self.cell(row, account, "id")
        if cell is not None and wish.isdecimal():
            account.leave(cell, msg("numbers of rows"))
        known = self._known(row, account, values, named)
        if known is not None or account.blocked:
            return known
        if not self.once(row, account, values | {"id": named}):
            return None
        id_ = self.make_id(row, account, named, title)
        return Draft(id_, str(row + 1), {"id": id_, **values})

    def _known(
        self, row: int, account: RowAccount, values: dict[str, YamlValue], named: str
    ) -> str | None:
        """Return the project that a row is already; an id that another one has blocks the row."""
        other = self._there.get(named)
        if other is None:
            return self._alike.get(_written(values))
        if other.title == values["title"]:
            account.differs = _said(other) != _written(values)
            return other.id
        cell = self.cell(row, account, "id")
        assert cell is not None  # noqa: S101  (the id was read from it)
        account.block(cell, msg("the id is that of another project, {title}", title=other.title))
        return None

    def _money(self, row: int, account: RowAccount) -> dict[str, YamlValue]:
        """Return costs, benefits and funding of a row; what is not certain blocks it."""
        lines: dict[tuple[MoneyKind, str | None], dict[str, int]] = defaultdict(dict)
        self._refuse_odd(row, account)
        for place, heading in self.layout.money.items():
            cell = account.cells.get(place)
            amount = None if cell is None else self._amount(account, cell, heading)
            if cell is None or amount is None:
                continue
            account.take(cell)
            kind = heading.kind or MoneyKind.COST
            if amount < 0 and kind is not MoneyKind.COST:
                account.block(
                    cell, msg("less than nothing, where other amounts are more: which is it?")
                )
            elif amount:
                kind = MoneyKind.SAVING if amount < 0 else kind
                own = lines[kind, heading.frame]
                own[str(heading.year)] = own.get(str(heading.year), 0) + abs(amount)
        if not account.blocked:  # what was not read is missing from the sum
            self._compare_totals(account, lines)
        if not lines or account.blocked:
            return {}
        return self._written_lines(row, account, lines)

    def _amount(self, account: RowAccount, cell: FilledCell, heading: MoneyHeading) -> int | None:
        """Return the amount of a cell in kroner, with the sign that its kind has here."""
        amount = kroner(cell, heading.unit or 1)
        if isinstance(amount, Message):
            account.block(cell, amount)
            return None
        if amount and self._unsaid:
            unit = amount_word(1_000)
            account.block(
                cell,
                msg(
                    "nobody says the unit, and no amount reaches 10 000: "
                    "is it {unit}? Say it with --unit",
                    unit=unit,
                ),
            )
        year = heading.year or 0
        if amount and year < min(self._round.years):
            account.block(cell, msg("{year} is before the round", year=str(year)))
        return -amount if heading.kind in self._reversed else amount

    def _refuse_odd(self, row: int, account: RowAccount) -> None:
        """Block a row with numbers that have no heading that is understood, or that are merged."""
        layout = self.layout
        read = {*self._amounts, *layout.places.values(), *layout.ignored, *layout.notes}
        for place, cell in account.cells.items():
            if place in read or not _is_number(cell):
                continue
            why = layout.refused.get(place)
            shared = sum(one == why for one in layout.refused.values()) > 1
            if why is None and place not in self.layout.headings:
                why = msg("a number in a column without a heading")
            if why is not None:
                account.block(
                    cell,
                    msg("{heading}: {why}", heading=self.layout.headings.get(place, ""), why=why)
                    if place in self.layout.headings and not shared
                    else why,
                )
        for area in self._merged:
            if area.top <= row <= area.bottom:
                first = next(iter(account.cells.values()))
                account.block(
                    first, msg("merged cells, {area}: whose amount is it?", area=area.name)
                )

    def _compare_totals(
        self, account: RowAccount, lines: Mapping[tuple[MoneyKind, str | None], Mapping[str, int]]
    ) -> None:
        """Block a row whose own total is not what its years come to: one of them is wrong."""
        for place, heading in self.layout.totals.items():
            cell = account.cells.get(place)
            if cell is None or not self.layout.money:
                continue
            total = kroner(cell, heading.unit or 1)
            if isinstance(total, Message) or total not in _sums(lines, heading):
                account.block(cell, msg("the total is not what the years come to"))

    def _written_lines(
        self,
        row: int,
        account: RowAccount,
        lines: Mapping[tuple[MoneyKind, str | None], Mapping[str, int]],
    ) -> dict[str, YamlValue]:
        found: dict[str, list[YamlValue]] = {"costs": [], "benefits": [], "funding": []}
        own = self._frame(row, account) if any(frame is None for _, frame in lines) else None
        for (kind, frame), amounts in sorted(
            lines.items(), key=lambda one: (one[0][0], one[0][1] or "")
        ):
            line: dict[str, YamlValue] = {"title": self._speak(TITLES[kind])}
            if kind is MoneyKind.GRANT:
                line["status"] = "idea"  # nobody says that it is applied for, let alone granted
            elif kind is not MoneyKind.COST:
                line["kind"] = "budget"
            line["frame"] = frame or own
            line["amounts"] = {year: amount_text(one) for year, one in sorted(amounts.items())}
            found[PLACES[kind]].append(line)
        return {key: one or None for key, one in found.items()}

    def _frame(self, row: int, account: RowAccount) -> str | None:
        """Return the frame that a row names; the one wished for, or the only one, need not be."""
        frames = self._round.money_frames
        kinds = {kind: [one.id for one in frames if one.kind is kind] for kind in FRAME_WORDS}
        names = {
            one.id: (
                one.id,
                one.title,
                *(FRAME_WORDS[one.kind] if kinds[one.kind] == [one.id] else ()),
            )
            for one in frames
        }
        cell = self.cell(row, account, "frame")
        if cell is not None:
            text = normalised(self.text(row, account, "frame"))
            for id_, called in names.items():
                if text in {normalised(one) for one in called}:
                    return id_
            account.block(cell, msg("no such frame in the round"))
            return None
        if self._frame_wish or len(frames) == 1:
            return self._frame_wish or frames[0].id
        first = next(one for place, one in account.cells.items() if place in self.layout.money)
        account.block(first, msg("no frame for the amounts: say it with --frame"))
        return None


PLACES: Final = {
    MoneyKind.COST: "costs",
    MoneyKind.SAVING: "benefits",
    MoneyKind.INCOME: "benefits",
    MoneyKind.GRANT: "funding",
}


def _is_number(cell: FilledCell) -> bool:
    """Whether a cell may be an amount: a number, or a text that is one, or what should be one."""
    if cell.kind is CellKind.TEXT:
        return any(one.isdecimal() for one in cell.text)
    return cell.kind not in {CellKind.DAY, CellKind.TRUTH}


def _sums(
    lines: Mapping[tuple[MoneyKind, str | None], Mapping[str, int]], heading: MoneyHeading
) -> set[int]:
    """Return what a total may be: that of its kind, of what is paid, or of what is left to pay."""
    year = None if heading.year is None else str(heading.year)
    by_kind: dict[MoneyKind, int] = defaultdict(int)
    for (kind, _), amounts in lines.items():
        by_kind[kind] += sum(one for key, one in amounts.items() if year in {None, key})
    if heading.kind not in {None, MoneyKind.COST}:
        return {by_kind[heading.kind or MoneyKind.COST]}
    cost = by_kind[MoneyKind.COST]
    net = cost - sum(one for kind, one in by_kind.items() if kind is not MoneyKind.COST)
    return {net} if heading.net else {cost, net, cost - by_kind[MoneyKind.SAVING]}


def _said(project: Project) -> tuple[object, ...]:
    """Return what a project says that a table says too."""
    sums: dict[str, int] = defaultdict(int)
    for cost in project.costs:
        for year, amount in cost.amounts.items():
            sums[str(year)] += int(amount.likely)
    return project.title, project.need.problem, tuple(sorted(sums.items()))


def _written(values: Mapping[str, YamlValue]) -> tuple[object, ...]:
    """Return the same of what a row says."""
    sums: dict[str, int] = defaultdict(int)
    costs, need = values.get("costs"), values.get("need")
    for line in costs if isinstance(costs, list) else ():
        amounts = line.get("amounts") if isinstance(line, dict) else None
        for year, amount in (amounts if isinstance(amounts, dict) else {}).items():
            sums[year] += int(str(amount).replace(" ", ""))
    problem = need.get("problem") if isinstance(need, dict) else None
    return values["title"], problem, tuple(sorted(sums.items()))
