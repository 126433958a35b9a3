"""The figures of a document: what is to be seen and said of it, before anything is drawn.

Every number is in the unit that its axis or title names, so that a format only draws and writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

    from innostrat.messages import Message


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, its unit in the title, and with how many decimals its numbers stand."""

    title: Message
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a scatter: who it is, where it stands, and to which series it belongs.

    `rank` is the number that a table has for it, which is written where a name has no room.
    """

    label: str
    x: Fraction
    y: Fraction
    series: int
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Scatter:
    """One dot an item; each series has a name, and is told apart by shape as well as by colour."""

    x: Axis
    y: Axis
    series: tuple[Message, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points of rising x; `mark` is an x that is named on it."""

    x: Axis
    y: Axis
    points: tuple[tuple[Fraction, Fraction], ...]
    mark: tuple[Fraction, Message] | None = None


@dataclass(frozen=True, slots=True)
class LevelPanel:
    """What is used of one limit in each year; both in the panel's unit."""

    title: str
    unit: Message | str
    used: tuple[Fraction, ...]
    limit: tuple[Fraction, ...]
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Levels:
    """Panels side by side, each with a bar a year and a line for the limit."""

    years: tuple[int, ...]
    panels: tuple[LevelPanel, ...]
    used: Message
    limit: Message


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar an item with the series that it belongs to, each a share from 0 to 1.

    With an `axis` the bars are numbers in its unit, which may be below 0, and the longest fills the
    room. `line` is the number of rows above a line that is named.
    """

    series: tuple[Message, ...]
    rows: tuple[tuple[str | Message, Fraction, int], ...]
    axis: Axis | None = None
    line: tuple[int, Message] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Items by columns, with a strength from 0 (none) to as many as `strengths` names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    strengths: tuple[Message, ...]


Chart: TypeAlias = Scatter | Curve | Levels | Bars | Grid


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with a title, and what it shows in words for whoever does not see it.

    The numbers themselves stand in a table of the same section.
    """

    key: str
    title: Message
    description: tuple[Message, ...]
    chart: Chart
