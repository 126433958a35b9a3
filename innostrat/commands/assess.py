"""`innostrat assess`: where the assessors agree, where not, and whether it matters for the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.assessors.panel import Panel
    from innostrat.language import Language
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Report


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    assessor: Annotated[
        str | None,
        typer.Option(metavar="ROLE", help=mark("Only this assessor's own sheet, to fill in.")),
    ] = None,
    projects: Annotated[
        list[str] | None,
        typer.Option("--project", metavar="ID", help=mark("Only this project; may be repeated.")),
    ] = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print who has answered what, how far apart the answers are, and what that would change."""
    from innostrat.analysis.assessors.panel import panel
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import scored

    workspace, basis = scored(portfolio, round_)
    language = workspace.language(lang)
    found = _asked(panel(basis.portfolio, basis.ranked.round), projects)
    report = (
        _overview(found, basis, language, whole=not projects)
        if assessor is None
        else _sheet(found, basis, assessor)
    )
    deliver(report, language, form, output)
    return 1 if workspace.left_out else 0


def _asked(found: Panel, projects: list[str] | None) -> Panel:
    """Return what is asked about these projects; without any, about all."""
    from innostrat.workspace.naming import meant

    known = {one.project.id: one.project for one in found.questions}
    where = msg("innostrat score lists those that compete")
    ids = [
        meant(id_, known, msg("There is no project {word} to assess", word=id_), where)
        for id_ in projects or ()
    ]
    return found.about(ids) if ids else found


def _sheet(found: Panel, basis: Basis, role: str) -> Report:
    from innostrat.reports.assessors.sheet import sheet_report
    from innostrat.shell.asking import one_of

    if not found.assessors:
        raise CannotGoOnError(msg("Nobody has assessed anything in this round"))
    known = {one.casefold(): one for one in found.assessors}
    problem = msg("There is no assessor {word} in the round", word=role)
    where = msg("They stand in assessments/")
    name = known.get(role.casefold()) or one_of(role, found.assessors, problem, where)
    return sheet_report(found, name, basis)


def _overview(found: Panel, basis: Basis, language: Language, *, whole: bool) -> Report:
    from innostrat.analysis.assessors.disagreement import MOST, Trial, value_range
    from innostrat.analysis.assessors.panel import by_key
    from innostrat.reports.assessors.data import Assessed
    from innostrat.reports.assessors.report import assessing_report
    from innostrat.shell.progress import counted, working

    apart = value_range(basis.ranked, by_key(found))
    ranked = {one.id: one for one in (*basis.ranked.ranking, *basis.ranked.shut)}
    lone = [one for one in found.lone if one.project.id in ranked][:MOST]
    if not apart and not lone:
        return assessing_report(Assessed(found, whole=whole), basis)
    from innostrat.analysis.optimizer import solver
    from innostrat.analysis.optimizer.time_limit import StoppedError, until_stopped
    from innostrat.analysis.plan.competition import compete

    portfolio, scores = basis.portfolio, basis.ranked
    problem = compete(portfolio, scores.round, scores).problem
    with working(msg("Selecting again and again …"), language, partial=True):
        try:
            plan = solver.solve(problem)
        except StoppedError:
            return assessing_report(Assessed(found, apart, whole=whole), basis)
        if plan.status != "optimal":
            return assessing_report(Assessed(found, apart, whole=whole), basis)
        trial = Trial(portfolio, scores, plan)
        disagreements = trial.disagreements(apart, counted)
        alone = until_stopped(counted(lone), lambda one: trial.lone(ranked[one.project.id], one))
    return assessing_report(Assessed(found, apart, plan, disagreements, alone, whole), basis)
