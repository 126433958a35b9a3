"""The register: ideas and projects, each on a line, with how far they have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Message, Points, msg
from innostrat.reports import heading
from innostrat.reports.amounts import cost_columns, cost_data
from innostrat.reports.filters import EVERYTHING
from innostrat.reports.ruling import in_words, taken
from innostrat.reports.table import Align, Column, Report, Row, Table

if TYPE_CHECKING:
    from innostrat.analysis.value.scoring import Scored
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis
    from innostrat.reports.filters import Filter
    from innostrat.reports.table import Cell, Json

PROJECTS: Final = "projects"
IDEAS: Final = "ideas"


def report(
    basis: Basis, chosen: Filter = EVERYTHING, parts: tuple[str, ...] = (PROJECTS, IDEAS)
) -> Report:
    """Return the portfolio's projects, ideas or both, by id."""
    portfolio = basis.portfolio
    projects = [one for one in portfolio.projects.values() if chosen.takes(one)]
    ideas = [one for one in portfolio.ideas.values() if chosen.takes(one)]
    tables = {PROJECTS: _projects(basis, projects), IDEAS: _ideas(ideas)}
    data: dict[str, Json] = {
        PROJECTS: [_project_data(basis, one) for one in projects],
        IDEAS: [_idea_data(one) for one in ideas],
    }
    return Report(
        title=msg("Ideas and projects"),
        preamble=(*heading.preamble(basis, unlisted(basis)), *chosen.sentence),
        blocks=(
            heading.facts(basis),
            *(tables[part] for part in parts),
        ),
        data={
            "format": 2,  # operating and investment apart
            "kind": "items",
            "round": basis.round.id if basis.round else None,
            **{part: data[part] for part in parts},
            "left_out": list(basis.left_out),
        },
    )


def unlisted(basis: Basis) -> tuple[str, ...]:
    """Return the items whose files cannot be read; a project with other errors is listed."""
    portfolio = basis.portfolio
    return tuple(
        one
        for one in basis.left_out
        if one not in portfolio.projects and one not in portfolio.ideas
    )


def standing(basis: Basis, project: Project) -> Message:
    """Return how a project stands: in the competition, outside it, or why it is neither."""
    if project.stopped is not None:
        return msg("stopped")
    decision = basis.portfolio.decision(basis.round)
    if decision is not None and (ruled := decision.ruling(project.id)) is not None:
        return in_words(ruled)
    if not project.stands:
        return msg("finished")
    if project.id in basis.portfolio.unfit:
        return msg("has errors")
    waiting = basis.scores.waiting(project.id) if basis.scores else None
    if waiting is not None:
        return msg("below a gate") if waiting.gates else msg("not ready")
    return project.commitment.label


def found(basis: Basis, project: Project) -> Scored | None:
    """Return the project's score, where there is one."""
    return basis.scores.find(project.id) if basis.scores else None


def _projects(basis: Basis, projects: list[Project]) -> Table:
    rows = []
    decision = basis.portfolio.decision(basis.round)
    for one in projects:
        scored = found(basis, one)
        cells: tuple[Cell, ...] = (
            one.id,
            one.title,
            one.phase.label,
            standing(basis, one),
            one.focus_area,
            one.service_area,
            *basis.cost_cells(one),
            scored.rank if scored and decision is None else None,
            Points(scored.value) if scored else None,
        )
        rows.append(Row(cells))
    notes = [msg("Costs are gross, in the years of the plan and in 1000 kr.")]
    if decision is not None:
        notes.append(
            msg(
                "The round was decided by {taken}: standing and costs are as decided, and nothing "
                "has a rank any more.",
                taken=taken(decision),
            )
        )
    return Table(
        key=PROJECTS,
        title=msg("Projects"),
        columns=(
            Column("id", msg("Project")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("phase", msg("Phase"), optional=4),
            Column("standing", msg("Standing"), optional=2),
            Column("focus_area", msg("Focus area"), optional=5),
            Column("service_area", msg("Service area"), optional=6),
            *cost_columns(optional=3),
            Column("rank", msg("Rank"), Align.RIGHT),
            Column("value", msg("Value"), Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=tuple(notes) if basis.round and rows else (),
        empty=msg("No projects"),
    )


def _ideas(ideas: list[Idea]) -> Table:
    return Table(
        key=IDEAS,
        title=msg("Ideas"),
        columns=(
            Column("id", msg("Idea")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("received", msg("Received"), optional=2),
            Column("source", msg("Source"), optional=3),
            Column("verdict", msg("Verdict"), wide=True),
            Column("focus_area", msg("Focus area"), optional=4),
            Column("service_area", msg("Service area"), optional=5),
        ),
        rows=tuple(
            Row.of(
                one.id,
                one.title,
                one.received.isoformat(),
                one.source.label if one.source else None,
                _verdict(one),
                one.focus_area,
                one.service_area,
            )
            for one in ideas
        ),
        empty=msg("No ideas"),
    )


def _verdict(idea: Idea) -> Message:
    if idea.promoted_to is not None:
        return msg("became {project}", project=idea.promoted_to)
    return msg("waits for a verdict") if idea.verdict is None else idea.verdict.outcome.label


def _project_data(basis: Basis, project: Project) -> dict[str, Json]:
    scored = found(basis, project)
    decision = basis.portfolio.decision(basis.round)
    ruled = None if decision is None else decision.ruling(project.id)
    return {
        "id": project.id,
        "title": project.title,
        "phase": project.phase.value,
        "commitment": project.commitment.value,
        "stopped": project.stopped is not None,
        "focus_area": project.focus_area,
        "service_area": project.service_area,
        "cost": cost_data(basis.cost(project)),
        "decided": None if ruled is None else ruled.decided.value,
        "rank": scored.rank if scored and decision is None else None,
        "value": float(scored.value) if scored else None,
    }


def _idea_data(idea: Idea) -> dict[str, Json]:
    return {
        "id": idea.id,
        "title": idea.title,
        "received": idea.received.isoformat(),
        "source": idea.source.value if idea.source else None,
        "verdict": idea.verdict.outcome.value if idea.verdict else None,
        "promoted_to": idea.promoted_to,
        "focus_area": idea.focus_area,
        "service_area": idea.service_area,
    }
