"""Reads what people answer in their own way: amounts in millions, days by the point, choices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.loading.load import did_you_mean
from innostrat.messages import Listing, msg
from innostrat.money import AmountError, amount_text, parse_amount, spoken_kroner
from innostrat.shell.days import NORWEGIAN, parsed_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from innostrat.files.yaml.events import YamlValue
    from innostrat.messages import Message

SEVERAL: Final = re.compile("[,;]")


def read_kroner(text: str) -> str:
    """Return kroner as files hold them: `1,2 mill`, `200'`, `200 000 kr` and `450000` are read.

    A point between thousands is refused, since it may be decimals: a `CannotGoOnError`.
    """
    return amount_text(_exact(text, spoken_kroner))


def read_capacity(text: str) -> str:
    """Return a capacity as files hold it, also where a comma stands before the decimals."""
    return amount_text(_exact(text.strip().replace(",", "."), parse_amount))


def read_amount(text: str, *, money: bool) -> Decimal:
    """Return what a person wrote of a frame, without a sign: kroner, or else a capacity."""
    return parse_amount(read_kroner(text) if money else read_capacity(text))


def _exact(text: str, reader: Callable[[str], Decimal]) -> Decimal:
    try:
        return reader(text)
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
