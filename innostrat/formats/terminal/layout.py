"""Decides which columns of a table a line has room for, and how wide each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP: Final = 2  # cells between columns
ENDS: Final = 2  # columns that are always shown


@dataclass(frozen=True, slots=True)
class Needs:
    """What a column needs, in cells.

    With less than `least` it is not shown. `comfortable` breaks no word and wraps no column that
    is not meant to be. `body` takes every cell on one line, `full` its heading too.
    `optional` as in `Column`. What `names` the row goes last.
    """

    least: int
    comfortable: int
    body: int
    full: int
    optional: int
    names: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that are shown, by index, their widths in cells, and the columns left out."""

    shown: tuple[int, ...]
    widths: tuple[int, ...]
    dropped: tuple[int, ...]

    @property
    def width(self) -> int:
        """How wide the table is."""
        return total(self.widths)


def total(widths: Sequence[int]) -> int:
    """Return how wide columns are together."""
    return sum(widths) + GAP * max(0, len(widths) - 1)


def layout(needs: Sequence[Needs], width: int) -> Layout:
    """Return the layout for a line of `width` cells; a wider one where two columns need more.

    Optional columns go first, the highest number first and of equals the last; then words are
    broken, and then go those between the first, which names the row, and the last, which is what
    the row comes to. Room that is left goes to the columns that would otherwise wrap most.
    """
    shown = list(range(len(needs)))
    while total([needs[i].comfortable for i in shown]) > width:
        optional = [i for i in shown if needs[i].optional]
        if not optional:
            break
        shown.remove(max(optional, key=lambda i: (needs[i].optional, i)))
    widths = [needs[i].comfortable for i in shown]
    if total(widths) > width:
        while total([needs[i].least for i in shown]) > width and len(shown) > ENDS:
            shown.remove(max(shown[1:-1], key=lambda i: (not needs[i].names, i)))
        widths = [needs[i].least for i in shown]
    _grow(widths, [needs[i].body for i in shown], width)
    _grow(widths, [needs[i].full for i in shown], width)
    dropped = tuple(i for i in range(len(needs)) if i not in shown)
    return Layout(tuple(shown), tuple(widths), dropped)


def _grow(widths: list[int], goals: list[int], width: int) -> None:
    """Widen columns towards their goals, a cell at a time where the most is lacking."""
    for _ in range(width - total(widths)):
        hungry = [i for i, goal in enumerate(goals) if widths[i] < goal]
        if not hungry:
            return
        widths[max(hungry, key=lambda i: (goals[i] / widths[i], -i))] += 1
