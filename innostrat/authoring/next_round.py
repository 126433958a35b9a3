"""The next round, a year on: its names, its years, and everything in the prices of a later year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from innostrat.analysis.year.restored import in_other_prices
from innostrat.economy import limits, money
from innostrat.files.yaml.editing import Put
from innostrat.money import amount_text, half_up, percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.files.yaml.events import YamlValue
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round
    from innostrat.parts import FrameInYear


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


def raised(round_: Round, lost: Mapping[FrameInYear, int]) -> Round:
    """Return the round with frames so many kroner larger in some years."""
    frames = tuple(
        frame.model_copy(
            update={
                "amounts": {
                    year: amount + lost.get((frame.id, year), 0)
                    for year, amount in frame.amounts.items()
                }
            }
        )
        for frame in round_.frames
    )
    return round_.model_copy(update={"frames": frames})


def rolled(old: Round, prices: Prices) -> Round:
    """Return the round a year on in the new prices: its years and frames.

    Each frame keeps its amounts, and has in the new last year what it had in the old one.
    """
    years = (*old.years[1:], old.years[-1] + 1)
    frames = []
    for frame in old.frames:
        levels = {year: frame.limit(min(year, old.years[-1])) for year in years}
        if frame.is_money:
            risen = {year: Fraction(one) * prices.index for year, one in levels.items()}
            levels = {year: Decimal(half_up(one)) for year, one in risen.items()}
        frames.append(frame.model_copy(update={"amounts": levels}))
    return old.model_copy(update={"years": years, "frames": tuple(frames)})


def lost_in_rounding(content: Portfolio, old: Round, prices: Prices) -> dict[FrameInYear, int]:
    """Return by how many kroner rounding alone makes frames too small for what is bound.

    Every line is rounded by itself and a frame as a whole, so that what filled a frame may come to
    a little more than it in the new prices. What was above its frame before is not made to fit.
    """
    before, after = rolled(old, Prices(prices.old, Fraction(0))), rolled(old, prices)
    capacity = {frame.id for frame in old.frames if not frame.is_money}
    used: Counter[FrameInYear] = Counter()
    uses: Counter[FrameInYear] = Counter()
    projects = tuple(content.projects.values())
    risen = tuple(in_other_prices(one, prices.index, before.years[0], capacity) for one in projects)
    for project, raised in zip(projects, risen, strict=True):
        if project.stands and project.is_bound:
            used.update(money(project, before).net)
            uses.update(money(raised, after).net)
    fund = content.strategy.fund
    held = limits(before, fund, projects)
    return {
        key: uses[key] - limit
        for key, limit in limits(after, fund, risen).items()
        if uses[key] > limit and used[key] <= held[key]
    }


def round_edits(
    old: Round, new: str, title: str, frames: Mapping[str, int], prices: Prices, made: Round
) -> Iterator[Put]:
    """Yield the edits that make the next round of the last one's file.

    The years and frames are those of the round `made`. Each budget opens with the frame that was
    decided for the first of the old years, in kroner as it was decided; what prices have risen
    since is its deflator.
    """
    yield Put(("id",), new)
    yield Put(("title",), title)
    yield Put(("follows",), old.id)
    yield Put(("years",), [str(year) for year in made.years])
    yield Put(("price_year",), str(prices.new))
    yield Put(("price_growth",), {str(prices.new): percent_text(prices.growth)})
    for place, deadline in enumerate(old.deadlines):
        day = deadline.date
        leap = (day.month, day.day) == (2, 29)
        later = day.replace(year=day.year + 1, day=28 if leap else day.day)
        yield Put(("deadlines", place, "date"), later.isoformat())
    for place, frame in enumerate(made.frames):
        amounts: dict[str, YamlValue] = {
            str(year): amount_text(one) for year, one in frame.amounts.items()
        }
        yield Put(("frames", place, "amounts"), amounts)
    for place, budget in enumerate(old.budgets):
        opening = frames[budget.service_area]
        yield Put(("budgets", place, "opening"), amount_text(opening))
        yield Put(("budgets", place, "deflator"), amount_text(half_up(opening * prices.growth)))
