"""What is not in a plan: why not, what it would take, what it would displace, what clashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.economy import limits, owed, readable_amount
from innostrat.messages import Kroner, Listing, Message, Points, msg, msgn
from innostrat.pot import reserved
from innostrat.reports.amounts import amount_in_words
from innostrat.reports.plan import answer
from innostrat.reports.plan.balance import rule_in_words
from innostrat.reports.plan.entries import points, rank, titles, titles_or_nothing
from innostrat.reports.table import Align, Cell, Column, Facts, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.analysis.optimizer.problem import Demand, Resource
    from innostrat.analysis.plan.result import Left, Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round


def not_included(plan: Plan, *, commands: bool = True) -> Table:
    """Return what is not in the plan, and why; with `commands` also what to ask next."""
    columns = (
        Column("rank", msg("Rank"), Align.RIGHT),
        Column("project", msg("Project"), wide=True),
        Column("value", msg("Value"), Align.RIGHT),
        Column("reason", msg("Why not"), wide=True),
        Column("loss", msg("Loss"), Align.RIGHT),
    )
    rows = [
        Row.of(
            rank(left),
            left.project.title,
            Points(left.scored.value),
            left.reason,
            None if left.loss is None else points(left.loss),
        )
        for left in plan.left
    ]
    rows += [Row.of(None, one.project.title, None, one.reason, None) for one in plan.not_ready]
    notes = [
        msg(
            "Loss is how many points the plan is worth less when the project is forced in and only "
            "the plan's own projects give way."
        ),
    ]
    if any(not one.exact for one in plan.left):
        notes.append(
            msg(
                "A loss is the most that it can be: the search stopped at the gap or the time "
                "limit."
            )
        )
    if asked := sum(one.displaced is not None or one.hopeless for one in plan.left):
        rest = sum(one.possible for one in plan.left) - asked
        notes += [_not_asked(rest)] if rest else []
    if commands:
        notes.append(msg("innostrat why ID lets everything compete anew, for one project."))
    return Table(
        key="not-included",
        title=msg("Not included"),
        columns=columns,
        rows=tuple(rows),
        notes=tuple(notes) if plan.left else (),
        empty=msg("Every project that competes is funded")
        if plan.decision is not None or answer.chooses(plan)
        else msg("No project competes"),
    )


def _not_asked(count: int) -> Message:
    return msgn(
        "Who would give way for {n} project further down was not computed.",
        "Who would give way for {n} projects further down was not computed.",
        count,
    )


def what_it_takes(plan: Plan, portfolio: Portfolio) -> Facts | None:
    """Return, for each project left out, the room it lacks and who would have to give way."""
    pairs: list[tuple[Message | str, Cell]] = []
    for left in plan.left:
        parts: list[Message] = []
        if left.short:
            parts.append(msg("lacks {what}", what=shortage(left.short, plan.round)))
        if displaced := _displaced(left, portfolio):
            parts.append(displaced)
        if parts:
            pairs.append((left.project.title, Listing(tuple(parts), "; ")))
    if not pairs:
        return None
    title = msg("What it would take, and who would give way")
    return Facts("what-it-takes", title, tuple(pairs))


def shortage(short: Mapping[Resource, int], round_: Round) -> Listing:
    """Return what frames lack, each frame as `title year: amount, year: amount`, to the krone.

    It is what somebody is asked to add, so a rounded one might not do.
    """
    parts = []
    for frame_id in dict.fromkeys(frame_id for frame_id, _ in short):
        frame = round_.frame(frame_id)
        years = tuple(
            msg(
                "{year}: {amount}",
                year=year,
                amount=Kroner(amount) if frame is None else amount_in_words(amount, frame),
            )
            for (frame_, year), amount in short.items()
            if frame_ == frame_id
        )
        title = frame_id if frame is None else frame.title
        parts.append(msg("{frame} {years}", frame=title, years=Listing(years)))
    return Listing(tuple(parts))


def _displaced(left: Left, portfolio: Portfolio) -> Message | None:
    if left.hopeless:
        return msg("no plan within the frames can hold it")
    if left.displaced is None:
        return None
    out = titles_or_nothing(left.displaced, portfolio)
    said = msg("would displace {out}", out=out)
    if left.entering:
        into = titles(left.entering, portfolio)
        said = msg("would displace {out} and bring in {into}", out=out, into=into)
    if left.moved:
        moved = titles(left.moved, portfolio)
        return msg("{said}; in another year: {moved}", said=said, moved=moved)
    return said


def demand_in_words(demand: Demand, portfolio: Portfolio, round_: Round) -> Message:
    """Return one of the demands that clash, as a person would say it."""
    match demand.kind:
        case "limit":
            frame_id, year = str(demand.key[0]), int(demand.key[1])
            frame = round_.frame(frame_id)
            title = frame.title if frame else frame_id
            fund, key = portfolio.strategy.fund, (frame_id, year)
            every = tuple(portfolio.projects.values())
            limit = readable_amount(limits(round_, fund, every).get(key, 0), frame)
            if owed(every, round_).get(key):
                limit = msg("{limit} beside what is set aside", limit=limit)
            elif reserved(fund, round_).get(key):
                limit = msg("{limit} beside the pot", limit=limit)
            return msg("the frame {frame} in {year}: {limit}", frame=title, year=year, limit=limit)
        case "bound":
            project = portfolio.projects[str(demand.key[0])]
            if not project.is_bound:
                return msg("{project} is forced in", project=project.title)
            return msg(
                "{project} is {commitment}",
                project=project.title,
                commitment=project.commitment.label,
            )
        case "requires" | "excludes":
            one, other = (portfolio.title_of(str(key)) for key in demand.key[:2])
            if demand.kind == "requires":
                return msg("{one} requires {other}", one=one, other=other)
            return msg("{one} excludes {other}", one=one, other=other)
        case _:
            rule = round_.balance[int(str(demand.key[0])) - 1]
            words = rule_in_words(rule, portfolio, round_.counted(rule))
            return msg("the balance rule {rule}", rule=words)
