"""The strategy's goals with what works for them, and the goals that nobody works for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from innostrat.messages import Listing, Message, msg, msgn
from innostrat.model.words import GoalKind
from innostrat.reports import common, heading
from innostrat.reports.amounts import cost_cells, cost_columns, cost_data
from innostrat.reports.register import purposes
from innostrat.reports.table import Align, Column, Paragraph, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Plan
    from innostrat.budgets import ByBudget
    from innostrat.model.goal import Goal
    from innostrat.model.project import Project
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell, Json

STEP = "– "  # before a part of a goal, once for each step down the tree


@dataclass(frozen=True, slots=True)
class Coverage:
    """A goal at its depth of the tree, with the projects that contribute to it or its parts.

    `links` are their contributions, up to 3, one for each link; `asked` is the gross cost in
    kroner over the years of the round, by budget, of those that still ask for money. `ideas` is
    None for a goal that is no focus area, since ideas name only those; `funded` how many of the
    projects are in the plan, None without one.
    """

    goal: Goal
    parent: Goal | None
    depth: int
    projects: tuple[Project, ...]
    links: tuple[Decimal, ...]
    asked: ByBudget | None
    ideas: int | None
    funded: int | None = None

    @property
    def degrees(self) -> Counter[int]:
        """How many links there are of each degree, 1 to 3; a part of one counts as that one."""
        return Counter(ceil(one) for one in self.links)

    @property
    def is_uncovered(self) -> bool:
        """Whether it is a goal that projects may contribute to and none does."""
        return self.goal.is_target and not self.projects


def report(basis: Basis, plan: Plan | None = None) -> Report:
    """Return the goal tree with projects, money and what a plan funds, and goals without any."""
    covered = tuple(coverage(basis, plan))
    return Report(
        title=msg("Goals and what works for them"),
        preamble=(*heading.preamble(basis), *_in_short(covered)),
        blocks=(
            heading.facts(basis),
            *tables(basis, covered),
            *purposes.foundation_blocks(basis.portfolio.strategy),
        ),
        data=_data(basis, covered),
    )


def tables(basis: Basis, covered: tuple[Coverage, ...]) -> Iterator[Block]:
    """Yield purposes, the tree, the goals without projects, and the projects without goals."""
    if found := purposes.reached(basis):
        yield purposes.purpose_table(found)
    yield _tree(basis, covered)
    yield _uncovered(covered)
    yield from _aimless(basis)


def _in_short(covered: tuple[Coverage, ...]) -> Iterator[Message]:
    """Yield how many goals have projects, and funded ones where there is a plan, and which not."""
    targets = [one for one in covered if one.goal.is_target]
    if not targets:
        yield msg("The strategy has no goal that projects can work for.")
        return
    yield msg(
        "{n} of {all} goals have a project.",
        n=sum(bool(one.projects) for one in targets),
        all=len(targets),
    )
    lacking = [one for one in targets if one.funded == 0]
    if lacking:
        names = Listing(tuple(one.goal.title for one in lacking), "; ")
        yield msg("No funded project works for: {names}.", names=names)
    elif targets[0].funded is not None:
        yield msg("Each goal has one that is funded.")


def coverage(basis: Basis, plan: Plan | None = None) -> Iterator[Coverage]:
    """Yield every goal of the tree, in the order of the file."""
    funded = frozenset(plan.ids) if plan is not None and plan.is_made else None
    for goal in basis.portfolio.strategy.goals:
        yield from _walk(basis, goal, None, 0, funded)


def _walk(
    basis: Basis, goal: Goal, parent: Goal | None, depth: int, funded: frozenset[str] | None
) -> Iterator[Coverage]:
    ids = {one.id for one in goal.walk()}
    projects = purposes.contributing(basis, ids)
    links = tuple(link.contribution for one in projects for link in one.goals if link.goal in ids)
    ideas = [one for one in basis.portfolio.ideas.values() if one.focus_area == goal.id]
    yield Coverage(
        goal,
        parent,
        depth,
        projects,
        links,
        purposes.asked(basis, projects),
        len(ideas) if goal.kind is GoalKind.FOCUS_AREA else None,
        None if funded is None else sum(one.id in funded for one in projects),
    )
    for part in goal.goals:
        yield from _walk(basis, part, goal, depth + 1, funded)


def _tree(basis: Basis, covered: tuple[Coverage, ...]) -> Table:
    money = (
        msg(
            "Costs are gross, in the years of the plan and in 1000 kr, of the projects that still "
            "ask for money. A project that contributes to several goals is counted in full under "
            "each, so the columns do not add up."
        ),
    )
    planned = any(one.funded is not None for one in covered)
    return Table(
        key="goals",
        title=msg("The goals"),
        columns=(
            Column("goal", msg("Goal"), wide=True),
            Column("id", msg("Id"), ids=True),
            Column("kind", msg("Kind"), optional=5),
            Column("projects", msg("Projects"), Align.RIGHT),
            *([Column("funded", msg("Funded"), Align.RIGHT)] if planned else []),
            Column("decisive", msg("Decisive"), Align.RIGHT, optional=2),
            Column("clear", msg("Clear"), Align.RIGHT, optional=2),
            Column("some", msg("Some"), Align.RIGHT, optional=2),
            Column("sum", msg("Sum"), Align.RIGHT),
            *cost_columns(optional=1),
            Column("ideas", msg("Ideas"), Align.RIGHT, optional=3),
        ),
        rows=tuple(
            Row(_cells(one, planned=planned))
            for one in covered
            if one.goal.goals or one.goal.is_target
        ),
        notes=(
            msg("Decisive counts 3, clear 2 and some 1 in the sum of contributions."),
            *(money if basis.round else ()),
        ),
    )


def _cells(one: Coverage, *, planned: bool) -> tuple[Cell, ...]:
    degrees = one.degrees
    return (
        STEP * one.depth + one.goal.title,
        one.goal.id,
        one.goal.kind.label,
        len(one.projects),
        *([one.funded] if planned else []),
        *(degrees[degree] for degree in (3, 2, 1)),
        common.number_cell(sum(one.links, Decimal(0))),
        *cost_cells(one.asked),
        one.ideas,
    )


def _uncovered(covered: tuple[Coverage, ...]) -> Block:
    title = msg("Goals that nobody works for")
    lacking = [one for one in covered if one.is_uncovered]
    if not lacking:
        return Paragraph((msg("Every goal that projects can work for has at least one."),), title)
    return Table(
        key="uncovered",
        title=title,
        columns=(
            Column("goal", msg("Goal"), wide=True),
            Column("id", msg("Id"), ids=True),
            Column("kind", msg("Kind")),
            Column("part_of", msg("Part of"), wide=True, optional=2),
        ),
        rows=tuple(
            Row.of(
                one.goal.title,
                one.goal.id,
                one.goal.kind.label,
                one.parent.title if one.parent else None,
            )
            for one in lacking
        ),
    )


def _aimless(basis: Basis) -> Iterator[Table]:
    """Yield the projects that name no goal, if any."""
    aimless = [one for one in purposes.working_projects(basis) if not one.goals]
    if aimless:
        yield Table(
            key="without-goal",
            title=msg("Projects without a goal"),
            columns=(
                Column("id", msg("Id"), ids=True),
                Column("title", msg("Project"), wide=True),
            ),
            rows=tuple(Row.of(one.id, one.title) for one in aimless),
            notes=(
                msgn(
                    "{n} project says nothing of which goal it works for.",
                    "{n} projects say nothing of which goal they work for.",
                    len(aimless),
                ),
            ),
        )


def _data(basis: Basis, covered: tuple[Coverage, ...]) -> dict[str, Json]:
    return {
        "format": 2,  # operating and investment apart
        "kind": "goals",
        "round": basis.round.id if basis.round else None,
        "purposes": [
            {
                "id": one.purpose.id,
                "title": one.purpose.title,
                "kind": one.purpose.kind.value,
                "served_by": [goal.id for goal in one.serving],
                "projects": [project.id for project in one.projects],
                "asked": cost_data(one.asked),
            }
            for one in purposes.reached(basis)
        ],
        "goals": [
            {
                "id": one.goal.id,
                "title": one.goal.title,
                "kind": one.goal.kind.value,
                "parent": one.parent.id if one.parent else None,
                "projects": [project.id for project in one.projects],
                "contributions": {str(n): one.degrees[n] for n in (1, 2, 3)},
                "asked": cost_data(one.asked),
                "ideas": one.ideas,
            }
            for one in covered
        ],
        "uncovered": [one.goal.id for one in covered if one.is_uncovered],
        "without_goal": [one.id for one in purposes.working_projects(basis) if not one.goals],
        "left_out": list(basis.left_out),
    }
