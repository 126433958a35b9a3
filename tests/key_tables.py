"""Describes the keys of a kind of file in Markdown tables, from the models that read them."""

from __future__ import annotations

import types
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union, get_args, get_origin
from typing import get_type_hints as hints_of

from pydantic import BaseModel

from innostrat.files.kinds import KINDS
from innostrat.language import language
from innostrat.loading.kinds import model_of
from innostrat.messages import msg
from innostrat.model import base, codes, contribution, project, strategy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

ENGLISH: Final = language("en")
KINDS_OF_VALUE: Final = {
    base.Text: "text",
    base.Slug: "id",
    base.Year: "year",
    base.Date: "date",
    base.Amount: "amount",
    base.Number: "number",
    base.Share: "share",
    base.Flag: "`true` or `false`",
    base.Level: "1–9",
    base.FiveStep: "1–5",
    base.Month: "1–12",
    base.Count: "whole number",
    contribution.Contribution: "above 0, up to 3",
    codes.Code: "code",
    codes.Length: "whole number",
    base.LevelValue: "0–100 or share",
    base.People: "number of people",
    base.EstimateField: "amount or uncertain amount",
    project.Costs: "list: mapping, or frame: amounts by year",
    strategy.FormatVersion: "`1`, `2`",
}
UNION: Final = (Union, types.UnionType)


def tables(kind: str) -> str:
    """Return a kind of file's keys: a table for the file, and one for each mapping within it."""
    chosen = next(one for one in KINDS if one.name == kind)
    model, root = model_of(chosen), f"`{chosen.path('ID')}`"
    parts = []
    for one, places in _models(model).items():
        where = ", ".join(f"`{place}`" for place in places) or root
        parts.append(f"**{where}** – {(one.__doc__ or '').splitlines()[0]}\n\n{_table(one)}")
    return "\n".join(parts)


def _models(root: type[BaseModel]) -> dict[type[BaseModel], list[str]]:
    """Return the models that a file is made of, in the order of the file, and where each stands."""
    found: dict[type[BaseModel], list[str]] = {root: []}
    waiting = [(root, "")]
    while waiting:
        model, place = waiting.pop(0)
        for name, hint in _fields(model).items():
            for inner, step in _inside(hint):
                if inner is model:
                    continue
                path = f"{place}.{name}{step}".lstrip(".")
                if inner not in found:
                    waiting.append((inner, path))
                found.setdefault(inner, []).append(path)
    return found


def _inside(hint: object) -> Iterator[tuple[type[BaseModel], str]]:
    """Yield the models in a type, and the steps from the key to them: `[]` a list, `*` any key."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint, ""
        return
    if _kind_of_value(hint) == KINDS_OF_VALUE[base.EstimateField]:
        yield base.Range, ""
        return
    origin = get_origin(hint)
    steps = "[]" if origin is tuple else ".*" if origin is dict else ""
    arguments = get_args(hint)[:1] if origin is Annotated else get_args(hint)
    for one in arguments:
        yield from ((model, steps + step) for model, step in _inside(one))


def _fields(model: type[BaseModel]) -> Mapping[str, object]:
    hints = hints_of(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _table(model: type[BaseModel]) -> str:
    rows = [
        f"| {_key(model, name)} | {_value(hint)} | {_meaning(model.model_fields[name])} |"
        for name, hint in _fields(model).items()
    ]
    return "\n".join(["| key | value | what it holds |", "|---|---|---|", *rows]) + "\n"


def _key(model: type[BaseModel], name: str) -> str:
    return f"**`{name}`**" if model.model_fields[name].is_required() else f"`{name}`"


def _meaning(field: FieldInfo) -> str:
    told = ENGLISH(msg(field.description)) if field.description else "Which kind of scale it is"
    default = _default(field.get_default(call_default_factory=True, validated_data={}))
    told = told.replace("|", "\\|")
    return f"{told} ({default} if left out)" if default and "left out" not in told else told


def _default(value: object) -> str:
    match value:
        case Enum():
            return f"`{value.value}`"
        case bool():
            return f"`{str(value).lower()}`"
        case int():
            return f"`{value}`"
    return ""


def _value(hint: object) -> str:
    """Return what to write under a key, in few words."""
    if known := _kind_of_value(hint):
        return known
    arguments = get_args(hint)
    match get_origin(hint):
        case origin if origin is Annotated:
            return _value(arguments[0])
        case origin if origin in UNION:
            inner = [_value(one) for one in arguments if one is not type(None)]
            return " or ".join(dict.fromkeys(inner))
        case origin if origin is Literal:
            return ", ".join(f"`{word}`" for word in arguments)
        case origin if origin is tuple:
            many = arguments[-1] is Ellipsis
            return f"list: {_value(arguments[0])}" if many else "`[lowest, highest]`"
        case origin if origin is dict:
            return f"{_value(arguments[0])}: {_value(arguments[1])}"
    return _plain(hint)


def _plain(hint: Any) -> str:  # noqa: ANN401  (any type)
    if issubclass(hint, Enum):
        return ", ".join(f"`{word.value}`" for word in hint)
    return "mapping" if issubclass(hint, BaseModel) else "whole number"


def _kind_of_value(hint: object) -> str | None:
    """Return the name of one of the format's own kinds of value, however it is described."""
    arguments = get_args(hint)
    for known, name in KINDS_OF_VALUE.items():
        expected = get_args(known)
        if arguments[: len(expected)] == expected:
            return name
    return None
