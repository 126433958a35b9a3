"""What would let a plan exist where nothing fits: the smallest repairs, in words and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.economy import readable_amount
from innostrat.messages import Message, mark, msg
from innostrat.reports.amounts import amounts_data
from innostrat.reports.plan.unfunded import demand_in_words
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.optimizer.problem import Demand
    from innostrat.analysis.optimizer.repair import Repair
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.table import Cell, Json


def repair_table(plan: Plan, portfolio: Portfolio) -> Table:
    """Return each repair with what gives and by how much."""
    rows: list[Row] = []
    for number, repair in enumerate(plan.repairs, start=1):
        rows.append(Row.group(_title(repair, number), 2))
        rows += [
            Row.of(demand_in_words(demand, portfolio, plan.round), _how(demand, repair, plan))
            for demand in repair.demands
        ]
    return Table(
        "repairs",
        msg("The smallest repairs"),
        (Column("demand", msg("What gives"), wide=True), Column("how", msg("How"), Align.RIGHT)),
        tuple(rows),
        notes=(
            msg(
                "The first keeps as many commitments as can be, then takes as little more capacity "
                "and money, then gives up as few balance rules as can be. The others each do it "
                "with one kind of demand alone. After any of them there is a plan."
            ),
        ),
        empty=msg("None was found before the search ended"),
    )


def _title(repair: Repair, number: int) -> Message:
    if number == 1:
        return msg("1. The smallest repair")
    kinds = {demand.kind for demand in repair.demands}
    if kinds == {"limit"}:
        return msg("{number}. With the frames alone", number=number)
    if kinds == {"bound"}:
        return msg("{number}. With commitments alone", number=number)
    return msg("{number}. With balance rules alone", number=number)


def _how(demand: Demand, repair: Repair, plan: Plan) -> Cell:
    if demand.kind != "limit":
        return msg("give it up")
    frame_id, year = str(demand.key[0]), int(demand.key[1])
    amount = repair.raised[frame_id, year]
    return msg("{amount} more", amount=readable_amount(amount, plan.round.frame(frame_id)))


def data(plan: Plan) -> list[Json]:
    """Return the repairs as JSON: amounts in kroner, or in a capacity's unit."""
    return [
        {
            "give_up": [{"kind": one.kind, "key": list(one.key)} for one in repair.given_up],
            "raise": amounts_data(repair.raised, plan.round),
        }
        for repair in plan.repairs
    ]


def overdrawn(plan: Plan) -> Iterator[Message]:
    """Yield which frames what is bound breaks whatever else is chosen, and by how much."""
    for one in plan.frames:
        used = plan.overdrawn.get((one.frame.id, one.year))
        if used is None:
            continue
        text = _overdrawn_by(bool(used), one.owed > 0, one.reserved > one.owed)
        yield msg(
            text,
            total=readable_amount(used + one.reserved, one.frame),
            frame=one.frame.title,
            year=one.year,
            over=readable_amount(used + one.reserved - one.limit, one.frame),
        )


def _overdrawn_by(bound: bool, loans: bool, pot: bool) -> str:  # noqa: FBT001
    """Return the sentence that names what breaks a frame together."""
    if not bound and not loans:
        return mark("The pot takes {total} of {frame} in {year}: {over} more than it holds.")
    if not bound and not pot:
        return mark("Earlier loans take {total} of {frame} in {year}: {over} more than it holds.")
    if not bound:
        return mark(
            "Earlier loans and the pot take {total} of {frame} in {year}: {over} more than it "
            "holds."
        )
    if loans and pot:
        return mark(
            "What is bound takes, with earlier loans and the pot, {total} of {frame} in {year}: "
            "{over} more than it holds."
        )
    if loans:
        return mark(
            "What is bound takes, with earlier loans, {total} of {frame} in {year}: {over} more "
            "than it holds."
        )
    if pot:
        return mark(
            "What is bound takes, with the pot, {total} of {frame} in {year}: {over} more than it "
            "holds."
        )
    return mark("What is bound takes {total} of {frame} in {year}: {over} more than it holds.")
