"""What the data of `score` cost, and what they say where there is nothing to divide by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import building

from innostrat.analysis.value.scoring import score
from innostrat.reports.basis import Basis
from innostrat.reports.value import per_million, ranking

if TYPE_CHECKING:
    import pytest

PLAN = building.round_({"money": [1, 1, 1, 1]})
EMPTY = building.round_({"money": [0, 0, 0, 0]})


def test_the_scarcest_frame_is_looked_for_no_oftener_for_more_projects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It goes through all projects: asked for each of a thousand, that took half a minute."""
    asked = []
    monkeypatch.setattr(ranking, "scarcest", lambda *of: asked.append(of))
    for size in (2, 20):
        projects = (building.project(f"p{number}", number) for number in range(size))
        portfolio = building.portfolio(PLAN, *projects)
        ranking.data(Basis(portfolio, score(portfolio, PLAN), None, ()))
    assert len(asked) == 2


def test_without_money_in_any_frame_no_frame_is_the_scarcest() -> None:
    costly = building.project("a", 7, costs={"money": {2027: 100}})
    portfolio = building.portfolio(EMPTY, costly)
    scores = score(portfolio, EMPTY)
    assert per_million.scarcest(scores, portfolio) is None
    told: Any = ranking.data(Basis(portfolio, scores, None, ()))["ranking"]
    assert told[0]["per_million"] is not None
    assert told[0]["per_million_scarcest"] is None
