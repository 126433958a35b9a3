"""Shares, verdicts and indices equal those found by trying every portfolio at every draw."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from building import portfolio
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated, space, weighing

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.nondominated import allowed, nondominated, sets_of
from innostrat.analysis.weights.polytope import weight_space
from innostrat.analysis.weights.pool import Pool, Weighing
from innostrat.analysis.weights.robustness import Search, robustness
from innostrat.analysis.weights.sampling import sample

if TYPE_CHECKING:
    from weighing import Spec

    from innostrat.analysis.weights.robustness import Robustness, Standing

WIDE: tuple[Spec, ...] = ((50, (30, 70)), (50, (30, 70)))
FREE: tuple[Spec, ...] = ((50, (0, 100)), (50, (0, 100)))
SEARCH = Search(draws=10_000, checks=10)


def robust(
    some: Weighing,
    specs: tuple[Spec, ...],
    search: Search = SEARCH,
    order: tuple[tuple[str, ...], ...] = (),
) -> Robustness:
    admissible = space(*specs, order=order)
    assert admissible is not None
    return robustness(some, admissible, solve(some.base).starts, search)


def by_id(found: Robustness) -> dict[str, Standing]:
    return {one.id: one for one in found.standings}


def hand() -> Weighing:
    """Only one fits: `c` between 0.4 and 0.6 of the first weight, else `a` above and `b` below."""
    return weighing(pot(100), WIDE, rated("a", 100, 0), rated("b", 0, 100), rated("c", 60, 60))


def test_shares_by_hand() -> None:
    found = robust(hand(), WIDE)
    for id_, share in (("a", 0.25), ("b", 0.25), ("c", 0.5)):
        one = by_id(found)[id_]
        assert one.share == pytest.approx(share, abs=4 * one.standard_error)
        assert one.standard_error == pytest.approx((share * (1 - share) / 10_000) ** 0.5, rel=0.05)
        assert (one.verdict, one.proved) == ("borderline", True)
        assert one.places is not None
        assert one.places.first == one.share
    assert found.probes.missed == 0
    assert [one.ids for one in found.portfolios[:1]] == [("c",)]
    assert found.portfolios[0].enters == found.portfolios[0].leaves == ()


def test_a_tie_is_no_proof() -> None:
    """`a` and `d` are the same, so that neither is needed where the weights speak for them."""
    some = weighing(pot(100), WIDE, rated("a", 100, 0), rated("b", 0, 100), rated("d", 100, 0))
    found = by_id(robust(some, WIDE))
    told = {id_: (one.verdict, one.proved, one.tied) for id_, one in found.items()}
    assert told == {
        "a": ("borderline", False, True),
        "b": ("borderline", True, False),
        "d": ("exterior", False, True),
    }


few = st.lists(
    st.tuples(st.sampled_from((0, 20, 40)), st.sampled_from((0, 20, 40)), st.sampled_from((0, 1))),
    min_size=2,
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(few, st.integers(0, 2))
def test_no_verdict_is_proved_that_an_equally_good_plan_contradicts(
    rows: list[tuple[int, int, int]], money: int
) -> None:
    """At each weight of a grid every portfolio is tried; ties abound."""
    projects = (rated(f"p{n}", a, b, cost=cost) for n, (a, b, cost) in enumerate(rows))
    some = weighing(pot(money), WIDE, *projects)
    found = robust(some, WIDE, Search(draws=200, checks=3))
    best: list[list[dict[str, int]]] = []
    for percent in range(30, 71, 4):
        problem = some.problem((Fraction(percent, 100), 1 - Fraction(percent, 100)))
        every = list(allowed(problem))
        most = max(map(problem.value, every))
        best.append([one for one in every if problem.value(one) == most])
    for one in found.standings:
        if one.proved and one.verdict != "borderline":
            held = {one.id in choice for equals in best for choice in equals}
            assert held == {one.verdict == "core"}
        elif one.proved:
            assert any(all(one.id in choice for choice in equals) for equals in best)
            assert any(all(one.id not in choice for choice in equals) for equals in best)


def test_places_by_hand() -> None:
    """`c` is first or second; `a` is last when the first weight is below a half, else `b` is."""
    found = by_id(robust(hand(), WIDE))
    for id_, mean in (("a", 2.25), ("b", 2.25), ("c", 1.5)):
        places = found[id_].places
        assert places is not None
        assert places.mean == pytest.approx(mean, abs=0.04)
    assert [one.top for one in (found[id_].places for id_ in "abc") if one] == [
        found[id_].share for id_ in "abc"
    ]


def test_what_decides() -> None:
    found = by_id(robust(hand(), WIDE))
    first, second = found["a"].decides, found["b"].decides
    assert first is not None
    assert second is not None
    # The two weights sum to 1, so both correlate as much; the first is named.
    assert (first[0], first[1] > 0.6) == (0, True)
    assert (second[0], second[1] < -0.6) == (0, True)


def test_equals_share_the_best_place() -> None:
    some = weighing(pot(100), WIDE, rated("a", 50, 50), rated("b", 50, 50), rated("c", 1, 1))
    found = by_id(robust(some, WIDE, Search(draws=100, checks=1)))
    means = [one.mean for one in (found[id_].places for id_ in "abc") if one]
    assert means == [1, 1, 3]


PROJECTS = st.lists(
    st.tuples(st.integers(1, 100), st.integers(0, 100), st.integers(0, 100), st.integers(1, 5)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=12, deadline=None)
@given(PROJECTS, st.integers(1, 12), st.integers(0, 9))
def test_shares_are_those_of_trying_everything(
    values: list[tuple[int, int, int, int]], room: int, seed: int
) -> None:
    specs: tuple[Spec, ...] = ((2, (0, 5)), (2, (1, 4)), (1, (0, 4)))
    projects = [rated(f"p{i}", *one[:3], cost=one[3]) for i, one in enumerate(values)]
    found = robust(weighing(pot(room), specs, *projects), specs, Search(400, seed, 5))
    admissible = space(*specs)
    assert admissible is not None
    stream = np.random.default_rng(np.random.SeedSequence(seed).spawn(3)[0])
    draws = sample(admissible, 400, stream)
    sets = [
        chosen
        for chosen in product((0, 1), repeat=len(values))
        if sum(one[3] for one, taken in zip(values, chosen, strict=True) if taken) <= room
    ]
    worth = draws @ (np.array(sets) @ np.array([one[:3] for one in values])).T
    best = worth.max(axis=1, keepdims=True)
    shares = by_id(found)
    listed = [[int(f"p{i}" in one.ids) for i in range(len(values))] for one in found.portfolios]
    known = [sets.index(tuple(one)) for one in listed]
    assert (worth[:, known].max(axis=1, keepdims=True) > best - 1e-6).all()  # all were tried
    for i in range(len(values)):
        holds = np.array([one[i] for one in sets], dtype=bool)
        # In all best portfolios, and in some: between them is what the order of equals decides.
        surely = 1 - (worth[:, ~holds] > best - 1e-6).any(axis=1).mean()
        maybe = (worth[:, holds] > best - 1e-6).any(axis=1).mean() if holds.any() else 0
        assert surely - 1e-9 <= shares[f"p{i}"].share <= maybe + 1e-9
        if shares[f"p{i}"].proved and shares[f"p{i}"].verdict == "core":
            assert maybe == 1
        if shares[f"p{i}"].proved and shares[f"p{i}"].verdict == "exterior":
            assert surely == 0


def test_delay_counts_in_the_shares() -> None:
    """Both ask for 2027, where one fits; `b` may wait a year and then keeps half its value."""
    plan = pot(100, delay_penalty="50 %").model_copy()
    plan = plan.model_copy(
        update={"frames": (plan.frames[0].model_copy(update={"amounts": {2027: 100, 2028: 100}}),)}
    )
    window = {"earliest": "2027", "latest": "2028"}
    some = weighing(plan, WIDE, rated("a", 100, 0), rated("b", 0, 80, start=window))
    start = {one.id: [s.year for s in one.starts] for one in some.base.candidates}
    assert start == {"a": [2027], "b": [2027, 2028]}
    assert some.worth({"b": 2028}) == (0, 400_000)
    assert some.worth({}) == (0, 0)
    assert by_id(robust(some, WIDE))["b"].share == 1


def test_core_and_exterior_are_proved_at_the_corners() -> None:
    some = weighing(
        pot(200),
        WIDE,
        *(rated("a", 100, 0), rated("b", 0, 100), rated("c", 60, 60)),
        *(rated("d", 90, 90), rated("e", 1, 1)),
    )
    found = by_id(robust(some, WIDE))
    assert (found["d"].verdict, found["d"].proved, found["d"].share) == ("core", True, 1)
    assert (found["e"].verdict, found["e"].proved, found["e"].share) == ("exterior", True, 0)


def test_a_plan_at_weights_that_are_not_admissible_is_only_compared_with() -> None:
    """The second criterion weighs most today, and `b` is the plan; the order says the opposite."""
    specs: tuple[Spec, ...] = ((40, (30, 70)), (60, (30, 70)))
    some = weighing(pot(100), specs, rated("a", 100, 0), rated("b", 0, 99))
    found = robust(some, specs, Search(200, 0, 5), order=(("c0", "c1"),))
    told = {id_: (one.verdict, one.share) for id_, one in by_id(found).items()}
    assert told == {"a": ("core", 1), "b": ("exterior", 0)}
    assert [(one.enters, one.leaves) for one in found.portfolios] == [(("a",), ("b",))]


def test_the_pool_grows_by_what_beats_it() -> None:
    pool = Pool(hand())
    assert pool.ask(pool.weighing.today) == 0
    assert pool.ask((Fraction(55, 100), Fraction(45, 100))) == 0
    assert pool.choices == [{"c": 2027}]
    assert pool.ask((Fraction(65, 100), Fraction(35, 100))) == 50_000
    assert pool.choices == [{"c": 2027}, {"a": 2027}]
    assert list(pool.best(np.array([[0.61, 0.39], [0.59, 0.41], [0.31, 0.69]]))) == [1, 0, 0]


def test_what_the_pool_missed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innostrat.analysis.weights.robustness.BATCHES", 0)
    monkeypatch.setattr("innostrat.analysis.weights.robustness.CORNERS", 0)
    probes = robust(hand(), WIDE, Search(100, 0, 40)).probes
    assert (probes.solved, probes.settled, probes.checked) == (2, False, 40)
    assert probes.missed == 2  # `a` and `b`, each the first time
    assert 0 < probes.largest <= 100_000


def test_without_selections_only_draws_speak() -> None:
    """With `d` another portfolio is the best at each end."""
    specs: tuple[Spec, ...] = ((50, (10, 90)), (50, (10, 90)))
    some = weighing(pot(200), specs, rated("a", 100, 0), rated("b", 0, 100), rated("d", 70, 70))
    for most, proved in ((0, False), (100, True)):
        found = robust(some, specs, replace(SEARCH, prove=most))
        one = by_id(found)["d"]
        assert (one.verdict, one.proved, one.share) == ("core", proved, 1)
        assert (one.core_index, found.enumerated) == (Fraction(2, 3), True)
        assert found.proof.finished == proved


def test_what_is_bound_or_impossible_is_proved() -> None:
    some = weighing(
        pot(200),
        WIDE,
        *(rated("a", 1, 1, commitment="mandatory"), rated("b", 50, 50), rated("c", 50, 40)),
        *(rated("d", 90, 90, cost=150), rated("e", 9, 9, requires=["d"])),
    )
    found = by_id(robust(some, WIDE, Search(100, 0, 1)))
    told = {id_: (one.verdict, one.proved) for id_, one in found.items()}
    assert told["a"] == ("core", True)
    assert told["d"] == told["e"] == ("exterior", True)
    assert found["a"].places is None


# So few values that many portfolios are equal at one end.
SMALL = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(1, 5)), min_size=1, max_size=5
)


@settings(max_examples=30, deadline=None)
@given(SMALL, st.integers(1, 12))
def test_the_core_index_is_that_of_every_portfolio(
    values: list[tuple[int, int, int]], room: int
) -> None:
    projects = [rated(f"p{i}", *one[:2], cost=one[2]) for i, one in enumerate(values)]
    some = weighing(pot(room), FREE, *projects)
    corners = ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)))
    worths = {}
    for chosen in product((0, 1), repeat=len(values)):
        taken = [i for i, one in enumerate(chosen) if one]
        if sum(values[i][2] for i in taken) <= room:
            total = [sum(values[i][c] for i in taken) for c in (0, 1)]
            worths[frozenset(f"p{i}" for i in taken)] = [
                end[0] * total[0] + end[1] * total[1] for end in corners
            ]
    kept = {
        ids
        for ids, one in worths.items()
        if not any(
            other != one and all(o >= m for o, m in zip(other, one, strict=True))
            for other in worths.values()
        )
    }
    assert sets_of(nondominated(some, corners) or ()) == kept


def test_larger_rounds_are_not_enumerated() -> None:
    projects = [rated(f"p{i:02}", i, 9 - i % 9) for i in range(13)]
    some = weighing(pot(500), WIDE, *projects)
    found = robust(some, WIDE, Search(200, 0, 5))
    assert not found.enumerated
    assert found.corners == 2


def test_criteria_with_the_same_id_are_two() -> None:
    """A fault that `validate` reports must not stop the other commands."""
    twice = [one | {"id": "c0", "weight_range": ["30", "70"]} for one in criteria(*WIDE)]
    content = portfolio(pot(100), rated("a", 60), rated("b", 50), criteria=twice)
    admissible = weight_space(content.strategy)
    assert admissible is not None
    assert admissible.ids == ("c0", "c0")
    some = Weighing(content, score(content, pot(100)))
    found = robustness(some, admissible, solve(some.base).starts, Search(100, 0, 1))
    assert by_id(found)["a"].share == 1


def test_seeds_and_runs() -> None:
    first = robust(hand(), WIDE)
    assert robust(hand(), WIDE) == first
    assert robust(hand(), WIDE, Search(10_000, 1, 10)).standings != first.standings


def test_what_the_pool_may_miss_is_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not all portfolios are tried, the error counts what the fresh weights have shown."""
    monkeypatch.setattr("innostrat.analysis.weights.nondominated.CANDIDATES", 0)
    found = robust(hand(), WIDE, Search(10_000, 0, 18))
    sure = robust(weighing(pot(200), WIDE, rated("a", 9, 9), rated("b", 8, 8)), WIDE)
    assert [one.standard_error for one in sure.standings] == [0, 0]
    drawn = (0.25 * 0.75 / 10_000) ** 0.5
    assert found.probes.missed == 0
    assert by_id(found)["a"].standard_error == pytest.approx((drawn**2 + 0.05**2) ** 0.5, rel=0.01)
    assert by_id(found)["a"].core_index is None
