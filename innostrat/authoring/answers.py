"""Reads what people answer in their own way: amounts in millions, days by the point, choices."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.loading.load import did_you_mean
from innostrat.messages import Listing, msg
from innostrat.money import LIMIT, AmountError, amount_text, parse_amount
from innostrat.shell.days import NORWEGIAN, parsed_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.files.yaml.events import YamlValue
    from innostrat.messages import Message

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
SEVERAL: Final = re.compile("[,;]")


def read_kroner(text: str) -> str:
    """Return kroner as files hold them: `1,2 mill`, `200'`, `200 000 kr` and `450000` are read.

    A point between thousands is refused, since it may be decimals: a `CannotGoOnError`.
    """
    found = SPOKEN.fullmatch(text.strip())
    factor = None if found is None else _factor(found[2])
    if found is None or factor is None:
        return amount_text(_exact(text))
    whole, _, decimals = found[1].strip().partition(",")
    amount = (_exact(whole) + Decimal(f"0.{decimals or 0}")) * factor
    if amount != int(amount) or amount > LIMIT:
        raise CannotGoOnError(
            msg("{text} is not whole kroner: write 450 000, 450' or 0,45 mill", text=text)
        )
    return amount_text(amount)


def _factor(word: str) -> int | None:
    """Return how many kroner a word stands for; None for one that is no unit of money."""
    if word.lower().rstrip(".") in {"", "kr", "nok", "kroner"}:
        return 1
    return next((factor for unit, factor in UNITS if unit.fullmatch(word)), None)


def is_money(word: str) -> bool:
    """Return whether a word, or the first of several, is a unit of money."""
    return _factor(word.split(maxsplit=1)[0]) is not None


def read_capacity(text: str) -> str:
    """Return a capacity as files hold it, also where a comma stands before the decimals."""
    return amount_text(_exact(text.strip().replace(",", ".")))


def read_amount(text: str, *, money: bool) -> Decimal:
    """Return what a person wrote of a frame, without a sign: kroner, or else a capacity."""
    return parse_amount(read_kroner(text) if money else read_capacity(text))


def _exact(text: str) -> Decimal:
    try:
        return parse_amount(text)
    except AmountError as error:
        if error.hint is None:
            raise CannotGoOnError(error.message) from error
        said = msg("{message}. {hint}", message=error.message, hint=error.hint)
        raise CannotGoOnError(said) from error


def read_plain(text: str) -> str:
    """Return a text as it is; one that is nothing but a Norwegian date as year-month-day."""
    text = text.strip()
    return parsed_day(text).isoformat() if NORWEGIAN.fullmatch(text) else text


def read_choice(text: str, choices: Mapping[str, Message | str]) -> str:
    """Return the choice: its key, or its number in the list as it is shown; else refuse it."""
    keys, word = list(choices), text.strip()
    if word in choices:
        return word
    if word.isdecimal() and 1 <= int(word) <= len(keys):
        return keys[int(word) - 1]
    hint = did_you_mean(word, keys) or msg("There are: {choices}", choices=Listing(tuple(keys)))
    raise CannotGoOnError(msg("{word} is not one of the choices. {hint}", word=word, hint=hint))


def read_choices(text: str, choices: Mapping[str, Message | str]) -> YamlValue:
    """Return the choices, written with commas between them."""
    return [read_choice(word.strip(), choices) for word in SEVERAL.split(text)]
