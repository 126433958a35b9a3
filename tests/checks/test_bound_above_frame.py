"""B005 says that no plan is possible only where the selection finds none either."""

from __future__ import annotations

import pytest
from reading import case, findings_of

from innostrat.analysis.optimizer.solver import solve
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score
from innostrat.checks.run import unfit

ROUND = b"""id: plan
title: Plan
years: [2027, 2028]
committed_savings_refill: %s
frames:
  - {id: running, title: Running costs, kind: operating, amounts: {2027: 900 000, 2028: 900 000}}
"""
SAVING = (
    "benefits:\n  - {title: Fewer trips, kind: budget, committed: true, frame: running, "
    "amounts: {2027: %s}, responsible: Head nurse, baseline: {value: 40, date: 2026-03-01}, "
    "target: {value: 20, date: 2028-12-31}}"
)


@pytest.mark.parametrize(
    ("saving", "refill", "possible"),
    [("300 000", "true", True), ("299 999", "true", False), ("300 000", "false", False)],
)
def test_what_others_may_give_back_is_counted(saving: str, refill: str, *, possible: bool) -> None:
    files = case("B005-bound-projects-above-frame")
    saver = files["projects/home-care.yaml"].decode()
    head, _, _ = saver.replace("id: home-care", "id: saver").partition("costs:")
    head = head.replace("commitment: mandatory\n", "")
    files["projects/saver.yaml"] = (head + SAVING % saving).encode()
    files["rounds/plan.yaml"] = ROUND % refill.encode()
    contents, found = findings_of(files)
    assert ("B005" not in {one.code for one in found}) is possible
    portfolio = contents.portfolio(unfit(found, contents))
    assert portfolio is not None
    (round_,) = portfolio.rounds.values()
    problem = compete(portfolio, round_, score(portfolio, round_)).problem
    assert (solve(problem).status == "optimal") is possible
