"""`innostrat merge`: an idea becomes part of a project that exists, and both stay findable."""

from __future__ import annotations

from typing import Annotated

import typer

from innostrat.messages import mark, msg
from innostrat.shell import options
from innostrat.shell.completing import projects
from innostrat.shell.days import FactDayOption


def run(  # noqa: PLR0913  (one parameter an option)
    idea: options.IdeaArgument,
    project: Annotated[
        str,
        typer.Argument(
            metavar="PROJECT",
            help=mark("The project that it is part of."),
            autocompletion=projects,
        ),
    ],
    portfolio: options.PortfolioArgument = None,
    *,
    by: options.ByOption = None,
    because: options.BecauseOption = None,
    day: FactDayOption = None,
    again: options.ReplaceVerdictOption = False,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write the verdict and the project into the idea's file."""
    from innostrat.authoring.verdicts import find_idea, refuse_judged, verdict
    from innostrat.files.places import find_one
    from innostrat.files.yaml.editing import Put
    from innostrat.model.words import Outcome
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import carry_out, changed, opened
    from innostrat.workspace.naming import project_meant

    with opened(find_one(portfolio), lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        found = find_idea(workspace, idea)
        refuse_judged(found, again=again)
        project = project_meant(project, workspace.portfolio().projects)
        given = verdict(Outcome.MERGED, by, because, day, language)
        edits = [given, Put(("promoted_to",), project)]
        change = changed(workspace, f"ideas/{found.id}.yaml", edits)
        carry_out(workspace, [change], language, yes=yes, dry_run=dry_run)
        if found.promoted_to not in {None, project}:
            say(msg("The project {id} made of it stays as it is", id=found.promoted_to), language)
    return 0
