"""The reports on tests/portfolios/small, and the files that hold how each looks in each format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import golden_assess
import golden_choices
import golden_repairs
import golden_robust
import golden_sensitivity
import golden_uncertainty
import golden_year

from innostrat.analysis.defence.defence import defend
from innostrat.analysis.plan.planning import make_plan
from innostrat.analysis.value.scoring import score
from innostrat.checks import catalogue
from innostrat.checks.run import check, unfit
from innostrat.files.source import read_folder
from innostrat.formats.registry.reports import FORMATS, renderer
from innostrat.formats.view import View
from innostrat.language import language
from innostrat.loading.load import load
from innostrat.reports.basis import Basis
from innostrat.reports.filters import Filter
from innostrat.reports.plan.plan import plan_report
from innostrat.reports.register import coverage, inventory, page, rule_page
from innostrat.reports.value import explanation, ranking, trials

if TYPE_CHECKING:
    from collections.abc import Callable

    from innostrat.findings import Finding
    from innostrat.reports.table import Report

GOLDEN: Final = Path(__file__).parent / "golden"
SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ENDINGS: Final = {"terminal": "txt", "markdown": "md", "csv": "csv", "json": "json"}


def small() -> tuple[Basis, tuple[Finding, ...]]:
    """Return the small portfolio, scored, and its findings."""
    contents, form = load(read_folder(SMALL, ""))
    findings = tuple(sorted((*form, *check(contents)), key=lambda finding: finding.order))
    portfolio = contents.portfolio(unfit(findings, contents))
    assert portfolio is not None
    round_ = portfolio.rounds["plan-2027-2028"]
    return Basis(portfolio, score(portfolio, round_), None, ()), findings


def _explanation() -> Report:
    basis, _ = small()
    scored = basis.ranked.find("bestillingsbat")
    assert scored is not None
    return explanation.report(basis, scored)


def _page(item: str) -> Report:
    basis, findings = small()
    return page.report(basis, item, tuple(one for one in findings if one.item == item))


def _plan() -> Report:
    basis, _ = small()
    assert basis.round is not None
    plan = make_plan(basis.portfolio, basis.ranked, basis.round.selection)
    defence = defend(basis.portfolio, basis.ranked, plan)
    return plan_report(plan, None, basis, defence=defence)


def _rule_page(code: str) -> Report:
    rule = catalogue.rules()[code]
    return rule_page.report(rule, rule.example, waivable=True)


REPORTS: Final[dict[str, Callable[[], Report]]] = {
    "score": lambda: ranking.report(small()[0]),
    "score-filtered": lambda: ranking.report(small()[0], Filter(("arbeid",)), "title"),
    "score-explain": _explanation,
    "trial": lambda: trials.report(small()[0]),
    "list": lambda: inventory.report(small()[0]),
    "show-project": lambda: _page("bestillingsbat"),
    "show-stopped": lambda: _page("robothund"),
    "show-idea": lambda: _page("bat-til-skolen"),
    "goals": lambda: coverage.report(small()[0]),
    "prioritize": _plan,
    "prioritize-in-full": golden_choices.plan_in_full,
    "diff": golden_choices.diff,
    "history-project": golden_choices.project_over_time,
    "history-round": golden_choices.round_over_time,
    "what-if": golden_choices.what_if,
    "why-in": lambda: golden_choices.why("felles-vaktliste"),
    "why-out": lambda: golden_choices.why("bestillingsbat"),
    "alternatives": golden_choices.alternatives,
    "alternatives-cautious": golden_repairs.careful,
    "prioritize-impossible": golden_repairs.impossible,
    "assess": golden_assess.overview,
    "assess-sheet": golden_assess.sheet,
    "sensitivity": golden_sensitivity.report,
    "uncertainty": golden_uncertainty.report,
    "robust": golden_robust.report,
    "ideas": golden_year.ideas,
    "status": golden_year.state,
    "benefits": golden_year.benefits,
    "fund": golden_year.pot,
    "import": golden_year.trial,
    "explain": lambda: _rule_page("G006"),
}
"""What is held in golden files: to add a report, add its line here."""

CASES: Final = [(report, form) for report in REPORTS for form in FORMATS]


def path(report: str, form: str) -> Path:
    """Return the file that holds how a report looks in a format."""
    return GOLDEN / f"{report}.{ENDINGS[form]}"


def rendered(report: str, form: str) -> bytes:
    """Return how it looks now: in bokmål, on 80 columns, without colour."""
    return renderer(form)(REPORTS[report](), View(language("nb"), 80)).encode()
