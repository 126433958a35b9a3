"""The first page of a council paper: what is proposed, what it costs, what is left out, how sure.

Half a minute must be enough for it, so it holds no rank, criterion or word of the method.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from innostrat.analysis.plan.result import place
from innostrat.baseline import frames_of, known_before, net_of, own_changes
from innostrat.budgets import BUDGETS, ByBudget
from innostrat.economy import paid_by_fees
from innostrat.messages import Kroner, Listing, Message, few, msg, msgn
from innostrat.model.words import FrameKind
from innostrat.money import thousands
from innostrat.parts import Part
from innostrat.pot import pot_money
from innostrat.reports import ruling
from innostrat.reports.amounts import cost_cells, cost_columns
from innostrat.reports.budget.bridge import CAPITAL_ROWS
from innostrat.reports.budget.investments import loans_unknown
from innostrat.reports.budget.measures import LOANS, known_as, measures
from innostrat.reports.computed import Added
from innostrat.reports.doubts import doubted
from innostrat.reports.plan import answer, selection
from innostrat.reports.plan.plan import clash, plan_status, unplanned
from innostrat.reports.table import Column, Paragraph, Row, RowRole, Table
from innostrat.reports.years import Line, Years, added

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.plan.result import Funded, Left, Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.reports.paper.inputs import Inputs
    from innostrat.reports.table import Block

FEW = 8  # titles in a sentence
BY_YEAR = {
    FrameKind.OPERATING: (msg("Operating, gross"), msg("Operating, net")),
    FrameKind.INVESTMENT: (msg("Investment, gross"), msg("Investment, net")),
}


def blocks(inputs: Inputs) -> Iterator[Block]:
    """Yield the page; without a plan, why there is none and what would let one exist."""
    plan, portfolio = inputs.plan, inputs.basis.portfolio
    if not plan.is_made:
        yield Paragraph(plan_status(plan))
        yield clash(plan, portfolio)
        yield from unplanned(plan, portfolio)
        return
    if not answer.competes(plan):
        yield Paragraph(tuple(_nothing(plan)))
        return
    if doubts := tuple(doubted(inputs.basis, [one.project for one in plan.funded])):
        yield Paragraph(doubts)
    if plan.decision is None:
        yield Paragraph(tuple(_proposal(inputs)))
    else:
        yield Paragraph((ruling.decided(plan.decision),))
    yield _funded(plan, portfolio)
    yield by_year(plan, portfolio)
    if plan.left:
        yield Paragraph(tuple(_left_out(plan)), msg("Not prioritised"))
    if sure := tuple(_sure(inputs)):
        yield Paragraph(sure, msg("How sure is this?"))


def _nothing(plan: Plan) -> Iterator[Message]:
    """Yield that the round has nothing to decide on, and how many may come to compete."""
    yield msg("No project competes in this round and none is bound: there is nothing to propose.")
    if plan.not_ready:
        yield msgn(
            "{n} project is not ready to compete.",
            "{n} projects are not ready to compete.",
            len(plan.not_ready),
        )


def title(plan: Plan) -> Message:
    """Return what the page is called: a proposal until a body has decided."""
    return msg("Proposed decision") if plan.decision is None else msg("What was decided")


def _proposal(inputs: Inputs) -> Iterator[Message]:
    plan = inputs.plan
    first, last = plan.round.years[0], plan.round.years[-1]
    yield msgn(
        "1. {n} project is taken into the four-year plan {first}–{last}, with start and cost as "
        "below.",
        "1. {n} projects are taken into the four-year plan {first}–{last}, with start and cost as "
        "below.",
        len(plan.funded),
        first=first,
        last=last,
    )
    operating, investment = (
        thousands(sum(yearly_net(plan, inputs.basis.portfolio, kind).values())) * 1000
        for kind in BUDGETS
    )
    yield msg(
        "2. The plan is charged with {operating} net for operating and {investment} net for "
        "investment in {first}–{last}, each year as below.",
        operating=Kroner(operating),
        investment=Kroner(investment),
        first=first,
        last=last,
    )
    if plan.left:
        yield msgn(
            "3. {n} project that competed is not prioritised in this round.",
            "3. {n} projects that competed are not prioritised in this round.",
            len(plan.left),
        )


def _funded(plan: Plan, portfolio: Portfolio) -> Table:
    """Return the projects by name, with what is new, start and gross cost of each budget."""
    ordered, known = sorted(plan.funded, key=place), known_before(portfolio, plan.round)
    rows = [
        Row.of(
            one.project.title,
            known_as(one.project) if one.project.id in known else msg("new"),
            one.start,
            *cost_cells(_own_cost(one, plan.round)),
        )
        for one in ordered
    ]
    sums = (msg("Sum"), None, None, *cost_cells(plan.cost))
    total = Row(sums, RowRole.TOTAL, Added(tuple(range(len(rows))), but=("start",)))
    return Table(
        "proposed",
        msg("Taken into the plan: start, and gross cost in the years of the plan in 1000 kr"),
        (
            Column("project", msg("Project"), wide=True),
            Column("decision_type", msg("Decision type"), optional=1),
            Column("start", msg("Start")),
            *cost_columns(),
        ),
        (*rows, total) if rows else (),
        selection.fees_note(plan),
        empty=msg("Nothing is funded"),
    )


def _own_cost(one: Funded, round_: Round) -> ByBudget | None:
    """Return what taxes pay of a project; None where fees pay all of it, which is not nothing."""
    by_fees = paid_by_fees(one.money.costs, round_)
    return None if one.cost == ByBudget() != by_fees else one.cost


def by_year(plan: Plan, portfolio: Portfolio) -> Table:
    """Return what each budget is charged with each year: gross, and less grants and savings."""
    years = Years(plan.round.years)
    return Table(
        "by-year",
        msg("Cost each year in 1000 kr; net is less granted funding and committed savings"),
        years.columns(msg("Budget")),
        tuple(map(years.row, yearly_cost(plan, portfolio))),
        notes=loans_unknown(plan, portfolio),
    )


def yearly_cost(plan: Plan, portfolio: Portfolio) -> Iterator[Line]:
    """Yield what each budget carries in kroner by year, and net.

    That is the projects' gross cost, and where there is any: a body's own changes of budgets, the
    yearly pot, what loans cost, and what operating money pays of investments.
    """
    fund = portfolio.strategy.fund
    for kind in BUDGETS:
        gross, net = BY_YEAR[kind]
        pot, own = _pot(plan, portfolio, kind), _own_changes(plan, portfolio, kind)
        spent = _yearly(plan, portfolio, kind, Part.COST)
        rest = {year: pot.get(year, 0) + own.get(year, 0) for year in spent}
        rows = (
            (msg("The body's own changes"), own),
            (fund.title if fund else "", pot),
            (msg("Interest and instalments"), _yearly(plan, portfolio, kind, *LOANS)),
            (CAPITAL_ROWS[Part.TRANSFER], _yearly(plan, portfolio, kind, Part.TRANSFER)),
        )
        yield Line(gross, {year: amount - rest[year] for year, amount in spent.items()})
        yield from (Line(title, amounts) for title, amounts in rows if any(amounts.values()))
        yield Line(net, yearly_net(plan, portfolio, kind))


def _own_changes(plan: Plan, portfolio: Portfolio, kind: FrameKind) -> dict[int, int]:
    """Return what bodies themselves changed of budgets when they decided, in kroner; operating."""
    if kind is not FrameKind.OPERATING:
        return {}
    found = own_changes(portfolio, plan.round, plan.decision)
    changes = (one.money.costs for one in found)
    return added({year: amount} for costs in changes for (_, year), amount in costs.items())


def _pot(plan: Plan, portfolio: Portfolio, kind: FrameKind) -> dict[int, int]:
    """Return the yearly pot, in kroner; it is operating money."""
    if kind is not FrameKind.OPERATING:
        return {}
    costs = pot_money(portfolio.strategy.fund, plan.round, plan.round.years).costs
    return {year: amount for (_, year), amount in costs.items()}


def yearly_net(plan: Plan, portfolio: Portfolio, kind: FrameKind) -> dict[int, int]:
    """Return what a budget is charged with, net, in kroner by year."""
    return _yearly(plan, portfolio, kind, *Part)


def _yearly(plan: Plan, portfolio: Portfolio, kind: FrameKind, *parts: Part) -> dict[int, int]:
    frames = frames_of(kind, plan.round, portfolio)
    found = measures(plan, portfolio, changes=False)
    return added(net_of(one.money.only(part), frames) for one in found for part in parts)


def _left_out(plan: Plan) -> Iterator[Message]:
    names = few([one.project.title for one in sorted(plan.left, key=place)], FEW)
    if plan.decision is not None:
        yield msg("What was decided does not hold these: {names}.", names=names)
        return
    yield msgn(
        "{n} project that competed is not in the plan: {names}.",
        "{n} projects that competed are not in the plan, of most points first: {names}.",
        len(plan.left),
        names=names,
    )
    yield _why(plan.left, plan)


def _why(left: tuple[Left, ...], plan: Plan) -> Message:
    lacking = Counter(frame for one in left for frame in {frame for frame, _ in one.short})
    if not lacking:
        return msg("Why each is left out stands in the table of what is not included.")
    frames = tuple(
        msg("{frame} ({n})", frame=one.title, n=lacking[one.id])
        for one in plan.round.frames
        if one.id in lacking
    )
    return msg(
        "What they lack is room beside the plan in these frames: {frames}.",
        frames=Listing(frames),
    )


def _sure(inputs: Inputs) -> Iterator[Message]:
    plan = inputs.plan
    yield from answer.uncounted(plan)
    if plan.decision is None:
        yield from plan_status(plan)
    if inputs.defence is not None:
        yield from answer.certainty(plan, inputs.defence)
    found = inputs.robustness
    if found is not None and found.standings and answer.chooses(plan):
        kept = {one.project.id for one in plan.funded}
        mine = [one for one in found.standings if one.id in kept]
        yield msg(
            "However the weights move within the strategy's limits, {always} of the {count} "
            "projects of the plan are in every best portfolio found.",
            always=sum(one.verdict == "core" for one in mine),
            count=len(mine),
        )
