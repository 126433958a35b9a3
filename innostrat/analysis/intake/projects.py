"""Reads projects with costs by year out of a table; an amount that is not certain is never guessed.

`1 250 000 kr`, `1.250.000` and `450000,-` are certain. `1 250 000,50` has øre, `1.250` may be two
things, and `ca. 200 tusen` is an estimate in words: they are named with what was probably meant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.ideas import (
    HEADINGS,
    Draft,
    Imported,
    Rows,
    columns,
    normalised,
    unread,
    with_similar,
)
from innostrat.messages import Kroner, Message, msg
from innostrat.money import amount_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.files.sheet import Sheet, SheetCell
    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": HEADINGS["id"],
    "title": (*HEADINGS["title"], "prosjekt", "tiltak", "project", "navn på prosjektet"),
    "need": HEADINGS["need"],
    "summary": ("summary", "sammendrag", "kort om prosjektet", "beskrivelse", "samandrag"),
    "approach": ("approach", "løsning", "gjennomføring", "forslag til løsning", "løysing"),
    "focus_area": HEADINGS["focus_area"],
    "service_area": HEADINGS["service_area"],
    "champion": ("champion", "pådriver", "prosjektleder", "ansvarlig rolle", "pådrivar"),
    "frame": ("frame", "ramme", "budsjett", "finansiering"),
}
YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
IN_THOUSANDS: Final = re.compile(r"\b(?:1000 kr|tkr|tusen|i hele tusen)\b|\(1000\)", re.IGNORECASE)
WHOLE: Final = re.compile(r"\d{1,3}(?:[ .]\d{3}){2,}|\d{1,3}(?: \d{3})+|\d+")
ROUND_ORE: Final = re.compile(r"[.,](?:00|-+)$|,-+$")
GUESS: Final = re.compile(
    r"(?:ca|cirka|omtrent|rundt|inntil|ca\.)?\s*(\d+(?:[.,]\d+)?)\s*(tusen|t|k|'|mill\w*|m|mnok)\.?"
)
TIMES: Final = {"tusen": 1_000, "t": 1_000, "k": 1_000, "'": 1_000}
MILLION: Final = 1_000_000


def read_projects(
    sheet: Sheet, portfolio: Portfolio, round_: Round, wishes: Mapping[str, str]
) -> Imported:
    """Return the projects in the table; columns whose heading names a year hold costs."""
    places = columns(sheet.headings, wishes, NAMES)
    years = {
        place: int(found[1])
        for place, heading in enumerate(sheet.headings)
        if place not in places.values() and (found := YEAR.search(heading))
    }
    thousands = {place for place in years if IN_THOUSANDS.search(sheet.headings[place])}
    reader = _Projects(portfolio, round_, places, (years, thousands))
    drafts = [draft for row in sheet.rows if (draft := reader.draft(row)) is not None]
    read = {key: sheet.headings[place] for key, place in places.items()}
    read |= {str(year): sheet.headings[place] for place, year in years.items()}
    return Imported(
        tuple(with_similar(drafts, portfolio)),
        tuple(reader.troubles),
        read,
        unread(sheet.headings, {*places.values(), *years}),
        len(sheet.rows) - len(drafts),
    )


class _Projects(Rows):
    """Reads projects; costs are taken from one frame a row, in the years of the round."""

    def __init__(
        self,
        portfolio: Portfolio,
        round_: Round,
        places: Mapping[str, int],
        years: tuple[Mapping[int, int], set[int]],
    ) -> None:
        super().__init__(portfolio.strategy, places, {*portfolio.projects, *portfolio.ideas})
        self._round = round_
        self._years, self._thousands = years

    def draft(self, row: tuple[SheetCell, ...]) -> Draft | None:
        """Return the project of a row, None where it has no title or need."""
        read = self.read(row, ("title", "need"))
        if read is None:
            return None
        cells, texts = read
        title = self.title(cells["title"], texts["title"])
        focus, service = self.areas(cells, texts)
        id_ = self.make_id(texts.get("id") or "", title)
        values: dict[str, YamlValue] = {
            "id": id_,
            "title": title,
            "phase": "concept",
            "focus_area": focus,
            "service_area": service,
            "summary": texts.get("summary") or None,
            "need": {"problem": texts["need"]},
            "approach": texts.get("approach") or None,
            "champion": texts.get("champion") or None,
            "costs": self._costs(row, cells, texts),
        }
        return Draft(id_, row[0].name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), values)

    def _costs(
        self, row: tuple[SheetCell, ...], cells: Mapping[str, SheetCell], texts: Mapping[str, str]
    ) -> YamlValue:
        amounts: dict[str, YamlValue] = {}
        for place, year in self._years.items():
            amount = self._amount(row[place], year, thousands=place in self._thousands)
            if amount:
                amounts[str(year)] = amount_text(amount)
        if not amounts:
            return None
        frame = self._frame(cells, texts)
        if frame is None:
            cell = cells.get("frame", row[next(iter(self._years))])
            self.trouble(cell, msg("no frame for the costs: they are left out"))
            return None
        return [{"title": "Kostnad", "frame": frame, "amounts": amounts}]

    def _amount(self, cell: SheetCell, year: int, *, thousands: bool) -> int | None:
        text = cell.text.strip()
        if not text:
            return None
        if year not in self._round.years:
            self.trouble(cell, msg("{year} is not in the round: left out", year=year))
            return None
        amount, problem = kroner(text)
        if problem is not None:
            self.trouble(cell, problem)
        return None if amount is None else amount * (1_000 if thousands else 1)

    def _frame(self, cells: Mapping[str, SheetCell], texts: Mapping[str, str]) -> str | None:
        """Return the frame that is named; the only one of money need not be."""
        text = normalised(texts.get("frame", ""))
        frames = self._round.money_frames
        if not text and len(frames) == 1:
            return frames[0].id
        for frame in frames:
            if text and text in {normalised(frame.id), normalised(frame.title)}:
                return frame.id
        if text:
            self.trouble(cells["frame"], msg("no such frame in the round"))
        return None


def kroner(text: str) -> tuple[int | None, Message | None]:
    """Return the whole kroner of a text, or what is wrong with it; never both, never a guess."""
    bare = " ".join(re.sub(r"\b(?:kr|nok|kroner)\b\.?", " ", text.casefold()).split())
    bare = ROUND_ORE.sub("", bare).strip()
    if bare == "0" or WHOLE.fullmatch(bare):
        return int(re.sub(r"[ .]", "", bare)), None
    if guess := GUESS.fullmatch(bare):
        times = TIMES.get(guess[2], MILLION)
        meant = round(Decimal(guess[1].replace(",", ".")) * times)
        return None, msg("not whole kroner: left empty. Was {amount} meant?", amount=Kroner(meant))
    if re.fullmatch(r"[\d .]+[.,]\d{1,2}", bare):
        return None, msg("has øre: left empty. Write whole kroner")
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", bare):
        return None, msg("may be two amounts: left empty. Write 1 250 or 1250, without a sign")
    return None, msg("not an amount that is understood: left empty")
