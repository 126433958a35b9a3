"""The plan with other people's weights, side by side: what is agreed on, what is in dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.sensitivity.profiles import usable
from innostrat.messages import Listing, Message, msg
from innostrat.reports.common import short_ids
from innostrat.reports.plan.entries import points
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from innostrat.analysis.sensitivity.profiles import Viewed
    from innostrat.model.portfolio import Portfolio

SHORT: Final = 10  # letters of a profile's id above its column


def agreed(views: Sequence[Viewed], plan: Mapping[str, int]) -> dict[str, int]:
    """Return how many of the plans, the strategy's own among them, hold each project."""
    plans = [plan, *(one.starts for one in views)]
    return {id_: sum(id_ in one for one in plans) for id_ in sorted(set().union(*plans))}


def profiles_table(views: Sequence[Viewed], plan: Mapping[str, int], portfolio: Portfolio) -> Table:
    """Return a column a profile: the first year of each project, those in dispute first."""
    short = short_ids([one.profile.id for one in views], SHORT)
    return Table(
        "profiles",
        msg("The plan with other people's weights"),
        (
            Column("project", msg("Project"), wide=True),
            Column("plan", msg("Plan"), Align.RIGHT),
            *(
                Column(one.profile.id, short[one.profile.id], Align.RIGHT, optional=place)
                for place, one in enumerate(views, start=1)
            ),
            Column("agreement", msg("Takes it"), Align.RIGHT),
        ),
        tuple(_rows(views, plan, portfolio)) if views else (),
        notes=(
            msg(
                "The year is when a project starts; –: not in that plan. A project that none of "
                "them takes is not listed."
            ),
            *(_said(one, short[one.profile.id]) for one in views),
            *_unusable(portfolio),
        ),
        empty=msg("No project is in any of these plans") if views else msg("No profile is usable"),
    )


def _rows(views: Sequence[Viewed], plan: Mapping[str, int], portfolio: Portfolio) -> Iterator[Row]:
    counts, every = agreed(views, plan), len(views) + 1
    disputed = sorted(
        (id_ for id_, n in counts.items() if n < every), key=lambda id_: (-counts[id_], id_)
    )
    core = [id_ for id_, n in counts.items() if n == every]
    for title, ids in ((msg("In dispute"), disputed), (msg("In all of these plans"), core)):
        if ids:
            yield Row.group(title, len(views) + 3)
        for id_ in ids:
            yield Row.of(
                portfolio.projects[id_].title,
                plan.get(id_),
                *(one.starts.get(id_) for one in views),
                msg("{n} of {all}", n=counts[id_], all=every),
            )


def _unusable(portfolio: Portfolio) -> Iterator[Message]:
    if ids := unusable(portfolio):
        yield msg(
            "Left out, since they do not weigh the criteria: {ids} (see innostrat validate)",
            ids=Listing(ids),
        )


def unusable(portfolio: Portfolio) -> tuple[str, ...]:
    """Return the ids of the profiles that errors keep out."""
    kept = usable(portfolio.strategy)
    return tuple(one.id for one in portfolio.strategy.profiles if one not in kept)


def _said(one: Viewed, short: str) -> Message:
    if not one.loss:
        return msg(
            "{id}: {title}. Today's plan is the best here too.", id=short, title=one.profile.title
        )
    return msg(
        "{id}: {title}. Seen with these weights, the plan is worth {points} points less than "
        "their own.",
        id=short,
        title=one.profile.title,
        points=points(one.loss),
    )
