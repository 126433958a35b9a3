"""The next round, a year on: its names, its years, and everything in the prices of a later year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.files.yaml.editing import Put
from innostrat.money import amount_text, half_up, percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.round import Round


@dataclass(frozen=True, slots=True)
class Prices:
    """The step from one price year to the next, and how much prices rose in it."""

    old: int
    growth: Fraction

    @property
    def new(self) -> int:
        """The price year of the next round."""
        return self.old + 1

    @property
    def index(self) -> Fraction:
        """What an amount in old prices is multiplied by."""
        return 1 + self.growth


def a_year_on(text: str, round_: Round) -> str:
    """Return a text with each year of the round, where it stands as a number, a year later."""
    years = "|".join(map(str, round_.years))
    return re.sub(rf"(?<!\d)(?:{years})(?!\d)", lambda found: str(int(found[0]) + 1), text)


def round_edits(
    old: Round, new: str, title: str, frames: Mapping[str, int], prices: Prices
) -> Iterator[Put]:
    """Yield the edits that make the next round of the last one's file.

    The years roll on; each frame keeps its amounts, in the new prices, and has in the new last year
    what it had in the old one. Each budget opens with the frame that was decided for the first of
    the old years, in kroner as it was decided; what prices have risen since is its deflator.
    """
    years = [*old.years[1:], old.years[-1] + 1]
    yield Put(("id",), new)
    yield Put(("title",), title)
    yield Put(("follows",), old.id)
    yield Put(("years",), [str(year) for year in years])
    yield Put(("price_year",), str(prices.new))
    yield Put(("price_growth",), {str(prices.new): percent_text(prices.growth)})
    for place, deadline in enumerate(old.deadlines):
        day = deadline.date
        leap = (day.month, day.day) == (2, 29)
        later = day.replace(year=day.year + 1, day=28 if leap else day.day)
        yield Put(("deadlines", place, "date"), later.isoformat())
    for place, frame in enumerate(old.frames):
        levels = {year: frame.limit(min(year, old.years[-1])) for year in years}
        if frame.is_money:
            risen = {year: Fraction(one) * prices.index for year, one in levels.items()}
            levels = {year: Decimal(half_up(one)) for year, one in risen.items()}
        amounts: dict[str, YamlValue] = {
            str(year): amount_text(one) for year, one in levels.items()
        }
        yield Put(("frames", place, "amounts"), amounts)
    for place, budget in enumerate(old.budgets):
        opening = frames[budget.service_area]
        yield Put(("budgets", place, "opening"), amount_text(opening))
        yield Put(("budgets", place, "deflator"), amount_text(half_up(opening * prices.growth)))
