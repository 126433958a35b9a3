"""Reads ideas out of a table that people filled in: what is certain is taken, the rest is told.

Nothing is guessed in silence. A cell that is not understood leaves its key empty and is named; a
row without a title or a need is not an idea and is named; a column with names or addresses is left
out, since a portfolio holds no personal data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.duplicates import Alike, Content, Crowd, contents
from innostrat.files.yaml.events import INVISIBLE
from innostrat.language import LANGUAGES, language
from innostrat.messages import Message, msg
from innostrat.model.base import slugify
from innostrat.model.words import IdeaSource, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from innostrat.files.sheet import Sheet, SheetCell
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.strategy import Strategy

# What columns are called, in small letters and without signs; the first is that of `export`.
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
NEEDED: Final = {
    "title": msg("no title: the row is not imported"),
    "need": msg("no need: the row is not imported"),
}
PERSONAL: Final = re.compile(
    r"\b(?:navn|namn|name|e-?post\w*|e-?mail|telefon\w*|phone|mobil\w*|fødsel\w*|adresse)\b"
)
MACHINE: Final = frozenset({"start time", "starttidspunkt", "starttid", "språk", "language"})
CHANGED: Final = re.compile(r"^\s*endr(?:et|ing)?\b[\s:.–-]*", re.IGNORECASE)
DAY: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\D.*)?")
ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong at which cell, what stands there, and what follows."""

    cell: str
    text: str
    problem: Message


@dataclass(frozen=True, slots=True)
class Draft:
    """An idea to be: its id, its values as they are written, and what it is like."""

    id: str
    row: str
    values: Mapping[str, YamlValue]
    similar: tuple[Alike, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The ideas of a table, what is wrong in it, and which columns were read and left out."""

    drafts: tuple[Draft, ...]
    troubles: tuple[Trouble, ...]
    columns: Mapping[str, str]
    left_out: tuple[str, ...]
    skipped: int


def columns(
    headings: Sequence[str],
    wishes: Mapping[str, str],
    names: Mapping[str, tuple[str, ...]] = HEADINGS,
) -> dict[str, int]:
    """Return the place of the column of each key: as wished, else by what it is called."""
    known = [normalised(one) for one in headings]
    found: dict[str, int] = {}
    for key, called in names.items():
        wanted = (normalised(wishes[key]),) if key in wishes else called
        for name in wanted:
            if name in known and known.index(name) not in found.values():
                found[key] = known.index(name)
                break
    return found


def read_ideas(
    sheet: Sheet, portfolio: Portfolio, wishes: Mapping[str, str], today: date | None
) -> Imported:
    """Return the ideas in the table; `today` dates those that have no day of their own."""
    places = columns(sheet.headings, wishes)
    reader = _Ideas(portfolio, places, today)
    drafts = [draft for row in sheet.rows if (draft := reader.draft(row)) is not None]
    return Imported(
        tuple(with_similar(drafts, portfolio)),
        tuple(reader.troubles),
        {key: sheet.headings[place] for key, place in places.items()},
        unread(sheet.headings, places.values()),
        len(sheet.rows) - len(drafts),
    )


def unread(headings: Sequence[str], read: Collection[int]) -> tuple[str, ...]:
    """Return the headings of columns that were not read, but those that a form's machine writes."""
    return tuple(
        heading
        for place, heading in enumerate(headings)
        if place not in read and heading and normalised(heading) not in MACHINE
    )


class Rows:
    """Reads one row after the other, and gathers what is wrong.

    `taken` are the ids that are there; each id that is made joins them.
    """

    def __init__(self, strategy: Strategy, places: Mapping[str, int], taken: set[str]) -> None:
        self._strategy = strategy
        self._places = places
        self._taken = taken
        self.troubles: list[Trouble] = []

    def read(
        self, row: tuple[SheetCell, ...], needed: Sequence[str]
    ) -> tuple[dict[str, SheetCell], dict[str, str]] | None:
        """Return a row's cells and clean texts by key; None when a needed one is empty."""
        cells = {key: row[place] for key, place in self._places.items()}
        texts = {key: self._clean(cell) for key, cell in cells.items()}
        for key in needed:
            if not texts.get(key):
                self.trouble(cells.get(key, row[0]), NEEDED[key])
                return None
        return cells, texts

    def _clean(self, cell: SheetCell) -> str:
        """Return the text without what nobody sees; what was taken out is told."""
        text = INVISIBLE.sub("", cell.text.replace("\r\n", "\n").replace("\u00a0", " "))
        if len(text) < len(cell.text.replace("\r\n", "\n")):
            self.trouble(cell, msg("invisible characters were taken out"))
        return "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))

    def trouble(self, cell: SheetCell, problem: Message) -> None:
        """Note what is wrong at a cell."""
        self.troubles.append(Trouble(cell.name, cell.text, problem))

    def title(self, cell: SheetCell, text: str) -> str:
        """Return a title on one line, without a mark of change, which is told."""
        found = CHANGED.match(text)
        if found and text[found.end() :].strip():
            self.trouble(cell, msg("marked as changed: is it an idea that is there already?"))
            return text[found.end() :].strip()
        return " ".join(text.split())

    def areas(
        self, cells: Mapping[str, SheetCell], texts: Mapping[str, str]
    ) -> tuple[str | None, str | None]:
        """Return the focus area and the service area, by their ids or titles in the strategy."""
        strategy = self._strategy
        focus = {one.id: one.title for one in strategy.focus_areas}
        service = {one.id: one.title for one in strategy.service_areas}
        return (
            self._area(cells, texts, "focus_area", focus),
            self._area(cells, texts, "service_area", service),
        )

    def _area(
        self,
        cells: Mapping[str, SheetCell],
        texts: Mapping[str, str],
        key: str,
        areas: Mapping[str, str],
    ) -> str | None:
        text = normalised(texts.get(key, ""))
        if not text:
            return None
        for id_, title in areas.items():
            if text in {normalised(id_), normalised(title)}:
                return id_
        self.trouble(cells[key], msg("no such area in the strategy: left empty"))
        return None

    def make_id(self, wish: str, title: str) -> str:
        """Return an id that nobody has: the one wished, or made of the title."""
        named = "" if wish.isdecimal() else slugify(wish)  # forms number their answers
        base = named or slugify(title) or "ide"
        number, found = 2, base
        while found in self._taken:
            number, found = number + 1, f"{base}-{number}"
        self._taken.add(found)
        return found


class _Ideas(Rows):
    """Reads ideas; `today` dates those that have no day of their own."""

    def __init__(self, portfolio: Portfolio, places: Mapping[str, int], today: date | None) -> None:
        super().__init__(portfolio.strategy, places, {*portfolio.ideas})
        self._today = today

    def draft(self, row: tuple[SheetCell, ...]) -> Draft | None:
        """Return the idea of a row, None where it has no title, need or day."""
        read = self.read(row, ("title", "need"))
        if read is None:
            return None
        cells, texts = read
        title = self.title(cells["title"], texts["title"])
        focus, service = self.areas(cells, texts)
        values: dict[str, YamlValue] = {
            "title": title,
            "received": self._received(cells, texts, row),
            "response": _response(texts.get("id", "")),
            "source": self._source(cells, texts),
            "need": texts["need"],
            "suggestion": texts.get("suggestion") or None,
            "focus_area": focus,
            "service_area": service,
            "verdict": self._verdict(cells, texts),
            "promoted_to": texts.get("promoted_to") or None,
        }
        if values["received"] is None:
            return None
        id_ = self.make_id(texts.get("id") or "", title)
        return Draft(id_, row[0].name[1:] if row else "", {"id": id_, **values})

    def _received(
        self, cells: Mapping[str, SheetCell], texts: Mapping[str, str], row: tuple[SheetCell, ...]
    ) -> str | None:
        text = texts.get("received", "")
        day = parsed(text)
        if day is not None:
            return day.isoformat()
        cell = cells.get("received", row[0])
        if self._today is None:
            self.trouble(cell, msg("no day that is understood: the row is not imported"))
            return None
        if text:
            day_text = self._today.isoformat()
            self.trouble(cell, msg("not a day that is understood: {day} is taken", day=day_text))
        return self._today.isoformat()

    def _source(self, cells: Mapping[str, SheetCell], texts: Mapping[str, str]) -> str | None:
        return self._word(cells, texts, "source", {one.value: one.label for one in IdeaSource})

    def _verdict(self, cells: Mapping[str, SheetCell], texts: Mapping[str, str]) -> YamlValue:
        labels = {one.value: one.label for one in Outcome}
        outcome = self._word(cells, texts, "verdict", labels)
        if outcome is None:
            return None
        given: dict[str, YamlValue] = {"outcome": outcome}
        for key in ("by", "date", "because"):
            text = texts.get(key, "")
            if key == "date" and text:
                day = parsed(text)
                if day is None:
                    self.trouble(cells[key], msg("not a day that is understood: left empty"))
                text = day.isoformat() if day else ""
            if text:
                given[key] = text
        return given

    def _word(
        self,
        cells: Mapping[str, SheetCell],
        texts: Mapping[str, str],
        key: str,
        labels: Mapping[str, Message],
    ) -> str | None:
        """Return the word that a cell names, by itself or by its label in any language."""
        text = normalised(texts.get(key, ""))
        if not text:
            return None
        for word, label in labels.items():
            names = {normalised(word), *(normalised(language(code)(label)) for code in LANGUAGES)}
            if text in names:
                return word
        self.trouble(cells[key], msg("not one of the choices: left empty"))
        return None


def _response(text: str) -> YamlValue:
    """Return the number of an answer, which is what forms put where an id would stand."""
    return {"number": text} if text.isdecimal() else None


def parsed(text: str) -> date | None:
    """Return the day of `2026-02-03`, `3.2.2026` or `03/02/2026`, the day before the month."""
    iso, norwegian = ISO.fullmatch(text), DAY.fullmatch(text)
    try:
        if iso:
            return date.fromisoformat(iso[1])
        if norwegian:
            return date(int(norwegian[3]), int(norwegian[2]), int(norwegian[1]))
    except ValueError:
        return None
    return None


def personal(headings: Iterable[str]) -> tuple[str, ...]:
    """Return the headings that name people or how to reach them."""
    return tuple(one for one in headings if PERSONAL.search(one.casefold()))


def with_similar(drafts: Sequence[Draft], portfolio: Portfolio) -> Iterator[Draft]:
    """Yield the drafts with the ideas, projects and earlier drafts that are much like each."""
    crowd = Crowd(contents(portfolio))
    for draft in drafts:
        need = draft.values.get("need")
        told = need.get("problem") if isinstance(need, dict) else need
        texts = (draft.values.get("summary"), told)
        own = Content.of(str(draft.values["title"]), *(str(one) for one in texts if one))
        yield Draft(draft.id, draft.row, draft.values, crowd.like(own))
        crowd.add(draft.id, own)


def normalised(text: str) -> str:
    """Return a text in small letters, without signs and with single spaces."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.casefold()).split())
