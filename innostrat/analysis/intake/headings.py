"""Understands a heading of money whole (its year, unit and kind), or says which words it does not.

Half an understanding is a wrong krone: `Inntekt 2027` is no cost, `2027 (1000 kr)` no krone, and
`Sum 2027-2030` no year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from innostrat.messages import Message, msg
from innostrat.model.words import FrameKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from innostrat.model.round import Frame


class MoneyKind(StrEnum):
    """What the amounts of a column are."""

    COST = "cost"
    SAVING = "saving"
    INCOME = "income"
    GRANT = "grant"


KINDS: Final = {
    MoneyKind.COST: (
        "kostnader", "kostnad", "utgifter", "utgift", "merutgifter", "merutgift", "merkostnader",
        "merkostnad", "økte utgifter", "økt utgift", "auka utgifter", "driftskostnader", "costs",
        "driftskostnad", "driftsutgifter", "driftsutgift", "investeringskostnad", "cost", "netto",
        "nettokostnad", "nettoutgift", "netto utgift", "netto kostnad", "utgiftsøkning",
        "kostnadsramme",
    ),
    MoneyKind.SAVING: (
        "innsparinger", "innsparing", "innsparingar", "besparelser", "besparelse", "sparing",
        "innspart", "spart", "kutt", "nedtrekk", "reduserte utgifter", "redusert utgift",
        "reduserte kostnader", "mindreutgifter", "mindreutgift", "effektivisering", "savings",
        "saving",
    ),
    MoneyKind.INCOME: (
        "inntekter", "inntekt", "merinntekter", "merinntekt", "økte inntekter", "økt inntekt",
        "inntektsøkning", "auka inntekter", "income", "revenue",
    ),
    MoneyKind.GRANT: (
        "tilskudd", "tilskot", "ekstern finansiering", "eksterne midler", "grant", "grants",
    ),
}  # fmt: skip
KIND_WORDS: Final = {  # the longest first, since some begin others
    word: kind
    for length in range(40, 0, -1)
    for kind, words in KINDS.items()
    for word in words
    if len(word) == length
}
# What a text above a table says of all of it; also as the beginning of a longer word.
TELLING: Final = re.compile(
    r"(?<!\w)(?:innspar|bespar|kutt|nedtrekk|effektiviser|inntekt|merinntekt|tilskudd|tilskot|saving)"
)
PRICES: Final = re.compile(r"(?:19|20)\d{2}\s*-\s*(?:kr|kroner|priser|prisnivå|nok)(?!\w)")
TOTALS: Final = ("til sammen", "samla", "samlet", "i alt", "totalt", "total", "sum", "totalsum")
# Words that say nothing of how an amount is to be read.
NEUTRAL: Final = frozenset(
    {"i", "år", "året", "for", "the", "in", "beløp", "amount", "budsjett", "budget", "plan", "høp",
     "øp", "økonomiplan", "budsjettår", "anslag", "estimat", "anslått", "estimert", "tall", "alle",
     "forventet", "forventa", "year"}
)  # fmt: skip
# Words with which a text says that all amounts below or above it are in a unit.
STATING: Final = frozenset(
    {"beløpene", "beløpa", "tallene", "tala", "summer", "summar", "summene", "summane", "oppgitt",
     "oppgis", "oppgjevne", "oppgjeve", "angitt", "vist", "vises", "er", "all", "amounts",
     "figures", "are", "is", "priser", "faste", "løpende"}
)  # fmt: skip
PARTS: Final = re.compile(r"[()\[\];:,]|\s[–—-]\s")
FRAME_WORDS: Final = {
    FrameKind.OPERATING: ("driftsbudsjettet", "driftsbudsjett", "drift"),
    FrameKind.INVESTMENT: (
        "investeringsbudsjettet", "investeringsbudsjett", "investeringer", "investeringar",
        "investering",
    ),
}  # fmt: skip
YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
SPAN: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-–—]\s*((?:19|20)\d{2})(?!\d)")
THOUSAND: Final = r"1[ .]?000|'000"
NOK: Final = r"(?:kroner|nok|kr)"
# From what says most to what says least, each a whole word; what is left of a heading is refused.
UNITS: Final[tuple[tuple[re.Pattern[str], int], ...]] = tuple(
    (re.compile(rf"(?<![\w.]){pattern}(?!\w)\.?"), times)
    for pattern, times in (
        (rf"(?:i\s+)?(?:1[ .]?000[ .]?000)\s*-?(?:{NOK})?", 1_000_000),
        (rf"(?:i\s+)?(?:hele\s+)?(?:mrd|milliarder)\.?\s*(?:{NOK})?", 1_000_000_000),
        (rf"(?:i\s+)?(?:hele\s+)?(?:millioner|mill|mio)\.?\s*(?:{NOK})?", 1_000_000),
        (r"(?:mnok|mkr|m\.kr|mill\.kr)", 1_000_000),
        (rf"(?:i\s+)?(?:{NOK})\s*(?:{THOUSAND})", 1_000),
        (rf"(?:i\s+)?(?:hele\s+)?(?:{THOUSAND})\s*-?(?:{NOK})?", 1_000),
        (rf"(?:i\s+)?(?:hele\s+)?(?:tusen|tusener)\s*(?:{NOK})?", 1_000),
        (r"(?:i\s+)?(?:hele\s+)?(?:t\.?\s?kr|k\.?kr|tnok|t nok|knok|k nok|tkr)", 1_000),
        (rf"(?:i\s+)?(?:hele\s+)?(?:{NOK})", 1),
    )
)


@dataclass(frozen=True, slots=True)
class MoneyHeading:
    """What a heading says: a year, or a total; the unit in kroner, None where it is not said.

    `frame` is the id of the frame that it names.
    """

    year: int | None
    kind: MoneyKind | None = None
    unit: int | None = None
    frame: str | None = None
    total: bool = False
    net: bool = False  # costs less what comes in


def normal(text: str) -> str:
    """Return a heading in small letters with single spaces."""
    return " ".join(text.casefold().replace("\u00a0", " ").replace("\u202f", " ").split())


def mentions_money(text: str) -> bool:
    """Whether a heading names a year, a kind of money or a total: it is understood, or told."""
    bare = normal(text)
    words = (*TOTALS, *KIND_WORDS)
    return bool(YEAR.search(bare)) or any(_cut(bare, word) is not None for word in words)


def unit_of(text: str) -> int | None:
    """Return the unit that a text states, in kroner; None where it states none, or several."""
    found, _ = _unit(normal(text))
    return found


def stated_unit(text: str) -> int | None:
    """Return the unit that a text outside a table states of all amounts; None where none is.

    One part of it must say that and nothing else, between brackets, commas, colons or dashes, and
    no other part another unit.
    """
    parts = (text, *PARTS.split(text))
    if len({one for part in parts if (one := unit_of(part)) is not None}) != 1:
        return None
    return unit_of(text) if any(map(_states, parts)) else None


def _states(part: str) -> bool:
    """Whether a text says a unit and nothing else, but the kind of the amounts."""
    unit, rest = _unit(normal(part))
    if unit is None:
        return False
    whole = understood(part, ())
    if isinstance(whole, MoneyHeading) and whole.year is None:
        return True
    return not set(re.findall(r"[\w%]+", rest)) - NEUTRAL - STATING


def tells_kind(text: str) -> bool:
    """Whether a text above a table says that its amounts are something else than costs."""
    return bool(TELLING.search(normal(text)))


def understood(text: str, frames: Iterable[Frame]) -> MoneyHeading | Message:
    """Return what a heading says, or which of its words are not understood."""
    rest = normal(text)
    if PRICES.search(rest):
        return msg("names the prices of a year: say what it is with --column")
    years = [int(one) for one in YEAR.findall(rest)]
    span = SPAN.search(rest)
    if span and len(years) == 2:  # noqa: PLR2004
        rest = rest.replace(span[0], " ")
    elif len(set(years)) > 1:
        return msg("names several years: say what it is with --column")
    rest = YEAR.sub(" ", rest)
    unit, rest = _unit(rest)
    total, rest = _any(rest, TOTALS)
    frame, rest = _frame(rest, frames)
    kind, rest = _kind(rest)
    left = [one for one in re.findall(r"[\w%]+", rest) if one not in NEUTRAL]
    if left:
        words = " ".join(left)
        return msg("{words} is not understood: say what it is with --column", words=words)
    year = years[0] if years and not span else None
    net = kind is MoneyKind.COST and "netto" in normal(text)
    return MoneyHeading(year, kind, unit, frame, bool(total or span), net)


def _unit(text: str) -> tuple[int | None, str]:
    """Return the unit in a text, and the text without it; a second one stays."""
    for pattern, times in UNITS:
        if found := pattern.search(text):
            return times, text[: found.start()] + " " + text[found.end() :]
    return None, text


def _cut(text: str, word: str) -> str | None:
    """Return a text without a whole word, None where it has it not."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    return text[: found.start()] + " " + text[found.end() :] if found else None


def _any(text: str, words: Iterable[str]) -> tuple[str | None, str]:
    """Return the first of some words that a text has, and the text without it."""
    for word in words:
        rest = _cut(text, word)
        if rest is not None:
            return word, rest
    return None, text


def _kind(text: str) -> tuple[MoneyKind | None, str]:
    """Return the kind and what is left; a second kind stays in what is left."""
    word, rest = _any(text, KIND_WORDS)
    return (None, rest) if word is None else (KIND_WORDS[word], rest)


def _frame(text: str, frames: Iterable[Frame]) -> tuple[str | None, str]:
    """Return the frame that a text names by its id, title or, if it is the only one, its kind."""
    frames = tuple(frames)
    for frame in frames:
        for name in (normal(frame.title), frame.id):
            rest = _cut(text, name)
            if rest is not None:
                return frame.id, rest
    for kind, words in FRAME_WORDS.items():
        own = [one.id for one in frames if one.kind is kind]
        word, rest = _any(text, words)
        if word is not None and len(own) == 1:
            return own[0], rest
    return None, text
