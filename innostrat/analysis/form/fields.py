"""What one column of a form holds: its words, how it is typed, and which value of the file it is.

A cell is compared by what it means: `450000` and `450 000` are one amount, `ja` and `yes` one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from innostrat.analysis.form.lenses import Held
from innostrat.analysis.intake.days import parsed
from innostrat.analysis.intake.layout import normalised
from innostrat.language import LANGUAGES, language
from innostrat.messages import Listing, Message, msg
from innostrat.money import AmountError, amount_text, spoken_kroner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.form.lenses import Lens
    from innostrat.files.yaml.events import YamlValue

NUMBER: Final = re.compile(r"([-−]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?")
YEARS: Final = re.compile(r"[1-9][0-9]?[ \u00a0]?(?:years?|år)")  # how long something lasts
UNIT: Final = re.compile(r"^(?:kr|nok)\b\.?|(?:kr|nok|kroner)\.?$|,-{1,2}$", re.IGNORECASE)
YES_OR_NO: Final = {"true": msg("yes"), "false": msg("no")}


class FieldKind(StrEnum):
    """How the cells of a column are typed, and checked while they are."""

    TEXT = "text"
    CHOICE = "choice"
    WORDS = "words"
    NUMBER = "number"
    DATE = "date"


class NotUnderstoodError(ValueError):
    """A cell that says nothing certain: what is wrong with it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


@dataclass(frozen=True, slots=True)
class FormField:
    """One column: `key` names it whatever language the form speaks, `notes` explain its heading.

    `choices` are the words that a cell may hold, by what the file holds; `open_choice` lets others
    be typed too. `label` is `heading` without what groups it with its neighbours.
    """

    key: str
    heading: Message | str
    lens: Lens
    kind: FieldKind = FieldKind.TEXT
    choices: Mapping[str, Message | str] = field(default_factory=dict)
    notes: tuple[Message | str, ...] = ()
    width: int = 16
    locked: bool = False
    open_choice: bool = False
    money: bool = False

    def got(self, value: YamlValue) -> str | Held | None:
        """Return what the file holds, with one spelling for what means the same."""
        found = self.lens.get(value)
        if found is None or isinstance(found, Held):
            return found
        try:
            return self.understood(found)
        except NotUnderstoodError:
            return found

    def understood(self, text: str) -> str | None:
        """Return what a cell says, as a file holds it; None for an empty one."""
        text = text.replace("\r\n", "\n").strip()
        if not text:
            return None
        match self.kind:
            case FieldKind.CHOICE:
                return self._word(text)
            case FieldKind.WORDS:
                parts = [one.strip() for one in re.split(r"[,;\n]", text) if one.strip()]
                return ", ".join(self._word(one) for one in parts)
            case FieldKind.NUMBER:
                return self._kroner(text) if self.money else _number(text)
            case FieldKind.DATE:
                day = parsed(text)
                if day is None:
                    raise NotUnderstoodError(msg("not a day that is understood: write 31.12.2027"))
                return day.isoformat()
            case _:
                return text

    def told(self, text: str | None) -> Message | str | None:
        """Return a value of the file as the form shows it: its words, not those of the file."""
        if text is None or self.kind not in {FieldKind.CHOICE, FieldKind.WORDS}:
            return text
        words = text.split(", ") if self.kind is FieldKind.WORDS else [text]
        shown = tuple(self.choices.get(one, one) for one in words)
        return shown[0] if len(shown) == 1 else msg("{all}", all=Listing(shown))

    def _kroner(self, text: str) -> str:
        """Return kroner as files hold them, also where they are said in millions."""
        try:
            return amount_text(spoken_kroner(text))
        except AmountError:
            return _number(text)

    def _word(self, text: str) -> str:
        wanted = normalised(text)
        for word, label in self.choices.items():
            names = {word, *(language(code)(label) for code in LANGUAGES)}
            if text in names or wanted in {normalised(one) for one in names}:
                return word
        if self.open_choice:
            return text if YEARS.fullmatch(text) else _number(text)
        raise NotUnderstoodError(msg("not one of the choices in the cell's list"))


def shown_date(text: str) -> date | None:
    """Return the day that a file holds, None where it holds none that a workbook can show."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year > 1900 else None  # noqa: PLR2004  (workbooks count days from then on)


def _number(text: str) -> str:
    """Return a number as files hold it: `450 000`, `0.5`; a comma is read as people write it."""
    bare = UNIT.sub("", text).strip()
    found = NUMBER.fullmatch(bare)
    if found is None:
        raise NotUnderstoodError(msg("not a number: write 450000 or 0,5"))
    sign, whole, part = found.groups()
    number = Decimal(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))
    return ("-" if sign and number else "") + amount_text(number)
