"""Turns messages, numbers and dates into one of the languages that the tool speaks."""

from __future__ import annotations

import gettext
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from innostrat.messages import Kroner, Listing, Message, Percent, Points

if TYPE_CHECKING:
    from innostrat.messages import Value

LANGUAGES = ("nb", "nn", "en")
DOMAIN = "innostrat"
LOCALES = Path(__file__).parent / "locales"

CLDR = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
# The signs of CLDR in place of Python's; a test holds them against Babel, which is slow to load.
NORWEGIAN = str.maketrans({",": NO_BREAK_SPACE, ".": ",", "-": MINUS})
SIGNS = {"nb": NORWEGIAN, "nn": NORWEGIAN, "en": str.maketrans({"-": MINUS})}
COUNT = 10_000  # from here on a whole number is grouped


def decimal(value: Fraction | Decimal | int, decimals: int) -> Decimal:
    """Return `value` rounded to `decimals` digits, halves away from zero."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-decimals)


def exact(number: Fraction) -> int | Decimal:
    """Return a number with the decimals that it has, at most two."""
    return int(number) if number.denominator == 1 else decimal(number, 2).normalize()


class Language:
    """One language: its catalogue, and how it writes numbers and dates.

    `code` is one of `LANGUAGES`; anything else is a `KeyError`.
    """

    def __init__(self, code: str) -> None:
        if code not in LANGUAGES:
            raise KeyError(code)
        self.code = code
        self._catalogue = gettext.translation(DOMAIN, LOCALES, languages=[code], fallback=True)

    def __call__(self, value: Value) -> str:
        """Return `value` in this language; a message with its values in their places."""
        match value:
            case Message():
                return self._sentence(value)
            case None:
                return "–"
            case str():
                return value
            case int():
                # Years are never grouped; what is longer than a year is a count.
                return self.number(value) if abs(value) >= COUNT else str(value).replace("-", MINUS)
            case Kroner(amount):
                return f"{self.number(amount)}{NO_BREAK_SPACE}kr"
            case Percent(share, decimals):
                return f"{self.number(Fraction(share) * 100, decimals)}{NO_BREAK_SPACE}%"
            case Points(points, decimals):
                return self.number(points, decimals)
            case Listing(items, between):
                return between.join(self(item) for item in items)
            case date():
                return self.date(value)
            case Decimal():
                return self.number(value, max(0, -int(value.as_tuple().exponent)))
            case _:
                return self.number(value, 2)

    def number(self, value: Fraction | Decimal | int, decimals: int = 0) -> str:
        """Return a grouped number: `1 234,5` in Norwegian, `1,234.5` in English."""
        return f"{decimal(value, decimals):,.{decimals}f}".translate(SIGNS[self.code])

    def date(self, day: date) -> str:
        """Return a date as this language writes it in running text: `24. november 2026`."""
        from babel.dates import format_date  # noqa: PLC0415  (slow, and few texts hold a date)

        return format_date(day, "long", CLDR[self.code])

    def _sentence(self, message: Message) -> str:
        if message.plural is None or message.count is None:
            template = self._catalogue.gettext(message.template)
        else:
            template = self._catalogue.ngettext(message.template, message.plural, message.count)
        return template.format_map({name: self(value) for name, value in message.values.items()})


@cache
def language(code: str) -> Language:
    """Return the language `code`, read once."""
    return Language(code)


def in_english(text: Message) -> str:
    """Return a message for machines, which are spoken to in one language."""
    return language("en")(text)
