"""Writes a new file of a portfolio: its values, and above each what the format says of the key."""

from __future__ import annotations

import textwrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from innostrat.files.yaml.emitting import entry
from innostrat.loading.order import FieldOrder
from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from innostrat.files.yaml.events import YamlValue
    from innostrat.language import Language
    from innostrat.model.base import Model

WIDTH: Final = 98  # characters of a comment


def authored(
    model: type[Model],
    values: Mapping[str, YamlValue],
    language: Language,
    *,
    heading: Sequence[Message] = (),
    later: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> bytes:
    """Return a file with `values` in the format's order, each below its explanation.

    Keys in `later` that have no value stand as comments, with the lines that they may be filled in
    like.
    """
    lines = [row for one in heading for row in _comment(language(one))]
    for key in FieldOrder(model).names():
        if values.get(key) not in (None, [], {}):
            lines += [*_explained(model, key, language), *entry(key, values[key])]
        elif key in later:
            lines += _unfilled(model, key, language, later[key])
    return ("\n".join(lines) + "\n").encode()


def without_template(
    data: bytes,
    model: type[Model],
    keys: Iterable[str],
    language: Language,
    later: Mapping[str, Sequence[str]],
) -> bytes:
    """Return a file without what `authored` wrote of `keys` that were not filled in, and now are.

    A comment that somebody has changed stays.
    """
    text = "\n" + data.decode()
    for key in sorted(set(keys) & later.keys()):
        block = "".join(f"\n{line}" for line in _unfilled(model, key, language, later[key]))
        text = text.replace(f"{block}\n", "\n", 1)
    return text[1:].encode()


def _unfilled(model: type[Model], key: str, language: Language, shape: Sequence[str]) -> list[str]:
    return [*_explained(model, key, language), *(f"# {line}" for line in shape)]


def _explained(model: type[Model], key: str, language: Language) -> list[str]:
    said = model.model_fields[key].description
    return _comment(language(msg(said))) if said else []


def _comment(text: str) -> list[str]:
    return [f"# {row}" for row in textwrap.wrap(text, WIDTH)]
