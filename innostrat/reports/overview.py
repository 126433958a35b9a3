"""The projects of a plan at a glance: in or out, from when and at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.economy import gross_cost, money, paid_by_fees

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Funded, Left, Plan
    from innostrat.budgets import ByBudget
    from innostrat.messages import Message
    from innostrat.model.round import Round
    from innostrat.model.words import Phase, Selection


@dataclass(frozen=True, slots=True)
class OverviewEntry:
    """A project: `rank` is None where it does not compete, `start` where it is not funded.

    `cost` is what taxes pay and `fees` what fees pay, gross, in kroner over the years of the round,
    at the start that it has or asks for; None where it cannot take part. `counted` says whether
    anything is written of what it costs.
    """

    id: str
    title: str
    rank: int | None
    phase: Phase
    start: int | None
    cost: ByBudget | None
    fees: ByBudget | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All projects of a plan, first what does not compete, then by rank.

    `decided` says whether a body has decided it, `proved` whether no other is worth more; else
    `method` says how it was made. `first` is what must be read before anything is believed.
    """

    entries: tuple[OverviewEntry, ...]
    decided: bool
    proved: bool
    method: Selection
    first: tuple[Message, ...] = ()

    @property
    def funded(self) -> tuple[OverviewEntry, ...]:
        """The projects that are funded."""
        return tuple(one for one in self.entries if one.start is not None)


def overview(plan: Plan, *, proved: bool, first: tuple[Message, ...] = ()) -> Overview:
    """Return the projects of a plan that is made, with what is to be read before them."""
    entries = [_funded(one, plan.round) for one in plan.funded]
    entries += [_left(one, plan.round) for one in plan.left]
    ordered = sorted(entries, key=lambda one: (one.rank or 0, one.id))
    return Overview(tuple(ordered), plan.decision is not None, proved, plan.method, first)


def _funded(one: Funded, round_: Round) -> OverviewEntry:
    project = one.project
    return OverviewEntry(
        project.id,
        project.title,
        one.scored.rank if one.scored else None,
        project.phase,
        one.start,
        one.cost,
        paid_by_fees(one.money.costs, round_),
        project.costs_anything,
    )


def _left(one: Left, round_: Round) -> OverviewEntry:
    project = one.project
    return OverviewEntry(
        project.id,
        project.title,
        one.scored.rank,
        project.phase,
        None,
        gross_cost(project, round_) if one.possible else None,
        paid_by_fees(money(project, round_).costs, round_) if one.possible else None,
        project.costs_anything,
    )
