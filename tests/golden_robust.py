"""The report on robustness to weights and uncertain scores, made from the small portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.incomplete import Incomplete, joint
from innostrat.analysis.weights.polytope import weight_space
from innostrat.analysis.weights.pool import Weighing
from innostrat.analysis.weights.robustness import Search, robustness
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.reports.basis import Basis
from innostrat.reports.weights.robustness import robustness_report

if TYPE_CHECKING:
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ROUND: Final = "plan-2027-2028"


def report() -> Report:
    """Return shares, verdicts, what decides, portfolios, places, and the same by scores."""
    contents = dict(read_folder(SMALL, "small").contents)
    path = f"rounds/{ROUND}.yaml"
    contents[path] = contents[path].replace(b"2028: 900 000}", b"2028: 500 000}")
    contents["strategy.yaml"] += b"weight_order: [[behov, rekkevidde, mal, okonomi]]\n"
    portfolio = load(Files("small", contents))[0].portfolio(frozenset())
    assert portfolio is not None
    round_ = portfolio.rounds[ROUND]
    basis = Basis(portfolio, score(portfolio, round_), None, ())
    space = weight_space(portfolio.strategy)
    assert space is not None
    weighing = Weighing(portfolio, basis.ranked)
    search = Search(draws=400, checks=10)
    plan = solver.solve(weighing.base).starts
    found = robustness(weighing, space, plan, search)
    some = Incomplete(portfolio, basis.ranked)
    return robustness_report(found, basis, joint(some, space, search, found.top, plan))
