"""The report of a plan: everything that goes to the management group and into the budget paper."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from innostrat.language import in_english
from innostrat.messages import Listing, Message, Percent, msg, msgn
from innostrat.model.words import FrameKind, Selection
from innostrat.reports import doubts, heading, ruling
from innostrat.reports.amounts import amounts_data, as_number
from innostrat.reports.budget import bridges, investments, self_cost
from innostrat.reports.common import price_basis
from innostrat.reports.plan import (
    answer,
    balance,
    following,
    four_years,
    in_short,
    infeasible,
    selection,
    unfunded,
)
from innostrat.reports.plan.entries import decimal_points, titles
from innostrat.reports.table import Block, Facts, Json, Paragraph, Report
from innostrat.reports.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.optimizer.problem import Demand
    from innostrat.analysis.plan.result import FrameYear, Funded, Left, Plan
    from innostrat.model.decision import Decision
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.basis import Basis

    Part: TypeAlias = tuple[str, tuple[Block, ...]]

PARTS: Final = ("list", "tables", "bridge", "frames", "out", "leaps", "balance", "method")
"""What the report of a plan can be asked for, beside the answer."""


def plan_report(
    plan: Plan,
    other: Plan | None,
    basis: Basis,
    *,
    defence: Defence | None = None,
    changes: bool = False,
    show: tuple[str, ...] = PARTS,
) -> Report:
    """Return the report of `plan`, what is said in its `defence` first.

    `other` is the plan by the other method, for comparison. With `changes` the four-year tables
    print year-on-year changes instead of levels. Of the `PARTS` only those in `show` are printed.
    """
    portfolio, years = basis.portfolio, Years(plan.round.years, changes)
    facts = heading.facts(basis)
    facts = Facts(facts.key, facts.title, (*facts.pairs, *conventions(plan, years)))
    found = _parts(plan, other, portfolio, years, defence)
    proof = plan_status(plan)
    answered: tuple[Block, ...] = ()
    if not answer.competes(plan):
        answered = tuple(in_short.waiting(plan))
    elif defence is not None and plan.is_made:
        answered = (in_short.answer_points(plan, portfolio, defence, proof),)
    return Report(
        title=msg("{round}: prioritisation", round=plan.round.title),
        preamble=(
            *heading.planned(portfolio, plan.round),
            *heading.preamble(basis),
            *incomplete(basis),
            *doubts.doubted(basis, [one.project for one in plan.funded]),
            *(proof if not answered or not answer.competes(plan) else ()),
        ),
        answer=answered,
        blocks=(
            *shown(facts, found, show),
            *((Paragraph((more(PARTS),)),) if plan.is_made and not show else ()),
        ),
        data=plan_data(plan, portfolio) | ({} if defence is None else answer.data(defence)),
        left_out=basis.left_out,
    )


def first(plan: Plan, defence: Defence | None) -> tuple[Message, ...]:
    """Return the first sentences; a plan proved optimal says so in its method alone."""
    told = () if defence is None else answer.first_sentences(plan, defence)
    return told if is_proved(plan) else (*plan_status(plan), *told)


def is_proved(plan: Plan) -> bool:
    """Whether no other selection within the frames and rules is worth more."""
    proved = plan.status == "optimal" and not plan.timed_out and answer.chooses(plan)
    return proved and plan.method is Selection.OPTIMAL


def shown(facts: Facts, parts: Iterable[Part], show: tuple[str, ...]) -> Iterator[Block]:
    """Yield the parts asked for, and those of no name; without any, not what they are read by."""
    if show:
        yield facts
    for part, blocks in parts:
        if part in show or not part:
            yield from blocks


def more(parts: tuple[str, ...]) -> Message:
    """Return how the rest is asked for."""
    return msg(
        "More with --show {parts}, or --all. `innostrat why ID` explains one project.",
        parts=Listing(parts, ","),
    )


def _parts(
    plan: Plan,
    other: Plan | None,
    portfolio: Portfolio,
    years: Years,
    defence: Defence | None,
) -> Iterator[Part]:
    """Yield the blocks by the part that they belong to; those of none are always printed."""
    if not answer.competes(plan):
        return
    if not plan.is_made:
        yield "", (clash(plan, portfolio), *unplanned(plan, portfolio))
        return
    yield "", broken(plan, portfolio)
    yield "list", (selection.prioritised(plan),)
    yield from money_parts(plan, portfolio, years)
    takes = unfunded.what_it_takes(plan, portfolio)
    yield "out", (unfunded.not_included(plan), *filter(None, [takes]))
    yield "leaps", (*answer.reasons(plan, defence), *following.tables(plan, defence))
    yield balance_part(plan, portfolio)
    if other is not None:
        pair = (plan, other) if plan.method is Selection.OPTIMAL else (other, plan)
        yield "method", (selection.methods(*pair),) if pair[0].is_made else ()


def money_parts(plan: Plan, portfolio: Portfolio, years: Years) -> Iterator[Part]:
    """Yield what is the same of any plan, also of one that was decided: its money."""
    yield (
        "tables",
        (
            four_years.by_service_area(plan, portfolio, years, FrameKind.OPERATING),
            four_years.by_service_area(plan, portfolio, years, FrameKind.INVESTMENT),
            *investments.investment_table(plan, portfolio),
            *self_cost.self_cost(plan, portfolio, years),
            four_years.by_focus_area(plan, portfolio, years),
        ),
    )
    bridged = bridges.bridges(plan, portfolio)
    yield "bridge", tuple(bridges.bridge_tables(bridged, plan, portfolio, areas=years.changes))
    yield "frames", (four_years.frames_table(plan, portfolio),)


def balance_part(plan: Plan, portfolio: Portfolio) -> Part:
    """Return how the plan is shared among the focus areas, and the rules on it."""
    return "balance", (balance.balance(plan, portfolio), balance.balance_rules(plan, portfolio))


def conventions(plan: Plan, years: Years) -> tuple[tuple[Message, Message], ...]:
    """Return what a reader must know before reading a number."""
    shown = (
        msg("changes from the year before, the first year from what was decided for it")
        if years.changes
        else msg("levels each year, not changes")
    )
    return (
        *(((msg("Method"), plan.method.label),) if plan.decision is None else ()),
        *((msg("Proof"), one) for one in (plan_status(plan) if is_proved(plan) else ())),
        (msg("Unit"), msg("1000 kr unless another unit is named")),
        (msg("Sign"), msg("cost +, saving, grant and income −")),
        (msg("Prices"), msg("{prices}, most likely amounts", prices=price_basis(plan.round))),
        (msg("Amounts"), shown),
        (msg("Committed savings"), _refill(plan)),
    )


def _refill(plan: Plan) -> Message:
    if plan.round.committed_savings_refill:
        return msg("free room in the frame that they name")
    if "committed_savings_refill" in plan.round.model_fields_set:
        return msg("free no room in the frames")
    return msg("free no room in the frames; the round does not say (committed_savings_refill)")


def plan_status(plan: Plan) -> tuple[Message, ...]:
    """Return in words what is proved about the plan; of an empty one, what is missing."""
    if plan.decision is not None:
        return (ruling.decided(plan.decision),)
    if not answer.competes(plan):
        return (answer.NOTHING_COMPETES,)
    if not answer.chooses(plan):
        return (answer.ALL_BOUND,)
    if plan.method is Selection.RANKING:
        return (
            msg("Down the list: each project by rank while there is room. No optimum is claimed."),
        )
    if plan.method is Selection.NEAR_RANKING and plan.is_made and plan.unsure:
        return (
            msg(
                "Near the list: each project by rank is kept where a plan with all that is kept "
                "was found to be worth at most {within} less than the best found. That none holds "
                "those passed over is not proved. This one is at most {less} below the best.",
                within=Percent(plan.round.within or Fraction(0), 1),
                less=Percent(plan.gap, 1),
            ),
        )
    if plan.method is Selection.NEAR_RANKING and plan.is_made:
        return (
            msg(
                "Near the list: each project by rank is kept as long as some plan with all that is "
                "kept is worth at most {within} less than the best. This one is worth {less} less.",
                within=Percent(plan.round.within or Fraction(0), 1),
                less=Percent(plan.gap, 1),
            ),
        )
    match plan.status:
        case "optimal":
            text = msg("No other selection within the frames and rules gives more points.")
        case "feasible":
            text = msg(
                "Best selection found; one with at most {gap} more value may exist.",
                gap=Percent(plan.gap, 2),
            )
        case "infeasible":
            text = msg("No selection meets all demands of the round.")
        case _:
            text = msg("No selection was found before the search ended, and none is ruled out.")
    if plan.timed_out:
        return (
            text,
            msg("The search stopped before it was done; another machine may get further."),
        )
    return (text,)


def incomplete(basis: Basis, decision: Decision | None = None) -> tuple[Message, ...]:
    """Return that the plan is not the whole one when a project could not be read.

    What is counted all the same is not missing, nor what a decision that is shown rules on, nor a
    project with an error that can be read: it is known that nothing binds it.
    """
    counted = basis.counted
    missing = (one for one in basis.unread if one not in counted)
    if all(decision is not None and decision.ruling(one) is not None for one in missing):
        return ()
    return (
        msg(
            "THIS PLAN IS NOT COMPLETE: if a project among those left out is decided or mandatory, "
            "its cost is missing here. Mend the errors before the plan is used."
        ),
    )


def broken(plan: Plan, portfolio: Portfolio) -> tuple[Block, ...]:
    """Return the demands of the round that a plan down the list does not keep."""
    if not plan.broken:
        return ()
    demands = [line for demand in plan.broken for line in _missed(demand, plan, portfolio)]
    return (
        Paragraph(
            (*demands, *infeasible.overdrawn(plan)), title=msg("THE PLAN BREAKS THESE DEMANDS")
        ),
    )


def clash(plan: Plan, portfolio: Portfolio) -> Block:
    """Return the smallest set of demands that clash, or another, or how to look for longer."""
    if not plan.conflicts:
        return Paragraph((msg("Give more time with --time-limit."),))
    count = len(plan.conflicts)
    demands = tuple(line for demand in plan.conflicts for line in _missed(demand, plan, portfolio))
    intro = msgn(
        "This demand cannot be met:",
        "These {n} demands cannot all be met; without any one of them the others can:",
        count,
    )
    demands += tuple(infeasible.overdrawn(plan))
    if plan.smallest:
        return Paragraph((intro, *demands), title=msg("The smallest set of demands that clash"))
    more = msg("The smallest such set would take too long to find; this one may not be it.")
    return Paragraph((intro, *demands, more), title=msg("A set of demands that clash"))


def _missed(demand: Demand, plan: Plan, portfolio: Portfolio) -> Iterator[Message]:
    """Yield the demand in words, and who would count towards it but gives nothing."""
    yield msg("• {demand}", demand=unfunded.demand_in_words(demand, portfolio, plan.round))
    if demand.kind not in {"count", "share"}:
        return
    rule = plan.round.balance[int(str(demand.key[0])) - 1]
    idle = [one.id for one in plan.idle if rule.covers(one)]
    if idle and (rule.min_projects is not None or rule.min_share is not None):
        yield msg(
            "  would count, but is kept out since it gives no benefit: {projects}. Answer what it "
            "gives, or lower the rule",
            projects=titles(idle, portfolio),
        )


def unplanned(plan: Plan, portfolio: Portfolio) -> tuple[Block, ...]:
    """Return what would let a plan exist, where none does."""
    return (infeasible.repair_table(plan, portfolio),) if plan.status == "infeasible" else ()


def plan_data(plan: Plan, portfolio: Portfolio) -> dict[str, Json]:
    """Return the plan as the documented JSON: amounts in kroner or units, values in points."""
    return {
        "format": 1,
        "kind": "plan",
        "round": plan.round.id,
        "price_year": plan.round.prices,
        "vat": None if plan.round.vat is None else plan.round.vat.value,
        "method": plan.method.value,
        "status": plan.status,
        "gap": float(plan.gap),
        "value": decimal_points(plan.value),
        "bound": decimal_points(plan.bound),
        "timed_out": plan.timed_out,
        "uncounted": [one.project.id for one in plan.funded if not one.project.costs_anything],
        "funded": [_funded(one, plan) for one in plan.funded],
        "not_funded": [_left(one, plan) for one in plan.left],
        "not_ready": [
            {"id": one.project.id, "reason": in_english(one.reason)} for one in plan.not_ready
        ],
        "frames": [_frame(one) for one in plan.frames],
        "balance": [
            {
                "rule": number,
                "projects": state.projects,
                "share": None if state.share is None else float(state.share),
                "holds": state.holds,
            }
            for number, state in enumerate(plan.balance, start=1)
        ],
        "broken": [{"kind": one.kind, "key": list(one.key)} for one in plan.broken],
        "conflicts": [{"kind": one.kind, "key": list(one.key)} for one in plan.conflicts],
        "conflicts_smallest": plan.smallest,
        "repairs": infeasible.data(plan),
        **bridges.data(bridges.bridges(plan, portfolio) if plan.is_made else (), plan.round.years),
        **investments.data(plan, portfolio),
    }


def _funded(one: Funded, plan: Plan) -> dict[str, Json]:
    net: dict[str, dict[str, Json]] = {}
    for (frame, year), amount in one.money.net.items():
        net.setdefault(frame, {})[str(year)] = as_number(amount, plan.round.frame(frame))
    return {
        "id": one.project.id,
        "rank": one.scored.rank if one.scored else None,
        "value": decimal_points(one.units),
        "commitment": one.project.commitment.value,
        "start": one.start,
        "delay": one.delay,
        "amounts": net,
    }


def _left(one: Left, plan: Plan) -> dict[str, Json]:
    return {
        "id": one.project.id,
        "rank": one.scored.rank,
        "value": decimal_points(one.scored.units),
        "reason": in_english(one.reason),
        "short": amounts_data(one.short, plan.round),
        "displaces": None if one.displaced is None else list(one.displaced),
        "brings_in": list(one.entering),
        "loss": None if one.loss is None else decimal_points(one.loss),
        "hopeless": one.hopeless,
    }


def _frame(one: FrameYear) -> dict[str, Json]:
    amounts = {
        "limit": one.limit,
        "used": one.used,
        "reserved": one.reserved,
        "left": one.left,
    }
    return {
        "id": one.frame.id,
        "year": one.year,
        **{key: as_number(amount, one.frame) for key, amount in amounts.items()},
    }
