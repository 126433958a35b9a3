"""The reports of what stands in the way: a round in which nothing fits, prices and caution."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.plan.prices import prices
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.pool import Pool, Weighing
from innostrat.analysis.weights.regret import minimax_regret
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.model.words import Selection
from innostrat.reports.basis import Basis
from innostrat.reports.plan.alternatives import alternatives_report
from innostrat.reports.plan.plan import plan_report

if TYPE_CHECKING:
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ROUND: Final = "plan-2027-2028"
SCARCE: Final = (
    ("{2027: 900 000, 2028: 900 000}", "{2027: 150 000, 2028: 150 000}"),
    ("{2027: 1 500 000, 2028: 500 000}", "{2027: 0, 2028: 500 000}"),
)
# All the weight on one criterion.
CORNERS: Final = tuple(
    tuple(Fraction(int(place == corner)) for place in range(5)) for corner in range(5)
)


def _small(*changes: tuple[str, str]) -> Portfolio:
    """Return the small portfolio with texts of its round replaced."""
    contents = dict(read_folder(SMALL, "small").contents)
    path = f"rounds/{ROUND}.yaml"
    for old, new in changes:
        contents[path] = contents[path].replace(old.encode(), new.encode())
    portfolio = load(Files("small", contents))[0].portfolio(frozenset())
    assert portfolio is not None
    return portfolio


def impossible() -> Report:
    """Return the plan of frames that do not hold what is bound."""
    portfolio = _small(*SCARCE)
    scores = score(portfolio, portfolio.rounds[ROUND])
    plan = make_plan(portfolio, scores, Selection.OPTIMAL, Effort())
    return plan_report(plan, None, Basis(portfolio, scores))


def careful() -> Report:
    """Return what rules and commitments cost, and a portfolio that is cautious of five weights."""
    portfolio = _small(("{2027: 900 000, 2028: 900 000}", "{2027: 700 000, 2028: 700 000}"))
    scores = score(portfolio, portfolio.rounds[ROUND])
    plan = make_plan(portfolio, scores, Selection.OPTIMAL, Effort(contrasts=False))
    weighing = Weighing(portfolio, scores)
    best = solver.solve(weighing.base)
    costs = prices(weighing.base, best)
    found = minimax_regret(Pool(weighing, [dict(best.starts)]), best.starts, CORNERS)
    terms = (1, Fraction(1, 10))
    return alternatives_report(plan, Basis(portfolio, scores), (), (None,), terms, costs, found)
