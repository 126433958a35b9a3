"""`innostrat why ID`: why a project is in the plan or out of it, and what would turn that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg
from innostrat.model.words import Selection
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Report
    from innostrat.workspace.workspace import Workspace


def run(
    project: options.ProjectArgument,
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    anew: options.AnewOption = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Select again under one changed condition after the other, and print what turned it.

    In a round that has been decided, print what was decided, unless it is to be planned anew.
    """
    from innostrat.reports.year.decided import ruling_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import working
    from innostrat.workspace.apart import project_asked
    from innostrat.workspace.reading import as_decided, scored

    workspace, basis = scored(portfolio, round_, decided=not anew)
    project = project_asked(project, workspace, basis.portfolio)
    language = workspace.language(lang)
    if (decided := as_decided(basis, anew=anew)) is not None:
        _refuse_unnamed(project, decided, workspace, basis)
        report = ruling_report(basis, project)
    else:
        with working(msg("Selecting again and again …"), language, partial=True):
            report = _explained(project, workspace, basis)
    deliver(report, language, form, output)
    return 1 if workspace.left_out else 0


def _refuse_unnamed(project: str, decided: Plan, workspace: Workspace, basis: Basis) -> None:
    """Refuse what a decision does not name, and that takes no part now either, with the reason."""
    from innostrat.workspace.apart import apart

    found = basis.portfolio.projects[project]
    named = decided.decision is not None and decided.decision.ruling(project) is not None
    competes = basis.ranked.find(project) is not None or (found.stands and found.is_bound)
    if not named and not competes:
        raise CannotGoOnError(apart(found, workspace, basis.ranked))


def _explained(project: str, workspace: Workspace, basis: Basis) -> Report:
    from innostrat.analysis.optimizer.time_limit import StoppedError, until_stopped
    from innostrat.analysis.plan.levers import pulled
    from innostrat.analysis.plan.planning import Effort, Memory, make_plan
    from innostrat.analysis.plan.result import Funded, Left
    from innostrat.analysis.plan.why import explain_selection
    from innostrat.reports.plan.why import why_report
    from innostrat.shell.progress import interrupted

    content, memory = basis.portfolio, Memory()
    plan = make_plan(content, basis.ranked, Selection.OPTIMAL, Effort(contrasts=False), memory)
    if interrupted() and plan.status != "infeasible":  # it is not known to be the best
        raise StoppedError
    if not plan.is_made or memory.solution is None:
        raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
    entries: dict[str, Funded | Left] = {one.project.id: one for one in plan.funded}
    entries |= {one.project.id: one for one in plan.left}
    if project not in entries:
        return _outside(project, plan, workspace, basis)
    entry = entries[project]
    if isinstance(entry, Left) and not entry.possible:
        raise CannotGoOnError(
            msg("{id} cannot be chosen: {reason}", id=project, reason=entry.reason)
        )
    short = dict(getattr(entry, "short", {}))
    why = explain_selection(content, basis.ranked, project, memory.solution, short)
    asked = [entry] if isinstance(entry, Left) else []
    levers = pulled(content, basis.ranked, memory.solution, asked)
    found = until_stopped(levers, lambda one: one.found)
    known = len(found) == len(asked)
    return why_report(entry, why, plan, basis, sum(found, ()) if known else None)


def _outside(project: str, plan: Plan, workspace: Workspace, basis: Basis) -> Report:
    """Return which levels of the gates would let a project in that they alone keep out."""
    from innostrat.analysis.plan.why import behind_gates
    from innostrat.reports.plan.why import gated_report
    from innostrat.workspace.apart import apart

    waiting = next((one for one in plan.not_ready if one.project.id == project), None)
    if waiting is None or waiting.scored is None or not waiting.whole:
        kept_out = basis.portfolio.projects[project]
        raise CannotGoOnError(apart(kept_out, workspace, basis.ranked))
    gated = behind_gates(basis.portfolio, basis.ranked, waiting.scored)
    return gated_report(gated, waiting.reason, plan, basis)
