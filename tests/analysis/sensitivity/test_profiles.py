"""The plan with other people's weights."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from building import portfolio, strategy
from weighing import criteria, pot, rated

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.sensitivity.profiles import Viewed, usable, views, weights
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.pool import Pool, Weighing

HALVES = ((50, None), (50, None))


def profile(id_: str, **given: str) -> dict[str, Any]:
    return {"id": id_, "title": id_.title(), "weights": given}


def viewed(*profiles: dict[str, Any], known: str = "") -> tuple[Viewed, ...]:
    """Return how profiles see a round in which one of three projects fits; today it is `c`.

    `known` are others that an earlier search has found.
    """
    plan = pot(100)
    projects = (rated("a", 100, 0), rated("b", 0, 60), rated("c", 60, 60))
    content = portfolio(plan, *projects, criteria=criteria(*HALVES), profiles=list(profiles))
    some = Weighing(content, score(content, plan))
    best = solve(some.base).starts
    assert set(best) == {"c"}
    return views(Pool(some, [dict(best), *({id_: 2027} for id_ in known)]), best)


def test_a_profile_with_another_plan() -> None:
    (first,) = viewed(profile("first", c0="1", c1="0"))
    assert (set(first.starts), first.value, first.loss) == ({"a"}, 1_000_000, 400_000)


def test_only_the_proportions_of_the_weights_count() -> None:
    few, many = viewed(profile("few", c0="2", c1="1"), profile("many", c0="200", c1="100"))
    assert (few.starts, few.value, few.loss) == (many.starts, many.value, many.loss)


def test_an_equal_plan_is_no_reason_to_change() -> None:
    """With all the weight on the second, `b` and `c` are worth the same, and `b` goes first."""
    (second,) = viewed(profile("second", c0="0", c1="1"), known="b")
    assert (set(second.starts), second.value, second.loss) == ({"c"}, 600_000, 0)


def test_profiles_keep_the_order_of_the_file() -> None:
    found = viewed(profile("z", c0="1", c1="1"), profile("a", c0="1", c1="1"))
    assert [one.profile.id for one in found] == ["z", "a"]


@pytest.mark.parametrize(
    "wrong",
    [
        profile("wrong", c0="1"),
        profile("wrong", c0="1", c1="1", c2="1"),
        profile("wrong", c0="1", d1="1"),
        profile("wrong", c0="0", c1="0"),
    ],
)
def test_a_profile_that_does_not_weigh_the_criteria_is_left_out(wrong: dict[str, Any]) -> None:
    assert [one.profile.id for one in viewed(wrong, profile("right", c0="1", c1="1"))] == ["right"]


def test_weights_are_read_from_the_strategy_in_the_order_of_its_criteria() -> None:
    read = strategy(criteria=criteria(*HALVES), profiles=[profile("p", c1="3", c0="1")])
    (only,) = usable(read)
    assert weights(read, only) == (Fraction(1, 4), Fraction(3, 4))
