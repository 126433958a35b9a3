"""Makes anybody's text safe to show: nothing in it is hidden, moves the cursor or gives orders."""

from __future__ import annotations

import re
from typing import Final

# What is there and cannot be seen, or changes how its neighbours are seen (Unicode TR 36): control
# characters, soft hyphens, blank letters, zero-width characters, bidi controls, line separators,
# lone surrogates, non-characters, tags and supplementary variation selectors. A variation selector
# (as in ❤️) is hidden only where it has no character to select a variation of.
HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![^\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
BLANKS: Final = re.compile(r"[ \t\r\n]+")
LINE_BREAK: Final = re.compile(r"\r\n?|\n")
# Build servers obey `::name` at the start of a line and `##[name]` or `##name[` anywhere in it.
COMMAND: Final = re.compile(r":(?=:)|##(?=\w*\[)")


def visible(text: str) -> str:
    """Return `text` with every hidden character shown by its number: `‹U+202E›`."""
    return HIDDEN.sub(lambda found: code_point(found.group()), text)


def code_point(character: str) -> str:
    """Return how a hidden character is shown."""
    return f"‹U+{ord(character):04X}›"


def one_line(text: str) -> str:
    """Return `text` visible and on one line: tabs, line breaks and runs of spaces are one space."""
    return visible(BLANKS.sub(" ", text).strip())


def lines(text: str) -> list[str]:
    """Return the lines of `text` that hold something, each visible."""
    return [line for part in LINE_BREAK.split(text) if (line := one_line(part))]


def harmless(text: str) -> str:
    """Return `text` with a space inside whatever a build server would read as a command.

    Also where `::` stands in the middle, since wrapping may bring it to the start of a line.
    """
    return COMMAND.sub(lambda found: found.group() + " ", text)
