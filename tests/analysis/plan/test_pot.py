"""Planning leaves the pot for small trials alone: its part of a frame is nobody else's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.oracle import best
from analysis.plan.test_oracle import YEARS, chosen, rounds
from building import portfolio, project, round_
from hypothesis import given, settings
from hypothesis import strategies as st

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.model.strategy import Fund
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.portfolio import Portfolio


def with_pot(content: Portfolio, amounts: list[int], frame: str | None) -> Portfolio:
    kroner = {str(year): str(one) for year, one in zip(YEARS, amounts, strict=True)}
    fund = Fund.model_validate(
        {"title": "Pot", "rule": "Small trials", "amounts": kroner, "frame": frame}
    )
    return replace(content, strategy=content.strategy.model_copy(update={"fund": fund}))


@given(
    rounds(),
    st.lists(st.sampled_from([0, 1, 50, 100, 150]), min_size=4, max_size=4),
    st.sampled_from(["money", "money", None]),
)
@settings(max_examples=150, deadline=None)
def test_the_plan_is_the_best_of_what_the_pot_leaves(
    content: Portfolio, amounts: list[int], frame: str | None
) -> None:
    one = with_pot(content, amounts, frame)
    assert chosen(one) == best(one)


def test_a_krone_set_aside_keeps_out_the_project_that_needed_it() -> None:
    plan = round_({"money": [100] * 4})
    content = portfolio(plan, project("a", 40, costs={"money": dict.fromkeys(YEARS, 90)}))
    kept = {"a": 2027}
    assert chosen(with_pot(content, [10] * 4, "money")) == kept
    assert chosen(with_pot(content, [10, 10, 11, 10], "money")) == {}
    assert chosen(with_pot(content, [100] * 4, None)) == kept  # apart, it takes nothing


def test_a_frame_tells_what_is_used_with_what_is_set_aside() -> None:
    plan = round_({"money": [100] * 4})
    bare = portfolio(plan, project("a", 40, costs={"money": dict.fromkeys(YEARS, 60)}))
    content = with_pot(bare, [10, 20, 30, 40], "money")
    made = make_plan(content, score(content, plan), Selection.OPTIMAL)
    assert [(one.limit, one.used, one.reserved, one.left) for one in made.frames] == [
        (100, 70, 10, 30),
        (100, 80, 20, 20),
        (100, 90, 30, 10),
        (100, 100, 40, 0),
    ]


def test_a_pot_that_is_more_than_its_frame_leaves_no_plan() -> None:
    """The repair counts from what the pot takes: 30 short for the pot, and 90 for what is bound."""
    plan = round_({"money": [70] * 4})
    bound = project("a", 40, costs={"money": {2027: 90}}, commitment="decided")
    made = make_plan(*_scored(with_pot(portfolio(plan, bound), [100, 70, 70, 70], "money")))
    assert made.status == "infeasible"
    assert dict(made.overdrawn) == {("money", 2027): 90}
    assert [dict(one.raised) for one in made.repairs[:1]] == [{("money", 2027): 120}]


def _scored(content: Portfolio) -> tuple[Portfolio, Scores, Selection]:
    return content, score(content, content.rounds["plan"]), Selection.OPTIMAL
