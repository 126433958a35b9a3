"""One page on an idea or a project: all that is said of it, its links, and its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.findings import Finding, Severity
from innostrat.messages import Message, msg
from innostrat.reports import common, heading, ruling
from innostrat.reports.common import named, shown_value
from innostrat.reports.plain import plain
from innostrat.reports.register.inventory import found
from innostrat.reports.register.page_project import (
    decided_sections,
    facts_if_any,
    in_plan,
    paragraph,
    project_sections,
)
from innostrat.reports.table import Align, Block, Column, Facts, Json, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.model.decision import Decision
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell

SEVERITIES: Final = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.INFO: msg("remark"),
}


def report(
    basis: Basis, item_id: str, findings: tuple[Finding, ...], plan: Plan | None = None
) -> Report:
    """Return the page on the project or idea with that id, on both where both have it.

    `findings` are those about its files; with a `plan` it says first whether the project is in it.
    from when and at what cost. An id of neither is a `KeyError`.
    """
    portfolio = basis.portfolio
    project, idea = portfolio.projects.get(item_id), portfolio.ideas.get(item_id)
    item = project or idea
    if item is None:
        raise KeyError(item_id)
    decision = portfolio.decision(basis.round) if project else None
    blocks: list[Block] = [*_project(basis, project, decision)] if project else []
    answer: tuple[Block, ...] = tuple(_in_plan(plan, item_id))
    if decision is not None:
        answer, blocks = tuple(blocks[:1]), blocks[1:]
    if idea is not None:
        blocks += _idea(basis, idea, heading_too=project is not None)
    scored = found(basis, project) if project else None
    data: dict[str, Json] = {
        "format": 1,
        "kind": "item",
        "id": item_id,
        "project": plain(basis.files.projects.get(item_id)),
        "idea": plain(idea),
        "rank": scored.rank if scored and decision is None else None,
        "value": float(scored.value) if scored else None,
        "decision": _decision(decision, item_id, basis.round),
        "findings": [{"code": one.code, "severity": one.severity.value} for one in findings],
    }
    return Report(
        title=item.title,
        preamble=heading.preamble(basis, ()),
        answer=answer,
        blocks=(*blocks, *_findings(findings)),
        data=data,
    )


def _in_plan(plan: Plan | None, item_id: str) -> Iterator[Facts]:
    """Yield what the plan holds of the project, where it is one that asks for something."""
    if plan is not None and plan.is_made and plan.decision is None:
        for entries in (plan.funded, plan.left, plan.not_ready):
            yield from (in_plan(one, plan.round) for one in entries if one.project.id == item_id)


def _project(basis: Basis, project: Project, decision: Decision | None) -> Iterator[Block]:
    if decision is None:
        return project_sections(basis, project)
    return decided_sections(basis, project, decision)


def _decision(decision: Decision | None, item_id: str, round_: Round | None) -> Json:
    ruled = None if decision is None else decision.ruling(item_id)
    return None if ruled is None or round_ is None else ruling.ruling_data(ruled, round_)


def _idea(basis: Basis, idea: Idea, *, heading_too: bool) -> Iterator[Block]:
    if heading_too:
        yield Paragraph((), msg("The idea: {title}", title=idea.title))
    yield from facts_if_any("idea", None, _identity(basis, idea))
    yield from paragraph(msg("Need"), idea.need)
    yield from paragraph(msg("Suggestion"), idea.suggestion)
    yield from facts_if_any("verdict", msg("Verdict"), _verdict(idea))


def _identity(basis: Basis, idea: Idea) -> Iterator[tuple[Message, Cell]]:
    project = basis.portfolio.projects.get(idea.promoted_to or "")
    yield msg("Id"), idea.id
    yield msg("Received"), shown_value(idea.received)
    if idea.response is not None:
        yield msg("Answer in the form"), idea.response.number
    yield msg("Source"), idea.source.label if idea.source else None
    yield msg("Focus area"), common.goal(basis.portfolio, idea.focus_area)
    yield msg("Service area"), common.service_area(basis.portfolio, idea.service_area)
    yield msg("Became"), named(project.title, project.id) if project else idea.promoted_to


def _verdict(idea: Idea) -> Iterator[tuple[Message, Cell]]:
    verdict = idea.verdict
    if verdict is None:
        yield msg("Outcome"), msg("waits for a verdict")
        return
    yield msg("Outcome"), verdict.outcome.label
    yield msg("Decided by"), verdict.by
    yield msg("Date"), shown_value(verdict.date) if verdict.date else None
    yield msg("Because"), verdict.because


def _findings(findings: tuple[Finding, ...]) -> Iterator[Block]:
    title = msg("Findings")
    if not findings:
        yield Paragraph((msg("Nothing is wrong with it."),), title)
        return
    yield Table(
        key="findings",
        title=title,
        columns=(
            Column("severity", msg("Severity")),
            Column("code", msg("Code")),
            Column("line", msg("Line"), Align.RIGHT),
            Column("message", msg("Finding"), wide=True),
            Column("hint", msg("What to do"), wide=True),
        ),
        rows=tuple(
            Row.of(
                SEVERITIES[one.severity],
                one.code,
                one.location.line,
                one.message,
                msg("accepted: {why}", why=one.waived) if one.waived else one.hint,
            )
            for one in findings
        ),
        notes=(msg("`innostrat explain CODE` says why, and what to do."),),
    )
