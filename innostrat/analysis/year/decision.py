"""A body's decision on a plan: what was recommended, what was changed and why, and whether it fits.

The recommendation is the plan. A change names a project and its verdict: funded though it was not
recommended, reduced to a part of its amounts, postponed to a later year, or rejected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.optimizer.problem import Demand
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.plan.result import balances
from innostrat.economy import first_year, gross, limits, money
from innostrat.model.words import Verdict
from innostrat.parts import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.value.scoring import Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Project
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear


@dataclass(frozen=True, slots=True)
class Departure:
    """A change of the recommendation for one project, and why.

    `start` is the first year of a postponed project, `part` what is left of a reduced one's
    amounts, from 0 to 1.
    """

    project: str
    verdict: Verdict
    because: str
    start: int | None = None
    part: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about one project.

    `money` has its amounts by frame and year, in the frame's smallest unit: none when rejected. It
    starts `delay` years later than it asks for, with this `part` of its amounts from the round's
    first year on.
    """

    project: Project
    recommended: Verdict
    decided: Verdict
    start: int | None
    money: Money
    because: str | None = None
    delay: int = 0
    part: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """All rulings by id; what the decided projects use of each frame beyond it; demands broken.

    `over` holds the excess in the frame's smallest unit.
    """

    rulings: tuple[Ruling, ...]
    over: Mapping[FrameInYear, int] = field(default_factory=dict)
    broken: tuple[Demand, ...] = ()


def decide(
    portfolio: Portfolio, scores: Scores, plan: Plan, departures: Sequence[Departure]
) -> DecisionResult:
    """Return the decision: the plan with the departures, checked against frames and demands."""
    changed = {one.project: one for one in departures}
    starts = {one.project.id: one.start for one in plan.funded}
    waiting = [one.project.id for one in plan.left]
    rulings = [
        _ruling(portfolio.projects[id_], starts.get(id_), changed.get(id_), scores)
        for id_ in sorted({*starts, *waiting, *changed})
    ]
    return DecisionResult(
        tuple(rulings),
        _over(rulings, limits(scores.round, portfolio.strategy.fund, portfolio.projects.values())),
        (*_broken(portfolio, scores, rulings), *_unbalanced(scores.round, rulings)),
    )


def _ruling(
    project: Project, start: int | None, change: Departure | None, scores: Scores
) -> Ruling:
    recommended = Verdict.NOT_PRIORITISED if start is None else Verdict.FUNDED
    asked = first_year(project, scores.round)
    if start is not None and start > asked:
        recommended = Verdict.POSTPONED
    if change is None:
        decided, part, because = recommended, Fraction(1), None
    else:
        decided, part, because = change.verdict, change.part, change.because
        start = None if decided is Verdict.REJECTED else change.start or start or asked
    if start is None:
        return Ruling(project, recommended, decided, None, Money.none(), because)
    delay = start - asked
    amounts = money(project, scores.round, delay, part)
    return Ruling(project, recommended, decided, start, amounts, because, delay, part)


def _over(rulings: Sequence[Ruling], room: Mapping[FrameInYear, int]) -> dict[FrameInYear, int]:
    """Return by how much the decided projects break each frame, net of grants and savings."""
    used: Counter[FrameInYear] = Counter()
    for one in rulings:
        used.update(one.money.net)
    return {key: amount - room[key] for key, amount in sorted(used.items()) if amount > room[key]}


def _broken(portfolio: Portfolio, scores: Scores, rulings: Sequence[Ruling]) -> Iterator[Demand]:
    """Yield what requires or excludes what, and the decided set breaks."""
    problem = compete(portfolio, scores.round, scores, idle=True).problem
    known = problem.starts()
    chosen = {
        one.project.id: one.start
        for one in rulings
        if one.start is not None and (one.project.id, one.start) in known
    }
    hard = {"requires", "excludes"}
    yield from (one for one in problem.violations(chosen) if one.kind in hard)


def _unbalanced(round_: Round, rulings: Sequence[Ruling]) -> Iterator[Demand]:
    """Yield the balance rules that what was decided does not keep, with the decided amounts."""
    funded = [
        (one.project, gross(one.money.costs, round_)) for one in rulings if one.start is not None
    ]
    for number, one in enumerate(balances(round_, funded), start=1):
        if not one.holds:
            yield Demand("share" if one.rule.is_share else "count", (number,))
