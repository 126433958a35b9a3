"""Exact amounts as people write them: whole kroner, capacity with decimals, and uncertain ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final, TypeAlias

from innostrat.messages import Kroner, Message, msg

DiscountRates: TypeAlias = tuple[tuple[int, Fraction], ...]
"""Real rates, each with how many years ahead it begins to hold: the first begins with 0."""

# Not \d, which is also the digits of other scripts: they look alike and are found by no search.
GROUPED: Final = re.compile(
    r"(?:0|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]{1,2})?"
)
SEPARATORS: Final = re.compile(r"[1-9][0-9]{0,2}(?:[.,'][0-9]{3})+")
DECIMALS: Final = re.compile(r"[0-9][0-9 \u00a0\u202f]{0,20}\.[0-9]{3,40}")
COMMA: Final = re.compile(r"[0-9][0-9 \u00a0\u202f]*,[0-9]{1,2}")
SPACES: Final = re.compile(r"[ \u00a0\u202f]")
LIMIT: Final = Decimal(10) ** 12
# What a number of kroner is counted in; TNOK and MNOK are the finance office's own.
UNITS: Final = (
    (re.compile(r"(?i)(?:'|tusen|thousand|tkr|tnok|k)"), 1_000),
    (re.compile(r"(?i)(?:mill|mill\.|million|millioner|millionar|mnok|mkr|m)"), 1_000_000),
    (re.compile(r"(?i)(?:mrd|mrd\.|milliard|milliarder)"), 1_000_000_000),
)
SPOKEN: Final = re.compile(
    r"(?i)(?:kr\.?\s*)?([0-9][0-9 \u00a0\u202f]*+(?:[.,][0-9]+)?)\s*+([a-zæøå]*\.?|')\s*+"
    r"(?:kr\.?|kroner|nok)?(?:,-)?"
)


class AmountError(ValueError):
    """A text that is no amount: what is wrong with it, and what to write instead."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.template)
        self.message = message
        self.hint = hint


def parse_amount(text: str) -> Decimal:
    """Return the amount in `text`: `450000`, `450 000`, `0.5`; never negative, at most 10¹².

    A comma or a point between thousands is refused, because one country's thousands are another's
    decimals: an `AmountError` that says what to write.
    """
    text = text.strip()
    if GROUPED.fullmatch(text):
        amount = Decimal(SPACES.sub("", text))
        if amount > LIMIT:
            raise AmountError(msg("The amount {text} is beyond any budget", text=text))
        return amount
    raise _refusal(text)


def spoken_kroner(text: str) -> Decimal:
    """Return kroner as people say them: `1,2 mill`, `200'`, `200 000 kr`, and what files hold.

    A point between thousands, and what is no whole kroner, is an `AmountError`.
    """
    found = SPOKEN.fullmatch(text.strip())
    factor = None if found is None else _factor(found[2])
    if found is None or factor is None:
        return parse_amount(text)
    whole, _, decimals = found[1].strip().partition(",")
    amount = (parse_amount(whole) + Decimal(f"0.{decimals or 0}")) * factor
    if amount != int(amount) or amount > LIMIT:
        raise AmountError(
            msg("{text} is not whole kroner: write 450 000, 450' or 0,45 mill", text=text)
        )
    return amount


def _factor(word: str) -> int | None:
    """Return how many kroner a word stands for; None for one that is no unit of money."""
    if word.lower().rstrip(".") in {"", "kr", "nok", "kroner"}:
        return 1
    return next((factor for unit, factor in UNITS if unit.fullmatch(word)), None)


def is_money(word: str) -> bool:
    """Return whether a word, or the first of several, is a unit of money."""
    return _factor(word.split(maxsplit=1)[0]) is not None


def _refusal(text: str) -> AmountError:
    if SEPARATORS.fullmatch(text):
        return AmountError(
            msg("{text} could be thousands or decimals", text=text),
            _thousands_or_decimals(text),
        )
    if DECIMALS.fullmatch(text):
        return AmountError(
            msg("{text} has more than two decimals", text=text),
            msg("Write two decimals at the most: {example}", example=_two_decimals(text)),
        )
    if COMMA.fullmatch(text):
        return AmountError(
            msg("{text} has a decimal comma", text=text),
            msg("Write a decimal point: {example}", example=text.replace(",", ".")),
        )
    if text.startswith(("-", "−", "\N{EN DASH}")):
        return AmountError(
            msg("The amount {text} is negative", text=text),
            msg("Amounts are positive; the key says whether it is a cost, funding or a benefit"),
        )
    if re.fullmatch(r"0[0-9]+", text):
        return AmountError(
            msg("{text} begins with a zero", text=text), msg("Write the number without it")
        )
    if re.fullmatch(
        r"(?i)[0-9 .,]+(?:kr|nok|mill\.?|mrd\.?|k|tusen|t?kr)\.?(?: kr)?|kr\.? ?[0-9 .,]+", text
    ):
        return AmountError(
            msg("{text} has a unit", text=text),
            msg("Write whole kroner and nothing else: 450 000"),
        )
    return AmountError(
        msg("{text} is not an amount", text=text), msg("Write whole kroner: 450 000")
    )


def _thousands_or_decimals(text: str) -> Message:
    spaced = re.sub(r"[.,']", " ", text)
    if not re.fullmatch(r"[0-9]+\.[0-9]{3}", text):
        return msg("Separate thousands by a space: {example}", example=spaced)
    return msg(
        "Separate thousands by a space: {thousands}; or write two decimals at the most: {decimals}",
        thousands=spaced,
        decimals=_two_decimals(text),
    )


def _two_decimals(text: str) -> str:
    return str(Decimal(SPACES.sub("", text)).quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount that may be uncertain: 10th percentile, mode, 90th percentile.

    `low <= likely <= high`; a certain amount has all three alike. The plan uses `likely`.
    """

    low: Decimal
    likely: Decimal
    high: Decimal

    @classmethod
    def certain(cls, amount: Decimal) -> Estimate:
        """Return the estimate of an amount that is known."""
        return cls(amount, amount, amount)

    @property
    def is_certain(self) -> bool:
        """Whether there is nothing uncertain about it."""
        return self.low == self.high


def shown_amount(amount: Decimal) -> Kroner | Decimal:
    """Return an amount of money as it is shown; one with øre keeps its decimals."""
    return Kroner(int(amount)) if amount == int(amount) else amount


def amount_text(amount: Decimal | int) -> str:
    """Return an amount as files hold it: `450 000`, `0.5`; `parse_amount` reads it again."""
    exact = int(amount) if amount == int(amount) else Decimal(amount).normalize()
    return f"{exact:,}".replace(",", " ")


def percent_text(share: Fraction) -> str:
    """Return a share as files hold it: `3.2 %`; exact where four decimals are enough."""
    percent = round(Decimal(share.numerator * 100) / Decimal(share.denominator), 4).normalize()
    return f"{percent:f} %"


def part_of(amount: int, part: Fraction) -> int:
    """Return a part of an amount in whole units, rounded up: what is decided must suffice."""
    return -(-amount * part.numerator // part.denominator)


def half_up(value: Fraction) -> int:
    """Return the nearest whole number, halves up."""
    return int((value * 2 + 1) // 2)


def thousands(kroner: int) -> int:
    """Return `kroner` in 1000 kr, rounded half away from zero as economists do."""
    rounded = (abs(kroner) + 500) // 1000
    return rounded if kroner >= 0 else -rounded


@cache
def discount_factor(rates: DiscountRates, years: int) -> Fraction:
    """Return what one krone that comes `years` after the first year of the plan is worth then.

    Each year is discounted with the rate that holds for it: the second rate from the year that it
    is given for, on top of what the first has taken by then.
    """
    factor = Fraction(1)
    for (first, rate), (last, _) in pairwise((*rates, (max(years, rates[-1][0]), Fraction(0)))):
        factor /= (1 + rate) ** max(0, min(years, last) - first)
    return factor
