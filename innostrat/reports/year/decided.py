"""The report of a round that has been decided: what was decided, in the tables of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.economy import in_units
from innostrat.messages import Listing, Message, few, msg, msgn
from innostrat.model.words import Verdict
from innostrat.reports import common, heading, ruling
from innostrat.reports.amounts import cell, cost_cells, cost_columns
from innostrat.reports.common import shown_value
from innostrat.reports.computed import Added
from innostrat.reports.doubts import doubted
from innostrat.reports.plan import answer
from innostrat.reports.plan.plan import (
    balance_part,
    conventions,
    incomplete,
    money_parts,
    more,
    plan_data,
    shown,
)
from innostrat.reports.table import Align, Column, Facts, Paragraph, Report, Row, RowRole, Table
from innostrat.reports.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.defence.defence import Defence
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.decision import Amendment, DecidedProject, Decision
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block


PARTS: Final = ("list", "tables", "bridge", "frames", "balance")
"""What the report can be asked for: what a plan has that is not about choosing."""


def report(
    plan: Plan,
    basis: Basis,
    defence: Defence,
    *,
    changes: bool = False,
    show: tuple[str, ...] = PARTS,
) -> Report:
    """Return what was decided: who and what first, then of the `PARTS` those in `show`."""
    decision = given(plan)
    years = Years(plan.round.years, changes)
    facts = heading.facts(basis)
    return Report(
        title=msg("{round}: what was decided", round=plan.round.title),
        preamble=(
            *decision_sentences(plan, basis, defence),
            *heading.preamble(basis),
            *incomplete(basis, decision),
            *doubted(basis, [one.project for one in plan.funded]),
        ),
        blocks=(
            *shown(
                Facts(facts.key, facts.title, (*facts.pairs, *conventions(plan, years))),
                _parts(plan, basis, years),
                show,
            ),
            *(() if show else (Paragraph((more(PARTS),)),)),
        ),
        data=plan_data(plan, basis.portfolio) | {"decision": ruling.data(decision, plan.round)},
        left_out=basis.left_out,
    )


def given(plan: Plan) -> Decision:
    """Return the decision that a decided plan shows."""
    assert plan.decision is not None  # noqa: S101  (the caller has a decided plan)
    return plan.decision


def decision_sentences(plan: Plan, basis: Basis, defence: Defence) -> Iterator[Message]:
    """Yield who decided, what is in and what is not, and where it departs from what was advised."""
    decision = given(plan)
    yield ruling.decided(decision)
    yield answer.included(plan, defence)
    yield from _without(decision, basis)
    departs = [one for one in decision.projects if one.decided is not one.recommended]
    if departs:
        yield msgn(
            "The decision departs from the recommendation for {n} project: {names}.",
            "The decision departs from the recommendation for {n} projects: {names}.",
            len(departs),
            names=Listing(tuple(_departure(one, basis) for one in departs), "; "),
        )
    if defence.chance is not None:
        yield answer.likelihood(defence.chance)


def _without(decision: Decision, basis: Basis) -> Iterator[Message]:
    """Yield who was given nothing: what nobody refused, and what a body did refuse."""
    passed, refused = (
        [one for one in decision.projects if one.decided is verdict]
        for verdict in (Verdict.NOT_PRIORITISED, Verdict.REJECTED)
    )
    if passed:
        yield msgn(
            "NOT PRIORITISED: {n} project: {names}.",
            "NOT PRIORITISED: {n} projects: {names}.",
            len(passed),
            names=_few(passed, basis),
        )
    if refused:
        yield msgn(
            "REJECTED: {n} project: {names}.",
            "REJECTED: {n} projects: {names}.",
            len(refused),
            names=_few(refused, basis),
        )


def _few(found: Sequence[DecidedProject], basis: Basis) -> Listing:
    titles = tuple(shown_value(basis.portfolio.title_of(one.id)) for one in found)
    return few(titles, answer.FEW)


def _departure(one: DecidedProject, basis: Basis) -> Message:
    return msg(
        "{title} ({recommended} → {decided})",
        title=basis.portfolio.title_of(one.id),
        recommended=one.recommended.label,
        decided=one.decided.label,
    )


def _parts(plan: Plan, basis: Basis, years: Years) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "list", tuple(record(plan, basis))
    yield from money_parts(plan, basis.portfolio, years)
    yield balance_part(plan, basis.portfolio)


def record(plan: Plan, basis: Basis) -> Iterator[Table]:
    """Yield the rulings, and the body's own changes of frames and budgets where there are any."""
    yield _rulings(plan, basis)
    changes = given(plan).amendments
    if changes:
        yield Table(
            "amendments",
            msg("What the body itself changed"),
            (
                Column("place", msg("Frame or service area"), wide=True),
                *(Column(str(year), str(year), Align.RIGHT) for year in plan.round.years),
                Column("because", msg("Because"), wide=True),
            ),
            tuple(_amendment(one, plan, basis) for one in changes),
            notes=(
                msg("1000 kr, or the frame's unit: how much more each year, less where negative."),
            ),
        )


def _amendment(one: Amendment, plan: Plan, basis: Basis) -> Row:
    frame = plan.round.frame(one.frame or "")
    area = common.service_area(basis.portfolio, one.service_area)
    years = (one.amounts.get(year) for year in plan.round.years)
    cells = (None if change is None else cell(in_units(change, frame), frame) for change in years)
    return Row.of(frame.title if frame else area or one.frame, *cells, one.because)


def _rulings(plan: Plan, basis: Basis) -> Table:
    """Return each ruling: what was recommended and decided, from when, at what cost, and why."""
    decision = given(plan)
    costs = {one.project.id: one.cost for one in plan.funded}
    ordered = sorted(decision.projects, key=lambda one: (one.start is None, one.id))
    rows = [
        Row.of(
            basis.portfolio.title_of(one.id),
            one.recommended.label,
            one.decided.label,
            one.start,
            *cost_cells(costs.get(one.id)),
            one.because,
        )
        for one in ordered
    ]
    total = msgn("{n} project funded", "{n} projects funded", len(costs))
    sums = (total, None, None, None, *cost_cells(plan.cost), None)
    rows.append(Row(sums, RowRole.TOTAL, Added(tuple(range(len(rows))))))
    return Table(
        "record",
        msg("The decision, project by project"),
        (
            Column("project", msg("Project"), wide=True),
            Column("recommended", msg("Recommended"), optional=1),
            Column("decided", msg("Decided"), wide=True),
            Column("start", msg("Start")),
            *cost_columns(),
            Column("because", msg("Because"), wide=True),
        ),
        tuple(rows),
        notes=(msg("Costs are gross, in the years of the plan and in 1000 kr."),),
    )


def ruling_report(basis: Basis, project_id: str) -> Report:
    """Return what was decided about one project in the round of `basis`, which is decided."""
    portfolio, round_ = basis.portfolio, basis.ranked.round
    decision = portfolio.decision(round_)
    assert decision is not None  # noqa: S101  (the caller has a decided round)
    ruled = decision.ruling(project_id)
    return Report(
        title=msg("Why: {project}", project=portfolio.projects[project_id].title),
        preamble=(
            ruling.decided(decision),
            msg("With --anew it is selected again, and what would turn the answer is told."),
            *heading.preamble(basis),
        ),
        blocks=tuple(ruling.blocks(decision, project_id, round_)),
        data={
            "format": 1,
            "kind": "why",
            "round": round_.id,
            "id": project_id,
            "decision": None if ruled is None else ruling.ruling_data(ruled, round_),
        },
        left_out=basis.left_out,
    )
