"""What the strategy is for: its purposes with what reaches them, and the words it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.budgets import ByBudget
from innostrat.messages import Listing, msg
from innostrat.reports.amounts import cost_cells, cost_columns
from innostrat.reports.table import Align, Column, Facts, Row, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from innostrat.model.goal import Goal
    from innostrat.model.project import Project
    from innostrat.model.strategy import Strategy
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block


@dataclass(frozen=True, slots=True)
class Reached:
    """A purpose, the goals that serve it, and the projects that contribute to those.

    `asked` is the gross cost in kroner over the years of the round of those that still ask for
    money; None without a round.
    """

    purpose: Goal
    serving: tuple[Goal, ...]
    projects: tuple[Project, ...]
    asked: ByBudget | None


def working_projects(basis: Basis) -> tuple[Project, ...]:
    """Return the projects that work for goals: not stopped, and without errors."""
    portfolio = basis.portfolio
    return tuple(
        one
        for one in portfolio.projects.values()
        if one.stopped is None and one.id not in portfolio.unfit
    )


def contributing(basis: Basis, ids: Collection[str]) -> tuple[Project, ...]:
    """Return the working projects that contribute to any of the goals."""
    return tuple(
        one for one in working_projects(basis) if any(link.goal in ids for link in one.goals)
    )


def asked(basis: Basis, projects: tuple[Project, ...]) -> ByBudget | None:
    """Return what those of the projects that still ask for money cost in the round."""
    if basis.round is None:
        return None
    return ByBudget.total(basis.cost(one) or ByBudget() for one in projects if one.stands)


def reached(basis: Basis) -> tuple[Reached, ...]:
    """Return every purpose of the strategy with what reaches it, in the order of the file."""
    strategy = basis.portfolio.strategy
    found = []
    for purpose in strategy.purposes:
        serving = strategy.serving(purpose.id)
        ids = {part.id for goal in serving for part in goal.walk()}
        projects = contributing(basis, ids)
        found.append(Reached(purpose, serving, projects, asked(basis, projects)))
    return tuple(found)


def purpose_table(found: tuple[Reached, ...]) -> Table:
    """Return the purposes with what they are reached through; they have no contributions."""
    return Table(
        key="purposes",
        title=msg("What the strategy is for"),
        columns=(
            Column("purpose", msg("Purpose"), wide=True),
            Column("id", msg("Id"), ids=True),
            Column("kind", msg("Kind"), optional=1),
            Column("through", msg("Reached through"), wide=True),
            Column("projects", msg("Projects"), Align.RIGHT),
            *cost_columns(optional=2),
        ),
        rows=tuple(
            Row.of(
                one.purpose.title,
                one.purpose.id,
                one.purpose.kind.label,
                Listing(tuple(goal.title for goal in one.serving)) if one.serving else None,
                len(one.projects),
                *cost_cells(one.asked),
            )
            for one in found
        ),
        notes=(
            msg(
                "A purpose is reached by the projects that contribute to the goals that serve it, "
                "and gives no points of its own."
            ),
        ),
    )


def foundation_blocks(strategy: Strategy) -> Iterator[Block]:
    """Yield whom the strategy is written for, what innovation is in it, and what is beside it."""
    if strategy.target_group:
        pair = (msg("Written for"), Listing(strategy.target_group))
        yield Facts("audience", msg("Target group"), (pair,))
    for key, title, passages in (
        ("principles", msg("What innovation is, and how it is done"), strategy.principles),
        ("context", msg("What the strategy stands beside"), strategy.context),
    ):
        if passages:
            yield Table(
                key,
                title,
                (
                    Column("title", msg("Title"), wide=True),
                    Column("text", msg("Text"), wide=True),
                    Column("source", msg("Source"), wide=True, optional=1),
                ),
                tuple(Row.of(one.title, one.text, one.source) for one in passages),
            )
