"""Projects as a round decided them, in that round's prices, whatever has been written since.

A decision holds kroner by frame, year and service area, and a file holds them line by line, in the
prices of the last round. So the prices of the rounds that follow are taken out of the lines again,
and where they then do not come to what was decided, they are made to.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from innostrat.baseline import decided_by_area, decided_money
from innostrat.economy import (
    budget_areas,
    first_year,
    in_units,
    money,
    postponed,
    smallest_unit,
    yearly,
)
from innostrat.model.project import Benefit, Cost, Funding, Project, Start
from innostrat.model.words import BenefitKind, Commitment, FundingStatus, Phase
from innostrat.money import Estimate, half_up
from innostrat.parts import Money, Part
from innostrat.prices import price_index

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

_Line: TypeAlias = "Cost | Funding | Benefit"
_Lines: TypeAlias = "dict[str, list[_Line]]"
LISTS: Final = {Part.COST: "costs", Part.GRANT: "funding", Part.SAVING: "benefits"}


def restored(portfolio: Portfolio, round_: Round) -> Portfolio:
    """Return the portfolio with its projects as the round decided them; as it is where it did not.

    What the decision gives nothing, or says nothing of, has its file's amounts in that round's
    prices. Years after the round are in no decision, and are the file's too. What it rules on is
    fit to be shown with it, also where its file has errors since.
    """
    if (decision := portfolio.decision(round_)) is None:
        return portfolio
    unfit = portfolio.unfit - {one.id for one in decision.projects}
    found = {id_: one.then or one.written for id_, one in _found(portfolio, round_).items()}
    return replace(portfolio, projects=found, unfit=unfit)


def rewritten(portfolio: Portfolio, round_: Round) -> frozenset[str]:
    """Return the ids of what the round funded whose files hold other amounts than it decided."""
    return frozenset(
        id_
        for id_, one in _found(portfolio, round_).items()
        if one.then is not None
        and any(getattr(one.then, name) != getattr(one.written, name) for name in LISTS.values())
    )


def stood_in(portfolio: Portfolio, unread: Iterable[str]) -> Portfolio:
    """Return the portfolio with what was decided of projects whose files cannot be read.

    Their money is bound all the same: it is that of the last decision that names each, in the
    prices that files are in now. What that decision gave nothing, and years after its round, are
    not there. They are `unfit`, since nothing else is known of them.
    """
    found = {id_: one for id_ in unread if (one := _last_decided(portfolio, id_)) is not None}
    if not found:
        return portfolio
    projects = dict(sorted({**portfolio.projects, **found}.items()))
    return replace(portfolio, projects=projects, unfit=portfolio.unfit | found.keys())


def _last_decided(portfolio: Portfolio, id_: str) -> Project | None:
    rulings = [
        (round_, ruling)
        for one in (portfolio.decisions or {}).values()
        if (round_ := portfolio.rounds.get(one.round)) is not None
        if (ruling := one.ruling(id_)) is not None
    ]
    if not rulings:
        return None
    round_, ruling = max(rulings, key=lambda one: (one[0].years[0], one[0].id))
    if ruling.start is None:
        return None
    project = as_ruled(stand_in(ruling), ruling, round_)
    for step in reversed(tuple(_following(portfolio, round_))):
        project = _indexed(project, step, step.index)
    return project


def stand_in(ruling: DecidedProject) -> Project:
    """Return a project without a file, by what the decision says of it: no amounts yet."""
    return Project(
        id=ruling.id,
        title=ruling.id,
        phase=Phase.EXECUTION,
        commitment=Commitment.DECIDED,
        service_area=ruling.service_area,
    )


class _Found(NamedTuple):
    """A project as its file is `written`, in the round's prices, and as it was funded `then`."""

    written: Project
    then: Project | None


def _found(portfolio: Portfolio, round_: Round) -> dict[str, _Found]:
    decision = portfolio.decision(round_)
    later = tuple(_following(portfolio, round_))
    found = {}
    for id_, project in portfolio.projects.items():
        written = _in_prices_of(project, later)
        ruling = decision.ruling(id_) if decision else None
        funded = ruling is not None and ruling.start is not None
        found[id_] = _Found(
            written, as_ruled(written, ruling, round_) if ruling and funded else None
        )
    return found


def as_ruled(project: Project, ruling: DecidedProject, round_: Round) -> Project:
    """Return a funded project with lines that come to what was decided, from its decided start.

    Lines keep their titles, codes and proportions; one is added where none could have the amount.
    """
    start = ruling.start
    assert start is not None  # noqa: S101  (the caller has one that is funded)
    area = ruling.service_area or project.service_area
    moved = _moved_back(project, ruling, round_).model_copy(update={"service_area": area})
    lines: _Lines = {name: list(getattr(moved, name)) for name in LISTS.values()}
    lines["costs"] = [one for cost in moved.costs if (one := _from(cost, start)).amounts]
    decided = decided_by_area(ruling, moved, round_)
    for place in dict.fromkeys((*decided, *budget_areas(moved))):
        amounts = decided.get(place, Money.none())
        for part in LISTS:
            _fit(lines, part, place, amounts.of(part), moved, round_)
    update: dict[str, Any] = {name: tuple(found) for name, found in lines.items()}
    if not update["costs"]:
        update["start"] = Start.model_construct(earliest=start, latest=start)
    elif all(start not in cost.amounts for cost in update["costs"]):
        nothing = Estimate.certain(Decimal(0))
        update["costs"] = (_with(update["costs"][0], start, nothing), *update["costs"][1:])
    return moved.model_copy(update=update)


def _moved_back(project: Project, ruling: DecidedProject, round_: Round) -> Project:
    """Return the project in its decided years where its file has the same amounts in others."""
    assert ruling.start is not None  # noqa: S101  (as above)
    shift = ruling.start - first_year(project, round_)
    decided = decided_money(ruling, round_).costs
    held = money(project, round_, shift).costs if shift else {}
    same = {key: one for key, one in held.items() if one} == dict(decided)
    return postponed(project, shift) if shift and same else project


def _from(cost: Cost, start: int) -> Cost:
    """Return a cost without the years before the decided start, which were never decided."""
    amounts = {year: one for year, one in cost.amounts.items() if year >= start}
    return (
        cost if len(amounts) == len(cost.amounts) else cost.model_copy(update={"amounts": amounts})
    )


def _fit(
    lines: _Lines,
    part: Part,
    area: str | None,
    decided: Mapping[tuple[str, int], int],
    project: Project,
    round_: Round,
) -> None:
    """Make the lines of one part in one budget come to what was decided there, year by year."""
    found = lines[LISTS[part]]
    held: dict[tuple[str, int], dict[int, Estimate]] = defaultdict(dict)
    for number, line in enumerate(found):
        if (line.service_area or project.service_area) == area and _counts(line, part):
            for year, one in yearly(line, round_).items():
                if year in round_.years:
                    held[str(line.frame), year][number] = one
    for key in sorted({*held, *decided}):
        frame, year = key
        unit = smallest_unit(round_.frame(frame))
        before = {
            number: in_units(one.likely, round_.frame(frame)) for number, one in held[key].items()
        }
        wanted = decided.get(key, 0)
        if sum(before.values()) == wanted:
            continue
        if not any(before.values()):
            place = _line_for(found, part, frame, area, project)
            held[key][place] = Estimate.certain(Decimal(0))
            before = {place: 0}
        for number, amount in _shared(before, wanted).items():
            old = held[key][number]
            spelt = _spelt_out(found[number], round_)
            found[number] = _with(spelt, year, _scaled(old, amount, unit))


def _counts(line: _Line, part: Part) -> bool:
    if isinstance(line, Funding):
        return line.is_granted
    if isinstance(line, Benefit):
        return line.is_committed_saving and line.frame is not None
    return part is Part.COST


def _shared(before: Mapping[int, int], wanted: int) -> dict[int, int]:
    """Return an amount shared as it was before, in whole units: the largest rests get one more."""
    total = sum(before.values())
    if not total:
        return {number: wanted if place == 0 else 0 for place, number in enumerate(before)}
    exact = {number: Fraction(amount * wanted, total) for number, amount in before.items()}
    given = {number: int(one) for number, one in exact.items()}
    rest = wanted - sum(given.values())
    for number in sorted(exact, key=lambda one: (given[one] - exact[one], one))[:rest]:
        given[number] += 1
    return given


def _scaled(old: Estimate, amount: int, unit: int) -> Estimate:
    """Return the estimate with so many units as the most likely, as uncertain as it was."""
    likely = Decimal(amount) / unit
    if old.is_certain or not old.likely:
        return Estimate.certain(likely)
    index = Fraction(amount) / Fraction(old.likely)
    low, high = (Decimal(half_up(Fraction(one) * index)) / unit for one in (old.low, old.high))
    return Estimate(min(low, likely), likely, max(high, likely))


def _spelt_out(line: _Line, round_: Round) -> _Line:
    """Return a line with each year of the round written that it goes on in by its lifetime."""
    later = {year: one for year, one in yearly(line, round_).items() if year in round_.years}
    return line.model_copy(update={"amounts": {**later, **(line.amounts or {})}})


def _with(line: _Line, year: int, amount: Estimate) -> _Line:
    amounts = dict(sorted({**(line.amounts or {}), year: amount}.items()))
    return line.model_copy(update={"amounts": amounts})


def _line_for(
    found: list[_Line], part: Part, frame: str, area: str | None, project: Project
) -> int:
    """Return the place of a line that may hold what no line has; a new one where none may."""
    for number, line in enumerate(found):
        own = (line.service_area or project.service_area) == area and line.frame == frame
        if own and _counts(line, part):
            return number
    elsewhere = None if area == project.service_area else area
    given: dict[str, Any] = {"frame": frame, "service_area": elsewhere, "amounts": {}}
    if part is Part.COST:
        found.append(Cost.model_construct(**given))
    elif part is Part.GRANT:
        given |= {"title": project.title, "status": FundingStatus.GRANTED}
        found.append(Funding.model_construct(**given))
    else:
        given |= {"title": project.title, "kind": BenefitKind.BUDGET, "committed": True}
        found.append(Benefit.model_construct(**given))
    return len(found) - 1


class _Step:
    """A later round: what it multiplied kroner by, and the year that was over when it opened."""

    def __init__(self, old: Round, new: Round, decision: Decision | None) -> None:
        self.index = price_index(new, old.prices)
        self.over = old.years[0]
        self.decision = decision
        rounds = (*old.frames, *new.frames)
        self.capacity = {frame.id for frame in rounds if not frame.is_money}

    def first(self, project: Project) -> int | None:
        """Return the first year whose kroner were changed; None where all were."""
        ruling = self.decision.ruling(project.id) if self.decision else None
        waited = not project.is_bound if ruling is None else ruling.start is None
        return None if waited and not project.is_done else self.over + 1


def _following(portfolio: Portfolio, round_: Round) -> Iterator[_Step]:
    """Yield the steps from the last round that follows this one, back to it."""
    following = {one.follows: one for one in portfolio.rounds.values() if one.follows}
    steps, old = [], round_
    while new := following.pop(old.id, None):
        steps.append(_Step(old, new, portfolio.decision(old)))
        old = new
    yield from reversed(steps)


def _in_prices_of(project: Project, steps: tuple[_Step, ...]) -> Project:
    """Return the project with its kroner as they were before the steps; one stopped had none."""
    for step in steps if project.stopped is None else ():
        if step.index:  # what indexing rounded comes back
            project = _indexed(project, step, 1 / step.index)
    return project


def _indexed(project: Project, step: _Step, index: Fraction) -> Project:
    """Return the project with the kroner that a step changes multiplied by an index."""
    return in_other_prices(project, index, step.first(project), step.capacity)


def in_other_prices(
    project: Project, index: Fraction, first: int | None, capacity: Container[str]
) -> Project:
    """Return the project with its kroner multiplied by an index, each rounded to a whole one.

    Amounts before the year `first` stay, where one is given, and those of frames of `capacity`.
    """
    if index == 1:
        return project
    update = {
        name: tuple(_times(line, first, capacity, index) for line in getattr(project, name))
        for name in LISTS.values()
    }
    return project.model_copy(update=update)


def _times(line: _Line, first: int | None, capacity: Container[str], index: Fraction) -> _Line:
    if not line.amounts or line.frame in capacity:
        return line

    def changed(amount: Decimal) -> Decimal:
        return Decimal(half_up(Fraction(amount) * index))

    amounts = {
        year: one if first is not None and year < first else _each(one, changed)
        for year, one in line.amounts.items()
    }
    update: dict[str, Any] = {"amounts": amounts}
    if isinstance(line, Cost) and line.residual is not None:
        update["residual"] = changed(line.residual)
    if isinstance(line, Cost) and line.total_estimate is not None:
        early = line.appropriated or Decimal(0)
        now, then = (sum(one.likely for one in by.values()) for by in (line.amounts, amounts))
        update["total_estimate"] = early + then + changed(line.total_estimate - early - now)
    return line.model_copy(update=update)


def _each(one: Estimate, change: Callable[[Decimal], Decimal]) -> Estimate:
    return Estimate(change(one.low), change(one.likely), change(one.high))
