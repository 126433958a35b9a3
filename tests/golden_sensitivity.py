"""The sensitivity of a plan, made from the small portfolio with less money and two profiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.sensitivity.breakpoints import intervals
from innostrat.analysis.sensitivity.frontier import frontier, next_buys
from innostrat.analysis.sensitivity.profiles import views
from innostrat.analysis.sensitivity.tornado import tornado
from innostrat.analysis.value.scoring import score
from innostrat.analysis.weights.pool import Pool, Weighing
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.reports.basis import Basis
from innostrat.reports.sensitivity.data import Sensitivity
from innostrat.reports.sensitivity.report import sensitivity_report

if TYPE_CHECKING:
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ROUND: Final = "plan-2027-2028"
PROFILES: Final = """
profiles:
  - id: politikere
    title: Politikere
    weights: {behov: 0, mal: 20, fundament: 0, okonomi: 80, rekkevidde: 0}
  - id: innbyggere
    title: Innbyggere
    weights: {behov: 60, mal: 0, fundament: 0, okonomi: 0, rekkevidde: 40}
  - id: glemt
    title: Glemte et kriterium
    weights: {behov: 60, mal: 40}
"""


def report() -> Report:
    """Return the report where the frame of operations holds less, so that there is a choice."""
    contents = dict(read_folder(SMALL, "small").contents)
    path = f"rounds/{ROUND}.yaml"
    contents[path] = contents[path].replace(
        b"{2027: 900 000, 2028: 900 000}", b"{2027: 700 000, 2028: 700 000}"
    )
    contents["strategy.yaml"] += PROFILES.encode()
    portfolio = load(Files("small", contents))[0].portfolio(frozenset())
    assert portfolio is not None
    round_ = portfolio.rounds[ROUND]
    basis = Basis(portfolio, score(portfolio, round_), None, ())
    weighing = Weighing(portfolio, basis.ranked)
    plan = solver.solve(weighing.base)
    pool = Pool(weighing, [dict(plan.starts)])
    found = Sensitivity(
        plan,
        intervals(pool, plan.starts),
        tornado(pool, plan),
        views(pool, plan.starts),
        frontier(weighing.base, round_, plan),
        next_buys(weighing.base, round_, plan),
    )
    return sensitivity_report(found, basis)
