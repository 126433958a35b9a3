"""What a round's budgets hold already: the level of the year before it, as it was decided.

A budget of a round that `follows` another opens with that round's new frame, and so holds what was
decided there for the year before this one. What a project changes is counted from that level: also
for one that has ended, been moved or been stopped since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from innostrat.economy import Money, Part, in_units, money
from innostrat.model.words import FrameKind

if TYPE_CHECKING:
    from collections.abc import Container

    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round


class Earlier(NamedTuple):
    """What earlier decisions give a project.

    `before` is the level of the year before the round, `now` the round's own years of a project
    that is carried out; the plan has those of all others. `service_area` is the one whose budget
    holds the level.
    """

    title: str
    service_area: str | None
    focus_area: str | None
    before: Money
    now: Money


def earlier(portfolio: Portfolio, round_: Round) -> dict[str, Earlier]:
    """Return, by project, what the round's budgets hold of it, and what follows from it.

    The level is the one that was decided in the round before. What no decision names has that of
    its own file if it is carried out, or bound before any round was decided.
    """
    decision = _decision_before(portfolio, round_)
    decided = {one.id: one for one in decision.projects} if decision else {}
    year = round_.years[0] - 1
    found = {}
    for id_ in sorted({*decided, *portfolio.projects}):
        project, ruling = portfolio.projects.get(id_), decided.get(id_)
        done = project is not None and project.is_done
        if ruling is not None:
            before = decided_money(ruling, round_, (year,))
        elif project is not None and (done or (project.is_bound and decision is None)):
            before = money(project, round_, years=(year,))
        else:
            continue
        now = money(project, round_) if project is not None and done else Money.none()
        if not (before.is_nothing and now.is_nothing):
            found[id_] = Earlier(
                project.title if project else id_,
                _area(ruling, project),
                project.focus_area if project else None,
                before,
                now,
            )
    return found


def decided_money(
    ruling: DecidedProject, round_: Round, years: Container[int] | None = None
) -> Money:
    """Return what was decided for a project, in these years or all, in the smallest units."""
    costs, grants, savings = (
        {
            (frame, year): in_units(amount, round_.frame(frame))
            for frame, by_year in amounts.items()
            for year, amount in by_year.items()
            if years is None or year in years
        }
        for amounts in (ruling.amounts, ruling.grants, ruling.savings)
    )
    return Money(costs, grants, savings, round_.committed_savings_refill)


def decided_frames(portfolio: Portfolio, round_: Round, decision: Decision) -> dict[str, int]:
    """Return each budget's new frame in the round's first year, in kroner, as it was decided."""
    year = round_.years[0]
    changes: dict[str, int] = {}
    past = earlier(portfolio, round_)
    ruled = {one.id for one in decision.projects}
    frames = frames_of(FrameKind.OPERATING, round_, portfolio)
    for ruling in decision.projects:
        area = _area(ruling, portfolio.projects.get(ruling.id))
        level = decided_money(ruling, round_, (year,))
        if area is not None:
            changes[area] = changes.get(area, 0) + net_of(level, frames).get(year, 0)
    for id_, one in past.items():
        if one.service_area is not None:
            change = 0 if id_ in ruled else net_of(one.now, frames).get(year, 0)
            change -= net_of(one.before, frames).get(year - 1, 0)
            changes[one.service_area] = changes.get(one.service_area, 0) + change
    return {
        budget.service_area: int(budget.opening + budget.deflator)
        + changes.get(budget.service_area, 0)
        for budget in round_.budgets
    }


def frames_of(kind: FrameKind, round_: Round, portfolio: Portfolio) -> frozenset[str]:
    """Return the ids of the frames of a kind, also those that only other rounds have."""
    rounds = (*portfolio.rounds.values(), round_)
    kinds = {frame.id: frame.kind for one in rounds for frame in one.frames}
    return frozenset(id_ for id_, one in kinds.items() if one is kind)


def net_of(amounts: Money, frames: Container[str]) -> dict[int, int]:
    """Return costs less grants and committed savings in some frames, in kroner by year."""
    net: dict[int, int] = {}
    for part in Part:
        for (frame, year), amount in amounts.of(part).items():
            if frame in frames:
                net[year] = net.get(year, 0) + part.sign * amount
    return net


def _decision_before(portfolio: Portfolio, round_: Round) -> Decision | None:
    return (portfolio.decisions or {}).get(round_.follows) if round_.follows else None


def _area(ruling: DecidedProject | None, project: Project | None) -> str | None:
    if ruling is not None and ruling.service_area is not None:
        return ruling.service_area
    return project.service_area if project else None
