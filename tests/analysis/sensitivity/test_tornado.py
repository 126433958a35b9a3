"""What each input moves equals what every portfolio, tried in turn, gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import pytest
from building import portfolio, project, round_
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import criteria, pot, rated, weighing

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.sensitivity.breakpoints import intervals
from innostrat.analysis.sensitivity.tornado import Input, Swing, tornado
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.pool import Pool, Weighing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.model.project import Project

HALVES: Final = ((50, None), (50, None))


def swings(some: Weighing) -> dict[Input, Swing]:
    """Return the swings of a round by input."""
    plan = solve(some.base)
    return {one.input: one for one in tornado(Pool(some, [dict(plan.starts)]), plan)}


def unsure(one: Project, frame: str, low: str, likely: str, high: str) -> Project:
    """Return the project with one more cost, which is uncertain."""
    amounts = {"2027": {"low": low, "likely": likely, "high": high}}
    cost: dict[str, Any] = {"title": "x", "frame": frame, "amounts": amounts}
    return one.model_copy(update={"costs": (*one.costs, *project("x", costs=[cost]).costs)})


def test_the_swing_of_a_weight_is_what_keeping_the_plan_would_lose() -> None:
    specs = ((50, (40, 80)), (50, None))
    found = swings(weighing(pot(100), specs, rated("a", 100, 0), rated("c", 60, 60)))
    moved = found[Input("weight", "c0")]
    # At 80 of 100, the other weight is 20: `a` is worth 80 and `c` 60.
    assert moved.high.effect == 10_000 * (80 - 60)
    assert (moved.high.enters, moved.high.leaves, moved.high.fits) == (("a",), ("c",), True)
    assert (moved.low.to, moved.low.effect, moved.low.moved) == (Fraction(40), 0, 0)
    # Without a range it moves by half: 25 and 75.
    free = found[Input("weight", "c1")]
    assert (free.low.to, free.high.to) == (Fraction(25), Fraction(75))


def test_a_weight_that_cannot_move_is_no_input() -> None:
    alone = swings(weighing(pot(100), ((5, (1, 9)),), rated("a", 100)))
    pinned = swings(weighing(pot(100), ((5, (5, 5)), (5, None)), rated("a", 100, 0)))
    nothing = swings(weighing(pot(100), ((5, None), (0, None)), rated("a", 100, 0)))
    assert [one for one in alone if one.kind == "weight"] == []
    assert [one.id for one in pinned if one.kind == "weight"] == ["c1"]
    assert [one.id for one in nothing if one.kind == "weight"] == []


def test_the_swing_of_a_frame_is_the_value_lost_or_won() -> None:
    some = weighing(pot(100), HALVES, rated("a", 100, 100, cost=110), rated("c", 60, 60, cost=95))
    moved = swings(some)[Input("frame", "money")]
    assert (moved.low.to, moved.low.effect, moved.low.fits) == (Fraction(9, 10), -600_000, False)
    assert (moved.high.to, moved.high.effect, moved.high.fits) == (Fraction(11, 10), 400_000, True)


def test_a_frame_that_does_not_hold_what_is_bound_leaves_no_plan() -> None:
    some = weighing(pot(100), HALVES, rated("a", 1, 1, cost=95, commitment="decided"))
    first = next(iter(swings(some).values()))
    assert first.input == Input("frame", "money")
    assert (first.low.effect, first.low.fits, first.high.effect) == (None, False, 0)


def test_the_swing_of_an_uncertain_cost() -> None:
    made = unsure(rated("a", 60, 60, cost=0), "money", "50", "100", "150")
    some = weighing(pot(100), HALVES, made, rated("b", 50, 50, cost=50))
    moved = swings(some)[Input("cost", "a")]
    low, high = moved.low, moved.high
    assert (low.to, low.effect, low.enters, low.fits) == (Fraction(1, 2), 500_000, ("b",), True)
    assert (high.to, high.effect, high.leaves, high.fits) == (
        Fraction(3, 2),
        -100_000,
        ("a",),
        False,
    )


def test_capacity_is_an_input_of_its_own() -> None:
    """Person-years and kroner are never added up."""
    plan = round_({"money": [100, 0, 0, 0], "cap": [1, 0, 0, 0]}, delay_penalty="0 %")
    made = unsure(rated("a", 60, 60), "cap", "0.5", "1", "1.5")
    found = swings(weighing(plan, HALVES, made))
    assert Input("cost", "a") not in found
    moved = found[Input("capacity", "a", "cap")]
    assert (moved.low.to, moved.low.effect) == (Fraction(1, 2), 0)
    assert (moved.high.to, moved.high.effect, moved.high.fits) == (Fraction(3, 2), -600_000, False)


def test_a_cost_that_is_likely_to_be_nothing_moves_too() -> None:
    made = unsure(rated("a", 60, 60, cost=0), "money", "0", "0", "150")
    moved = swings(weighing(pot(100), HALVES, made))[Input("cost", "a")]
    assert (moved.high.to, moved.high.effect) == (None, -600_000)


def test_a_lower_cost_can_break_a_share_of_the_money() -> None:
    rules = [{"focus_area": "b", "min_share": "50 %"}]
    made = unsure(rated("b", 10, 10, cost=0, focus_area="b"), "money", "40", "50", "50")
    some = weighing(pot(100, balance=rules), HALVES, made, rated("a", 60, 60, cost=50))
    moved = swings(some)[Input("cost", "b")]
    assert (moved.low.effect, moved.low.leaves, moved.low.fits) == (-600_000, ("a",), False)


def test_the_penalty_for_delay() -> None:
    """`a` must wait for 2028; at half the penalty it is worth more than `b`, which need not."""
    plan = round_({"money": [0, 100, 0, 0]}, delay_penalty="20 %")
    window = {"earliest": "2027", "latest": "2028"}
    late = rated("a", 60, 60, start=window)
    ready = rated("b", 50, 50).model_copy(
        update={"costs": project("b", costs={"money": {2028: 100}}).costs}
    )
    moved = swings(weighing(plan, HALVES, late, ready))[Input("delay_penalty")]
    assert (moved.low.to, moved.low.effect, moved.low.enters) == (Fraction(1, 10), 40_000, ("a",))
    assert (moved.high.to, moved.high.effect, moved.high.moved) == (Fraction(3, 10), 0, 0)


def test_the_penalty_is_never_more_than_the_whole_value() -> None:
    late = rated("a", 60, 60, start={"earliest": "2027", "latest": "2028"})
    some = weighing(pot(100, delay_penalty="80 %"), HALVES, late)
    assert swings(some)[Input("delay_penalty")].high.to == 1


def test_what_a_factor_takes_everything_from_leaves_the_plan() -> None:
    """By hand: 20 % of 100 beats 10; at 0 % it gives nothing, and competes no more (method.md)."""
    levels = {"1": "None", "2": "Some"}
    chance = {
        "id": "chance",
        "title": "Chance",
        "role": "factor",
        "range": ["0 %", "50 %"],
        "scale": {"kind": "levels", "levels": levels, "values": {"1": "20 %", "2": "100 %"}},
    }
    answers = {"a": ("100", "1"), "b": ("10", "2")}
    projects = (
        project(
            id_,
            scores={"c0": {"value": worth}, "chance": {"value": level}},
            costs={"money": {2027: 100}},
        )
        for id_, (worth, level) in answers.items()
    )
    plan = pot(100)
    content = portfolio(plan, *projects, criteria=[*criteria((1, None)), chance])
    moved = swings(Weighing(content, score(content, plan)))[Input("factor", "chance")]
    assert (moved.low.effect, moved.low.enters, moved.low.leaves) == (100_000, ("b",), ("a",))
    assert (moved.low.fits, moved.high.effect, moved.high.moved) == (False, 0, 0)


def test_without_anybody_who_could_wait_the_penalty_is_no_input() -> None:
    some = weighing(pot(100, delay_penalty="20 %"), HALVES, rated("a", 60, 60))
    assert Input("delay_penalty") not in swings(some)


def test_the_largest_effect_stands_first() -> None:
    some = weighing(pot(100), HALVES, rated("a", 100, 0, cost=60), rated("b", 20, 70, cost=45))
    sizes = [one.size for one in swings(some).values()]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0


rows = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 4), st.integers(0, 2)),
    min_size=2,
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(rows, st.integers(1, 9))
def test_every_effect_is_what_trying_all_portfolios_gives(
    given_rows: list[tuple[int, int, int, int]], money: int
) -> None:
    specs = ((60, (30, 90)), (40, (10, 80)))
    projects = [
        unsure(
            rated(f"p{n}", 5 * a, 5 * b, cost=0),
            "money",
            str(30 * cost - 10),
            str(30 * cost),
            str(30 * (cost + wide)),
        )
        for n, (a, b, cost, wide) in enumerate(given_rows)
    ]
    some = weighing(pot(30 * money), specs, *projects)
    costs = [30 * row[2] for row in given_rows]
    today = [Fraction(5 * (6 * a + 4 * b), 10) for a, b, _, _ in given_rows]
    plan = [int(id_[1:]) for id_ in solve(some.base).starts]
    kept = sum(today[n] for n in plan)
    found = swings(some)
    for one, swing in found.items():
        for side in (swing.low, swing.high):
            assert side.to is not None
            worth, spent, pot_ = list(today), list(costs), 30 * money
            if one.kind == "weight":
                first = side.to if one.id == "c0" else 100 - side.to
                worth = [5 * (first * a + (100 - first) * b) / 100 for a, b, _, _ in given_rows]
            elif one.kind == "frame":
                pot_ = int(pot_ * side.to)
            else:
                place = int(one.id[1:])
                spent[place] = int(spent[place] * side.to)
            before = sum(worth[n] for n in plan) if one.kind == "weight" else kept
            expected = 10_000 * (_best(worth, spent, pot_) - before)
            assert side.effect == pytest.approx(float(expected), abs=len(given_rows))
            assert side.fits == (sum(spent[n] for n in plan) <= pot_)


def _best(worth: Sequence[Fraction], spent: Sequence[int], money: int) -> Fraction:
    places = range(len(worth))
    return max(
        sum((worth[n] for n in chosen), Fraction(0))
        for size in range(len(worth) + 1)
        for chosen in combinations(places, size)
        if sum(spent[n] for n in chosen) <= money
    )


@settings(max_examples=30, deadline=None)
@given(rows, st.integers(1, 9))
def test_a_weight_moves_the_plan_exactly_when_it_leaves_its_interval(
    given_rows: list[tuple[int, int, int, int]], money: int
) -> None:
    """Two ways to the same answer: the ends of the range against the ends of the interval."""
    specs = ((60, (30, 90)), (40, (10, 80)))
    projects = [
        rated(f"p{n}", 5 * a, 5 * b, cost=cost) for n, (a, b, cost, _) in enumerate(given_rows)
    ]
    some = weighing(pot(money), specs, *projects)
    plan = solve(some.base)
    found = swings(some)
    for one in intervals(Pool(some, [dict(plan.starts)]), plan.starts):
        swing = found[Input("weight", f"c{one.criterion}")]
        for side, change in ((swing.low, one.below), (swing.high, one.above)):
            assert side.to is not None
            share = side.to / 100
            beyond = change is not None and (
                share < change.at if change.at < one.today else share > change.at
            )
            if change is not None and change.at == one.today:  # equal plans today
                continue
            assert bool(side.effect) == beyond
