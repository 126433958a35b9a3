"""The cautious portfolio: the one whose largest regret over all admissible weights is smallest.

The regret of a portfolio at some weights is what the best portfolio there is worth more. It is
convex in the weights, since the best worth is convex and the portfolio's own is linear, so its
largest value over the polytope is at a corner (the criterion is Savage's, "The theory of
statistical decision", JASA 46 (1951) 55–67).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer.model import Model
from innostrat.analysis.optimizer.problem import Candidate, Row, Start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from innostrat.analysis.optimizer.problem import Key
    from innostrat.analysis.pool import Choice, Pool
    from innostrat.analysis.weights import Weights

    Follow = Callable[[Sequence[int]], Iterable[int]]

BIT: Final = "\0{:02}"  # ids that no candidate can have: each stands for a power of two of regret


@dataclass(frozen=True, slots=True)
class Cautious:
    """The cautious portfolio beside the plan: first years, and the largest regret of each.

    Regrets are in 1/10 000 point; the weights are those at which they are the largest.
    """

    starts: Mapping[str, int]
    regret: int
    at: Weights
    plan_regret: int
    plan_at: Weights


def cautious(
    pool: Pool, plan: Choice, corners: Sequence[Weights], follow: Follow = iter
) -> Cautious | None:
    """Return the portfolio of the smallest largest regret; None when the following ended early.

    One exact selection a corner says what is the best there; then one more says which portfolio
    comes nearest to all of them. Of several such portfolios, the one worth most at the strategy's
    weights. Regrets are exact to 1/10 000 point a project, in which values are counted.
    """
    asked = [corners[n] for n in follow(range(len(corners))) if pool.ask(corners[n]) >= 0]
    if len(asked) < len(corners):
        return None
    best = [max(_worth(pool, one, corner) for one in pool.choices) for corner in corners]
    chosen = _nearest(pool, corners, best)
    regret, at = _largest(pool, chosen, corners, best)
    plan_regret, plan_at = _largest(pool, plan, corners, best)
    if plan_regret <= regret:
        return Cautious(dict(plan), plan_regret, plan_at, plan_regret, plan_at)
    return Cautious(dict(sorted(chosen.items())), regret, at, plan_regret, plan_at)


def _worth(pool: Pool, choice: Choice, weights: Weights) -> Fraction:
    parts = pool.weighing.worth(choice)
    return sum((w * part for w, part in zip(weights, parts, strict=True)), Fraction(0))


def _largest(
    pool: Pool, choice: Choice, corners: Sequence[Weights], best: Sequence[Fraction]
) -> tuple[int, Weights]:
    """Return the largest regret of a portfolio, rounded up, and the corner where it is."""
    regrets = [
        (ceil(top - _worth(pool, choice, corner)), corner)
        for top, corner in zip(best, corners, strict=True)
    ]
    return max(regrets, key=lambda one: one[0])


def _nearest(pool: Pool, corners: Sequence[Weights], best: Sequence[Fraction]) -> dict[str, int]:
    """Return the portfolio of the smallest largest regret, by one integer programme.

    The regret is written as powers of two, each a candidate of its own, so that it is a whole
    number like everything else; at no corner may the portfolio be worth more than that less.
    """
    base = pool.weighing.base
    most = max(
        ceil(top - _worth(pool, {}, corner)) for top, corner in zip(best, corners, strict=True)
    )
    powers = {(BIT.format(n), 0): 1 << n for n in range(max(1, most.bit_length()))}
    bits = tuple(Candidate(id_, (Start(0, 0, {}, 0),)) for id_, _ in powers)
    rows = [row for _, row in base.rows()]
    for top, corner in zip(best, corners, strict=True):
        terms: dict[Key, int] = {key: -power for key, power in powers.items()}
        for key, values in pool.weighing.values.items():
            worth = sum((w * v for w, v in zip(corner, values, strict=True)), Fraction(0))
            terms[key] = -round(worth)
        rows.append(Row(terms, -ceil(top)))
    model = Model(base.candidates + bits, rows)
    found = model.minimise(powers).choice
    assert found is not None  # noqa: S101  (the best at any corner is such a portfolio)
    model.add(Row(powers, Row(powers, 0).total(found)))
    today = {key: -start.value for key, start in base.starts().items()}
    chosen = model.minimise(today).choice or found
    return {id_: year for id_, year in chosen.items() if (id_, year) not in powers}
