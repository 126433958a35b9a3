"""Reads ideas out of a table that people filled in: what is certain is taken, the rest is told.

Nothing is guessed in silence. A cell that is not understood leaves its key empty and is named; a
row without a title or a need is not an idea and is named; a column with names or addresses is left
out, since a portfolio holds no personal data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.again import KnownIdeas, answered_anew, response_of
from innostrat.analysis.intake.layout import laid_out
from innostrat.analysis.intake.reading import RowReader, assembled
from innostrat.analysis.intake.rows import Draft
from innostrat.messages import msg
from innostrat.model.words import IdeaSource, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from innostrat.analysis.intake.layout import TableLayout, TableOptions
    from innostrat.analysis.intake.rows import Imported, RowAccount
    from innostrat.files.sheets.worksheet import Worksheet
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.idea import Idea
    from innostrat.model.portfolio import Portfolio

# What columns are called, in small letters and without signs; the first is the format's own.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id",),
    "title": ("title", "tittel", "ide", "idé", "ideen", "idéen", "hva er ideen", "hva er idéen",
              "navn på ideen", "overskrift", "forslag kort", "idea"),
    "received": ("received", "mottatt", "dato", "innsendt", "fullføringstidspunkt", "motteke",
                 "completion time", "tidsmerke", "timestamp", "date"),
    "source": ("source", "kilde", "kjelde", "hvem er du", "jeg er", "rolle", "kven er du"),
    "need": ("need", "behov", "problem", "hvilket behov", "hva er behovet", "hva er problemet",
             "kva er behovet", "behovet"),
    "suggestion": ("suggestion", "forslag", "løsning", "forslag til løsning", "løysing",
                   "hva foreslår du", "kva foreslår du"),
    "focus_area": ("focus area", "hovedsatsning", "satsningsområde", "hovudsatsing", "perspektiv"),
    "service_area": ("service area", "planområde", "tjenesteområde", "tenesteområde", "enhet",
                     "avdeling", "eining"),
    "verdict": ("verdict", "utfall", "vurdering"),
    "by": ("decided by", "vurdert av", "bestemt av"),
    "date": ("decided on", "vurdert dato", "bestemt dato"),
    "because": ("because", "begrunnelse", "grunngiving", "fordi"),
    "promoted_to": ("promoted to", "ble til", "prosjekt", "vart til"),
}  # fmt: skip
NEEDED: Final = ("title", "need")


def read_ideas(
    sheet: Worksheet,
    portfolio: Portfolio,
    options: TableOptions,
    today: date,
    taken: Collection[str] = (),
) -> Imported:
    """Return the ideas in a table; `today` dates those that have no day of their own."""
    layout = laid_out(sheet, options, HEADINGS, NEEDED, None)
    ids = {*portfolio.ideas, *portfolio.projects, *taken}
    return assembled(_Ideas(sheet, layout, portfolio, ids, today), sheet, portfolio)


class _Ideas(RowReader):
    """Reads ideas."""

    needed = NEEDED

    def __init__(
        self,
        sheet: Worksheet,
        layout: TableLayout,
        portfolio: Portfolio,
        taken: Collection[str],
        today: date,
    ) -> None:
        super().__init__(sheet, layout, portfolio, taken)
        self._today = today
        self._there = portfolio.ideas
        self._ideas = KnownIdeas(portfolio.ideas.values())

    def draft(self, row: int, account: RowAccount) -> Draft | str | None:
        """Return the idea of a row, or the id of the one that it is already."""
        title = self.title(row, account)
        need = self.text(row, account, "need")
        wish = self.text(row, account, "id")
        focus, service = self.areas(row, account)
        values: dict[str, YamlValue] = {
            "title": title,
            "received": self._received(row, account),
            "source": self.word(
                row, account, "source", {one.value: one.label for one in IdeaSource}
            ),
            "need": need,
            "suggestion": self.text(row, account, "suggestion") or None,
            "focus_area": focus,
            "service_area": service,
            "verdict": self._verdict(row, account),
            "promoted_to": self.text(row, account, "promoted_to") or None,
        }
        if account.blocked:
            return None
        if wish.isdecimal():  # forms number their answers
            values["response"] = response_of(wish, values)
        named = self.named(row, account, wish)
        known = self._known(values, named)
        if known is not None:
            anew = answered_anew(values, known)
            columns = [self.layout.places[key] for key in anew]
            account.answer(anew, values.get("response"), columns)
            unsigned = known.response is None
            account.differs = unsigned and (known.title, known.need) != (title, need)
            return known.id
        if not self.once(row, account, values | {"id": named}):
            return None
        if named in self._there:
            cell = self.cell(row, account, "id")
            assert cell is not None  # noqa: S101  (an id was read from it)
            other = self._there[named].title
            account.block(cell, msg("the id is that of another idea, {title}", title=other))
            return None
        id_ = self.make_id(row, account, named, title)
        return Draft(id_, str(row + 1), {"id": id_, **values})

    def _known(self, values: dict[str, YamlValue], named: str) -> Idea | None:
        """Return the idea that a row is already: by its id, its answer, or all that it says."""
        named_one = self._there.get(named)
        if named_one is not None and named_one.title == values["title"]:
            return named_one
        return None if named else self._ideas.find(values)

    def _received(self, row: int, account: RowAccount) -> str:
        day = self.day(row, account, "received")
        cell = self.cell(row, account, "received")
        if day is None and cell is not None:
            shown = self._today.isoformat()
            account.tell(cell, msg("{day} is taken as the day that it came in", day=shown))
        return (day or self._today).isoformat()

    def _verdict(self, row: int, account: RowAccount) -> YamlValue:
        labels = {one.value: one.label for one in Outcome}
        outcome = self.word(row, account, "verdict", labels)
        if outcome is None:
            return None
        given: dict[str, YamlValue] = {"outcome": outcome}
        for key in ("by", "because"):
            if text := self.text(row, account, key):
                given[key] = text
        if day := self.day(row, account, "date"):
            given["date"] = day.isoformat()
        return given
