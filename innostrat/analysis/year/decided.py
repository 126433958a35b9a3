"""What was decided in a round, read as its plan: nothing is selected again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.plan.result import Funded, Left, Plan, balances, frame_years
from innostrat.analysis.year.restored import as_ruled, stand_in
from innostrat.baseline import decided_by_area, decided_money
from innostrat.economy import gross
from innostrat.messages import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.plan.result import FrameYear
    from innostrat.analysis.value.scoring import Scores
    from innostrat.messages import Message
    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear


def decided_plan(portfolio: Portfolio, scores: Scores) -> Plan | None:
    """Return what was decided in the scored round as a plan; None where nothing was.

    The portfolio and what was scored are `restored`, so that years and amounts are those of the
    decision whatever the files say since. What was decided has no rank: what else competes in the
    round now is not what it was chosen among.
    """
    decision = portfolio.decision(scores.round)
    if decision is None:
        return None
    funded = tuple(_funded(portfolio, scores, decision))
    value = sum(one.units for one in funded)
    return Plan(
        round=scores.round,
        method=scores.round.selection,
        status="decided",
        value=value,
        bound=value,
        gap=Fraction(0),
        timed_out=False,
        funded=funded,
        left=tuple(_left(portfolio, scores, decision)),
        not_ready=scores.not_ready,
        frames=_frames(portfolio, scores.round, funded),
        balance=balances(scores.round, [(one.project, one.cost) for one in funded]),
        decision=decision,
    )


def _funded(portfolio: Portfolio, scores: Scores, decision: Decision) -> Iterator[Funded]:
    for ruling in decision.projects:
        if ruling.start is None:
            continue
        project = portfolio.projects.get(ruling.id) or as_ruled(
            stand_in(ruling), ruling, scores.round
        )
        scored = scores.find(ruling.id)
        amounts = decided_money(ruling, scores.round)
        yield Funded(
            project,
            None if scored is None else replace(scored, rank=None),
            ruling.start,
            0,
            amounts,
            gross(amounts.costs, scores.round),
            scored.units if scored else 0,
            decided_by_area(ruling, project, scores.round),
        )


def _left(portfolio: Portfolio, scores: Scores, decision: Decision) -> Iterator[Left]:
    """Yield what was given nothing, the most valuable first; what nobody scored is left out."""
    given_nothing = {one.id: one for one in decision.projects if one.start is None}
    for scored in (*scores.ranking, *scores.outside):
        if scored.id in given_nothing and scored.id in portfolio.projects:
            reason = _reason(given_nothing[scored.id])
            yield Left(scored.project, replace(scored, rank=None), reason, {}, possible=False)


def _reason(ruling: DecidedProject) -> Message:
    if ruling.because is None:
        return ruling.decided.label
    return msg("{value}: {because}", value=ruling.decided.label, because=ruling.because)


def _frames(portfolio: Portfolio, round_: Round, funded: Sequence[Funded]) -> tuple[FrameYear, ...]:
    used: Counter[FrameInYear] = Counter()
    for one in funded:
        used.update(one.money.net)
    return frame_years(round_, portfolio, used, {one.project.id for one in funded})
