"""The reports that compare plans, made from the small portfolio and a changed copy of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from innostrat.analysis.changes.comparison import Snapshot, compare_snapshots
from innostrat.analysis.changes.history import Step, project_history, round_history
from innostrat.analysis.changes.what_if import Assumptions, FrameChange, assumed
from innostrat.analysis.plan.alternatives import most_different, next_best
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.levers import pulled
from innostrat.analysis.plan.planning import Effort, Memory, make_plan
from innostrat.analysis.plan.prices import prices
from innostrat.analysis.plan.result import Funded, Left
from innostrat.analysis.plan.why import explain_selection
from innostrat.analysis.value.scoring import score
from innostrat.checks.compare import compare_findings
from innostrat.checks.run import check, unfit
from innostrat.files.git import Revision
from innostrat.files.source import Files, read_folder
from innostrat.loading.load import load
from innostrat.messages import msg
from innostrat.model.words import Selection
from innostrat.reports.basis import Basis
from innostrat.reports.changes import history
from innostrat.reports.changes.report import changes_report
from innostrat.reports.changes.what_if import whatif_report
from innostrat.reports.plan.alternatives import alternatives_report
from innostrat.reports.plan.plan import plan_report
from innostrat.reports.plan.why import why_report

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.table import Report

SMALL: Final = Path(__file__).parent / "portfolios" / "small"
ROUND: Final = "plan-2027-2028"
REVISION: Final = Revision("abc1234", date(2026, 11, 4), changed=True)


def _moment(changes: dict[str, tuple[str, str]]) -> tuple[Snapshot, tuple[Finding, ...]]:
    """Return the small portfolio with texts replaced in some files, scored and planned."""
    files = read_folder(SMALL, "small")
    contents = dict(files.contents)
    for path, (old, new) in changes.items():
        contents[path] = contents[path].replace(old.encode(), new.encode())
    read, form = load(Files("small", contents))
    findings = (*form, *check(read))
    portfolio = read.portfolio(unfit(findings, read))
    assert portfolio is not None
    scores = score(portfolio, portfolio.rounds[ROUND])
    plan = make_plan(portfolio, scores, Selection.OPTIMAL, Effort(contrasts=False))
    return Snapshot(read, portfolio, scores, plan), findings


def _portfolio(snapshot: Snapshot) -> tuple[Portfolio, Round]:
    assert snapshot.portfolio is not None
    return snapshot.portfolio, snapshot.portfolio.rounds[ROUND]


CHANGED: Final = {
    "projects/lette-skjema.yaml": ("behov: {value: 2}", "behov: {value: 1}"),
    f"rounds/{ROUND}.yaml": ("{2027: 900 000, 2028: 900 000}", "{2027: 500 000, 2028: 500 000}"),
}


def plan_in_full() -> Report:
    """Return the plan beside the ranking's, as changes, on a commit that is not clean."""
    snapshot, _ = _moment(CHANGED)
    portfolio, _ = _portfolio(snapshot)
    assert snapshot.scores is not None
    plan, other = (
        make_plan(portfolio, snapshot.scores, method)
        for method in (Selection.OPTIMAL, Selection.RANKING)
    )
    basis = Basis(portfolio, snapshot.scores, REVISION, ("broken",), unread={"broken": "Broken"})
    return plan_report(plan, other, basis, changes=True)


def diff() -> Report:
    """Return what a change of a score and a frame does."""
    before, known = _moment({})
    after, found = _moment(CHANGED)
    span = (msg("abc1234"), msg("def5678"))
    return changes_report(
        "small", compare_snapshots(before, after), compare_findings(known, found), span
    )


def _steps() -> list[Step]:
    return [
        Step("aaaaaaa", date(2026, 1, 5), _moment({})[0]),
        Step("bbbbbbb", date(2026, 2, 5), _moment(CHANGED)[0]),
    ]


def project_over_time() -> Report:
    """Return the history of a project over two commits."""
    return history.project_report("lette-skjema", project_history("lette-skjema", _steps()))


def round_over_time() -> Report:
    """Return the history of the round over two commits."""
    return history.round_report(ROUND, round_history(_steps()))


def what_if() -> Report:
    """Return the plan with a smaller frame, another weight and a project kept out."""
    snapshot, _ = _moment({})
    portfolio, round_ = _portfolio(snapshot)
    frame = round_.frames[0].id
    wishes = Assumptions(
        frames=(FrameChange(frame, None, Decimal(-100_000), relative=True),),
        weights={portfolio.strategy.criteria[0].id: Decimal(50)},
        exclude=("bestillingsbat",),
    )
    effort = Effort(contrasts=False)
    after = assumed(snapshot.contents, portfolio, round_, wishes, effort)
    assert snapshot.plan is not None
    assert after.plan is not None
    return whatif_report(
        wishes, portfolio, snapshot.plan, after.plan, compare_snapshots(snapshot, after)
    )


def why(project_id: str) -> Report:
    """Return why a project is in the plan of the changed copy, or out of it."""
    snapshot, _ = _moment(CHANGED)
    portfolio, _ = _portfolio(snapshot)
    assert snapshot.scores is not None
    memory = Memory()
    plan = make_plan(portfolio, snapshot.scores, Selection.OPTIMAL, Effort(), memory)
    assert memory.solution is not None
    entries: dict[str, Funded | Left] = {one.project.id: one for one in plan.funded}
    entries |= {one.project.id: one for one in plan.left}
    entry = entries[project_id]
    short = dict(getattr(entry, "short", {}))
    told = explain_selection(portfolio, snapshot.scores, project_id, memory.solution, short)
    asked = [entry] if isinstance(entry, Left) else []
    found = [one.found for one in pulled(portfolio, snapshot.scores, memory.solution, asked)]
    return why_report(entry, told, plan, Basis(portfolio, snapshot.scores), sum(found, ()))


def alternatives() -> Report:
    """Return two of the next best plans and the most different one, of the changed copy."""
    snapshot, _ = _moment(CHANGED)
    portfolio, round_ = _portfolio(snapshot)
    assert snapshot.scores is not None
    memory = Memory()
    plan = make_plan(portfolio, snapshot.scores, Selection.OPTIMAL, Effort(), memory)
    assert memory.solution is not None
    problem = compete(portfolio, round_, snapshot.scores).problem
    nearest = tuple(next_best(problem, memory.solution, 2, 1))
    farthest = most_different(problem, memory.solution, Fraction(1, 10))
    terms = (1, Fraction(1, 10))
    costs = prices(problem, memory.solution)
    return alternatives_report(
        plan, Basis(portfolio, snapshot.scores), nearest, (farthest,), terms, costs
    )
