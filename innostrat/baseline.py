"""What a round's budgets hold already: the level of the year before it, as it was decided.

A budget of a round that `follows` another opens with that round's new frame, and so holds what was
decided there for the year before this one. What a project changes is counted from that level: also
for one that has ended, been moved or been stopped since.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from innostrat.economy import borrower, in_units, money_by_area
from innostrat.model.words import Financing, FrameKind
from innostrat.parts import CAPITAL, NO_FRAME, Money, Part
from innostrat.pot import POT, pot_money
from innostrat.prices import index_since, indexed, price_index

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from fractions import Fraction

    from innostrat.model.decision import DecidedElsewhere, DecidedProject, Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round


class Earlier(NamedTuple):
    """What earlier decisions give a project on one service area's budget.

    `before` is the level of the year before the round, `now` the round's own years of a project
    that is carried out; the plan has those of all others.
    """

    title: str
    focus_area: str | None
    before: Money
    now: Money


BudgetPlace: TypeAlias = "tuple[str, str | None]"
"""A project's id, and the service area whose budget some of its amounts are in."""


def earlier(portfolio: Portfolio, round_: Round) -> dict[BudgetPlace, Earlier]:
    """Return, by project and service area, what the round's budgets hold, and what follows.

    The level is the one that was decided in the round before, in this round's prices. What no
    decision names has that of its own file if it is carried out, or bound before any round was
    decided.
    """
    decision = _decision_before(portfolio, round_)
    decided = {one.id: one for one in decision.projects} if decision else {}
    year = round_.years[0] - 1
    found, index = {}, index_since(portfolio, round_)
    for id_ in sorted({*decided, *portfolio.projects}):
        project, ruling = portfolio.projects.get(id_), decided.get(id_)
        now = _goes_on(project, round_, round_.years)
        if ruling is not None:
            before = decided_by_area(ruling, project, round_, (year,))
        elif project is not None and project.is_bound and project.stands and decision is None:
            before = money_by_area(project, round_, years=(year,))
        else:
            before = _goes_on(project, round_, (year,))
        for area in dict.fromkeys((*before, *now)):
            level = indexed(before.get(area, Money.none()), index, round_)
            pair = level, now.get(area, Money.none())
            if not all(one.is_nothing for one in pair):
                title = project.title if project else id_
                found[id_, area] = Earlier(title, project.focus_area if project else None, *pair)
    for change in _inherited(portfolio, round_):
        pair = _years(change.money, {year}), _years(change.money, round_.years)
        if not all(one.is_nothing for one in pair):
            found[change.place] = Earlier(change.title, None, *pair)
    found |= _pot(portfolio, round_, index)
    return found


def _pot(portfolio: Portfolio, round_: Round, index: Fraction) -> dict[BudgetPlace, Earlier]:
    """Return what the pot had the year before, and has in the round, where it has anything."""
    fund = portfolio.strategy.fund
    before = indexed(pot_money(fund, round_, (round_.years[0] - 1,)), index, round_)
    now = pot_money(fund, round_, round_.years)
    if fund is None or (before.is_nothing and now.is_nothing):
        return {}
    return {(POT, fund.service_area): Earlier(fund.title, None, before, now)}


class OwnChange(NamedTuple):
    """What a body itself added to or took from a service area's budget, in its own words.

    `place` is where it stands among projects, whose ids its name is none of; `money` has it as
    costs, by year, in the prices of the round that it is read in.
    """

    place: BudgetPlace
    title: str
    money: Money
    decision: Decision


def own_changes(
    portfolio: Portfolio, round_: Round, decision: Decision | None
) -> tuple[OwnChange, ...]:
    """Return the bodies' own changes of budgets in the round's years: of earlier rounds, then its.

    `decision` is that of the round itself; None where it is not decided, or is planned anew.
    """
    before = (
        one._replace(money=_years(one.money, round_.years)) for one in _inherited(portfolio, round_)
    )
    own = amended(decision, round_) if decision else ()
    return (*(one for one in before if not one.money.is_nothing), *own)


def amended(decision: Decision, round_: Round) -> Iterator[OwnChange]:
    """Yield a body's own changes of service areas' budgets in a decision.

    They are costs in the round's first operating frame that taxes pay, so that they stand in the
    area's budget; the frame itself is not what was changed.
    """
    frame = next((one.id for one in round_.budget_frames if one.kind is FrameKind.OPERATING), None)
    for number, one in enumerate(decision.amendments, start=1):
        if one.service_area is not None and frame is not None:
            costs = {(frame, year): round(change) for year, change in one.amounts.items()}
            title = f"{decision.body}: {one.because}"
            place = f"{decision.round}:{number}", one.service_area
            yield OwnChange(place, title, Money({Part.COST: costs}, refill=False), decision)


def _inherited(portfolio: Portfolio, round_: Round) -> list[OwnChange]:
    """Return what was so changed in all rounds before, the first of them first.

    The kroner are rounded at every step between two rounds, as the opening budgets are.
    """
    steps: dict[str, tuple[Round, Round]] = {}
    new = round_
    while (old := portfolio.rounds.get(new.follows or "")) and old.id not in {round_.id, *steps}:
        steps[old.id] = old, new
        new = old
    found: list[OwnChange] = []
    for old, new in reversed(steps.values()):
        decision = (portfolio.decisions or {}).get(old.id)
        found += amended(decision, round_) if decision else ()
        index = price_index(new, old.prices)
        found = [one._replace(money=indexed(one.money, index, round_)) for one in found]
    return found


def _years(amounts: Money, years: Container[int]) -> Money:
    """Return the costs of some years alone."""
    costs = {key: amount for key, amount in amounts.costs.items() if key[1] in years}
    return Money({Part.COST: costs}, refill=False)


def _goes_on(
    project: Project | None, round_: Round, years: tuple[int, ...]
) -> dict[str | None, Money]:
    """Return the amounts of what no plan holds: carried out, or stopped with its loans unpaid."""
    if project is None:
        return {}
    if project.is_done:
        return money_by_area(project, round_, years=years)
    return owed_by_area(project, round_, years)


def owed_by_area(
    project: Project, round_: Round, years: tuple[int, ...]
) -> dict[str | None, Money]:
    """Return the capital costs of what no plan holds, by the service area that pays them."""
    bought = borrower(project, round_)
    found = money_by_area(bought, round_, years=years) if bought else {}
    return {area: one.without(set(Part) - CAPITAL) for area, one in found.items()}


def known_before(portfolio: Portfolio, round_: Round) -> frozenset[str]:
    """Return the ids of projects that are no new measures of the round.

    They were decided in the round before, hold something of its budgets, or are bound; but what
    became bound by the round's own decision is as new after it as it was before.
    """
    before = _decision_before(portfolio, round_)
    decided = {one.id for one in before.projects if one.start is not None} if before else set()
    own = (portfolio.decisions or {}).get(round_.id)
    ruled = {one.id for one in own.projects if not one.bound} if own else set()
    bound = {one.id for one in portfolio.projects.values() if one.is_bound} - ruled
    return frozenset({*decided, *bound, *(id_ for id_, _ in earlier(portfolio, round_))})


def decided_by_area(
    ruling: DecidedProject,
    project: Project | None,
    round_: Round,
    years: Container[int] | None = None,
) -> dict[str | None, Money]:
    """Return what was decided for a project on each service area's budget, its own first."""
    others: dict[str | None, Money] = {
        id_: _decided(one, round_, years) for id_, one in ruling.elsewhere.items()
    }
    own = _decided(ruling, round_, years)
    for one in others.values():
        own = own.less(one)
    area = ruling.service_area or (project.service_area if project else None)
    return {area: own, **others}


def decided_money(ruling: DecidedProject, round_: Round) -> Money:
    """Return what was decided for a project in all, in the smallest units."""
    return _decided(ruling, round_, None)


def _decided(
    ruling: DecidedProject | DecidedElsewhere, round_: Round, years: Container[int] | None
) -> Money:
    written = {
        Part.COST: ruling.amounts,
        Part.GRANT: ruling.grants,
        Part.SAVING: ruling.savings,
        Part.INTEREST: ruling.interest,
        Part.INSTALMENT: ruling.instalments,
        Part.TRANSFER: ruling.transfers,
    }
    parts = {
        part: {
            (frame, year): in_units(amount, round_.frame(frame))
            for frame, by_year in amounts.items()
            for year, amount in by_year.items()
            if years is None or year in years
        }
        for part, amounts in written.items()
    }
    return Money(parts, round_.committed_savings_refill)


def decided_frames(
    portfolio: Portfolio, round_: Round, decision: Decision, in_year: int | None = None
) -> dict[str, int]:
    """Return each budget's new frame in kroner, as it was decided: in the first year, or another.

    Every later year opens with the frame of the year before, so that a frame is what the round
    opened with, and how far the level of its year is from that of the year before the round.
    """
    first = round_.years[0]
    year = in_year or first
    changes: dict[str | None, int] = defaultdict(int)
    ruled = {one.id for one in decision.projects}
    frames = frames_of(FrameKind.OPERATING, round_, portfolio)
    for ruling in decision.projects:
        project = portfolio.projects.get(ruling.id)
        for area, level in decided_by_area(ruling, project, round_, (year,)).items():
            changes[area] += net_of(level, frames).get(year, 0)
    for change in amended(decision, round_):
        changes[change.place[1]] += net_of(change.money, frames).get(year, 0)
    for (id_, area), one in earlier(portfolio, round_).items():
        changes[area] += 0 if id_ in ruled else net_of(one.now, frames).get(year, 0)
        changes[area] -= net_of(one.before, frames).get(first - 1, 0)
    return {
        budget.service_area: int(budget.opening + budget.deflator) + changes[budget.service_area]
        for budget in round_.budgets
    }


def frames_of(kind: FrameKind, round_: Round, portfolio: Portfolio) -> frozenset[str]:
    """Return the ids of the frames of a kind that taxes pay; also of other rounds."""
    rounds = (*portfolio.rounds.values(), round_)
    found = {frame.id: (frame.kind, frame.financing) for one in rounds for frame in one.frames}
    if kind is FrameKind.OPERATING:
        found[NO_FRAME] = (kind, Financing.TAXES)
    return frozenset(id_ for id_, one in found.items() if one == (kind, Financing.TAXES))


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
