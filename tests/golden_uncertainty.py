"""The report on uncertain money, made from the small portfolio with a narrower frame."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.planning import Effort, make_plan
from innostrat.analysis.uncertainty.chance_constrained import chance_constrained
from innostrat.analysis.uncertainty.simulation import Simulation
from innostrat.analysis.value.scoring import score
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.model.words import Selection
from innostrat.reports.basis import Basis
from innostrat.reports.uncertainty.report import Prospects, uncertainty_report

if TYPE_CHECKING:
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ROUND: Final = "plan-2027-2028"


def report() -> Report:
    """Return chances of a plan that holds too seldom in a year, and the careful plan."""
    contents = dict(read_folder(SMALL, "small").contents)
    path = f"rounds/{ROUND}.yaml"
    contents[path] = contents[path].replace(b"2028: 900 000}", b"2028: 500 000}")
    portfolio = load(Files("small", contents))[0].portfolio(frozenset())
    assert portfolio is not None
    round_ = portfolio.rounds[ROUND]
    basis = Basis(portfolio, score(portfolio, round_), None, ())
    drawn, fresh = (Simulation(portfolio, round_, 1_000, 0, 0.3, world) for world in (0, 1))
    problem = compete(portfolio, round_, basis.ranked).problem
    plan = make_plan(portfolio, basis.ranked, Selection.OPTIMAL, Effort(contrasts=False))
    starts = {one.project.id: one.start for one in plan.funded}
    outlook = drawn.outlook(starts, problem.limits)
    careful = chance_constrained(problem, drawn, 0.85)
    assert careful.starts is not None
    checked = fresh.outlook(careful.starts, problem.limits)
    found = Prospects(plan, starts, outlook, Fraction(85, 100), careful, checked, 1_000)
    return uncertainty_report(found, drawn, basis)
