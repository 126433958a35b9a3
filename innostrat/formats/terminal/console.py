"""Lines of text for a console: measured in terminal cells, wrapped, coloured, with safe signs."""

from __future__ import annotations

import re
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from rich.cells import cell_len

from innostrat.formats.escape import harmless, one_line
from innostrat.language import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from innostrat.formats.view import View
    from innostrat.messages import Value

THIN: Final = "─"
HEAVY: Final = "━"
HANG: Final = 2  # further lines of a wrapped text stand in by so many cells
NARROWEST: Final = 14  # narrower lines have no room for that
ASCII: Final = str.maketrans(
    {
        THIN: "-",
        HEAVY: "=",
        "│": "|",
        "█": "#",
        "▌": "+",
        "…": "...",
        "•": "*",
        "—": "-",
        "–": "-",
        "−": "-",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "‹": "<",
        "›": ">",
        "«": '"',
        "»": '"',
        "’": "'",
        "æ": "ae",
        "ø": "o",
        "Æ": "Ae",
        "Ø": "O",
    }
)
COMBINING: Final = re.compile("[\u0300-\u036f]")


def signs(text: str, view: View) -> str:
    """Return `text` in the signs that the reader's console has; `?` for one without a likeness."""
    if not view.ascii or text.isascii():
        return text
    bare = COMBINING.sub("", normalize("NFD", text.translate(ASCII)))
    return bare.encode("ascii", "replace").decode("ascii")


def safe(text: str, view: View) -> str:
    """Return visible `text` without commands to build servers, in the console's signs."""
    return signs(harmless(text), view)


def console_line(value: Value, view: View) -> str:
    """Return what the reader is told, on one line."""
    return safe(one_line(view.language(value)), view)


def ruled_line(stroke: str, width: int, view: View) -> str:
    """Return a horizontal rule."""
    return signs(stroke, view) * width


def wrapped_lines(text: str, width: int, hang: int = HANG) -> list[str]:
    """Return `text` in lines of at most `width` cells; at least one line.

    It breaks at spaces only, never inside a number with no-break spaces. A word that is longer
    than a line is cut. All lines but the first stand in by `hang` cells where there is room.
    """
    if cell_len(text) <= width:
        return [text]  # with the spaces that it has, as in a bar
    hang = hang if width >= NARROWEST else 0
    result: list[str] = []
    line = ""
    for word in text.split(" "):
        room = width - hang if result else width
        if line and cell_len(line) + 1 + cell_len(word) <= room:
            line = f"{line} {word}"
            continue
        if line:
            result.append(line)
        *full, line = cut(word, width - hang if result else width, width - hang)
        result += full
    result.append(line)
    return [result[0], *(" " * hang + one for one in result[1:])]


def cut(word: str, first: int, width: int) -> list[str]:
    """Return `word` in pieces of at most `width` cells, the first one of at most `first`."""
    pieces: list[str] = []
    piece = ""
    for character in word:
        if piece and cell_len(piece + character) > (width if pieces else first):
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with spaces to `width` cells; what is wider stays as it is."""
    fill = " " * (width - cell_len(text))
    return fill + text if right else text + fill


def bar_blocks(share: Fraction, long: int) -> str:
    """Return a bar of whole and half blocks, rounded; a whole one is so many cells long."""
    halves = int(decimal(2 * long * min(max(share, Fraction(0)), Fraction(1)), 0))
    return "█" * (halves // 2) + "▌" * (halves % 2)


def rendered(lines: Iterable[Text], view: View) -> str:
    """Return the lines as text, without spaces at their ends; escape codes only for colour."""
    if not view.color:
        return "".join(line.plain.rstrip(" ") + "\n" for line in lines)
    return "".join(_coloured(lines))


def _coloured(lines: Iterable[Text]) -> Iterator[str]:
    from rich.console import Console  # noqa: PLC0415  (slow, and most output goes to pipes)

    console = Console(
        file=StringIO(),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},  # the caller has asked the environment already
    )
    for line in lines:
        line.rstrip()
        with console.capture() as captured:
            console.print(line, soft_wrap=True, markup=False, highlight=False, emoji=False)
        yield captured.get()
