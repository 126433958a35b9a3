"""Reads a picture that stands beside a portfolio's files, when it is a picture and nothing more."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from innostrat.errors import CannotGoOnError, why
from innostrat.files.source import read_bounded
from innostrat.messages import msg

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

PNG: Final = b"\x89PNG\r\n\x1a\n"
SVG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<svg[\s>]"
)
# Whatever could run, or fetch or include something else: a renderer may follow paths on the disk.
ACTIVE: Final = re.compile(
    r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<\s*(?:\w+:)?(?:script|foreignObject|image|iframe|filter)\b"
    r"|\bfilter\s*[=:]|\son\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)
REFERENCE: Final = re.compile(r"(?:\A|url\([\s\"']*)#([\w.:-]+)")
# What a renderer has to hold or to draw: a few bytes can ask for gigabytes, or for years.
MOST_PIXELS: Final = 25_000_000
MOST_SHAPES: Final = 20_000
DEEPEST: Final = 100
AT_ONCE: Final = 10_000  # bytes that are taken in before it is seen how deep they go


def read_picture(folder: Path, name: str) -> bytes:
    """Return the picture `name` in `folder`, an SVG or PNG of at most one million bytes.

    No link is followed. What cannot be read or is more than a picture is a `CannotGoOnError`.
    """
    try:
        content = read_bounded(str(folder / name))
    except OSError as error:
        raise CannotGoOnError(
            msg("{path} cannot be read: {why}", path=name, why=why(error))
        ) from error
    if content is None:
        raise CannotGoOnError(msg("{path} is no picture of at most 1 MB", path=name))
    kind = content[: len(PNG)] == PNG if name.endswith(".png") else bool(SVG.match(content))
    if not kind:
        raise CannotGoOnError(msg("{path} does not hold what its ending says", path=name))
    if not (_small(content) if name.endswith(".png") else _simple(name, content)):
        raise CannotGoOnError(
            msg(
                "{path} is too large to draw: at most {pixels} pixels, or {shapes} shapes",
                path=name,
                pixels=MOST_PIXELS,
                shapes=MOST_SHAPES,
            )
        )
    return content


def _small(png: bytes) -> bool:
    """Return whether a PNG has no more pixels than may be; they stand first in its header."""
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    return 0 < width * height <= MOST_PIXELS


def _refuse_active(name: str, svg: str) -> None:
    if found := ACTIVE.search(svg):
        raise CannotGoOnError(
            msg("{path} is more than a picture: it holds {what}", path=name, what=found[0])
        )


def _simple(name: str, svg: bytes) -> bool:
    """Return whether an SVG draws no more shapes than may be, each use of one counted as its own.

    Whatever refers to another part of it (a use, a pattern, a mask) may draw that again. What is
    more than a picture is looked for in the bytes, and in what they mean to whoever reads XML.
    """
    from xml.etree import ElementTree as ET  # noqa: PLC0415  (only where there is a logo)

    _refuse_active(name, svg.decode(errors="replace"))
    drawing = _Drawing()
    try:
        parser: Any = ET.XMLPullParser(("start", "end"))
        for start in range(0, len(svg), AT_ONCE):
            parser.feed(svg[start : start + AT_ONCE])
            for event, element in parser.read_events():
                if event == "start":
                    _refuse_active(name, _plain(element))
                    drawing.open(element)
                else:
                    _refuse_active(name, _text(element))
                    drawing.close(element)
                    tail = element.tail  # it is a text of what the element is in
                    element.clear()
                    element.tail = tail
                if len(drawing.stack) > DEEPEST:
                    return False
        parser.close()
        return drawing.cost("") <= MOST_SHAPES
    except (ET.ParseError, RecursionError, ValueError):
        return False


def _plain(element: Element) -> str:
    """Return the beginning of an element without prefixes and character references."""
    names = [one.rpartition("}")[2] for one in (element.tag, *element.attrib)]
    values = (
        f'{name}="{value}"' for name, value in zip(names[1:], element.attrib.values(), strict=True)
    )
    return f"<{names[0]} {' '.join(values)}"


def _text(element: Element) -> str:
    """Return what stands in an element itself, as a style sheet is read: without what is in it."""
    return "".join((element.text or "", *(one.tail or "" for one in element)))


class _Drawing:
    """Counts the shapes of an SVG: its own, and those that it refers to, as often as it does."""

    def __init__(self) -> None:
        # For each id, and for the whole under "": its own shapes, and what they refer to.
        self.known: dict[str, tuple[int, Counter[str]]] = {}
        self.stack: list[tuple[int, Counter[str]]] = [(0, Counter())]
        self.gradients: set[str] = set()
        self.costs: dict[str, int] = {}

    def open(self, element: Element) -> None:
        values = (value for key, value in element.attrib.items() if not key.endswith("id"))
        self.stack.append((1, Counter(one for value in values for one in _references(value))))

    def close(self, element: Element) -> None:
        count, refers = self.stack.pop()
        refers += Counter(_references(_text(element)))
        own = element.get("id", "")
        if own:
            self.known[own] = count, refers
        if element.tag.endswith("Gradient"):
            self.gradients.add(own)
        before, others = self.stack[-1]
        others.update(refers)
        self.stack[-1] = self.known[""] = before + count, others

    def cost(self, name: str) -> int:
        """Return how many shapes a part draws; a `ValueError` where it draws itself."""
        if name in self.gradients or name not in self.known:
            return 0
        if name not in self.costs:
            self.costs[name] = MOST_SHAPES + 1  # until it is known: what it has, if it is in itself
            count, refers = self.known[name]
            for other, times in refers.items():
                count += times * self.cost(other)
            self.costs[name] = min(count, MOST_SHAPES + 1)
        return self.costs[name]


def _references(text: str) -> list[str]:
    """Return the ids of the parts that an attribute or a style refers to."""
    return [one[1] for one in REFERENCE.finditer(text)]
