"""Reads an amount as people write it; one that is not certain is never guessed.

`1 250 000 kr`, `1.250.000`, `450000,-` and `(500)`, which is less than nothing, are certain.
`1.250` may be two amounts, and `ca. 200 tusen` is an estimate in words: they are named with what
was probably meant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.headings import unit_of
from innostrat.files.sheets.worksheet import CellKind
from innostrat.messages import Kroner, msg
from innostrat.money import LIMIT

if TYPE_CHECKING:
    from innostrat.files.sheets.worksheet import FilledCell
    from innostrat.messages import Message

SPACED: Final = r"[1-9]\d{0,2}(?: \d{3})+"
WHOLE: Final = re.compile(
    rf"{SPACED}|[1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}|[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}|\d+"
)
COMMA: Final = re.compile(rf"({SPACED}|[1-9]\d{{0,2}}(?:\.\d{{3}})+|\d+),(\d{{1,2}})")
POINT: Final = re.compile(rf"({SPACED}|[1-9]\d{{0,2}}(?:,\d{{3}})+|\d+)\.(\d{{1,2}})")
NO_ORE: Final = re.compile(r"[.,]-+$")
NONE: Final = frozenset({"-", "–", "—", "−"})
BRACKETS: Final = re.compile(r"\((.+)\)")
KRONER: Final = re.compile(r"(?<!\w)(?:kroner|nok|kr)(?!\w)\.?")
GUESS: Final = re.compile(
    r"(?:(?:ca|cirka|omtrent|rundt|inntil)\b\.?\s*)?(\d+(?:[.,]\d+)?)\s*"
    r"(tusen|tkr|tnok|t|k|'|mill\w*|mnok|m)\.?"
)
TIMES: Final = {"tusen": 1_000, "tkr": 1_000, "tnok": 1_000, "t": 1_000, "k": 1_000, "'": 1_000}
MILLION: Final = 1_000_000


def kroner(cell: FilledCell, unit: int) -> int | Message:
    """Return the whole kroner of a cell whose column counts in `unit` kroner, or what is wrong."""
    if cell.kind is CellKind.NUMBER:
        stated = unit_of(cell.unit) if cell.unit else unit
        if stated != unit:
            return msg(
                "the cell shows {unit}, which its column does not say: say it with --unit",
                unit=cell.unit,
            )
        return _whole(Decimal(cell.text), unit)
    if cell.kind is CellKind.UNCOUNTED:
        return msg("a formula without a stored value: open the file, let it count, and save it")
    if cell.kind is not CellKind.TEXT:
        return msg("not an amount")
    return kroner_in_text(cell.text, unit)


def kroner_in_text(text: str, unit: int) -> int | Message:
    """Return the whole kroner of a text, or what is wrong with it."""
    bare = " ".join(text.casefold().split())
    without = " ".join(KRONER.sub(" ", bare).split())
    if without != bare and unit != 1:
        return msg("says kroner in a column of {n} kroner: write the number alone", n=unit)
    bare = NO_ORE.sub("", without).strip()
    if bare in NONE or (not bare and without):
        return 0
    sign, bare = _signed(bare)
    if WHOLE.fullmatch(bare):
        return _whole(sign * Decimal(re.sub(r"[ .,]", "", bare)), unit)
    if found := COMMA.fullmatch(bare) or POINT.fullmatch(bare):
        exact = Decimal(re.sub(r"[ .,]", "", found[1]) + "." + found[2])
        return _whole(sign * exact, unit)
    if guess := GUESS.fullmatch(bare):
        times = TIMES.get(guess[2], MILLION)
        meant = round(Decimal(guess[1].replace(",", ".")) * times)
        return msg("not whole kroner. Was {amount} meant?", amount=Kroner(sign * meant))
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", bare):
        return msg("may be two amounts. Write 1 250 or 1250, without a sign")
    return msg("not an amount that is understood")


def _signed(text: str) -> tuple[int, str]:
    """Return the sign of an amount, and the amount: less than nothing is `-5`, `5-` or `(5)`."""
    if found := BRACKETS.fullmatch(text):
        return -1, found[1].strip()
    for mark in NONE:
        if text.startswith(mark):
            return -1, text.removeprefix(mark).strip()
        if text.endswith(mark):
            return -1, text.removesuffix(mark).strip()
    return 1, text.removeprefix("+").strip()


def _whole(amount: Decimal, unit: int) -> int | Message:
    exact = amount * unit
    if exact != exact.to_integral_value():
        return msg("has øre. Write whole kroner")
    if abs(exact) > LIMIT:
        return msg("is beyond any budget")
    return int(exact)
