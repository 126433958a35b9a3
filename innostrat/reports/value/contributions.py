"""The criteria with their weights, and what each contributes to each project's value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.language import decimal
from innostrat.messages import Message, Percent, Points, msg, msgn
from innostrat.model.words import Role as CriterionRole
from innostrat.reports.common import short_ids
from innostrat.reports.table import Align, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.value.scoring import Scored
    from innostrat.model.criterion import Criterion
    from innostrat.model.strategy import Strategy

SHORT: Final = 4  # letters of a criterion's id over its column: no wider than its numbers


def criteria(strategy: Strategy) -> Table:
    """Return the criteria with their normalised weights, and what stands over their columns."""
    short = headings(strategy)
    return Table(
        key="criteria",
        title=msg("Criteria and weights"),
        columns=(
            Column("column", msg("Column")),
            Column("id", msg("Id"), ids=True),
            Column("criterion", msg("Criterion"), wide=True),
            Column("role", msg("Role"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
        ),
        rows=tuple(
            Row.of(
                short.get(one.id),
                one.id,
                one.title,
                role(one),
                weight(strategy, one.id) if one.role is CriterionRole.BENEFIT else None,
            )
            for one in strategy.criteria
        ),
        notes=tuple(_method(strategy)),
    )


def role(criterion: Criterion) -> Message:
    """Return what a criterion does: adds, multiplies by so much, or lets in from so much on."""
    match criterion.role:
        case CriterionRole.FACTOR:
            low, high = Percent(criterion.lowest), Percent(criterion.highest)
            return msg("factor, {low} to {high}", low=low, high=high)
        case CriterionRole.GATE if criterion.falls:
            return msg("gate, at most {asked}", asked=criterion.at_least)
        case CriterionRole.GATE:
            return msg("gate, at least {asked}", asked=criterion.at_least)
        case _:
            return criterion.role.label


def _method(strategy: Strategy) -> Iterator[Message]:
    if not strategy.of_role(CriterionRole.FACTOR):
        yield msg(
            "A contribution is weight × value of the benefit; a project's value is the sum of its "
            "contributions."
        )
    else:
        yield msg(
            "A contribution is weight × value of the benefit × all factors; a project's value is "
            "the sum of its contributions."
        )
    yield msg(
        "A value of 0 changes nothing, and 100 is a full benefit; a quantity may be more than full."
    )
    if strategy.of_role(CriterionRole.GATE):
        yield msg("A gate lets a project compete or not, and gives no points.")


def weight(strategy: Strategy, criterion_id: str) -> Percent:
    """Return a criterion's normalised weight, with the decimals that the weights have, to two."""
    weights = strategy.weights
    exact = (
        n for n in (0, 1) if all((one * 10 ** (2 + n)).denominator == 1 for one in weights.values())
    )
    return Percent(weights[criterion_id], next(exact, 2))


def headings(strategy: Strategy) -> dict[str, str]:
    """Return a short heading for each benefit: the beginning of its id that no other has."""
    return short_ids([criterion.id for criterion in strategy.benefits], SHORT)


def rounding(scored: Scored) -> Fraction:
    """Return what the rounded contributions lack of the rounded value, in points."""
    parts = sum(Fraction(decimal(part.contribution, 1)) for part in scored.parts)
    return Fraction(decimal(scored.value, 1)) - parts


def contributions(strategy: Strategy, shown: list[Scored]) -> Table:
    """Return the sums behind the values, a project a row, so that each can be added up by hand."""
    short = headings(strategy)
    factors = strategy.of_role(CriterionRole.FACTOR)
    return Table(
        key="contributions",
        title=msg("What each criterion contributes"),
        columns=(
            Column("id", msg("Id"), ids=True),
            Column("title", msg("Project"), wide=True),
            Column("rank", msg("Rank"), Align.RIGHT, optional=2),
            *(Column(one.id, short[one.id], Align.RIGHT) for one in strategy.benefits),
            *([Column("factor", msg("Factors"), Align.RIGHT)] if factors else []),
            Column("value", msg("Value"), Align.RIGHT),
            Column("rounding", msg("Rounding"), Align.RIGHT, optional=3),
        ),
        rows=tuple(
            Row.of(
                one.id,
                one.project.title,
                one.rank,
                *(Points(part.contribution) for part in one.parts),
                *([Percent(one.factor, 1)] if factors else []),
                Points(one.value),
                Points(lacking) if (lacking := rounding(one)) else None,
            )
            for one in shown
        ),
        notes=tuple(_notes(shown)),
        empty=msg("No project has a value"),
    )


def _notes(shown: list[Scored]) -> Iterator[Message]:
    yield msg("Contributions are rounded to one decimal; the value is computed unrounded.")
    if any(one.factors for one in shown):
        yield msg("Factors is the product of the factors, which the contributions already hold.")
    differing = [abs(rounding(one)) for one in shown if rounding(one)]
    if differing:
        yield msgn(
            "For {n} project the rounded contributions add up to something else than its value, "
            "by {most} (column Rounding; `--explain ID` has more decimals).",
            "For {n} projects the rounded contributions add up to something else than the value, "
            "by at most {most} (column Rounding; `--explain ID` has more decimals).",
            len(differing),
            most=Points(max(differing)),
        )
