"""The follow-up of benefits: what was measured against what was aimed for, what is late, whose.

Benefits are counted, never added: a quarter of one and half of another are not three quarters.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from innostrat.messages import Listing, Message, Percent, msg, msgn
from innostrat.model.words import BenefitKind
from innostrat.reports import heading
from innostrat.reports.computed import Across
from innostrat.reports.table import Align, Column, Item, Report, Row, Table
from innostrat.reports.year import realised
from innostrat.reports.year.benefits import TITLES, measured, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.project import Benefit, Measurement, Project
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json

State: TypeAlias = Literal["reached", "on the way", "overdue", "not measured", "no target"]
STATES: Final[dict[State, Message]] = {
    "reached": msg("reached"),
    "on the way": msg("on the way"),
    "overdue": msg("overdue"),
    "not measured": msg("not measured"),
    "no target": msg("no target"),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """A benefit with its last measurement, how far it has come, and how it stands.

    `progress` is (measured − baseline) / (target − baseline), 1 when reached, None where one of
    the three is lacking.
    """

    project: Project
    benefit: Benefit
    last: Measurement | None
    progress: Fraction | None
    state: State


def followed(portfolio: Portfolio, today: date | None) -> tuple[Followed, ...]:
    """Return the benefits of projects that were not stopped, by project, in the file's order.

    What the last decision gave nothing promises nothing.
    Whether one is overdue is counted to `today`; without a day none is.
    """
    projects = [
        one
        for one in portfolio.projects.values()
        if one.stopped is None and not portfolio.is_passed_over(one)
    ]
    return tuple(_followed(one, benefit, today) for one in projects for benefit in one.benefits)


def _followed(project: Project, benefit: Benefit, today: date | None) -> Followed:
    last = max(benefit.measured, key=lambda one: one.date, default=None)
    if benefit.target is None:
        return Followed(project, benefit, last, None, "no target")
    progress = _progress(benefit, last)
    late = today is not None and benefit.target.date < today
    if progress is not None and progress >= 1:
        state: State = "reached"
    elif late:
        state = "overdue"
    else:
        state = "not measured" if last is None else "on the way"
    return Followed(project, benefit, last, progress, state)


def _progress(benefit: Benefit, last: Measurement | None) -> Fraction | None:
    if last is None or benefit.baseline is None or benefit.target is None:
        return None
    way = Fraction(benefit.target.value) - Fraction(benefit.baseline.value)
    gone = Fraction(last.value) - Fraction(benefit.baseline.value)
    return gone / way if way else None


def report(basis: Basis, today: date | None) -> Report:
    """Return the follow-up of all benefits: counts by kind, each benefit, and what nobody owns."""
    found = followed(basis.portfolio, today)
    return Report(
        title=msg("Follow-up of benefits"),
        preamble=(*heading.preamble(basis), _in_short(found)),
        blocks=(
            heading.facts(basis, of_round=False),
            *tables(found, basis, today),
            *realised.tables(basis, today, msg("Promised and realised")),
        ),
        data={
            "format": 1,
            "kind": "benefits",
            "date": None if today is None else today.isoformat(),
            "benefits": [_data(one) for one in found],
            "kroner": realised.data(basis.portfolio, today),
        },
    )


def _in_short(found: Sequence[Followed]) -> Message:
    """Return how many benefits there are in each state."""
    if not found:
        return msg("No project names a benefit yet: `innostrat fill ID` asks for what one gives.")
    states = tuple(
        msg("{n} {state}", n=count, state=name)
        for state, name in STATES.items()
        if (count := sum(one.state == state for one in found))
    )
    return msgn(
        "{n} benefit was promised: {states}.",
        "{n} benefits were promised: {states}.",
        len(found),
        states=Listing(states),
    )


def tables(found: Sequence[Followed], basis: Basis, today: date | None) -> Iterator[Table]:
    """Yield the counts by kind and by goal, the benefits one by one, and those without an owner."""
    yield _counts("kinds", msg("Benefits by kind"), msg("Kind"), _by_kind(found), today)
    yield _counts("goals", msg("Benefits by goal"), msg("Goal"), _by_goal(found, basis), today)
    yield _each(found)
    yield _ownerless(found)


def _by_kind(found: Sequence[Followed]) -> list[tuple[str | Message, list[Followed]]]:
    return [
        (TITLES[kind], [one for one in found if one.benefit.kind is kind]) for kind in BenefitKind
    ]


def _by_goal(found: Sequence[Followed], basis: Basis) -> list[tuple[str | Message, list[Followed]]]:
    goals = [one for one in basis.portfolio.strategy.walk() if one.is_target]
    by_goal: list[tuple[str | Message, list[Followed]]] = []
    for goal in goals:
        those = [one for one in found if any(link.goal == goal.id for link in one.project.goals)]
        if those:
            by_goal.append((goal.title, those))
    return by_goal


def _counts(
    key: str,
    title: Message,
    first: Message,
    groups: Sequence[tuple[str | Message, Sequence[Followed]]],
    today: date | None,
) -> Table:
    states = {state.replace(" ", "_"): name for state, name in STATES.items()}
    notes = [msg("A project that works for several goals is counted under each.")]
    if today is None:
        notes.append(msg("Give --date to see what is overdue: the files are in no commit."))
    else:
        notes.append(msg("Overdue is counted to {day}.", day=today))
    return Table(
        key,
        title,
        (
            Column("group", first, wide=True),
            Column("count", msg("Benefits"), Align.RIGHT, computed=Across(tuple(states))),
            *(
                Column(state, name, Align.RIGHT, optional=place)
                for place, (state, name) in enumerate(states.items())
            ),
        ),
        tuple(
            Row.of(
                name, len(those), *(sum(one.state == state for one in those) for state in STATES)
            )
            for name, those in groups
        ),
        notes=tuple(notes if key == "goals" else notes[1:]),
        empty=msg("No project names a benefit"),
    )


def _each(found: Sequence[Followed]) -> Table:
    rows: list[Row] = []
    for kind in BenefitKind:
        those = [one for one in found if one.benefit.kind is kind]
        if those:
            rows.append(Row.group(TITLES[kind], 8))
        for one in those:
            target, unit = one.benefit.target, one.benefit.unit
            rows.append(
                Row.of(
                    Item(one.project.id, one.project.title),
                    one.benefit.title,
                    quantity(one.benefit.baseline, unit),
                    quantity(target, unit),
                    None if target is None else target.date,
                    None if one.last is None else _last(one.last, unit),
                    None if one.progress is None else Percent(one.progress),
                    STATES[one.state],
                )
            )
    return Table(
        "benefits",
        msg("Each benefit"),
        (
            Column("project", msg("Project"), wide=True),
            Column("benefit", msg("Benefit"), wide=True),
            Column("baseline", msg("Baseline"), Align.RIGHT, optional=3),
            Column("target", msg("Target"), Align.RIGHT, optional=2),
            Column("due", msg("Due"), optional=4),
            Column("last", msg("Measured"), Align.RIGHT, optional=1),
            Column("progress", msg("Come"), Align.RIGHT),
            Column("state", msg("State")),
        ),
        tuple(rows),
        notes=(
            msg(
                "Come is how much of the way from the baseline to the target was measured; it may "
                "be below 0 % or above 100 %. The kinds are never added together."
            ),
        ),
        empty=msg("No project names a benefit"),
    )


def _last(one: Measurement, unit: str | None) -> Message:
    return msg("{value} on {day}", value=measured(one, unit), day=one.date)


def _ownerless(found: Sequence[Followed]) -> Table:
    those = [one for one in found if one.benefit.responsible is None]
    return Table(
        "ownerless",
        msg("Benefits that nobody answers for"),
        (
            Column("project", msg("Project"), wide=True),
            Column("benefit", msg("Benefit"), wide=True),
        ),
        tuple(Row.of(one.project.title, one.benefit.title) for one in those),
        empty=msg("Somebody answers for each of them"),
    )


def _data(one: Followed) -> dict[str, Json]:
    benefit = one.benefit
    return {
        "project": one.project.id,
        "title": benefit.title,
        "kind": benefit.kind.value,
        "responsible": benefit.responsible,
        "baseline": None if benefit.baseline is None else float(benefit.baseline.value),
        "target": None if benefit.target is None else float(benefit.target.value),
        "due": None if benefit.target is None else benefit.target.date.isoformat(),
        "measured": None if one.last is None else float(one.last.value),
        "progress": None if one.progress is None else round(float(one.progress), 6),
        "state": one.state,
    }
