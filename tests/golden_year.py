"""The reports of the year: inbox, status, benefits, the pot, and the trial of an import."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import messy

from innostrat.analysis.intake.duplicates import similar
from innostrat.analysis.intake.ideas import read_ideas
from innostrat.analysis.intake.layout import TableOptions
from innostrat.analysis.value.scoring import score
from innostrat.checks.run import check, unfit
from innostrat.files.sheets.read import read_worksheets
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.reports.basis import Basis
from innostrat.reports.intake import importing, inbox
from innostrat.reports.year import followup, fund, status

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
TODAY: Final = date(2026, 10, 1)
POT: Final = b"fund: {title: Potten, rule: Sm\xc3\xa5 fors\xc3\xb8k, amounts: {2027: 100 000}}\n"
GRANTS: Final = {
    "grants/stille-krok.yaml": """\
id: stille-krok
title: Stille krok
received: 2026-09-01
applicant: Hjemmetjenesten
year: 2027
amount: 60 000
what: Om en krok gir færre avbrudd
decision: {outcome: granted, amount: 50 000, by: Rådet, date: 2026-09-15, because: Lite og målbart}
learned: Avbruddene ble halvert
""",
    "grants/lyskaster.yaml": """\
id: lyskaster
title: Lyskaster på kaia
received: 2026-09-20
applicant: Havna
year: 2027
amount: 40 000
what: Om flere tør å gå der
""",
}
DEADLINE: Final = b"deadlines:\n  - {date: 2026-10-15, title: Papirene er klare}\nbalance:"


def _basis() -> tuple[Basis, tuple[Finding, ...]]:
    contents = dict(read_folder(SMALL, "").contents)
    contents["strategy.yaml"] += POT
    path = "rounds/plan-2027-2028.yaml"
    contents[path] = contents[path].replace(b"balance:", DEADLINE)
    contents |= {path: text.encode() for path, text in GRANTS.items()}
    read, form = load(Files("", dict(sorted(contents.items()))))
    findings = (*form, *check(read))
    portfolio = read.portfolio(unfit(findings, read))
    assert portfolio is not None
    scores = score(portfolio, portfolio.rounds["plan-2027-2028"])
    return Basis(portfolio, scores), findings


def ideas() -> Report:
    """Return the inbox."""
    basis, _ = _basis()
    portfolio = basis.portfolio
    return inbox.report(basis, list(portfolio.ideas.values()), similar(portfolio), TODAY)


def state() -> Report:
    """Return where the year is."""
    basis, findings = _basis()
    return status.report(basis, findings, TODAY)


def benefits() -> Report:
    """Return the follow-up of benefits."""
    return followup.report(_basis()[0], date(2029, 1, 1))


def pot() -> Report:
    """Return the pot with one grant and one application that waits."""
    basis, _ = _basis()
    assert basis.portfolio.strategy.fund is not None
    return fund.report(basis, basis.portfolio.strategy.fund)


def trial() -> Report:
    """Return the trial of importing the first twelve answers of the form."""
    sheet = read_worksheets("form.xlsx", messy.workbook(12))[0]
    found = read_ideas(sheet, _basis()[0].portfolio, TableOptions(), TODAY)
    return importing.report(found, "form.xlsx")
