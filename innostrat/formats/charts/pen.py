"""What every drawing is made with: a language, colours, ids, and the few kinds of strokes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.formats.charts.svg import Svg, svg_element, svg_text
from innostrat.formats.charts.text import fitted, width
from innostrat.formats.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.formats.charts.svg import Attribute
    from innostrat.language import Language
    from innostrat.messages import Message, Value

WIDTH: Final = 640.0  # of a figure on paper and on large screens, in the units of its drawing
NARROW: Final = 360.0  # and on a phone
QUIET: Final = 0.75  # how much of the ink there is in text beside the data: 7 : 1 on white
FAINT: Final = 0.16  # and in lines behind the data
LINE: Final = 18.0  # from one line of text to the next
KEY: Final = 20.0  # from the start of a sign to the start of what it means


@dataclass(frozen=True, slots=True)
class Drawing:
    """The parts of a drawing that is so high, and what is to be said of what it leaves out."""

    height: float
    parts: tuple[Svg, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Pen:
    """How the drawings of one figure look; `ids` begins each id in it, `wide` is its width."""

    speak: Language
    ink: str
    colors: tuple[str, ...]
    ids: str
    wide: float = WIDTH

    def said(self, value: Value) -> str:
        """Return a text on one line, visible and not yet escaped."""
        return one_line(self.speak(value))

    def color(self, series: int) -> str:
        """Return the colour of a series; after the last comes the first."""
        return self.colors[series % len(self.colors)]

    def text(
        self, x: float, y: float, text: str, room: float | None = None, **attributes: Attribute
    ) -> Svg:
        """Return text that fits; where it is shortened, all of it is its title."""
        shown = fitted(text, self.wide if room is None else room)
        title = () if shown == text else (svg_element("title", svg_text(text)),)
        return svg_element("text", *title, svg_text(shown), x=x, y=y, **attributes)

    def quiet(self, *parts: Svg, **attributes: Attribute) -> Svg:
        """Return what stands beside the data, in a softer ink."""
        return svg_element("g", *parts, fill_opacity=QUIET, **attributes)

    def lines(self, d: str) -> Svg:
        """Return thin lines behind the data."""
        return svg_element("path", d=d, stroke=self.ink, stroke_opacity=FAINT, fill="none")

    def legend(self, y: float, entries: Sequence[tuple[Svg, str]]) -> Drawing:
        """Return signs with what they mean, in lines from `y` on; signs are drawn around 0, 0."""
        x, parts = 0.0, []
        top = y
        for sign, name in entries:
            wide = KEY + min(width(name), self.wide / 2) + KEY
            if x and x + wide > self.wide:
                x, y = 0.0, y + LINE + 4
            parts += [
                svg_element("g", sign, transform=f"translate({x + 7:g} {y - 4:g})"),
                self.text(x + KEY, y, name, self.wide / 2),
            ]
            x += wide
        return Drawing(y - top + LINE, tuple(parts))
