"""What `why` says of the example, which has gates and factors, is what selecting again gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from innostrat.analysis.plan.planning import Effort, Memory, make_plan
from innostrat.analysis.plan.why import explain_selection
from innostrat.analysis.value.scoring import score
from innostrat.files.source import read_folder
from innostrat.loading.load import load
from innostrat.model.words import Role, Selection
from innostrat.money import Estimate

if TYPE_CHECKING:
    from innostrat.model.portfolio import Portfolio

GAUSDAL = Path(__file__).parents[3] / "portfolios" / "gausdal"


def planned(portfolio: Portfolio, memory: Memory | None = None) -> tuple[str, ...]:
    round_ = portfolio.latest_round
    assert round_ is not None
    scores = score(portfolio, round_)
    effort = Effort(contrasts=False)
    return make_plan(portfolio, scores, Selection.OPTIMAL, effort, memory or Memory()).ids


def costing(portfolio: Portfolio, id_: str, percent: int) -> Portfolio:
    """Return the portfolio where a project's kroner are so many per cent, each rounded up."""
    one = portfolio.projects[id_]
    costs = tuple(
        cost.model_copy(
            update={
                "amounts": {
                    year: Estimate.certain(Decimal(-(-int(amount.likely) * percent // 100)))
                    for year, amount in cost.amounts.items()
                }
            }
        )
        if cost.frame != "prosjektledelse"
        else cost
        for cost in one.costs
    )
    changed = one.model_copy(update={"costs": costs})
    return replace(portfolio, projects={**portfolio.projects, id_: changed})


@pytest.mark.parametrize(("id_", "funded"), [("hverdagsmestring", False), ("gronne-jobber", True)])
def test_a_cost_and_a_factor_turn_the_answer_where_why_says(id_: str, funded: bool) -> None:  # noqa: FBT001
    # The projects' own scores are the medians of the assessors', which another test holds.
    whole = load(read_folder(GAUSDAL, ""))[0].portfolio()
    assert whole is not None
    portfolio = replace(whole, assessments=())
    round_ = portfolio.latest_round
    assert round_ is not None
    memory = Memory()
    assert (id_ in planned(portfolio, memory)) is funded
    assert memory.solution is not None
    why = explain_selection(portfolio, score(portfolio, round_), id_, memory.solution, {})
    assert why.cost.percent is not None
    assert id_ in planned(costing(portfolio, id_, why.cost.percent))
    assert id_ not in planned(costing(portfolio, id_, why.cost.percent + 1))
    one = portfolio.projects[id_]
    turns = [turn for turn in why.turns if turn.criterion.role is Role.FACTOR]
    assert bool(turns) is funded
    for turn in turns:
        answer = one.scores[turn.criterion.id].model_copy(
            update={"value": Decimal(int(turn.after))}
        )
        scores = {**one.scores, turn.criterion.id: answer}
        changed = one.model_copy(update={"scores": scores})
        other = replace(portfolio, projects={**portfolio.projects, id_: changed})
        assert (id_ in planned(other)) is not funded
