"""An example of the shape that a key's value has, made of the models: for who wrote another."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from innostrat.model.typed import Typed

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

LONGEST: Final = 100  # characters of an example that still fits beside a finding
MONEY: Final = frozenset({"amount", "amounts", "grants", "opening", "savings"})
YEARS: Final = frozenset({"earliest", "latest", "year", "years"}) | MONEY
TEXT: Final = "…"


def example(key: str, field: FieldInfo) -> str:
    """Return a line of YAML that gives a key a value of its shape, of the keys that it must have.

    A type that is written in another way than it is read has an example of its own in its schema.
    Texts are `…`, words the first of those there are. Where the line would be long, only the
    outermost shape is shown.
    """
    for one in field.metadata:
        own = one.schema if isinstance(one, Typed) else {}
        if "anyOf" in own and "examples" in own:
            return f"{key}: {own['examples'][0]}"
    lines = [f"{key}: {_shape(field.annotation, key, depth)}" for depth in (3, 2, 1, 0)]
    return next((one for one in lines if len(one) <= LONGEST), lines[-1])


def _shape(annotation: object, key: str, depth: int) -> str:
    """Return a value of a type as YAML between braces; at no depth only its brackets."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(inner[0], key, depth)
    if origin in (Union, types.UnionType):
        return _shape(next(one for one in inner if one is not type(None)), key, depth)
    if origin is Literal:
        return str(inner[0])
    if origin is tuple:
        return f"[{_shape(inner[0], key, depth - 1) if depth > 0 else TEXT}]"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        name, value = (_shape(one, key, depth - 1) for one in inner)
        return f"{{{name}: {value}}}" if depth > 0 else f"{{{TEXT}}}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"{{{_keys(annotation, depth) if depth > 0 else TEXT}}}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return str(next(iter(annotation)).value)
    return _value(annotation, key)


def _value(annotation: object, key: str) -> str:
    """Return a single value, as it is written under its key."""
    if annotation is int and key in YEARS:
        return "2027"
    if annotation is bool:
        return "true"
    if annotation is date:
        return "2027-03-15"
    if annotation is not str and key in MONEY:
        return "100 000"
    return "3" if annotation in (int, Decimal, Fraction) else TEXT


def _keys(model: type[BaseModel], depth: int) -> str:
    fields = model.model_fields
    values = {key: _shape(one.annotation, key, depth - 1) for key, one in fields.items()}
    needed = [key for key, field in fields.items() if field.is_required()]
    plain = [key for key, value in values.items() if value == TEXT]  # what somebody writes first
    return ", ".join(f"{key}: {values[key]}" for key in needed or [*plain, *fields][:1])
