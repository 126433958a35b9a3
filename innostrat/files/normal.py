"""One spelling of what is the same: composed letters for texts, line feeds for line ends."""

from __future__ import annotations

import unicodedata


def composed(text: str) -> str:
    """Return `text` with letters and their marks in one (NFC), as keyboards in Norway write them.

    macOS writes an å as an a and a ring. Both are the same letter, and look alike.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def line_feeds(data: bytes) -> bytes:
    """Return `data` with the line ends that git keeps, whatever it writes on this machine."""
    return data.replace(b"\r\n", b"\n")
