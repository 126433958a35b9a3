"""What is proved of the verdicts holds for every portfolio, tried in turn; and ties are not it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import pot, rated, space, weighing

from innostrat.analysis.weights.envelope import Envelope
from innostrat.analysis.weights.pool import Pool, Weighing
from innostrat.analysis.weights.proofs import is_settled, prove
from innostrat.analysis.weights.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pytest
    from weighing import Spec

    from innostrat.analysis.weights.proofs import Proof

WIDE: tuple[Spec, ...] = ((50, (30, 70)), (50, (30, 70)))
THREE: tuple[Spec, ...] = ((50, (20, 80)), (30, (10, 60)), (20, (0, 40)))
ROWS = st.lists(
    st.tuples(*(st.integers(0, 20) for _ in range(3)), st.integers(1, 4)), min_size=1, max_size=6
)


def proof(some: Weighing, specs: tuple[Spec, ...], most: int = 10_000) -> tuple[Proof, Pool]:
    admissible = space(*specs)
    assert admissible is not None
    pool = Pool(some)
    pool.ask(admissible.inside())
    return prove(pool, admissible, most), pool


def crossed() -> Weighing:
    """Two fit; `d` is always among them, with `a` above a half of the first weight, else `b`."""
    return weighing(pot(200), WIDE, rated("a", 100, 0), rated("b", 0, 100), rated("d", 70, 70))


def test_a_core_project_that_needs_two_portfolios() -> None:
    found, pool = proof(crossed(), WIDE)
    assert (found.finished, found.solved) == (True, 4)
    assert found.proved == {"d"}
    assert sorted(map(sorted, pool.choices)) == [["a", "d"], ["b", "d"]]


def test_too_few_selections_prove_nothing() -> None:
    found, _ = proof(crossed(), WIDE, most=1)
    assert (found.proved, found.doubtful) == (frozenset(), frozenset())
    assert (found.solved, found.finished) == (0, False)


def test_where_one_more_portfolio_is_too_many_the_rest_is_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """{b, d} would be set against {a, b} and give a third corner; `e` needs no other portfolio."""
    some = weighing(
        pot(200),
        WIDE,
        *(rated("a", 100, 0), rated("b", 0, 100), rated("d", 70, 70), rated("e", 1, 1)),
    )
    found, _ = proof(some, WIDE, most=8)
    assert found.finished
    assert found.proved == {"d", "e"}
    monkeypatch.setattr("innostrat.analysis.weights.proofs.CORNERS", Fraction(1, 4))
    found, _ = proof(some, WIDE, most=8)
    assert not found.finished
    assert found.proved == {"e"}
    assert found.doubtful == {"a", "b", "d"}


def test_who_follows_may_have_enough() -> None:
    admissible = space(*WIDE)
    assert admissible is not None
    pool = Pool(crossed())
    pool.ask(admissible.inside())

    def one(places: Sequence[int]) -> Iterable[int]:
        return places[:1]

    found = prove(pool, admissible, 100, one)
    assert (found.proved, found.finished, found.solved) == (frozenset(), False, 1)


def test_equals_at_a_corner_are_not_proved() -> None:
    """`b` is worth 34 and `a` at least as much: at the first corner they are equal."""
    some = weighing(pot(100), WIDE, rated("a", 90, 10), rated("b", 34, 34), rated("c", 1, 1))
    found, pool = proof(some, WIDE)
    assert pool.choices == [{"a": 2027}]
    assert found.finished
    assert found.proved == {"c"}


def test_what_no_portfolio_can_do_otherwise() -> None:
    some = weighing(
        pot(200),
        WIDE,
        *(
            rated("a", 1, 1, commitment="mandatory"),
            rated("b", 50, 50),
            rated("d", 90, 90, cost=150),
        ),
    )
    assert is_settled(some.base, "a", core=True)
    assert is_settled(some.base, "d", core=False)
    assert not is_settled(some.base, "b", core=True)
    assert proof(some, WIDE)[0].proved == {"a", "b", "d"}


@settings(max_examples=40, deadline=None)
@given(ROWS, st.integers(1, 9))
def test_no_portfolio_contradicts_a_proof(
    rows: list[tuple[int, int, int, int]], money: int
) -> None:
    projects = [
        rated(f"p{n}", 5 * a, 5 * b, 5 * c, cost=100 * cost)
        for n, (a, b, c, cost) in enumerate(rows)
    ]
    found, pool = proof(weighing(pot(100 * money), THREE, *projects), THREE)
    assert found.finished
    ids = [f"p{n}" for n in range(len(rows))]
    sets = np.array(
        [
            taken
            for taken in product((0, 1), repeat=len(rows))
            if sum(row[3] for row, one in zip(rows, taken, strict=True) if one) <= money
        ]
    )
    admissible = space(*THREE)
    assert admissible is not None
    corners = np.array(admissible.corners(100), dtype=float)
    drawn = np.vstack([sample(admissible, 200, np.random.default_rng(0)), corners])
    worth = drawn @ (sets @ (5.0 * np.array([row[:3] for row in rows]))).T
    best = worth >= worth.max(axis=1, keepdims=True) - 1e-9
    for n, id_ in enumerate(ids):
        held = sets[:, n] == 1
        if id_ in found.proved:
            core = all(id_ in choice for choice in pool.choices)
            assert not best[:, ~held if core else held].any()


def test_an_envelope_by_hand() -> None:
    """Two lines that cross at a half: their greater one has its corners at the ends and there."""
    admissible = space(*WIDE)
    assert admissible is not None
    whole = admissible.whole(100)
    assert whole is not None
    envelope = Envelope.of(whole, (100, 0), 1_000)
    ends = {(Fraction(3, 10), Fraction(7, 10)), (Fraction(7, 10), Fraction(3, 10))}
    assert envelope.corners == ends
    envelope = envelope.cut((0, 100))
    assert envelope.corners == {*ends, (Fraction(1, 2), Fraction(1, 2))}
    assert envelope.cut((40, 40)).corners == {*ends, (Fraction(1, 2), Fraction(1, 2))}
