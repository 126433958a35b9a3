"""Portfolios that are nearly as good as the plan, so that those who decide have a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.value.scoring import UNITS
from innostrat.messages import Percent, msg
from innostrat.reports import heading
from innostrat.reports.plan import prices
from innostrat.reports.plan.entries import UNKNOWN, points, titles_or_nothing
from innostrat.reports.plan.plan import incomplete, plan_status
from innostrat.reports.table import Align, Block, Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from innostrat.analysis.plan.alternatives import NearOptimalPortfolio
    from innostrat.analysis.plan.prices import Price
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.weights.regret import MinimaxRegret
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Json

COLUMNS = (
    Column("number", msg("No."), Align.RIGHT),
    Column("value", msg("Value"), Align.RIGHT),
    Column("loss", msg("Loss"), Align.RIGHT),
    Column("in", msg("In instead"), wide=True),
    Column("out", msg("Out"), wide=True),
)


def alternatives_report(
    plan: Plan,
    basis: Basis,
    nearest: tuple[NearOptimalPortfolio, ...],
    farthest: tuple[NearOptimalPortfolio | None, ...],
    terms: tuple[int, Fraction],
    costs: tuple[Price, ...] | None,
    cautious: MinimaxRegret | None = None,
) -> Report:
    """Return the next best portfolios, and the one within a part of the best that differs most.

    `terms` are the least number of projects that they differ in, and that part. `costs` are the
    prices of rules and commitments; `cautious` is the portfolio of the smallest largest regret.
    `farthest` holds what was found, None for that there is none. Where nobody waited, it is empty
    and `costs` None.
    """
    least, within = terms
    portfolio, left_out = basis.portfolio, basis.left_out
    blocks = [*_tables(plan, portfolio, (nearest, farthest), terms)]
    blocks.append(prices.price_table(costs, portfolio, plan.round))
    if cautious is not None:
        starts = {one.project.id: one.start for one in plan.funded}
        blocks += prices.cautious_blocks(cautious, starts, portfolio)
    return Report(
        title=msg("{round}: alternatives to the plan", round=plan.round.title),
        preamble=(
            *heading.planned(portfolio, plan.round),
            *heading.preamble(basis),
            *plan_status(plan),
            *incomplete(basis),
        ),
        blocks=tuple(blocks),
        data={
            "format": 1,
            "kind": "alternatives",
            "round": plan.round.id,
            "value": plan.value / UNITS,
            "least_difference": least,
            "within": float(within),
            "next_best": [_data(one) for one in nearest],
            "most_different": next((_data(one) for one in farthest if one), None),
            "prices": [prices.price_data(one) for one in costs or ()],
            "cautious": None if cautious is None else prices.cautious_data(cautious, portfolio),
        },
        left_out=left_out,
    )


def _tables(
    plan: Plan,
    portfolio: Portfolio,
    found: tuple[tuple[NearOptimalPortfolio, ...], tuple[NearOptimalPortfolio | None, ...]],
    terms: tuple[int, Fraction],
) -> Iterator[Block]:
    """Yield the nearest portfolios beside the plan, and the farthest."""
    (nearest, farthest), (least, within) = found, terms
    yield Table(
        "next-best",
        msg("The next best portfolios, {least} or more projects apart", least=least),
        COLUMNS,
        (Row.of(0, points(plan.value), None, msg("the plan"), None), *_rows(nearest, portfolio)),
    )
    yield Table(
        "most-different",
        msg("The most different portfolio worth at most {part} less", part=Percent(within, 1)),
        COLUMNS,
        _rows(tuple(one for one in farthest if one), portfolio),
        empty=msg("There is none but the plan itself") if farthest else UNKNOWN,
    )


def _rows(alternatives: tuple[NearOptimalPortfolio, ...], portfolio: Portfolio) -> tuple[Row, ...]:
    return tuple(
        Row.of(
            number,
            points(one.value),
            points(one.loss),
            titles_or_nothing(one.enters, portfolio),
            titles_or_nothing(one.leaves, portfolio),
        )
        for number, one in enumerate(alternatives, start=1)
    )


def _data(one: NearOptimalPortfolio) -> Json:
    return {
        "value": one.value / UNITS,
        "loss": one.loss / UNITS,
        "in": list(one.enters),
        "out": list(one.leaves),
        "starts": dict(one.starts),
    }
