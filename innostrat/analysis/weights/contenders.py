"""Every portfolio that may be the best at some admissible weights, where they are few enough.

The best of all portfolios is never below the envelope of those that are known, and what another is
worth above the envelope is greatest at a corner of it. So when no other portfolio comes near the
envelope at its corners, none is the best anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.optimizer import solver
from innostrat.analysis.optimizer.rivals import Rivals
from innostrat.analysis.weights.envelope import Envelope

if TYPE_CHECKING:
    from innostrat.analysis.weights.polytope import Weights, WeightSpace
    from innostrat.analysis.weights.pool import Choice, Weighing

ROUNDED: Final = 5
"""Units a candidate within which two portfolios may change places.

A start's value is rounded twice by the tool, and so is its worth on each criterion here, each time
by half a unit; with the rounding of the selection that is 2 1/2 for each of the two.
"""
CORNERS: Final = 1_024  # of the weights or of the envelope, beyond which nothing is proved


@dataclass(frozen=True, slots=True)
class Contenders:
    """Portfolios, each the best or nearly so at some weights; `complete` when no other can be."""

    choices: tuple[Choice, ...]
    complete: bool


def contenders(weighing: Weighing, space: WeightSpace, most: int) -> Contenders:
    """Return the contenders of a round that has a portfolio, after at most `most` selections."""
    base = weighing.base
    known: list[Choice] = [solver.solve(base).starts]
    whole = space.whole(CORNERS)
    if whole is None:
        return Contenders(tuple(known), complete=False)
    rivals = Rivals(base)
    rivals.exclude(known[0])
    lid = 1 + sum(max(values) for values in weighing.values.values())
    envelope = Envelope.of(whole, weighing.worth(known[0]), lid)
    tested: set[Weights] = set()
    for _ in range(most):
        waiting = envelope.corners - tested
        if not waiting:
            return Contenders(_nearest(weighing, known, envelope.corners), complete=True)
        if len(envelope.corners) > CORNERS:
            break
        corner = min(waiting)
        rival = _near(weighing, rivals, known, corner)
        if rival is None:
            tested.add(corner)
            continue
        rivals.exclude(rival)
        envelope = envelope.cut(weighing.worth(rival))
        known.append(rival)
    return Contenders(tuple(known), complete=False)


def _nearest(weighing: Weighing, known: list[Choice], corners: set[Weights]) -> tuple[Choice, ...]:
    """Return those that rounding may put first at some corner: the same however they were found."""
    kept: dict[int, Choice] = {}
    for corner in sorted(corners):
        problem = weighing.problem(corner)
        worth = [problem.value(one) for one in known]
        least = max(worth) - ROUNDED * len(problem.candidates)
        kept |= {n: one for n, one in enumerate(known) if worth[n] >= least}
    return tuple(sorted(kept.values(), key=lambda one: sorted(one.items())))


def _near(
    weighing: Weighing, rivals: Rivals, known: list[Choice], corner: Weights
) -> Choice | None:
    """Return the best portfolio but those known, if rounding may put it before them."""
    problem = weighing.problem(corner)
    worth = {key: start.value for key, start in problem.starts().items()}
    reached = max(sum(worth[key] for key in one.items()) for one in known)
    margin = ROUNDED * len(problem.candidates)
    return rivals.better(worth, reached - margin - 1)
