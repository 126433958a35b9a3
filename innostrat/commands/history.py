"""`innostrat history`: how a project or a round moved over the commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.messages import mark, msg
from innostrat.shell import options
from innostrat.shell.completing import projects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.analysis.changes.history import Step
    from innostrat.files.repository import Commit, Repository
    from innostrat.workspace.snapshots import Planner


def run(  # noqa: PLR0913  (one parameter an option)
    project: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help=mark("A project; else the round as a whole."),
            show_default=False,
            autocompletion=projects,
        ),
    ] = None,
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, help=mark("Look at so many commits."))
    ] = 50,
    funding: Annotated[
        bool,
        typer.Option(
            "--funding/--no-funding", help=mark("Make the plan at each commit, which takes time.")
        ),
    ] = True,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the history, newest first."""
    from innostrat.analysis.changes.history import project_history, round_history
    from innostrat.files.places import find_one
    from innostrat.files.repository import Repository
    from innostrat.reports.changes.history import Extent, project_report, round_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import working
    from innostrat.workspace.naming import project_meant
    from innostrat.workspace.snapshots import Planner, inside
    from innostrat.workspace.workspace import read

    workspace = read(find_one(portfolio))
    content = workspace.portfolio()
    chosen = workspace.round(round_)
    language = workspace.language(lang)
    # Before a round was opened there was the one before it, as it stood or was decided then.
    planner = Planner(chosen.id, funding=funding, checked=False, or_latest=round_ is None)
    with Repository(workspace.root) as repository:
        path = inside(repository, workspace.root)
        commits, shallow = repository.history(path, limit), repository.is_shallow
        with working(msg("Reading the history …"), language, partial=True):
            steps = _steps(repository, commits, path, planner)
    extent = Extent(len(steps), len(commits), shallow=shallow)
    if project is None:
        report = round_report(chosen.id, round_history(steps), extent, title_of=content.title_of)
    else:
        found = project_history(project, steps)
        if not found:  # a project that was deleted has a history too
            project = project_meant(project, content.projects)
            found = project_history(project, steps)
        report = project_report(project, found, extent)
    deliver(report, language, form, output)
    return 0


def _steps(
    repository: Repository, commits: Sequence[Commit], path: str, planner: Planner
) -> list[Step]:
    """Return the steps, oldest first: all, or where somebody has enough, the newest of them.

    `commits` are newest first, as people read them.
    """
    from innostrat.analysis.optimizer.time_limit import StoppedError
    from innostrat.shell.progress import counted, interrupted

    steps: list[Step] = []
    for commit in counted(commits):
        step = _step(repository, commit, path, planner)
        if interrupted():  # its plan may not be the best
            break
        steps.insert(0, step)
    if commits and not steps:
        raise StoppedError
    return steps


def _step(repository: Repository, commit: Commit, path: str, planner: Planner) -> Step:
    from innostrat.analysis.changes.history import Step

    snapshot = planner.take(repository.files(commit, path)).snapshot
    return Step(commit.short, commit.day, snapshot)
