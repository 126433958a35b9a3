"""Writes SVG elements; text becomes part of one only by being escaped."""

from __future__ import annotations

from html import escape
from typing import NewType, TypeAlias

Svg = NewType("Svg", str)  # finished markup, ours throughout
Attribute: TypeAlias = "str | float | None"


def svg_element(name: str, *inside: Svg, **attributes: Attribute) -> Svg:
    """Return an element; `stroke_width=2` is `stroke-width="2"`, and what is None is left out."""
    given = "".join(
        f' {key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inside)
    return Svg(f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>")


def svg_text(text: str) -> Svg:
    """Return visible `text` as the content of an element."""
    return Svg(escape(text))


def svg_number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else _short(value)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1 else svg_number(value)
