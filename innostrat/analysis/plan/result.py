"""A plan of a round: what is funded, what is left and why, and what is used of each frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.budgets import ByBudget
from innostrat.economy import frame_limits, owed
from innostrat.pot import reserved

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Demand, Resource, StartOption
    from innostrat.analysis.optimizer.repair import Repair
    from innostrat.analysis.value.scoring import NotReady, Scored
    from innostrat.messages import Message
    from innostrat.model.decision import Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import BalanceRule, Frame, Round
    from innostrat.model.words import FrameKind, Selection
    from innostrat.parts import Money


@dataclass(frozen=True, slots=True)
class Funded:
    """A project in the plan: its first year, years of delay, and its amounts in the round.

    `units` is the value after the delay, in ten-thousandths of a point; `scored` is None for a
    project outside the competition that nobody has scored; `cost` is the gross cost in kroner over
    the years of the round, by budget; `areas` has what of `money` is on each service area's budget,
    its own first.
    """

    project: Project
    scored: Scored | None
    start: int
    delay: int
    money: Money
    cost: ByBudget
    units: int
    areas: Mapping[str | None, Money]


@dataclass(frozen=True, slots=True)
class Left:
    """A project that competes and is not in the plan.

    `short` is what each frame lacks, in its smallest unit, for the project to be added to the plan
    at `easiest`, the start where least is lacking; `scarce`, where that is the reason, the frame
    and year that lacks the largest part of itself. `displaced` must give way when it is forced in,
    `entering` comes with it, `moved` then starts in another year, and `loss` is what the plan is
    then worth less, in ten-thousandths of a point, or at most so when not `exact`; it is None when
    not computed, or `hopeless`: no plan can hold it. Not `possible`: took no part.
    """

    project: Project
    scored: Scored
    reason: Message
    short: Mapping[Resource, int]
    displaced: tuple[str, ...] | None = None
    entering: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    loss: int | None = None
    exact: bool = True
    hopeless: bool = False
    possible: bool = True
    easiest: StartOption | None = None
    scarce: Resource | None = None


def place(entry: Funded | Left) -> tuple[bool, int, str]:
    """Return the sort key of the prioritised list: what is bound by id, then the rest by rank."""
    at = entry.scored.rank if entry.scored else None
    return (at is not None, at or 0, entry.project.id)


@dataclass(frozen=True, slots=True)
class FrameYear:
    """A frame in a year, in its smallest unit: `used` is net of grants and committed savings.

    `reserved` is the part of `used` that is set aside: for the pot for small trials, and `owed` of
    it for loans of projects that are carried out or stopped.
    """

    frame: Frame
    year: int
    limit: int
    used: int
    reserved: int = 0
    owed: int = 0

    @property
    def left(self) -> int:
        """What may still be spent; negative when the plan breaks the frame."""
        return self.limit - self.used


def frame_years(
    round_: Round, portfolio: Portfolio, used: Mapping[Resource, int], held: Container[str]
) -> tuple[FrameYear, ...]:
    """Return each frame in each year, where `used` is what the projects that are `held` use of it.

    What is set aside is for the pot, and for loans of projects that the plan does not hold.
    """
    frames = {frame.id: frame for frame in round_.frames}
    others = [one for one in portfolio.projects.values() if one.id not in held]
    pot, loans = reserved(portfolio.strategy.fund, round_), owed(others, round_)
    found = []
    for key, limit in frame_limits(round_).items():
        lent = loans.get(key, 0)
        taken = pot.get(key, 0) + lent
        found.append(
            FrameYear(frames[key[0]], key[1], limit, used.get(key, 0) + taken, taken, lent)
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance rule and how the plan stands to it: projects, and their share of `budget`."""

    rule: BalanceRule
    budget: FrameKind
    projects: int
    share: Fraction | None
    holds: bool


def balances(round_: Round, funded: Sequence[tuple[Project, ByBudget]]) -> tuple[Balance, ...]:
    """Return how projects, each with its gross cost, stand to each balance rule, as in the file."""
    states = []
    for rule in round_.balance:
        budget = round_.counted(rule)
        group = [one for one in funded if rule.covers(one[0])]
        total, within = (sum(cost.of(budget) for _, cost in some) for some in (funded, group))
        share = Fraction(within, total) if total else None
        states.append(Balance(rule, budget, len(group), share, rule.holds(len(group), share)))
    return tuple(states)


@dataclass(frozen=True, slots=True)
class Plan:
    """A selection and its proof.

    `status` is optimal, feasible (`gap` says how good), infeasible (`conflicts`, `repairs`) or
    unknown; or decided, when it is what the `decision` says. `value` and `bound` are in
    ten-thousandths of a point. `idle` are the projects that are kept out because they give no
    benefit, `candidates` how many there were to choose among. `overdrawn` is what bound projects
    take at the least of the frames and years that cannot hold them, in the smallest unit. `unsure`
    as in `Solution`.
    """

    round: Round
    method: Selection
    status: str
    value: int
    bound: int
    gap: Fraction
    timed_out: bool
    funded: tuple[Funded, ...]
    left: tuple[Left, ...]
    not_ready: tuple[NotReady, ...]
    frames: tuple[FrameYear, ...]
    balance: tuple[Balance, ...]
    conflicts: tuple[Demand, ...] = ()
    smallest: bool = True
    broken: tuple[Demand, ...] = ()
    repairs: tuple[Repair, ...] = ()
    idle: tuple[Project, ...] = ()
    candidates: int = 0
    overdrawn: Mapping[Resource, int] = field(default_factory=dict)
    unsure: bool = False
    decision: Decision | None = None

    @property
    def is_made(self) -> bool:
        """Whether there is a selection at all."""
        return self.status in {"optimal", "feasible", "decided"}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the funded projects, sorted."""
        return tuple(sorted(one.project.id for one in self.funded))

    @property
    def cost(self) -> ByBudget:
        """The gross cost of the funded projects in kroner over the years of the round."""
        return ByBudget.total(one.cost for one in self.funded)
