"""Points per million: a project's value beside what it takes net of the frames of money."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.economy import limits, money
from innostrat.messages import Message, Percent, Points, msg

if TYPE_CHECKING:
    from innostrat.analysis.value.scoring import Scored, Scores
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear

MILLION: Final = 1_000_000


def per_million(one: Scored, round_: Round, scarce: FrameInYear | None = None) -> Fraction | None:
    """Return points per million kroner of net use in all years, or in one frame and year.

    As the project asks to start; None where it takes nothing, or gives back.
    """
    frames = {frame.id for frame in round_.budget_frames}
    net = money(one.project, round_).net
    if scarce is None:
        taken = sum(amount for (frame, _), amount in net.items() if frame in frames)
    else:
        taken = net.get(scarce, 0)
    return one.value * MILLION / taken if taken > 0 else None


def scarcest(scores: Scores, portfolio: Portfolio) -> tuple[FrameInYear, Fraction] | None:
    """Return the frame and year of money that is asked for most times over, and how many times.

    Asked for by all that compete and all that is bound, net, as they ask to start; of equals the
    first frame and year by id. None where no frame of money holds anything.
    """
    round_, fund = scores.round, portfolio.strategy.fund
    projects = portfolio.projects.values()
    asked: dict[FrameInYear, int] = {}
    for one in (*scores.ranking, *scores.outside):
        for resource, amount in money(one.project, round_).net.items():
            asked[resource] = asked.get(resource, 0) + amount
    kroner = {frame.id for frame in round_.budget_frames}
    times = {
        resource: Fraction(asked.get(resource, 0), limit)
        for resource, limit in sorted(limits(round_, fund, projects).items())
        if limit > 0 and resource[0] in kroner
    }
    if not times:
        return None
    most = max(times, key=lambda resource: times[resource])
    return most, times[most]


def cells(
    one: Scored | None, round_: Round, scarce: FrameInYear | None
) -> tuple[Points | None, Points | None]:
    """Return the two rates as a table shows them."""
    if one is None:
        return None, None
    rates = (
        per_million(one, round_),
        None if scarce is None else per_million(one, round_, scarce),
    )
    first, second = (None if rate is None else Points(rate) for rate in rates)
    return first, second


def notes(scores: Scores, portfolio: Portfolio) -> tuple[Message, ...]:
    """Return what the columns mean."""
    told = msg(
        "Per mill. is points per million kroner that a project takes net of the frames of money, "
        "as it asks to start; – takes nothing net."
    )
    found = scarcest(scores, portfolio)
    if found is None:
        return (told,)
    (frame_id, year), times = found
    frame = scores.round.frame(frame_id)
    return (
        told,
        msg(
            "Scarcest is the same of {frame} in {year}, of which {share} is asked for.",
            frame=frame.title if frame else frame_id,
            year=year,
            share=Percent(times),
        ),
    )
