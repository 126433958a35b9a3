"""What the format of a number says: whether it is a day, and which words it shows beside it."""

from __future__ import annotations

import re
from typing import Final

# ECMA-376, 18.8.30: the formats that every workbook has.
BUILT_IN_DAYS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
LITERAL: Final = re.compile(r'"([^"]*)"|\[\$([^\]\[-]*+)[^\]\[]*+\]|\\(.)')
ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
DAY_LETTERS: Final = re.compile(r"[dmyhs]", re.IGNORECASE)


def is_day(code: str) -> bool:
    """Whether a format code shows a number as a day or a time."""
    first = code.split(";", 1)[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.', "", first)
    if ELAPSED.search(bare):
        return True
    bare = re.sub(r"\[[^\]]*\]", "", bare)
    return bare.lower() not in {"general", "standard"} and bool(DAY_LETTERS.search(bare))


def shown_unit(code: str) -> str:
    """Return the words that a format code shows with a number: `#,##0 "tkr"` shows `tkr`."""
    first = re.sub(r"[_*].", "", code.split(";", 1)[0])
    found = ["".join(one) for one in LITERAL.findall(first)]
    return " ".join("".join(found).split())
