"""Writes plain values as YAML that people like to read and that means exactly the same again.

A scalar is text. It stands plain where it can, in double quotes where YAML would read something
else, and folded where it is long; what is short and flat stands on one line.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING, Final

from innostrat.files.yaml.document import parse
from innostrat.files.yaml.events import INVISIBLE

if TYPE_CHECKING:
    from innostrat.files.yaml.events import YamlValue

WIDTH: Final = 110
STEP: Final = "  "
# What a plain scalar may begin and end with, and hold; flow collections have signs of their own.
PLAIN: Final = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~](?:[^\n]*\S)?|-(?=[^\s-])[^\n]*\S")
BREAKS: Final = re.compile(r": |:\Z| #|\t")
FLOW: Final = re.compile(r"[,\[\]{}]")
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


def scalar(text: str | None, *, flow: bool = False) -> str:
    """Return a scalar for one line; what may not stand in a file is for its reader to find."""
    if text is None:
        return "null"
    plain = PLAIN.fullmatch(text) and not BREAKS.search(text) and text not in NULLS
    if plain and not (flow and FLOW.search(text)) and not INVISIBLE.search(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def mapping(value: dict[str, YamlValue], indent: str = "") -> list[str]:
    """Return the lines of a block mapping, each begun by `indent`."""
    return [line for key, one in value.items() for line in entry(key, one, indent)]


def entry(key: str, value: YamlValue, indent: str = "") -> list[str]:
    """Return the lines of one key with its value."""
    start = f"{indent}{scalar(key)}:"
    match value:
        case dict() | list() if not value:
            return [f"{start} {flat(value)}"]
        case dict():
            short = f"{start} {flat(value)}"
            if len(short) <= WIDTH and _is_small(value):
                return [short]
            return [start, *mapping(value, indent + STEP)]
        case list():
            short = f"{start} {flat(value)}"
            if len(short) <= WIDTH and not any(isinstance(one, dict | list) for one in value):
                return [short]
            return [start, *sequence(value, indent + STEP)]
        case _:
            return _text(start, value, indent)


def sequence(value: list[YamlValue], indent: str = "") -> list[str]:
    """Return the lines of a block list."""
    lines = []
    for one in value:
        if isinstance(one, dict) and one:
            short = f"{indent}- {flat(one)}"
            if len(short) <= WIDTH and _is_small(one):
                lines.append(short)
                continue
            inner = mapping(one, indent + STEP)
            inner[0] = f"{indent}- {inner[0][len(indent) + len(STEP) :]}"
            lines += inner
        else:
            lines.append(f"{indent}- {flat(one)}")
    return lines


def flat(value: YamlValue) -> str:
    """Return a value on one line."""
    match value:
        case dict():
            parts = (f"{scalar(key, flow=True)}: {flat(one)}" for key, one in value.items())
            return "{" + ", ".join(parts) + "}"
        case list():
            return "[" + ", ".join(map(flat, value)) + "]"
        case _:
            return scalar(value, flow=True)


def _is_small(value: dict[str, YamlValue]) -> bool:
    """Whether a mapping reads well on one line: short words, at most one level below it."""
    return all(
        _is_small(one) if isinstance(one, dict) else not isinstance(one, list) or len(one) < 4  # noqa: PLR2004
        for one in value.values()
    )


def _text(start: str, text: str | None, indent: str) -> list[str]:
    """Return a key with a text: on its line, or folded below it where that means the same."""
    line = f"{start} {scalar(text)}"
    if text is None or (len(line) <= WIDTH and "\n" not in text):
        return [line]
    for lines in (_folded(start, text, indent + STEP), _literal(start, text, indent + STEP)):
        found, _ = parse("", "\n".join(lines).encode(errors="replace"))
        value = found.value if found is not None else None
        if isinstance(value, dict) and next(iter(value.values()), None) == text:
            return lines
    return [line]


def _folded(start: str, text: str, inner: str) -> list[str]:
    """Return a text whose lines are cut anywhere; its own ends are empty lines."""
    folded: list[str] = []
    for number, part in enumerate(text.split("\n")):
        folded += [""] if number else []
        wrapped = textwrap.wrap(
            part, WIDTH - len(inner), break_long_words=False, break_on_hyphens=False
        )
        folded += [inner + row for row in wrapped]
    return [f"{start} >-", *folded]


def _literal(start: str, text: str, inner: str) -> list[str]:
    """Return a text line by line, for one whose spaces or beginnings of lines say something."""
    return [f"{start} |-", *(inner + part if part else "" for part in text.split("\n"))]
