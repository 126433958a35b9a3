"""Amounts in prices of another year: what they become by a price growth that is stated."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from innostrat.money import half_up
from innostrat.parts import Money, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round


def years_without_growth(round_: Round, before: int) -> tuple[int, ...]:
    """Return the years between the prices of a year and the round's whose growth is not stated.

    Growth is stated forwards alone: where the round's prices are of an earlier year, all are.
    """
    first, last = sorted((before, round_.prices))
    backwards = round_.prices < before
    years = range(first + 1, last + 1)
    return tuple(year for year in years if backwards or year not in round_.price_growth)


def price_index(round_: Round, before: int) -> Fraction:
    """Return what an amount in prices of the year `before` is multiplied by in the round.

    A year whose growth is not stated counts as without growth; B012 tells of it.
    """
    years = range(before + 1, round_.prices + 1)
    growth = (1 + round_.price_growth.get(year, Fraction(0)) for year in years)
    return prod(growth, start=Fraction(1))


def index_since(portfolio: Portfolio, round_: Round) -> Fraction:
    """Return that from the prices of the round that it follows; 1 where it follows none."""
    old = portfolio.rounds.get(round_.follows or "")
    return Fraction(1) if old is None else price_index(round_, old.prices)


def index_to_date(rounds: Iterable[Round], decided: Round, year: int) -> Fraction:
    """Return what an amount of a year that was decided in a round has been multiplied by since.

    Each round that follows has the files of projects in its prices, but for years that were over.
    """
    index, old = Fraction(1), decided
    following = {one.follows: one for one in rounds if one.follows}
    while year > old.years[0] and (new := following.pop(old.id, None)):
        index, old = index * price_index(new, old.prices), new
    return index


def index_missed(portfolio: Portfolio, project_id: str, round_: Round, year: int) -> Fraction:
    """Return what amounts of a year are multiplied by to be in the prices of a project's others.

    Those are the round's. What was bound when a round was opened kept the kroner of the year that
    was over, and of those before; what was not bound had all of its amounts raised.
    """
    index, new = Fraction(1), round_
    while (old := portfolio.rounds.get(new.follows or "")) and old.years[0] < new.years[0]:
        decision, growth = portfolio.decision(old), price_index(new, old.prices)
        ruling = None if decision is None else decision.ruling(project_id)
        was_bound = ruling is not None and ruling.start is not None
        if not was_bound and growth != 1:
            break
        if was_bound and year <= old.years[0]:
            index *= growth
        new = old
    return index


def indexed(money: Money, index: Fraction, round_: Round) -> Money:
    """Return kroner multiplied by the index, rounded to whole ones; capacity as it is."""
    if index == 1:
        return money
    capacity = {frame.id for frame in round_.frames if not frame.is_money}
    parts = {
        part: {
            (frame, year): amount if frame in capacity else half_up(amount * index)
            for (frame, year), amount in money.of(part).items()
        }
        for part in Part
    }
    return Money(parts, money.refill)
