"""`innostrat score`: the ranking, or one project's value criterion by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Report
    from innostrat.workspace.workspace import Workspace


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    focus_area: options.FocusAreaOption = None,
    service_area: options.ServiceAreaOption = None,
    phase: options.PhaseOption = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            "--by",
            metavar="KEY",
            help=mark("Sort by per-million, value, id, title, cost or a criterion's id."),
        ),
    ] = "value",
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help=mark("Show how one project's value comes about, with reasons."),
            show_default=False,
        ),
    ] = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the ranking; 1 when errors keep something out of it."""
    from innostrat.reports.value import ranking
    from innostrat.shell.asking import one_of
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import chosen, scored

    workspace, basis = scored(portfolio, round_)
    criteria = [criterion.id for criterion in basis.portfolio.strategy.criteria]
    keys = [*ranking.SORTS, *criteria]
    where = msg("They are value, id, title, cost, per-million and the criteria of strategy.yaml")
    one_of(sort, keys, msg("Cannot sort by {word}", word=sort), where)
    shown = chosen(basis.portfolio, focus_area, service_area, phase)
    report = (
        _explained(workspace, basis, explain) if explain else ranking.report(basis, shown, sort)
    )
    deliver(report, workspace.language(lang), form, output)
    return 1 if workspace.left_out else 0


def _explained(workspace: Workspace, basis: Basis, wish: str) -> Report:
    from innostrat.reports.value import explanation
    from innostrat.workspace.apart import apart, project_asked

    project = basis.portfolio.projects[project_asked(wish, workspace, basis.portfolio)]
    if found := basis.ranked.find(project.id):
        return explanation.report(basis, found)
    if project.stands and project.is_bound:
        raise CannotGoOnError(msg("{id} is bound, and not assessed in full", id=project.id))
    raise CannotGoOnError(apart(project, workspace, basis.ranked))
