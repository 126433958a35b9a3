"""Reads a text in which nothing is odd, quickly and without places; anything else it leaves.

Most of the time that a large portfolio takes is spent here, and most files have no fault, so that
nobody asks where a value stands. What this walk takes, `events.Builder` would take without a word
and with the same value; a test holds them against each other.
"""

from __future__ import annotations

import unicodedata
from sys import intern
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.cyaml import CSafeLoader

from innostrat.files.normal import is_ordinary
from innostrat.files.yaml.events import LOST, MAX_DEPTH, NULLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from innostrat.files.yaml.events import YamlValue

NO_KEYS: Final = frozenset({"", "<<"})


class _Odd(Exception):  # noqa: N818  (it ends a walk; nobody outside sees it)
    """Something that the builder has to look at."""


def plain_value(text: str) -> dict[str, YamlValue] | None:
    """Return the mapping in `text`, or None where there is anything to say of the text.

    Such are faults, but also what is merely rare: escapes in quotes, and letters whose marks stand
    after them.
    """
    if "\\" in text or _loses_a_comment(text) or not _is_composed(text):
        return None
    parser = CSafeLoader(text)
    try:
        return _walk(parser)
    except (_Odd, yaml.YAMLError):
        return None
    finally:
        parser.dispose()


def _loses_a_comment(text: str) -> bool:
    return (" #" in text or "\t#" in text) and LOST.search(text) is not None


def _is_composed(text: str) -> bool:
    return is_ordinary(text) or unicodedata.is_normalized("NFC", text)


def _walk(parser: CSafeLoader) -> dict[str, YamlValue] | None:  # noqa: C901, PLR0912
    """Return the one mapping that the events build.

    One loop without calls, which would take longer than all that they do.
    """
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    root: dict[str, YamlValue] | None = None
    outer: list[Any] = []  # the collections around the innermost, `here`
    here: Any = None
    key: str | None = None  # what waits for its value in `here`
    take: Callable[[], Any] = parser.get_event
    while (event := take()) is not None:
        kind = type(event)
        if kind is scalar or kind is mapping or kind is sequence:
            if event.anchor is not None or event.tag is not None:
                raise _Odd
            if kind is scalar:
                value = event.value
                if key is None and type(here) is dict:
                    key = intern(value.strip() if event.style else value)  # the same few everywhere
                    if key in here or key in NO_KEYS or (value in NULLS and not event.style):
                        raise _Odd
                    continue
                if not event.style and value in NULLS:
                    value = None
            else:
                value = {} if kind is mapping else []
            if key is not None:
                here[key] = value
                key = None
            elif type(here) is list:
                here.append(value)
            elif here is not None or kind is not mapping or root is not None:
                raise _Odd
            else:
                root = value
            if kind is not scalar:
                if len(outer) >= MAX_DEPTH:
                    raise _Odd
                outer.append(here)
                here = value
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            here = outer.pop()
        elif kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and root is not None):
            raise _Odd
    return root
