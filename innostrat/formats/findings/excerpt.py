"""Shows a line of a file with carets below a place in it, within the width of the console."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from innostrat.formats.escape import COMMAND, HIDDEN, code_point
from innostrat.formats.terminal.console import signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.findings import Location
    from innostrat.formats.view import View

BEFORE: Final = 20  # cells that are kept before the place when a line is too long
NARROWEST: Final = 20  # cells of the line that are shown on however narrow a console


def excerpt(line: str, location: Location, view: View) -> Iterator[tuple[str, str]]:
    """Yield two lines, each as what is plain and what may be coloured; none for an empty line.

    `line` is the one that the place begins on. Of a place that goes on below, its part is marked.
    """
    if not line or line.isspace():
        return
    signed, widths, width = _signs(line, view)
    start = min(location.column - 1, len(line))
    end = location.end_column - 1 if location.end_line == location.line else len(line)
    end = min(max(end, start + 1), len(line))
    gutter = str(location.line)
    room = max(NARROWEST, view.width - len(gutter) - len("   | "))
    first, last = (0, len(line)) if width <= room else _window(widths, start, room)
    dots = signs("…", view)
    head = (dots if first else "") + "".join(signed[first:start])
    marked = "".join(signed[start : min(end, last)])
    tail = "".join(signed[end:last]) + (dots if last < len(line) else "")
    yield f"  {gutter} | {head}{marked}{tail}", ""
    carets = "^" * max(1, cell_len(marked))
    yield f"  {' ' * len(gutter)} | {' ' * cell_len(head)}", carets


@lru_cache(maxsize=8)  # a long line with many findings is looked through once
def _signs(line: str, view: View) -> tuple[list[str], list[int], int]:
    """Return what is shown of each character, its cells, and their sum.

    A hidden character is shown by its number, a tab as one space.
    """
    shown = [" " if character == "\t" else signs(character, view) for character in line]
    for found in HIDDEN.finditer(line):
        if found.group() != "\t":
            shown[found.start()] = signs(code_point(found.group()), view)
    for found in COMMAND.finditer(line):
        shown[found.end() - 1] += " "
    widths = [cell_len(sign) for sign in shown]
    return shown, widths, sum(widths)


def _window(widths: list[int], start: int, room: int) -> tuple[int, int]:
    """Return the first and the last character, exclusive, that fit into `room` cells."""
    room -= 2 * len("...")
    first = start
    while first and sum(widths[first - 1 : start]) <= BEFORE:
        first -= 1
    last = first
    while last < len(widths) and sum(widths[first : last + 1]) <= room:
        last += 1
    return first, last
