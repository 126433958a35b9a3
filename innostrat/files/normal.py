"""One spelling of what is the same: composed letters for texts, line feeds for line ends."""

from __future__ import annotations

import unicodedata
from typing import Final

# The bytes in UTF-8 of ASCII that is seen, line feeds, and the letters from À to ÿ.
ORDINARY: Final = bytes((0x0A, *range(0x20, 0x7F), 0xC3, *range(0x80, 0xC0)))


def is_ordinary(text: str) -> bool:
    """Return whether a text has ASCII and the letters À–ÿ alone: no invisible sign, all composed.

    Much quicker than looking for one of the signs that it rules out; most files of a portfolio are.
    """
    return not text.encode("utf-8", "surrogatepass").translate(None, ORDINARY)


def composed(text: str) -> str:
    """Return `text` with letters and their marks in one (NFC), as keyboards in Norway write them.

    macOS writes an å as an a and a ring. Both are the same letter, and look alike.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def spellings(text: str) -> tuple[str, ...]:
    """Return how a composed `text` may stand in a file: with its marks in the letters, or after."""
    return (text,) if text.isascii() else (text, unicodedata.normalize("NFD", text))


def with_returns(data: bytes) -> bool:
    """Return whether every line ends in a carriage return and a line feed, as git may write it."""
    return b"\r\n" in data and data.count(b"\r\n") == data.count(b"\n")


def line_feeds(data: bytes) -> bytes:
    """Return `data` with the line ends that git keeps, whatever it writes on this machine."""
    return data.replace(b"\r\n", b"\n")
