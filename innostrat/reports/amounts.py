"""Amounts in a frame's smallest unit as reports show them: cells, numbers of JSON, and units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.budgets import BUDGETS
from innostrat.economy import from_units
from innostrat.messages import Kroner, Message, msg
from innostrat.model.words import FrameKind
from innostrat.reports.table import Align, Column, Quantity, Thousands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.budgets import ByBudget
    from innostrat.model.round import Frame, Round
    from innostrat.parts import FrameInYear
    from innostrat.reports.table import Json

BUDGET_TITLES: Final = {
    FrameKind.OPERATING: msg("Operating"),
    FrameKind.INVESTMENT: msg("Investment"),
}


def cost_columns(optional: int = 0) -> tuple[Column, ...]:
    """Return a column of costs for each budget, since the two are never added up."""
    return tuple(
        Column(kind.value, BUDGET_TITLES[kind], Align.RIGHT, optional=optional) for kind in BUDGETS
    )


def cost_cells(cost: ByBudget | None) -> tuple[Thousands | None, ...]:
    """Return the cells of `cost_columns`, empty where there is no round to count in."""
    return tuple(None if cost is None else Thousands(cost.of(kind)) for kind in BUDGETS)


def cost_data(cost: ByBudget | None) -> Json:
    """Return kroner by budget for JSON."""
    return None if cost is None else {kind.value: cost.of(kind) for kind in BUDGETS}


def cell(amount: int, frame: Frame | None) -> Thousands | Quantity:
    """Return an amount as a table shows it, in the unit that `unit` names."""
    if frame is None or frame.is_money:
        return Thousands(amount)
    return Quantity(from_units(amount, frame), 2)


def unit(frame: Frame) -> Message | str:
    """Return the unit that a table shows the frame in."""
    return msg("1000 kr") if frame.is_money else frame.unit or msg("units")


def amount_in_words(amount: int, frame: Frame) -> Message:
    """Return an amount with its unit, as a sentence has it."""
    if frame.is_money:
        return msg("{value}", value=Kroner(amount))
    return msg("{amount} {unit}", amount=from_units(amount, frame), unit=unit(frame))


def amounts_data(amounts: Mapping[FrameInYear, int], round_: Round) -> list[Json]:
    """Return amounts by frame and year for JSON."""
    return [
        {"frame": frame, "year": year, "amount": as_number(amount, round_.frame(frame))}
        for (frame, year), amount in amounts.items()
    ]


def as_number(amount: int, frame: Frame | None) -> int | float:
    """Return an amount for JSON: whole kroner, or a capacity in its unit."""
    return amount if frame is None or frame.is_money else float(from_units(amount, frame))
