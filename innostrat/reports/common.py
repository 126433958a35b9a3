"""What several reports say alike: the names of areas, numbers as they are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.language import exact
from innostrat.messages import Listing, Message, msg
from innostrat.reports.table import Item, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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


def short_ids(ids: Sequence[str], least: int) -> dict[str, str]:
    """Return the beginning of each id that no other has, of at least so many letters."""
    short = {}
    for one in ids:
        length = least
        while length < len(one) and sum(other.startswith(one[:length]) for other in ids) > 1:
            length += 1
        short[one] = one[:length].rstrip("-")
    return short


def joined(ids: Sequence[str], title_of: Callable[[str], str]) -> Item | None:
    """Return several items in one cell; None for none."""
    return Item(", ".join(ids), Listing(tuple(map(title_of, ids)), "; ")) if ids else None


def much_like(found: Iterable[tuple[str, int]]) -> Listing | None:
    """Return what something is much like, in per cent of words alike; None where it is not."""
    parts = tuple(msg("{id} ({score} %)", id=id_, score=score) for id_, score in found)
    return Listing(parts) if parts else None


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
