"""Finds the project that is meant and says of what is there, but takes no part, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.errors import CannotGoOnError
from innostrat.messages import Message, msg
from innostrat.workspace.naming import begun, project_meant

if TYPE_CHECKING:
    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.idea import Idea
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.workspace.workspace import Workspace


def project_asked(word: str, workspace: Workspace, portfolio: Portfolio | None = None) -> str:
    """Return the id of the project that is meant; what is no project is refused with what it is.

    That is an idea, or a project whose file cannot be read. The `portfolio` is that of the files as
    they are, where it is not another one.
    """
    portfolio = portfolio or workspace.portfolio()
    if not begun(word, portfolio.projects):
        path = f"projects/{word}.yaml"
        if path in workspace.contents.broken:
            raise CannotGoOnError(
                msg("{id} takes no part: {why}", id=word, why=_first_error(workspace, path))
            )
        ideas = begun(word, portfolio.ideas)
        if len(ideas) == 1:
            raise CannotGoOnError(_is_an_idea(portfolio.ideas[ideas[0]]))
    return project_meant(word, portfolio.projects)


def _is_an_idea(idea: Idea) -> Message:
    if idea.promoted_to is not None:
        return msg("{id} is an idea that became {project}", id=idea.id, project=idea.promoted_to)
    if idea.verdict is not None:
        answer = idea.verdict.outcome.label
        return msg(
            "{id} is an idea with the answer {answer}, no project", id=idea.id, answer=answer
        )
    return msg("{id} is an idea, no project yet: see innostrat promote", id=idea.id)


def apart(project: Project, workspace: Workspace, scores: Scores) -> Message:
    """Return in a line why a project that is there takes no part in the round."""
    return msg("{id} takes no part: {why}", id=project.id, why=_why(project, workspace, scores))


def _why(project: Project, workspace: Workspace, scores: Scores) -> Message:
    if project.stopped is not None:
        return msg("it was stopped on {day}", day=project.stopped.date)
    if not project.stands:
        return msg("it is carried out (phase: {phase})", phase=project.phase.label)
    path = f"projects/{project.id}.yaml"
    for waiting in scores.not_ready:
        if waiting.project.id == project.id:
            return _first_error(workspace, path) or waiting.reason
    return msg("it gives no benefit at any weights")


def _first_error(workspace: Workspace, path: str) -> Message | None:
    """Return the first error of a file below the portfolio, where it has any."""
    for one in workspace.open_errors(path):
        place = f"{one.location.path}:{one.location.line}"
        return msg("{path} has errors, the first: {error}", path=place, error=one.message)
    return None
