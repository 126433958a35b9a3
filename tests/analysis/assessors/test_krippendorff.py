"""Krippendorff's alpha: his own example, a reference straight from his definition, and its ends."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from innostrat.analysis.assessors.krippendorff import FEWEST, interval, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Units = Sequence[Sequence[Fraction]]

# Krippendorff (2011), section C: four observers, twelve units, "." where nobody answered.
EXAMPLE = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .",
           "1 2 3 3 2 4 4 1 2 5 1 .")  # fmt: skip


def example() -> Units:
    columns = zip(*(line.split() for line in EXAMPLE), strict=True)
    return [[Fraction(one) for one in column if one != "."] for column in columns]


def by_definition(units: Units, kind: str) -> Fraction | None:
    """Return alpha from the matrix of coincidences, as the paper writes it."""
    units = [unit for unit in units if len(unit) > 1]
    observed: dict[tuple[Fraction, Fraction], Fraction] = {}
    for unit in units:
        for pair in permutations(unit, 2):
            observed[pair] = observed.get(pair, Fraction(0)) + Fraction(1, len(unit) - 1)
    count = Counter(answer for unit in units for answer in unit)
    n = sum(count.values())
    far = _distance(kind, count)
    within = sum(share * far(*pair) for pair, share in observed.items())
    among = sum(count[c] * count[k] * far(c, k) for c, k in product(count, repeat=2))
    return None if not among else 1 - (n - 1) * Fraction(within) / among


def _distance(kind: str, count: Counter[Fraction]) -> Callable[[Fraction, Fraction], Fraction]:
    def nominal(c: Fraction, k: Fraction) -> Fraction:
        return Fraction(c != k)

    def squared(c: Fraction, k: Fraction) -> Fraction:
        return (c - k) ** 2

    def ordered(c: Fraction, k: Fraction) -> Fraction:
        low, high = sorted((c, k))
        between = sum(count[g] for g in count if low <= g <= high)
        return (between - Fraction(count[c] + count[k], 2)) ** 2 if c != k else Fraction(0)

    return {"nominal": nominal, "ordinal": ordered, "interval": squared}[kind]


@pytest.mark.parametrize(
    ("kind", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_the_reference_gives_what_was_published(kind: str, published: float) -> None:
    found = by_definition(example(), kind)
    assert found is not None
    assert round(float(found), 3) == published


def test_ours_gives_what_was_published() -> None:
    found = ordinal(example()), interval(example())
    assert [round(float(one), 3) for one in found if one is not None] == [0.815, 0.849]


answers = st.lists(st.integers(0, 5).map(Fraction), min_size=0, max_size=5)


@settings(max_examples=100, deadline=None)
@given(st.lists(answers, min_size=FEWEST, max_size=9))
def test_ours_is_the_definition(units: list[list[Fraction]]) -> None:
    assume(sum(len(unit) > 1 for unit in units) >= FEWEST)
    assert ordinal(units) == by_definition(units, "ordinal")
    assert interval(units) == by_definition(units, "interval")


@given(st.lists(answers, min_size=FEWEST, max_size=9))
def test_only_the_order_counts(units: list[list[Fraction]]) -> None:
    assert ordinal(units) == ordinal([[one**3 - 7 for one in unit] for unit in units])


def test_full_agreement_is_one() -> None:
    assert ordinal([[Fraction(level)] * 3 for level in range(FEWEST)]) == 1


def test_little_data_and_no_difference_give_nothing() -> None:
    apart = [[Fraction(1), Fraction(2)]]
    assert ordinal(apart * (FEWEST - 1)) is None
    assert ordinal(apart * FEWEST) is not None
    assert ordinal([[Fraction(3)] * 2] * FEWEST) is None
    assert ordinal([*apart * (FEWEST - 1), [Fraction(9)]]) is None
