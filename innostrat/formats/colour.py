"""Colours that can be read: contrast as WCAG 2.1 defines it, and a colour darkened until it has it.

https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
"""

from __future__ import annotations

from typing import Final

STEPS: Final = 100


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(color: str, against: str = "#ffffff", ratio: float = 4.5) -> str:
    """Return `color`, mixed with black (on light) or white just until it has the contrast."""
    target = "#000000" if _luminance(against) > 0.18 else "#ffffff"  # noqa: PLR2004  (mid grey)
    for step in range(STEPS + 1):
        mixed = mix(color, target, step / STEPS)
        if contrast(mixed, against) >= ratio:
            return mixed
    return target


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with a share, from 0 to 1, of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
