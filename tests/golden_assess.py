"""The reports of the assessors of the small portfolio, a third one added to two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.assessors.disagreement import Trial, value_range
from innostrat.analysis.assessors.panel import by_key, panel
from innostrat.analysis.optimizer import solver
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import score
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.reports.assessors.data import Assessed
from innostrat.reports.assessors.report import assessing_report
from innostrat.reports.assessors.sheet import sheet_report
from innostrat.reports.basis import Basis

if TYPE_CHECKING:
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ROUND: Final = "plan-2027-2028"
SCARCE: Final = (b"{2027: 900 000, 2028: 900 000}", b"{2027: 700 000, 2028: 700 000}")
THIRD: Final = """\
assessor: Økonomisjef
round: plan-2027-2028
scores:
  bestillingsbat:
    behov: {value: 1, because: Fergen går tom om ettermiddagen.}
    rekkevidde: {value: 40}
  felles-vaktliste:
    behov: {value: 2}
"""


def _basis() -> Basis:
    contents = dict(read_folder(SMALL, "small").contents)
    contents["assessments/okonomisjef.yaml"] = THIRD.encode()
    round_file = f"rounds/{ROUND}.yaml"
    contents[round_file] = contents[round_file].replace(*SCARCE)
    portfolio = load(Files("small", contents))[0].portfolio(frozenset())
    assert portfolio is not None
    return Basis(portfolio, score(portfolio, portfolio.rounds[ROUND]))


def overview() -> Report:
    """Return who has answered what, how far apart they are, and what it would change."""
    basis = _basis()
    found = panel(basis.portfolio, basis.ranked.round)
    apart = value_range(basis.ranked, by_key(found))
    problem = compete(basis.portfolio, basis.ranked.round, basis.ranked).problem
    plan = solver.solve(problem)
    disagreements = Trial(basis.portfolio, basis.ranked, plan).disagreements(apart, iter)
    return assessing_report(Assessed(found, apart, plan, disagreements), basis)


def sheet() -> Report:
    """Return the sheet of one of them."""
    basis = _basis()
    return sheet_report(panel(basis.portfolio, basis.ranked.round), "Økonomisjef", basis)
