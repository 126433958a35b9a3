"""`innostrat fill`: asks what a project lacks, one question at a time, and writes the answers."""

from __future__ import annotations

from typing import Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options


def run(
    project: options.ProjectArgument,
    portfolio: options.PortfolioArgument = None,
    *,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=ANSWER",
            help=mark("An answer, for scripts: scores.need=3; may be repeated."),
        ),
    ] = None,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Ask what the project lacks, show the change, and write it when that is wished."""
    from innostrat.authoring.filling.filling import Filling, fill_from, lacking
    from innostrat.authoring.filling.interview import finish, interview
    from innostrat.files.places import find_one
    from innostrat.shell import asking
    from innostrat.shell.delivery import say
    from innostrat.workspace.naming import project_meant
    from innostrat.workspace.workspace import read

    root = find_one(portfolio)
    workspace = read(root)
    language = workspace.language(lang)
    projects = {id_: one.item for id_, one in workspace.contents.projects.items()}
    project = project_meant(project, projects)
    filling = Filling(workspace, project)
    if answers:
        fill_from(filling, answers)
    elif not any(one.missing for one in filling.asked()):
        say(msg("{id} lacks nothing that is asked for here", id=project), language)
        return 0
    elif not asking.interactive():
        raise CannotGoOnError(
            msg(
                "{id} lacks this; give each with --set KEY=ANSWER: {lacks}",
                id=project,
                lacks=lacking(filling),
            )
        )
    else:
        interview(filling, language)
    if filling.wishes:
        finish(root, filling, language, yes=yes, dry_run=dry_run)
    return 0
