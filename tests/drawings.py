"""Reads drawn figures back: their elements, and every point that they draw."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACE: Final = "{http://www.w3.org/2000/svg}"
NUMBER: Final = r"-?\d+(?:\.\d+)?"
STEP: Final = re.compile(rf"([MLHVhvz])\s*({NUMBER})?(?:\s+({NUMBER}))?")
TRANSLATE: Final = re.compile(rf"translate\(({NUMBER}) ({NUMBER})\)(?: rotate\(-\d+\))?\Z")


class Spot(NamedTuple):
    """A point in the drawing, and the element that draws it."""

    x: float
    y: float
    name: str


def parsed(svg: str) -> ET.Element:
    """Return the root; an error where it is not XML."""
    return ET.fromstring(svg)  # noqa: S314  (ours)


def tag(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.removeprefix(SPACE)


def texts(root: ET.Element) -> list[str]:
    """Return what can be read in the drawing, without titles that only a pointer shows."""
    return [
        (element.text or "") + "".join(_after(element)) for element in root.iter(f"{SPACE}text")
    ]


def box(root: ET.Element) -> tuple[float, float]:
    """Return how wide and high the drawing is."""
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    return width, height


def spots(element: ET.Element, x: float = 0, y: float = 0) -> Iterator[Spot]:
    """Yield every corner, centre edge and text base of the drawing."""
    if "transform" in element.attrib:
        found = TRANSLATE.match(element.attrib["transform"])
        assert found is not None
        x, y = x + float(found[1]), y + float(found[2])
    for dx, dy in _own(element):
        yield Spot(x + dx, y + dy, tag(element))
    for inner in element:
        if tag(inner) != "defs":
            yield from spots(inner, x, y)


def _own(element: ET.Element) -> Iterator[tuple[float, float]]:
    given = {key: float(value) for key, value in element.attrib.items() if key in NUMERIC}
    match tag(element):
        case "circle":
            for sign in (-1, 1):
                yield given["cx"] + sign * given["r"], given["cy"] + sign * given["r"]
        case "rect":
            left, top = given.get("x", 0), given.get("y", 0)
            yield left, top
            yield left + given["width"], top + given["height"]
            assert given["width"] >= 0
            assert given["height"] >= 0
        case "text":
            yield given["x"], given["y"]
        case "path":
            yield from _path(element.attrib["d"])


NUMERIC: Final = frozenset({"x", "y", "cx", "cy", "r", "width", "height"})


def _path(d: str) -> Iterator[tuple[float, float]]:
    assert STEP.sub("", d).strip() == "", d  # nan and inf would be left
    x = y = 0.0
    for step in STEP.finditer(d):
        match step.groups():
            case ("M" | "L", str() as across, str() as down):
                x, y = float(across), float(down)
            case ("H", str() as across, None):
                x = float(across)
            case ("V", str() as down, None):
                y = float(down)
            case ("h", str() as across, None):
                x += float(across)
            case ("v", str() as down, None):
                y += float(down)
            case ("z", None, None):
                continue
            case other:
                raise AssertionError(other)
        yield x, y


def _after(element: ET.Element) -> Iterator[str]:
    for inner in element:
        if tag(inner) == "tspan":
            yield inner.text or ""
        yield inner.tail or ""
