"""What a body decides is held against the frames: net of grants, and of what it took away."""

from __future__ import annotations

from fractions import Fraction

import pytest
from building import portfolio, project, round_

from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.analysis.year.decision import DecisionResult, Departure, decide
from innostrat.model.words import Selection, Verdict

FLAT = [100, 100, 100, 100]


def reduced(part: Fraction, cost: int, grant: int = 0) -> DecisionResult:
    """Return the decision to fund a part of a project that the frame of 100 has no room for."""
    line = {"title": "G", "status": "granted", "frame": "money", "amounts": {"2027": str(grant)}}
    frame = round_({"money": FLAT})
    one = project("one", 50, costs={"money": {2027: cost}}, funding=[line] if grant else [])
    content = portfolio(frame, one)
    scores = score(content, frame)
    plan = make_plan(content, scores, Selection.OPTIMAL)
    assert plan.ids == ()
    return decide(content, scores, plan, [Departure("one", Verdict.REDUCED, "Half", part=part)])


@pytest.mark.parametrize(
    ("part", "cost", "grant", "over"),
    [
        (Fraction(1, 2), 120, 0, 0),
        (Fraction(5, 6), 120, 0, 0),  # to the last krone
        (Fraction(9, 10), 120, 0, 8),
        (Fraction(3, 4), 200, 50, 0),  # the grant is whole: 150 - 50
        (Fraction(4, 5), 200, 50, 10),
    ],
)
def test_what_is_reduced_takes_no_more_of_the_frame_than_it_keeps(
    part: Fraction, cost: int, grant: int, over: int
) -> None:
    outcome = reduced(part, cost, grant)
    (ruling,) = outcome.rulings
    assert ruling.money.costs == {("money", 2027): part * cost}
    assert outcome.over == ({("money", 2027): over} if over else {})
