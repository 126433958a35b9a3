"""Headings and texts that name people: told before they are written into git, which keeps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

PERSONAL: Final = re.compile(
    r"\b(?:navn|namn|name|e-?post\w*|e-?mail|telefon\w*|phone|mobil\w*|fødsel\w*|adresse|kontakt\w*)\b"
)
# Frequent first names in Norway (Statistics Norway's tables of names), of all generations.
NAMES_OF_PEOPLE: Final = """
anne inger kari marit ingrid liv eva berit astrid bjørg hilde anna solveig marianne randi ida
nina maria elisabeth kristin bente heidi silje hanne linda tone gerd tove wenche ragnhild
camilla ellen karin hege ann else aud laila ragna mona monica julie sara emma nora thea jan
per bjørn ole lars kjell knut arne svein thomas hans geir tor morten terje odd erik martin
andreas john rune trond tore daniel olav jon marius kristian stian tom harald frode øyvind
espen rolf leif einar helge håkon gunnar magnus jonas henrik sander emil mohammed ahmed ali
fatima aisha máret biret elle ánte niillas
"""
FIRST: Final = frozenset(NAMES_OF_PEOPLE.split())
CAPITAL: Final = r"[A-ZÆØÅÁČĐŊŠŦŽÉÖÄ][a-zæøåáčđŋšŧžéöäü]+"
NAME: Final = re.compile(rf"(?<![\w@.]){CAPITAL}(?:[ -]{CAPITAL}){{1,3}}(?![\w@])")


def personal(headings: Iterable[str]) -> tuple[str, ...]:
    """Return the headings that name people or how to reach them."""
    return tuple(one for one in headings if PERSONAL.search(one.casefold()))


def names_somebody(text: str) -> bool:
    """Whether a text seems to name a person; numbers and addresses are the rules' to find."""
    found = (re.split("[ -]", one[0]) for one in NAME.finditer(text))
    return any(word.casefold() in FIRST for words in found for word in words[:-1])
