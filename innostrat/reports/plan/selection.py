"""The prioritised list, and what the choice of method means for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.plan.result import Funded, place
from innostrat.budgets import ByBudget
from innostrat.economy import first_year, gross_cost, paid_by_fees
from innostrat.messages import Kroner, Listing, Message, Percent, Points, mark, msg, msgn
from innostrat.model.words import FrameKind, Selection
from innostrat.reports.amounts import BUDGET_TITLES, cost_cells, cost_columns
from innostrat.reports.computed import Added, Running
from innostrat.reports.plan.entries import points, rank
from innostrat.reports.table import Align, Column, Row, RowRole, Table, Thousands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.plan.result import Left, Plan
    from innostrat.model.round import Round
    from innostrat.reports.table import Cell

RUNNING: Final = {
    FrameKind.OPERATING: msg("Cumulated operating"),
    FrameKind.INVESTMENT: msg("Cumulated investment"),
}
LIST: Final = (
    Column("rank", msg("Rank"), Align.RIGHT),
    Column("project", msg("Project"), wide=True),
    Column("value", msg("Value"), Align.RIGHT),
    *(
        column
        for kind, running in RUNNING.items()
        for column in (
            Column(kind.value, BUDGET_TITLES[kind], Align.RIGHT),
            Column(
                f"{kind.value}_cumulated",
                running,
                Align.RIGHT,
                optional=3,
                computed=Running(kind.value),
            ),
        )
    ),
    Column("funded", msg("Funded")),
    Column("start", msg("Start"), Align.RIGHT, optional=1),
    Column("asked_start", msg("Asked start"), Align.RIGHT, optional=2),
)


def prioritised(plan: Plan) -> Table:
    """Return the list by rank, first what is bound: value, costs, running sums, funded or not."""
    rows, cumulated = [], ByBudget()
    entries: list[Funded | Left] = sorted([*plan.funded, *plan.left], key=place)
    for entry in entries:
        spent = _cost(entry, plan.round)
        is_funded = isinstance(entry, Funded)
        if is_funded:
            cumulated += spent
        rows.append(
            Row.of(
                rank(entry),
                entry.project.title,
                None if entry.scored is None else Points(entry.scored.value),
                *_paired(spent, cumulated if is_funded else None),
                _state(entry),
                *_starts(entry, plan.round),
            )
        )
    total = Row.of(
        None,
        msgn("{n} project funded", "{n} projects funded", len(plan.funded)),
        points(plan.value),
        *_paired(cumulated, None),
        *[None] * 3,
        role=RowRole.TOTAL,
        computed=_funded_alone(plan, entries),
    )
    return Table(
        key="prioritised",
        title=msg("The prioritised list"),
        columns=LIST,
        rows=(*rows, total) if rows else (),
        notes=(
            msg(
                "Costs are gross, in the years of the plan and in 1000 kr; value is in points. "
                "Operating and investment are separate budgets and are not added up."
            ),
            *fees_note(plan),
            *_delay_note(plan),
        ),
        empty=msg("No project competes and none is bound"),
    )


def _funded_alone(plan: Plan, entries: Sequence[Funded | Left]) -> Added:
    """Return the sum over those in the plan; that of values counts each delay, which no row has."""
    rows = tuple(row for row, entry in enumerate(entries) if isinstance(entry, Funded))
    return Added(rows, but=("value",) if _delay_note(plan) else ())


def fees_note(plan: Plan) -> tuple[Message, ...]:
    """Return what of the plan fees pay, which is not among the costs, where there is any."""
    found = [(one, paid_by_fees(one.money.costs, plan.round)) for one in plan.funded]
    by_fees = [(one.project.title, cost) for one, cost in found if cost != ByBudget()]
    if not by_fees:
        return ()
    whole = ByBudget.total(cost for _, cost in by_fees)
    return (
        msg(
            "Fees pay this at cost, in a table of its own and not among the costs here: "
            "{operating} for operating and {investment} for investment, gross, of {projects}.",
            operating=Kroner(whole.operating),
            investment=Kroner(whole.investment),
            projects=Listing(tuple(title for title, _ in by_fees), "; "),
        ),
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


def _paired(cost: ByBudget, running: ByBudget | None) -> Iterator[Cell]:
    """Yield each budget's cost and running sum, in the order of the columns."""
    for now, until in zip(cost_cells(cost), cost_cells(running), strict=True):
        yield from (now, until)


def _cost(entry: Funded | Left, round_: Round) -> ByBudget:
    return entry.cost if isinstance(entry, Funded) else gross_cost(entry.project, round_)


def _state(entry: Funded | Left) -> Message:
    if not isinstance(entry, Funded):
        return msg("no")
    return entry.project.commitment.label if entry.project.is_bound else msg("yes")


def _starts(entry: Funded | Left, round_: Round) -> tuple[int | None, int]:
    """Return the year that the project starts in, and the one that it asked for."""
    asked = first_year(entry.project, round_)
    return (entry.start if isinstance(entry, Funded) else None), asked


def methods(optimal: Plan, ranking: Plan) -> Table:
    """Return what `optimal` and a plan by the list choose differently, and what each adds up to."""
    columns = (
        Column("project", msg("Project"), wide=True),
        Column("value", msg("Value"), Align.RIGHT),
        *cost_columns(),
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
        Row.of(
            entry.project.title,
            None if entry.scored is None else Points(entry.scored.value),
            *cost_cells(entry.cost),
            msg("yes") if entry.project.id in one else msg("no"),
            msg("yes") if entry.project.id in other else msg("no"),
        )
        for entry in differing
    ]
    sums: list[tuple[Message, tuple[Cell, Cell]]] = [
        (msg("Sum of values"), (points(optimal.value), points(ranking.value))),
        (msg("Projects"), (len(one), len(other))),
    ]
    for kind, title in BUDGET_TITLES.items():
        sums.append((title, (Thousands(optimal.cost.of(kind)), Thousands(ranking.cost.of(kind)))))
    rows += [Row.of(title, *[None] * 3, *both, role=RowRole.TOTAL) for title, both in sums]
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
    """Return what the methods differ by; at least so much where the best is not proved."""
    proved = optimal.status == "optimal"
    more = optimal.value - ranking.value
    if not more:
        return msg("Both methods give the same sum of values.")
    if ranking.value == 0:
        return msg("Going down the list funds nothing of value.")
    if more < 0 and ranking.broken:
        return msg("Down the list is worth more only because it breaks demands of the round.")
    if more < 0:
        return msg("The list gives more value: the search for the most was not done.")
    if ranking.method is Selection.NEAR_RANKING:
        text = mark("Following the list costs {loss} points, {share} of the most value.")
        if not proved:
            text = mark("Following the list costs at least {loss} points: more may be possible.")
        share = Percent(Fraction(more, optimal.value), 1)
        return msg(text, loss=points(more), share=share)
    text = mark(
        "Most value gives {gain} more value within the same frames than going down the list."
    )
    if not proved:
        text = mark(
            "Most value gives at least {gain} more value within the same frames than going down "
            "the list."
        )
    return msg(text, gain=Percent(Fraction(more, ranking.value), 1))
