"""A project on one page for the appendix of a case: what a reader of the decision looks up.

All that the file says stands on the page of `show`; here are the answer, the need, the money in the
years of the plan, where the points come from, what is promised and what may go wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.result import Funded, Left
from innostrat.messages import Message, Percent, Points, msg
from innostrat.model.words import degree
from innostrat.reports import common
from innostrat.reports.computed import Added
from innostrat.reports.register import page_money
from innostrat.reports.register.inventory import found
from innostrat.reports.register.page_project import (
    as_planned,
    facts_if_any,
    in_plan,
    links,
    paragraph,
)
from innostrat.reports.table import Align, Block, Column, Row, RowRole, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.value.scoring import Scored
    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Cell

GRAVEST: Final = 3  # risks


def sheet(basis: Basis, entry: Funded | Left | Scored) -> Iterator[Block]:
    """Yield a project's page; in a plan with its years and amounts as planned."""
    project = entry.project
    if isinstance(entry, Funded | Left):
        project = as_planned(entry, basis.ranked.round)
        yield in_plan(entry, basis.ranked.round)
    yield from facts_if_any("project", None, _identity(basis, project))
    yield from paragraph(msg("Summary"), project.summary)
    yield from paragraph(msg("Need"), project.need.problem)
    yield from paragraph(msg("Approach"), project.approach)
    years = basis.round.years if basis.round else None
    yield from (_bare(one) for one in page_money.tables(project, basis.round, years))
    if (scored := found(basis, project)) is not None:
        yield _points(scored)
    yield from _goals(basis, project)
    yield from _benefits(project)
    yield from _risks(project)
    yield from facts_if_any("links", msg("Links"), links(basis, project))


def _identity(basis: Basis, project: Project) -> Iterator[tuple[Message, Cell]]:
    scored = found(basis, project)
    if scored and scored.rank:
        among = len(basis.ranked.ranking)
        yield msg("Rank"), msg("{rank} of {count}", rank=scored.rank, count=among)
    yield msg("Phase"), project.phase.label
    yield msg("Focus area"), common.goal(basis.portfolio, project.focus_area)
    yield msg("Service area"), common.service_area(basis.portfolio, project.service_area)
    yield msg("Owner"), project.alignment.owner
    yield msg("Champion"), project.champion


def _bare(table: Table) -> Table:
    """Return the table without its notes but the first, which names the unit."""
    return Table(table.key, table.title, table.columns, table.rows, table.notes[:1])


def _points(scored: Scored) -> Table:
    rows = [
        Row.of(part.criterion.title, Percent(part.weight), Points(part.contribution))
        for part in scored.parts
    ]
    return Table(
        "points",
        msg("Where the points come from"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
            Column("contribution", msg("Points"), Align.RIGHT),
        ),
        (
            *rows,
            Row.of(
                msg("Sum"),
                None,
                Points(scored.value),
                role=RowRole.TOTAL,
                computed=Added(tuple(range(len(rows)))),
            ),
        ),
    )


def _goals(basis: Basis, project: Project) -> Iterator[Table]:
    if project.goals:
        yield Table(
            "goals",
            msg("Goals"),
            (
                Column("goal", msg("Goal"), wide=True),
                Column("contribution", msg("Contribution"), wide=True),
            ),
            tuple(
                Row.of(common.goal(basis.portfolio, link.goal), degree(link.contribution))
                for link in project.goals
            ),
        )


def _benefits(project: Project) -> Iterator[Table]:
    if project.benefits:
        yield Table(
            "benefits",
            msg("Benefits"),
            (
                Column("benefit", msg("Benefit"), wide=True),
                Column("kind", msg("Kind"), wide=True),
                Column("responsible", msg("Responsible"), wide=True),
            ),
            tuple(
                Row.of(one.title, one.kind.label, one.responsible or msg("nobody is named"))
                for one in project.benefits
            ),
        )


def _risks(project: Project) -> Iterator[Table]:
    ordered = sorted(project.risks, key=lambda one: (-one.level, one.title))
    if ordered:
        yield Table(
            "risks",
            msg("The gravest risks"),
            (
                Column("risk", msg("Risk"), wide=True),
                Column("score", msg("Score"), Align.RIGHT),
                Column("response", msg("Response"), wide=True),
            ),
            tuple(Row.of(one.title, one.level, one.response) for one in ordered[:GRAVEST]),
        )
