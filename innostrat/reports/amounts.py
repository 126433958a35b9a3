"""Amounts in a frame's smallest unit as reports show them: cells, numbers of JSON, and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.economy import from_units
from innostrat.messages import Message, msg
from innostrat.reports.table import Quantity, Thousands

if TYPE_CHECKING:
    from innostrat.model.round import Frame


def cell(amount: int, frame: Frame | None) -> Thousands | Quantity:
    """Return an amount as a table shows it, in the unit that `unit` names."""
    if frame is None or frame.is_money:
        return Thousands(amount)
    return Quantity(from_units(amount, frame), 2)


def unit(frame: Frame) -> Message | str:
    """Return the unit that a table shows the frame in."""
    return msg("1000 kr") if frame.is_money else frame.unit or msg("units")


def as_number(amount: int, frame: Frame | None) -> int | float:
    """Return an amount for JSON: whole kroner, or a capacity in its unit."""
    return amount if frame is None or frame.is_money else float(from_units(amount, frame))
