"""The polytope of weights is exact, and draws from it are even."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import space

from innostrat.analysis.weights.sampling import sample

if TYPE_CHECKING:
    from weighing import Spec

    from innostrat.analysis.weights.polytope import WeightSpace
    from innostrat.analysis.weights.sampling import Array

FREE: Spec = (1, (0, 100))
DRAWS = 10_000
GAUSDAL: tuple[Spec, ...] = (
    (20, (15, 30)),
    (15, (10, 25)),
    (30, (20, 40)),
    (20, (5, 25)),
    (15, (8, 20)),
)
SPECS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 4), st.integers(0, 6)).map(
        lambda one: (one[0], (max(0, one[0] - one[1]), one[0] + one[2]))
    ),
    min_size=2,
    max_size=5,
)
ORDERS = st.lists(st.sampled_from([(0, 1), (1, 2), (0, 2), (3, 1), (2, 4)]), max_size=3)


def must(found: WeightSpace | None) -> WeightSpace:
    assert found is not None
    return found


def drawn(some: WeightSpace, seed: int = 1) -> Array:
    return sample(some, DRAWS, np.random.default_rng(seed))


def rejected(some: WeightSpace, count: int) -> Array:
    """Draw evenly from the box of all but the last weight, and keep what is admissible."""
    low, high = (np.array([float(one) for one in bound]) for bound in (some.low, some.high))
    generator, found = np.random.default_rng(2), np.empty((0, len(low)))
    while len(found) < count:
        points = low + (high - low) * generator.random((50_000, len(low)))
        points[:, -1] = 1 - points[:, :-1].sum(axis=1)
        keeps = (points[:, -1] >= low[-1]) & (points[:, -1] <= high[-1])
        for a, b in some.falling:
            keeps &= points[:, a] >= points[:, b]
        found = np.concatenate([found, points[keeps]])
    return found[:count]


@pytest.mark.parametrize("size", [2, 3, 6])
def test_the_whole_simplex(size: int) -> None:
    found = drawn(must(space(*[FREE] * size)))
    variance = (size - 1) / (size**2 * (size + 1))
    assert found.mean(axis=0) == pytest.approx(1 / size, abs=4 * (variance / DRAWS) ** 0.5)
    assert found.var(axis=0) == pytest.approx(variance, rel=0.08)


def test_falling_weights_have_the_rank_order_centroid_as_their_mean() -> None:
    """Barron, Barrett: "Decision quality using ranked attribute weights" (1996), three criteria."""
    some = must(space((3, None), (2, None), (1, None), order=[["c0", "c1", "c2"]]))
    assert drawn(some).mean(axis=0) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.006)
    third, half = Fraction(1, 3), Fraction(1, 2)
    ends = (
        (third, third, third),
        (half, half, Fraction(0)),
        (Fraction(1), Fraction(0), Fraction(0)),
    )
    assert some.corners(9) == ends


@pytest.mark.parametrize("order", [[], [["c0", "c3"], ["c2", "c1", "c4"]]])
def test_draws_are_spread_as_those_by_rejection(order: list[list[str]]) -> None:
    some = must(space(*GAUSDAL, order=order))
    found, expected = drawn(some), rejected(some, DRAWS)
    spread = expected.std(axis=0)
    assert np.abs(found.mean(axis=0) - expected.mean(axis=0)).max() < 5 * spread.max() / 100
    for part in (0.05, 0.25, 0.5, 0.75, 0.95):
        apart = np.quantile(found, part, axis=0) - np.quantile(expected, part, axis=0)
        assert (np.abs(apart) < 0.12 * spread).all()


@settings(max_examples=40, deadline=None)
@given(SPECS, ORDERS)
def test_points_and_corners_are_admissible(specs: list[Spec], pairs: list[tuple[int, int]]) -> None:
    order = [[f"c{a}", f"c{b}"] for a, b in pairs if max(a, b) < len(specs)]
    some = space(*specs, order=order)
    if some is None:
        return
    corners = some.corners(1_000)
    assert corners is not None
    assert all(some.holds(one) for one in corners)
    assert some.holds(some.inside())
    for i in range(len(specs)):
        fixed = len({one[i] for one in corners}) == 1
        assert fixed is (i not in some.free)
    if some.free:
        found = sample(some, 50, np.random.default_rng(0))
        low, high = (np.array([float(one) for one in bound]) for bound in (some.low, some.high))
        assert (found > low - 1e-12).all()
        assert (found < high + 1e-12).all()
        assert found.sum(axis=1) == pytest.approx(1, abs=1e-12)
        assert all((found[:, a] > found[:, b] - 1e-12).all() for a, b in some.falling)


@settings(max_examples=25, deadline=None)
@given(SPECS.filter(lambda specs: len(specs) <= 4), ORDERS, st.integers(0, 99))
def test_no_draw_is_beyond_the_corners(
    specs: list[Spec], pairs: list[tuple[int, int]], seed: int
) -> None:
    order = [[f"c{a}", f"c{b}"] for a, b in pairs if max(a, b) < len(specs)]
    some = space(*specs, order=order)
    if some is None or not some.free:
        return
    corners = np.array([[float(x) for x in one] for one in some.corners(1_000) or ()])
    generator = np.random.default_rng(seed)
    found = sample(some, 50, generator)
    direction = generator.standard_normal(len(specs))
    assert (found @ direction).max() <= (corners @ direction).max() + 1e-9


def test_one_weight_alone_cannot_move() -> None:
    assert must(space((1, (0, 2)), (1, None))).free == ()
    assert must(space((1, (0, 2)), (1, (0, 2)))).free == (0, 1)
    assert must(space((1, (1, 3)), (1, (1, 3)))).free == ()


def test_nothing_is_admissible() -> None:
    assert space((5, (4, 6)), (1, (1, 2)), order=[["c1", "c0"]]) is None
    assert space(FREE, FREE, order=[["c0", "c1"], ["c1", "c0"]]) is None


def test_too_many_corners_are_not_listed() -> None:
    some = must(space(*[FREE] * 6))
    assert some.corners(5) is None
    assert len(some.corners(6) or ()) == 6


def test_the_seed_decides() -> None:
    some = must(space(*GAUSDAL))
    assert (drawn(some) == drawn(some)).all()
    assert (drawn(some) != drawn(some, 2)).any()
