"""A rival is found exactly when the best portfolio is worth more, however often one asks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.optimizer.problem import Candidate, Problem, StartOption
from innostrat.analysis.optimizer.rivals import Rivals

COSTS = (3, 4, 5, 6, 7)
MONEY = 12
PROBLEM = Problem(
    candidates=tuple(
        Candidate(f"p{n}", (StartOption(2027, 0, {("f", 2027): cost}, cost),))
        for n, cost in enumerate(COSTS)
    ),
    limits={("f", 2027): MONEY},
)
ALLOWED = [
    frozenset(n for n in range(len(COSTS)) if taken >> n & 1)
    for taken in range(1 << len(COSTS))
    if sum(cost for n, cost in enumerate(COSTS) if taken >> n & 1) <= MONEY
]
VALUES = st.lists(
    st.tuples(st.lists(st.integers(0, 10**6), min_size=5, max_size=5), st.integers(-2, 2)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(VALUES, st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_rivals_are_those_of_trying_everything(
    asked: list[tuple[list[int], int]], core: set[int], exterior: set[int]
) -> None:
    rivals = Rivals(PROBLEM)
    exterior -= core
    deviant = [one for one in ALLOWED if core - one or exterior & one]
    if core | exterior:
        rivals.against({f"p{n}" for n in (0, 1)}, set())  # what was asked before is forgotten
        rivals.against({f"p{n}" for n in core}, {f"p{n}" for n in exterior})
    for values, off in asked:
        best = max(
            (sum(values[n] for n in one) for one in (deviant if core | exterior else ALLOWED)),
            default=None,
        )
        known = (best or 0) + off
        worth = {(f"p{n}", 2027): value for n, value in enumerate(values)}
        found = rivals.better(worth, known)
        assert (found is not None) == (best is not None and best > known)
        if found is not None:
            taken = frozenset(int(id_[1]) for id_ in found)
            assert taken in ALLOWED
            assert sum(values[n] for n in taken) > known
