"""How far a weight may move equals what every portfolio, tried in turn, says about it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final

from building import round_
from hypothesis import given, settings
from hypothesis import strategies as st
from weighing import pot, rated, weighing

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.sensitivity.breakpoints import intervals
from innostrat.analysis.weights.pool import Pool

if TYPE_CHECKING:
    from innostrat.analysis.sensitivity.breakpoints import Breakpoint, Interval
    from innostrat.analysis.weights.pool import Weighing

HALVES: Final = ((50, None), (50, None))
THIRDS: Final = ((50, None), (30, None), (20, None))
KEPT: Final = {None: Fraction(0), 2027: Fraction(1), 2028: Fraction(4, 5)}  # of the value
CLOSE: Final = Fraction(1, 10**9)  # nearer than two edges ever are here

values = st.integers(0, 20)
rows = st.lists(
    st.tuples(values, values, values, st.integers(1, 4), st.booleans()), min_size=2, max_size=5
)


def stable(some: Weighing) -> tuple[Interval, ...]:
    """Return the intervals of a round's own plan."""
    plan = solve(some.base)
    return intervals(Pool(some, [dict(plan.starts)]), plan.starts)


def test_an_interval_by_hand() -> None:
    """`c` is worth 60 whatever the weights; `a` 100 w, so it wins above 0.6, and `b` below 0.4."""
    some = weighing(pot(100), HALVES, rated("a", 100, 0), rated("b", 0, 100), rated("c", 60, 60))
    first, second = stable(some)
    assert first.today == Fraction(1, 2)
    assert first.below is not None
    assert first.above is not None
    assert (first.below.at, first.below.enters, first.below.leaves) == (
        Fraction(2, 5),
        ("b",),
        ("c",),
    )
    assert (first.above.at, first.above.enters) == (Fraction(3, 5), ("a",))
    assert second.below is not None
    assert second.below.at == Fraction(2, 5)


def test_an_edge_that_no_decimal_number_is() -> None:
    """With 100 w against 10 + 55 (1 − w), the edge is 65/155 exactly."""
    some = weighing(pot(100), HALVES, rated("a", 100, 0), rated("b", 10, 65))
    first, _ = stable(some)
    assert first.below is not None
    assert first.below.at == Fraction(65, 155)


def test_nothing_changes_where_one_is_best_whatever_the_weights() -> None:
    some = weighing(pot(100), HALVES, rated("a", 90, 80), rated("b", 10, 20))
    assert all(one.below is None and one.above is None for one in stable(some))


def test_a_criterion_with_all_the_weight_is_left_out() -> None:
    some = weighing(pot(100), ((1, None), (0, None)), rated("a", 90, 80))
    assert [one.criterion for one in stable(some)] == [1]


def test_a_start_in_another_year_is_no_change() -> None:
    """Which of the two waits a year depends on the weights; that both are funded does not."""
    plan = round_({"money": [100, 100, 0, 0]}, delay_penalty="20 %")
    window = {"earliest": "2027", "latest": "2028"}
    projects = (rated("a", 90, 10, start=window), rated("b", 10, 80, start=window))
    some = weighing(plan, HALVES, *projects)
    assert dict(solve(some.base).starts) == {"a": 2027, "b": 2028}
    assert dict(solve(some.problem((Fraction(1, 5), Fraction(4, 5)))).starts)["b"] == 2027
    assert all(one.below is None and one.above is None for one in stable(some))


@settings(max_examples=40, deadline=None)
@given(rows, st.integers(1, 9), st.integers(0, 4))
def test_inside_the_same_projects_are_best_and_just_outside_they_are_not(
    given_rows: list[tuple[int, int, int, int, bool]], money: int, later: int
) -> None:
    projects = [
        rated(
            f"p{n}",
            *(5 * value for value in row[:3]),
            cost=100 * row[3],
            start={"earliest": "2027", "latest": "2028" if row[4] else "2027"},
        )
        for n, row in enumerate(given_rows)
    ]
    plan = round_({"money": [100 * money, 100 * later, 0, 0]}, delay_penalty="20 %")
    some = weighing(plan, THIRDS, *projects)
    chosen = frozenset(solve(some.base).starts)
    every = _every(given_rows, money, later)
    unsure = Fraction(len(given_rows), 20_000)  # values are rounded to 1/10 000 point

    def best(place: int, share: Fraction, funded: frozenset[str] | None = None) -> Fraction:
        rest = (1 - share) / (1 - some.today[place])
        weights = [share if i == place else one * rest for i, one in enumerate(some.today)]
        return max(
            sum((w * total for w, total in zip(weights, totals, strict=True)), Fraction(0))
            for ids, totals in every
            if funded in {None, ids}
        )

    for one in stable(some):
        for change, end in ((one.below, Fraction(0)), (one.above, Fraction(1))):
            edge = end if change is None else change.at
            for share in (edge, (edge + one.today) / 2, one.today):
                assert best(one.criterion, share, chosen) >= best(one.criterion, share) - unsure
            if change is not None and 0 < edge < 1:
                outside = edge + (CLOSE if end else -CLOSE)
                assert best(one.criterion, outside, chosen) < best(one.criterion, outside)
                after = _after(chosen, change)
                assert best(one.criterion, outside, after) >= best(one.criterion, outside) - unsure


def _after(chosen: frozenset[str], change: Breakpoint) -> frozenset[str]:
    assert chosen.issuperset(change.leaves)
    assert chosen.isdisjoint(change.enters)
    return chosen - set(change.leaves) | set(change.enters)


def _every(
    given_rows: list[tuple[int, int, int, int, bool]], money: int, later: int
) -> list[tuple[frozenset[str], list[Fraction]]]:
    """Return the ids and the sums on each criterion of every portfolio that the money holds."""
    found = []
    choices = [(None, 2027, 2028) if row[4] else (None, 2027) for row in given_rows]
    for years in product(*choices):
        spent = {
            year: sum(row[3] for row, y in zip(given_rows, years, strict=True) if y == year)
            for year in (2027, 2028)
        }
        if spent[2027] <= money and spent[2028] <= later:
            ids = frozenset(f"p{n}" for n, year in enumerate(years) if year is not None)
            totals = [
                sum(
                    (5 * row[i] * KEPT[y] for row, y in zip(given_rows, years, strict=True)),
                    Fraction(0),
                )
                for i in range(3)
            ]
            found.append((ids, totals))
    return found
