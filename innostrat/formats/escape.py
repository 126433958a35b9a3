"""Makes what cannot be seen visible, whatever a text was meant to do to its reader."""

from __future__ import annotations

import re
from typing import Final

# Control characters, bidirectional controls, line separators, zero-width characters, surrogates,
# annotations, tags and non-characters: none has a place in a title, and each can hide something.
HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# GitHub's runners obey these at the start of a line, in any output of any step.
COMMAND: Final = re.compile(r"^(\s*)(::|##\[)", re.MULTILINE)


def visible(text: str) -> str:
    """Return `text` on one line, with every hidden character as `‹U+202E›`; tabs become spaces."""
    flat = re.sub(r"[ \t]*\r?\n[ \t]*|\t", " ", text)
    return HIDDEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", flat)


def visible_lines(text: str) -> list[str]:
    """Return the lines of `text`, each made visible."""
    return [visible(line) for line in text.replace("\r\n", "\n").split("\n")]


def disarmed(text: str) -> str:
    """Return a finished page on which no line begins as a command to a CI runner."""
    return COMMAND.sub(lambda found: f"{found[1]}\\{found[2]}", text)


ASCII: Final = str.maketrans(
    {
        "─": "-", "━": "=", "│": "|", "┃": "|", "╶": "-", "╴": "-", "█": "#", "▌": "=", "░": ".",
        "…": "~", "–": "-", "—": "-", "−": "-", "•": "*", "·": ".", "‹": "<", "›": ">", "«": '"',
        "»": '"', "“": '"', "”": '"', "’": "'", "→": "->", "✓": "x", "×": "x", "≥": ">=",
        "≤": "<=", "\u00a0": " ", "\u202f": " ", "æ": "ae", "ø": "o", "å": "a", "Æ": "Ae",
        "Ø": "O", "Å": "A", "é": "e", "É": "E", "ö": "o", "ä": "a", "ü": "u", "Ö": "O", "Ä": "A",
    }
)  # fmt: skip


def ascii_only(text: str) -> str:
    """Return `text` for a screen that has only ASCII; what has no likeness becomes `?`."""
    return text.translate(ASCII).encode("ascii", "replace").decode("ascii")
