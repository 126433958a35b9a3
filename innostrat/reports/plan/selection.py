"""The prioritised list, and what the choice of method means for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.result import Funded
from innostrat.economy import gross_cost
from innostrat.messages import Message, Percent, Points, msg, msgn
from innostrat.model.words import Selection
from innostrat.reports.plan.entries import place, points, rank
from innostrat.reports.table import Align, Column, Row, RowRole, Table, Thousands

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Left, Plan
    from innostrat.model.round import Round

LIST: Final = (
    Column("rank", msg("Rank"), Align.RIGHT),
    Column("project", msg("Project"), wide=True),
    Column("value", msg("Value"), Align.RIGHT),
    Column("cost", msg("Cost"), Align.RIGHT),
    Column("cumulated", msg("Cumulated"), Align.RIGHT),
    Column("funded", msg("Funded")),
)


def prioritised(plan: Plan) -> Table:
    """Return the list by rank, first what is bound: value, cost, cumulated cost, funded or not."""
    rows, cumulated = [], 0
    entries: list[Funded | Left] = sorted([*plan.funded, *plan.left], key=place)
    for entry in entries:
        spent = _cost(entry, plan.round)
        is_funded = isinstance(entry, Funded)
        cumulated += spent if is_funded else 0
        rows.append(
            Row(
                (
                    rank(entry),
                    entry.project.title,
                    None if entry.scored is None else Points(entry.scored.value),
                    Thousands(spent),
                    Thousands(cumulated) if is_funded else None,
                    _state(entry),
                )
            )
        )
    total = Row(
        (
            None,
            msgn("{n} project funded", "{n} projects funded", len(plan.funded)),
            points(plan.value),
            Thousands(cumulated),
            None,
            None,
        ),
        RowRole.TOTAL,
    )
    return Table(
        key="prioritised",
        title=msg("The prioritised list"),
        columns=LIST,
        rows=(*rows, total) if rows else (),
        notes=(
            msg("Cost is the gross cost in the years of the plan, in 1000 kr; value is in points."),
            *_delay_note(plan),
        ),
        empty=msg("No project competes and none is bound"),
    )


def _delay_note(plan: Plan) -> tuple[Message, ...]:
    if not any(one.delay for one in plan.funded):
        return ()
    return (
        msg(
            "The sum of values counts {penalty} less for each year that a project is delayed.",
            penalty=Percent(plan.round.delay_penalty),
        ),
    )


def _cost(entry: Funded | Left, round_: Round) -> int:
    return entry.cost if isinstance(entry, Funded) else gross_cost(entry.project, round_)


def _state(entry: Funded | Left) -> Message:
    if not isinstance(entry, Funded):
        return msg("no")
    if entry.project.is_bound:
        return msg(
            "{commitment}, {year}", commitment=entry.project.commitment.label, year=entry.start
        )
    if entry.delay:
        return msg("yes, delayed to {year}", year=entry.start)
    return msg("yes, {year}", year=entry.start)


def methods(optimal: Plan, ranking: Plan) -> Table:
    """Return what `optimal` and a plan by the list choose differently, and what each adds up to."""
    columns = (
        Column("project", msg("Project"), wide=True),
        Column("value", msg("Value"), Align.RIGHT),
        Column("cost", msg("Cost"), Align.RIGHT),
        Column("optimal", msg("Most value")),
        Column("ranking", _heading(ranking)),
    )
    one = {entry.project.id: entry for entry in optimal.funded}
    other = {entry.project.id: entry for entry in ranking.funded}
    differing = sorted(
        (entry for key, entry in (one | other).items() if (key in one) != (key in other)),
        key=place,
    )
    rows = [
        Row(
            (
                entry.project.title,
                None if entry.scored is None else Points(entry.scored.value),
                Thousands(entry.cost),
                msg("yes") if entry.project.id in one else msg("no"),
                msg("yes") if entry.project.id in other else msg("no"),
            )
        )
        for entry in differing
    ]
    rows.append(
        Row(
            (msg("Sum of values"), None, None, points(optimal.value), points(ranking.value)),
            RowRole.TOTAL,
        )
    )
    rows.append(Row((msg("Projects"), None, None, len(one), len(other)), RowRole.TOTAL))
    spent = [Thousands(sum(x.cost for x in p.funded)) for p in (optimal, ranking)]
    rows.append(Row((msg("Cost"), None, None, *spent), RowRole.TOTAL))
    broken = sum(not state.holds for state in ranking.balance)
    notes = [_gain(optimal, ranking)]
    if broken:
        notes.append(
            msgn(
                "Down the list breaks {n} balance rule of the round.",
                "Down the list breaks {n} balance rules of the round.",
                broken,
            )
        )
    return Table("methods", msg("The choice of method"), columns, tuple(rows), notes=tuple(notes))


def _heading(ranking: Plan) -> Message:
    near = ranking.method is Selection.NEAR_RANKING
    return msg("Near the list") if near else msg("Down the list")


def _gain(optimal: Plan, ranking: Plan) -> Message:
    if ranking.value == optimal.value:
        return msg("Both methods give the same sum of values.")
    if ranking.method is Selection.NEAR_RANKING:
        return msg(
            "Following the list costs {loss} points, {share} of the most value.",
            loss=points(optimal.value - ranking.value),
            share=Percent(Fraction(optimal.value - ranking.value, optimal.value), 1),
        )
    if ranking.value == 0:
        return msg("Going down the list funds nothing of value.")
    if ranking.value > optimal.value:
        return msg("Down the list is worth more only because it breaks demands of the round.")
    return msg(
        "Most value gives {gain} more value within the same frames than going down the list.",
        gain=Percent(Fraction(optimal.value - ranking.value, ranking.value), 1),
    )
