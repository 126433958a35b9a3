"""`innostrat show`: one idea or project on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options
from innostrat.shell.completing import items

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project
    from innostrat.workspace.workspace import Workspace


def run(
    item: Annotated[
        str,
        typer.Argument(
            metavar="ID", help=mark("The id of an idea or a project."), autocompletion=items
        ),
    ],
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the page of an idea or a project, or of both where they share an id."""
    from innostrat.reports.register import page
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.naming import meant
    from innostrat.workspace.reading import current_plan, unscored

    workspace, basis = unscored(portfolio, round_, decided=True)
    known: dict[str, Idea | Project] = {**basis.portfolio.projects, **basis.portfolio.ideas}
    if item not in known:
        _refuse_broken(workspace, item)
    where = msg("`innostrat list` shows them all")
    item = meant(item, known, msg("There is no idea or project {word}", word=item), where)
    language = workspace.language(lang)
    asked = item in basis.portfolio.projects and form is not options.TableFormat.JSON
    plan = current_plan(basis, language) if asked else None
    deliver(page.report(basis, item, _findings(workspace, item), plan), language, form, output)
    return 0


def _refuse_broken(workspace: Workspace, item: str) -> None:
    for folder in ("projects", "ideas"):
        path = f"{folder}/{item}.yaml"
        if path in workspace.contents.broken:
            shown = workspace.files.shown(path)
            raise CannotGoOnError(msg("{path} cannot be read: see innostrat validate", path=shown))


def _findings(workspace: Workspace, item: str) -> tuple[Finding, ...]:
    paths = {workspace.files.shown(f"{folder}/{item}.yaml") for folder in ("projects", "ideas")}
    return tuple(one for one in workspace.findings if one.location.path in paths)
