"""How far several assessors agree beyond chance: Krippendorff's alpha for ordered answers.

Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FEWEST: Final = 5  # units with two answers; with fewer, one answer moves alpha by tenths


def ordinal(units: Iterable[Sequence[Fraction]]) -> Fraction | None:
    """Return alpha for answers of which only the order counts, at most 1; see `interval`.

    Krippendorff's ordinal difference, the answers that lie between two with half of those at the
    two themselves, is the difference of their mid-ranks.
    """
    paired = _paired(units)
    ranks = _mid_ranks(answer for unit in paired for answer in unit)
    return interval([ranks[answer] for answer in unit] for unit in paired)


def interval(units: Iterable[Sequence[Fraction]]) -> Fraction | None:
    """Return 1 − observed/expected difference, differences squared; 0 is what chance gives.

    A unit holds the answers to one question. Units with one answer say nothing of agreement. None
    with fewer than `FEWEST` others, or where all answers are the same.
    """
    paired = _paired(units)
    answers = [answer for unit in paired for answer in unit]
    expected = _difference(answers)
    if len(paired) < FEWEST or not expected:
        return None
    within = sum((len(unit) * _difference(unit) for unit in paired), Fraction(0))
    return 1 - within / len(answers) / expected


def _paired(units: Iterable[Sequence[Fraction]]) -> list[Sequence[Fraction]]:
    return [unit for unit in units if len(unit) > 1]


def _difference(answers: Sequence[Fraction]) -> Fraction:
    """Return the mean squared difference of two different answers."""
    n = len(answers)
    if n < 2:  # noqa: PLR2004  (there is no pair)
        return Fraction(0)
    total, squares = sum(answers), sum(one * one for one in answers)
    return Fraction(2 * (n * squares - total * total)) / (n * (n - 1))


def _mid_ranks(answers: Iterable[Fraction]) -> Mapping[Fraction, Fraction]:
    """Return the mean place of each answer among all of them, sorted."""
    ranks: dict[Fraction, Fraction] = {}
    below = 0
    for answer, count in sorted(Counter(answers).items()):
        ranks[answer] = below + Fraction(count + 1, 2)
        below += count
    return ranks
