"""Writes JSON that is safe to print: no hidden character and no command to a build server in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from innostrat.formats.escape import HIDDEN

if TYPE_CHECKING:
    from innostrat.reports.table import Json


def json_text(data: Json) -> str:
    r"""Return `data` as JSON, its keys in their order, with a line break at the end.

    Readers get exactly `data`: what is not safe to print is written as `\u` escapes. Values that
    JSON does not have, such as `Decimal`, `Fraction` or NaN, are a `TypeError` or `ValueError`.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False, default=_plain)
    # Outside strings JSON has neither hidden characters but line breaks, nor `##[`.
    text = HIDDEN.sub(lambda found: _escaped(found.group()), text)
    return text.replace("##", "#\\u0023") + "\n"


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _escaped(character: str) -> str:
    return "\n" if character == "\n" else json.dumps(character)[1:-1]
