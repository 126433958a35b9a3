"""The worked example of docs/sensitivity.md holds, number by number."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from building import portfolio, project
from weighing import criteria, pot, rated

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.sensitivity.breakpoints import intervals
from innostrat.analysis.sensitivity.profiles import views
from innostrat.analysis.sensitivity.tornado import Input, tornado
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.pool import Pool, Weighing
from innostrat.reports.sensitivity.breakpoints import range_of

TEXT: Final = (Path(__file__).parent.parent / "docs" / "sensitivity.md").read_text("utf-8")
PROFILES: Final = [
    {"id": "one", "title": "One", "weights": {"c0": "70", "c1": "30"}},
    {"id": "two", "title": "Two", "weights": {"c0": "55", "c1": "45"}},
]
ROWS: Final = {
    Input("frame", "money"): "| the pot | 90 % | −10.0 | 110 % | 0.0 |",
    Input("cost", "c"): "| the cost of c | 90 % | 0.0 | 120 % | −10.0 |",
    Input("weight", "c1"): "| weight of the second | 25 | 15.0 | 75 | 15.0 |",
    Input("weight", "c0"): "| weight of the first | 40 | 0.0 | 80 | 20.0 |",
}


def example() -> tuple[Weighing, Pool]:
    """Return the round of the example, and a pool that holds its plan."""
    amounts = {"2027": {"low": "90 000", "likely": "100 000", "high": "120 000"}}
    costs: list[dict[str, Any]] = [{"title": "x", "frame": "money", "amounts": amounts}]
    unsure = rated("c", 60, 60).model_copy(update={"costs": project("c", costs=costs).costs})
    plan = pot(100_000)
    content = portfolio(
        plan,
        rated("a", 100, 0, cost=100_000),
        rated("b", 0, 100, cost=80_000),
        unsure,
        criteria=criteria((50, (40, 80)), (50, None)),
        profiles=PROFILES,
    )
    some = Weighing(content, score(content, plan))
    return some, Pool(some, [dict(solve(some.base).starts)])


def test_the_interval() -> None:
    some, pool = example()
    first, _ = intervals(pool, pool.choices[0])
    assert first.below is not None
    assert first.above is not None
    assert (first.below.at, first.above.at) == (Fraction(2, 5), Fraction(3, 5))
    assert (first.above.enters, first.above.leaves) == (("a",), ("c",))
    strategy = some.portfolio.strategy
    low, high = range_of(strategy, strategy.criteria[0]) or (0, 0)
    assert f"is {float(low):.1%} to {float(high):.1%}".replace("%", " %") in TEXT


def test_the_tornado() -> None:
    some, pool = example()
    plan = solve(some.base)
    found = tornado(pool, plan)
    assert [one.input for one in found] == [
        Input("weight", "c0"),
        Input("weight", "c1"),
        Input("cost", "c"),
        Input("frame", "money"),
    ]
    for one in found:
        cells = ROWS[one.input].split("|")[2:6]
        ends = [float(cell.replace("%", "").replace("−", "-")) for cell in cells]
        per = 1 if one.input.kind == "weight" else 100
        for side, (to, effect) in zip((one.low, one.high), (ends[:2], ends[2:]), strict=True):
            assert side.to is not None
            assert side.effect is not None
            assert float(side.to * per) == to
            assert round(side.effect / 10_000, 1) == effect
        assert ROWS[one.input] in TEXT


def test_the_profiles() -> None:
    _, pool = example()
    first, second = views(pool, pool.choices[0])
    assert (set(first.starts), first.value, first.loss) == ({"a"}, 700_000, 100_000)
    assert (set(second.starts), second.loss) == ({"c"}, 0)
    assert "selects a, worth 70 to it; c loses 10.0 points" in TEXT
