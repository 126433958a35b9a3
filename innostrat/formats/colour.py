"""Colours that can be read and told apart: contrast as WCAG 2.1 defines it, and colours of series.

https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio. Seeing without the red or the green cones is
simulated by Machado, Oliveira & Fernandes (2009), doi:10.1109/TVCG.2009.113; differences are
distances in Oklab (Ottosson 2020).
"""

from __future__ import annotations

from math import cbrt, dist
from typing import Final, TypeAlias

Vector: TypeAlias = tuple[float, ...]
Matrix: TypeAlias = tuple[Vector, ...]

STEPS: Final = 100
GRAPHIC: Final = 3.0  # the contrast that something drawn needs (WCAG 2.1, 1.4.11)
NIGHT: Final = "#1d232a"  # as light as the ground of a page is by night
SERIES: Final = 4
# Okabe & Ito's colours (2008) that can be seen on white and on dark grey, and a grey.
CANDIDATES: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#767676")
EYES: Final = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
)
CONES: Final = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
OKLAB: Final = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(color: str, against: str = "#ffffff", ratio: float = 4.5) -> str:
    """Return `color`, mixed with black (on light) or white just until it has the contrast."""
    target = "#000000" if _luminance(against) > 0.18 else "#ffffff"  # noqa: PLR2004  (mid grey)
    for step in range(STEPS + 1):
        mixed = mix(color, target, step / STEPS)
        if contrast_ratio(mixed, against) >= ratio:
            return mixed
    return target


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with a share, from 0 to 1, of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def series(color: str, *, night: bool) -> tuple[str, ...]:
    """Return `SERIES` colours to draw with, `color` first, as different as all eyes can see them.

    Each has a contrast of 3 : 1 to white, with `night` to `NIGHT` as well; only the first differs
    between the two.
    """
    chosen = [_by_night(color)]
    while len(chosen) < SERIES:
        chosen.append(
            max(
                map(_by_night, CANDIDATES),
                key=lambda one: min(difference(one, other) for other in chosen),
            )
        )
    return tuple(chosen if night else [readable(color, ratio=GRAPHIC), *chosen[1:]])


def difference(one: str, other: str) -> float:
    """Return how different two colours look at the least, to full, protan or deutan sight."""
    return min(dist(_oklab(one, eye), _oklab(other, eye)) for eye in EYES)


def _by_night(color: str) -> str:
    return readable(readable(color, ratio=GRAPHIC), NIGHT, GRAPHIC)


def _oklab(color: str, eye: Matrix) -> Vector:
    linear = tuple(_linear(channel / 255) for channel in _channels(color))
    return _times(OKLAB, tuple(map(cbrt, _times(CONES, _times(eye, linear)))))


def _times(matrix: Matrix, vector: Vector) -> Vector:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
