"""The first sentences on a ranking: who competes and leads, who does not, what ten points are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import Listing, Message, Points, msg, msgn
from innostrat.model.words import Role
from innostrat.reports.value import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.value.scoring import NotReady, Scored
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.strategy import Strategy

LEADING: Final = 3  # places that are named
FEW: Final = 5  # titles in a sentence, where many share the last of these places


def ranking_sentences(
    portfolio: Portfolio, competing: Sequence[Scored], waiting: Sequence[NotReady], bound: int
) -> tuple[Message, ...]:
    """Return what a reader of a ranking asks first.

    `competing` have ranks, in any order; `waiting` do not compete; `bound` are how many are in the
    plan whatever their value.
    """
    return (
        _competing(competing) if competing else _nobody(waiting, bound),
        *_not_competing(portfolio, waiting, bound),
        *_rates(portfolio.strategy),
    )


def _rates(strategy: Strategy) -> Iterator[Message]:
    for told in exchange.sentence(strategy):
        has_factors = bool(strategy.of_role(Role.FACTOR))
        yield msg("Before the factors: {sentence}", sentence=told) if has_factors else told


def _competing(competing: Sequence[Scored]) -> Message:
    leading = _leading(competing)
    more = len(leading) - FEW
    rest = (msg("and {n} more with the same value", n=more),) if more > 0 else ()
    return msgn(
        "{n} project competes: {leading}.",
        "{n} projects compete. At the top: {leading}.",
        len(competing),
        leading=Listing((*map(_placed, leading[:FEW]), *rest), "; "),
    )


def _leading(competing: Sequence[Scored]) -> list[Scored]:
    """Return the first three, and all that have the same value as the third."""
    ordered = sorted(competing, key=lambda one: (-one.units, one.id))
    last = ordered[:LEADING][-1].units
    return [one for one in ordered if one.units >= last]


def _placed(one: Scored) -> Message:
    return msg(
        "no. {rank} {title} ({points} points)",
        rank=one.rank,
        title=one.project.title,
        points=Points(one.value),
    )


def _nobody(waiting: Sequence[NotReady], bound: int) -> Message:
    if waiting or bound:
        return msg("No project competes.")
    return msg("There is no project here to rank.")


def _not_competing(
    portfolio: Portfolio, waiting: Sequence[NotReady], bound: int
) -> Iterator[Message]:
    why = tuple(_why(portfolio, waiting, bound))
    if why:
        yield msgn(
            "{n} does not compete: {why}.",
            "{n} do not compete: {why}.",
            len(waiting) + bound,
            why=Listing(why),
        )


def _why(portfolio: Portfolio, waiting: Sequence[NotReady], bound: int) -> Iterator[Message]:
    """Yield how many there are of each reason, in a word."""
    below = sum(bool(one.gates) for one in waiting)
    wrong = sum(one.project.id in portfolio.unfit for one in waiting)
    missing = len(waiting) - below - wrong
    if below:
        yield msg("{n} below a gate", n=below)
    if missing:
        yield msg("{n} not assessed in full", n=missing)
    if wrong:
        yield msg("{n} with errors", n=wrong)
    if bound:
        yield msg("{n} in the plan whatever the value", n=bound)
