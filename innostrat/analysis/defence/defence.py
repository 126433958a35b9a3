"""How a plan is defended in the room: its leaps over the list, its nearest rival, how sure it is.

A *leap* is a project that is left out while one with a lower rank is in. Everything is a few exact
selections more; what is drawn or tried names how often.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.following import guarantees
from innostrat.analysis.optimizer.time_limit import StoppedError
from innostrat.analysis.plan.competition import compete
from innostrat.analysis.value.scoring import UNITS
from innostrat.budgets import ByBudget
from innostrat.economy import gross, smallest_unit
from innostrat.model.words import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from innostrat.analysis.optimizer.following import Guarantee
    from innostrat.analysis.optimizer.problem import Problem, Resource, Solution
    from innostrat.analysis.plan.alternatives import NearOptimalPortfolio
    from innostrat.analysis.plan.levers import Levers
    from innostrat.analysis.plan.result import Funded, Left, Plan
    from innostrat.analysis.value.scoring import Scores
    from innostrat.analysis.weights.polytope import Weights
    from innostrat.model.portfolio import Portfolio

MOST: Final = 3
"""How many leaps are told."""
FIRST: Final = 10
"""How many of the first on the list are guaranteed, one after the other."""
DRAWS: Final = 10_000
SEED: Final = 0
CORRELATION: Final = 0.3
"""As `innostrat uncertainty` draws, so that both say the same."""


@dataclass(frozen=True, slots=True)
class Leap:
    """A project that is left out, and one of lower rank that is in.

    `scarce` is the frame and year in which the one left out lacks most, of those for which the
    other gives more, None where no other does; `rates` are the points per million kroner, or per
    unit of capacity, of each there; None for one that takes nothing of it. `loss` is what the best
    plan with the project is worth less, in 1/10 000 point; None where it is not proved or no plan
    holds it (`hopeless`).
    """

    left: Left
    funded: Funded
    scarce: Resource | None
    rates: tuple[Fraction | None, Fraction | None]
    loss: int | None = None
    hopeless: bool = False

    @property
    def length(self) -> int:
        """How many ranks are leapt over."""
        return _rank(self.funded) - _rank(self.left)


@dataclass(frozen=True, slots=True)
class Weightings:
    """How many of the weightings tried keep the plan: no other portfolio is worth more there."""

    kept: int
    tried: int


@dataclass(frozen=True, slots=True)
class Chance:
    """In which part of `draws` all frames hold in all years, and how many amounts move."""

    together: float
    uncertain: int
    draws: int = DRAWS
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Defence:
    """What is said of a plan first: cost in kroner, leaps, the next best plan, how sure it is.

    `runner_up` is None where none was looked for or found; `weightings` where no weight may move;
    `chance` where every amount is certain.
    """

    gross: ByBudget
    net: ByBudget
    leaps: tuple[Leap, ...]
    runner_up: NearOptimalPortfolio | None = None
    weightings: Weightings | None = None
    chance: Chance | None = None
    levers: tuple[Levers, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()


def cost(plan: Plan) -> tuple[ByBudget, ByBudget]:
    """Return what the plan costs in kroner over its years: gross, and less grants and savings.

    Committed savings count as in the tables, also where they free no room in the frames.
    """
    charged = (replace(one.money, refill=True).net for one in plan.funded)
    return plan.cost, ByBudget.total(gross(net, plan.round) for net in charged)


def leaps(plan: Plan) -> tuple[Leap, ...]:
    """Return the leaps over the list, the longest first, by rank where they are as long."""
    competing = [one for one in plan.funded if one.scored and one.scored.rank is not None]
    found = []
    for left in plan.left:
        lower = [one for one in competing if _rank(one) > _rank(left) and left.possible]
        if lower:
            lower.sort(key=lambda one: (-_rank(one), one.project.id))
            found.append(_leap(plan, left, lower))
    return tuple(sorted(found, key=lambda one: (-one.length, _rank(one.left), one.left.project.id)))


def _rank(entry: Funded | Left) -> int:
    return (entry.scored.rank if entry.scored else None) or 0


def _leap(plan: Plan, left: Left, lower: Sequence[Funded]) -> Leap:
    """Return the leap over the lowest that gives more for what is lacking, else over the lowest."""
    limits = {(one.frame.id, one.year): one.limit - one.reserved for one in plan.frames}
    parts = {key: Fraction(lack, max(1, limits[key])) for key, lack in sorted(left.short.items())}
    if left.easiest is not None:
        for funded in lower:
            for scarce in sorted(parts, key=lambda key: -parts[key]):
                out = rate(left.easiest.value, left.easiest.use[scarce], scarce, plan)
                in_ = rate(funded.units, funded.money.net.get(scarce, 0), scarce, plan)
                if out is not None and (in_ is None or in_ > out):
                    return Leap(left, funded, scarce, (out, in_))
    return Leap(left, lower[0], None, (None, None))


def rate(units: int, amount: int, resource: Resource, plan: Plan) -> Fraction | None:
    """Return points per million kroner, or per unit of capacity; None where nothing is taken."""
    frame = plan.round.frame(resource[0])
    each = 1_000_000 if frame is None or frame.is_money else smallest_unit(frame)
    return Fraction(units * each, UNITS * amount) if amount > 0 else None


def defend(
    portfolio: Portfolio,
    scores: Scores,
    plan: Plan,
    *,
    quick: bool = False,
    follow: Callable[[Sequence[Left]], Iterable[Left]] = iter,
) -> Defence:
    """Return the defence of a plan; with `quick` nothing is selected again or drawn.

    `follow` is given the projects whose levers are looked for, as in `planning.Effort`. When
    somebody has enough, it is as far as it came.
    """
    found = leaps(plan)[:MOST]
    money = cost(plan)
    if quick or not plan.is_made:
        return Defence(*money, found)
    from innostrat.analysis.optimizer.worth import greatest_value  # noqa: PLC0415
    from innostrat.analysis.plan import levers  # noqa: PLC0415  (highspy is heavy)

    problem = compete(portfolio, scores.round, scores).problem
    starts = {one.project.id: one.start for one in plan.funded}
    known = {id_: start for id_, start in starts.items() if id_ in portfolio.projects}
    chance = _chance(portfolio, scores, known, problem)
    defence = Defence(*money, found, chance=chance)
    if plan.method is not Selection.OPTIMAL or plan.status != "optimal":
        return defence
    best = problem.solution("optimal", starts, plan.value)
    asked = levers.worth_asking(plan, (one.left for one in found))
    first = [one.id for one in scores.ranking][:FIRST]
    try:
        defence = replace(defence, leaps=tuple(_priced(problem, best, one) for one in found))
        defence = replace(defence, runner_up=_runner_up(problem, best))
        defence = replace(defence, weightings=_weightings(portfolio, scores, best))
        pulled = levers.pulled(portfolio, scores, best, follow(asked))
        defence = replace(defence, levers=tuple(pulled))
        held = guarantees(problem, first, best, greatest_value)
        defence = replace(defence, guarantees=tuple(held))
    except StoppedError:
        pass
    return defence


def _priced(problem: Problem, best: Solution, leap: Leap) -> Leap:
    from innostrat.analysis.optimizer.worth import greatest_value  # noqa: PLC0415

    value = greatest_value(problem.with_bound(leap.left.project.id))
    if value is None:
        return replace(leap, hopeless=True)
    return replace(leap, loss=best.value - value)


def _runner_up(problem: Problem, best: Solution) -> NearOptimalPortfolio | None:
    from innostrat.analysis.plan.alternatives import next_best  # noqa: PLC0415

    return next(next_best(problem, best, 1, 1), None)


def _chance(
    portfolio: Portfolio, scores: Scores, starts: dict[str, int], problem: Problem
) -> Chance | None:
    from innostrat.analysis.uncertainty.simulation import Simulation  # noqa: PLC0415  (numpy is heavy)

    drawn = Simulation(portfolio, scores.round, DRAWS, SEED, CORRELATION)
    outlook = drawn.outlook(starts, problem.limits)
    return Chance(outlook.together, outlook.uncertain) if outlook.uncertain else None


def _weightings(portfolio: Portfolio, scores: Scores, best: Solution) -> Weightings | None:
    from innostrat.analysis.optimizer.rivals import Rivals  # noqa: PLC0415
    from innostrat.analysis.weights.pool import Weighing  # noqa: PLC0415

    weighing = Weighing(portfolio, scores)
    tried = list(dict.fromkeys(weightings(portfolio, weighing.today)))
    if not tried:
        return None
    rivals, kept = Rivals(weighing.base), 0
    for weights in tried:
        problem = weighing.problem(weights)
        worth = {key: start.value for key, start in problem.starts().items()}
        kept += rivals.better(worth, problem.value(best.starts)) is None
    return Weightings(kept, len(tried))


def weightings(portfolio: Portfolio, today: Weights) -> Iterator[Weights]:
    """Yield the weightings that are tried: each weight at the ends of its range, then profiles.

    The other weights keep their proportions.
    """
    from innostrat.analysis.sensitivity.profiles import usable, weights  # noqa: PLC0415

    strategy = portfolio.strategy
    total = Fraction(sum(one.weight for one in strategy.benefits))
    for place, one in enumerate(strategy.benefits):
        for end in one.weight_range or ():
            share, rest = min(Fraction(end) / total, Fraction(1)), 1 - today[place]
            if share != today[place] and rest:
                yield tuple(
                    share if i == place else weight * (1 - share) / rest
                    for i, weight in enumerate(today)
                )
    yield from (weights(strategy, profile) for profile in usable(strategy))
