"""What several reports say alike: the names of areas, numbers as they are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.language import exact
from innostrat.messages import Listing, Message, msg
from innostrat.reports.table import Quantity

if TYPE_CHECKING:
    from innostrat.analysis.assessors.panel import GivenAnswer
    from innostrat.analysis.value.opinions import Opinion
    from innostrat.messages import Value
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round


def number_cell(number: Decimal) -> int | Quantity:
    """Return a number for a cell: a whole one as it is counted, another with its decimals."""
    known = number.normalize()
    return int(number) if number % 1 == 0 else Quantity(known, -int(known.as_tuple().exponent))


def shown_value(value: Value) -> Message:
    """Return a value as a sentence of its own, for a place that takes no bare value."""
    return msg("{value}", value=value)


def with_reason(value: Value, because: str | None) -> Message:
    """Return a value and the reason for it, where there is one."""
    if because is None:
        return shown_value(value)
    return msg("{value}: {because}", value=value, because=because)


def named(title: str, item_id: str) -> Message:
    """Return a title with the id that commands and files use."""
    return msg("{title} ({id})", title=title, id=item_id)


def said(opinion: Opinion | GivenAnswer) -> Value:
    """Return an answer as it was given: a level or number, or groups of people and changes."""
    if not opinion.groups:
        return exact(opinion.raw)
    groups = (
        msg("{people} × {change}", people=Decimal(exact(Fraction(one.people))), change=one.change)
        for one in opinion.groups
    )
    return Listing(tuple(groups), " + ")


def price_basis(round_: Round) -> Message:
    """Return what the kroner of a round are: the year of the prices, and value added tax."""
    if round_.vat is None:
        return msg("fixed {year} prices", year=round_.prices)
    return msg("fixed {year} prices {vat}", year=round_.prices, vat=round_.vat.label)


def goal(portfolio: Portfolio, goal_id: str | None) -> str | None:
    """Return the title of a goal or focus area, or the id that nobody knows."""
    known = portfolio.strategy.goal(goal_id) if goal_id else None
    return known.title if known else goal_id


def service_area(portfolio: Portfolio, area_id: str | None) -> str | None:
    """Return the title of a service area, or the id that nobody knows."""
    area = portfolio.strategy.service_area(area_id) if area_id else None
    return area.title if area else area_id
