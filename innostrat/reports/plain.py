"""Turns a model into the plain values that JSON can hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import BaseModel

from innostrat.money import Estimate

if TYPE_CHECKING:
    from innostrat.reports.table import Json


def plain(value: object) -> Json:
    """Return a model, or a value in one, as JSON: amounts as numbers, shares as parts of one.

    An uncertain amount is {low, likely, high}; keys without a value are null, so that every item
    has the same keys.
    """
    match value:
        case BaseModel():
            return {key: plain(getattr(value, key)) for key in type(value).model_fields}
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case Estimate() if value.is_certain:
            return plain(value.likely)
        case Estimate(low, likely, high):
            return {"low": plain(low), "likely": plain(likely), "high": plain(high)}
        case Decimal() | Fraction():
            return int(value) if value == int(value) else float(value)
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case None | bool() | int() | str():
            return value
        case _:
            raise TypeError(type(value))
