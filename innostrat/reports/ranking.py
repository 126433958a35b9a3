"""The ranking, with each criterion's contribution so that anybody can check the sum by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.language import decimal, language
from innostrat.messages import Message, Percent, Points, msg, msgn
from innostrat.reports import heading
from innostrat.reports.filters import EVERYTHING
from innostrat.reports.table import Align, Cell, Column, Json, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.analysis.scoring import NotReady, Part, Scored
    from innostrat.model.strategy import Strategy
    from innostrat.reports.basis import Basis
    from innostrat.reports.filters import Filter

SORTS: Final = ("value", "id", "title", "cost")
SHORT: Final = 4  # letters of a criterion's id over its column: no wider than its numbers


def report(basis: Basis, chosen: Filter = EVERYTHING, sort: str = "value") -> Report:
    """Return the ranking, what stands outside it, what is not ready, and the weights.

    `sort` is one of `SORTS` or a criterion's id; the ranks are those of the whole ranking whatever
    is filtered and however it is sorted.
    """
    scores, strategy = basis.ranked, basis.portfolio.strategy
    shown = [one for one in scores.ranking if chosen.takes(one.project)]
    return Report(
        title=msg("Ranking for {round}", round=scores.round.title),
        preamble=(*heading.preamble(basis.portfolio, basis.left_out), *chosen.sentence),
        blocks=(
            heading.facts(basis.portfolio, scores.round, basis.revision),
            criteria(strategy),
            _ranking(basis, sorted(shown, key=lambda one: _place(basis, one, sort))),
            *_outside(basis, chosen),
            *_not_ready(basis, chosen),
        ),
        data=data(basis, chosen),
    )


def criteria(strategy: Strategy) -> Table:
    """Return the criteria with their normalised weights, and what stands over their columns."""
    short = headings(strategy)
    return Table(
        key="criteria",
        title=msg("Criteria and weights"),
        columns=(
            Column("column", msg("Column")),
            Column("id", msg("Id"), optional=1),
            Column("criterion", msg("Criterion"), wide=True),
            Column("weight", msg("Weight"), Align.RIGHT),
        ),
        rows=tuple(
            Row(
                (short[one.id], one.id, one.title, weight(strategy, one.id)),
            )
            for one in strategy.criteria
        ),
        notes=(
            msg(
                "A contribution is weight × value on the criterion (0–100); a project's value is "
                "the sum of its contributions."
            ),
        ),
    )


def weight(strategy: Strategy, criterion_id: str) -> Percent:
    """Return a criterion's normalised weight, with decimals where some weight has them."""
    weights = strategy.weights
    whole = all((100 * one).denominator == 1 for one in weights.values())
    return Percent(weights[criterion_id], 0 if whole else 2)


def headings(strategy: Strategy) -> dict[str, str]:
    """Return a short heading for each criterion: the beginning of its id that no other has."""
    ids = [criterion.id for criterion in strategy.criteria]
    short = {}
    for one in ids:
        length = SHORT
        while length < len(one) and sum(other.startswith(one[:length]) for other in ids) > 1:
            length += 1
        short[one] = one[:length].rstrip("-")
    return short


def rounding(scored: Scored) -> Fraction:
    """Return what the rounded contributions lack of the rounded value, in points."""
    parts = sum(Fraction(decimal(part.contribution, 1)) for part in scored.parts)
    return Fraction(decimal(scored.value, 1)) - parts


def _place(basis: Basis, one: Scored, sort: str) -> tuple[Fraction | str, str]:
    """Return the sort key: what is most first, titles and ids from A on; then the id."""
    match sort:
        case "value":
            return -one.value, one.id
        case "id":
            return one.id, one.id
        case "title":
            return one.project.title.casefold(), one.id
        case "cost":
            return Fraction(-(basis.cost(one.project) or 0)), one.id
    parts = (part.contribution for part in one.parts if part.criterion.id == sort)
    return -sum(parts, Fraction(0)), one.id


def _ranking(basis: Basis, shown: list[Scored]) -> Table:
    strategy = basis.portfolio.strategy
    return Table(
        key="ranking",
        title=msg("Ranking"),
        columns=_columns(strategy, Column("rank", msg("Rank"), Align.RIGHT)),
        rows=tuple(Row((one.rank, *_cells(basis, one))) for one in shown),
        notes=tuple(_notes(basis, shown)),
        empty=msg("No project is ready to rank"),
    )


def _columns(strategy: Strategy, first: Column) -> tuple[Column, ...]:
    short = headings(strategy)
    return (
        first,
        Column("id", msg("Project"), wide=True),
        Column("title", msg("Title"), wide=True, optional=1),
        Column("cost", msg("Cost"), Align.RIGHT, optional=2),
        Column("value", msg("Value"), Align.RIGHT),
        *(
            Column(f"contribution_{one.id}", short[one.id], Align.RIGHT)
            for one in strategy.criteria
        ),
        Column("rounding", msg("Rounding"), Align.RIGHT, optional=3),
    )


def _cells(basis: Basis, scored: Scored) -> tuple[Cell, ...]:
    """Return the cells after the first: the project, its cost, value and contributions."""
    lacking = rounding(scored)
    return (
        scored.id,
        scored.project.title,
        basis.cost_cell(scored.project),
        Points(scored.value),
        *(Points(part.contribution) for part in scored.parts),
        Points(lacking) if lacking else None,
    )


def _notes(basis: Basis, shown: list[Scored]) -> Iterator[Message]:
    ranks = [one.rank for one in basis.ranked.ranking]
    if len(set(ranks)) < len(ranks):
        yield msg("Projects with the same rank have the same value, and stand by their ids.")
    yield msg(
        "Cost is the gross cost in the years of the plan, in 1000 kr and fixed {year} prices.",
        year=basis.ranked.round.years[0],
    )
    yield msg("Contributions are rounded to one decimal; the value is computed unrounded.")
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


def _outside(basis: Basis, chosen: Filter) -> Iterator[Table]:
    """Yield the bound projects: in the frames, but not in the competition."""
    bound = [
        one
        for one in basis.portfolio.projects.values()
        if one.stands and one.is_bound and one.id not in basis.portfolio.unfit and chosen.takes(one)
    ]
    if not bound:
        return
    strategy = basis.portfolio.strategy
    unscored = (None,) * (len(strategy.criteria) + 2)
    rows = []
    for one in bound:
        scored = basis.ranked.find(one.id)
        cells = (
            _cells(basis, scored)
            if scored
            else (one.id, one.title, basis.cost_cell(one), *unscored)
        )
        rows.append(Row((one.commitment.label, *cells)))
    yield Table(
        key="outside",
        title=msg("Outside the competition"),
        columns=_columns(strategy, Column("commitment", msg("Commitment"))),
        rows=tuple(rows),
        notes=(msg("These are in the plan whatever their value, and use of its frames."),),
    )


def _not_ready(basis: Basis, chosen: Filter) -> Iterator[Table]:
    waiting = [one for one in basis.ranked.not_ready if chosen.takes(one.project)]
    if waiting:
        yield Table(
            key="not-ready",
            title=msg("Not ready to rank"),
            columns=(
                Column("id", msg("Project")),
                Column("title", msg("Title"), wide=True, optional=1),
                Column("reason", msg("Why"), wide=True),
            ),
            rows=tuple(Row((one.project.id, one.project.title, one.reason)) for one in waiting),
            notes=(msg("What is not assessed has no value; it never counts as 0."),),
        )


def data(basis: Basis, chosen: Filter = EVERYTHING) -> dict[str, Json]:
    """Return the documented keys of `innostrat score --format json`."""
    scores = basis.ranked
    ready = (*scores.ranking, *scores.outside)
    waiting = (one for one in scores.not_ready if chosen.takes(one.project))
    return data_of(basis, (one for one in ready if chosen.takes(one.project)), waiting)


def data_of(
    basis: Basis, shown: Iterable[Scored], waiting: Iterable[NotReady] = ()
) -> dict[str, Json]:
    """Return the same keys for some projects only."""
    shown = list(shown)
    weights = basis.portfolio.strategy.weights
    return {
        "format": 1,
        "kind": "scores",
        "round": basis.ranked.round.id,
        "weights": {key: float(one) for key, one in weights.items()},
        "ranking": [_scored_data(basis, one) for one in shown if one.rank is not None],
        "outside": [_scored_data(basis, one) for one in shown if one.rank is None],
        "not_ready": [
            {"id": one.project.id, "reason": language("en")(one.reason)} for one in waiting
        ],
        "left_out": list(basis.left_out),
    }


def _scored_data(basis: Basis, one: Scored) -> dict[str, Json]:
    return {
        "id": one.id,
        "title": one.project.title,
        "rank": one.rank,
        "commitment": str(one.project.commitment),
        "cost": basis.cost(one.project),
        "value": float(one.value),
        "contributions": {part.criterion.id: _part_data(part) for part in one.parts},
    }


def _part_data(part: Part) -> dict[str, Json]:
    return {
        "raw": float(part.raw),
        "value": float(part.value),
        "weight": float(part.weight),
        "contribution": float(part.contribution),
        "opinions": [
            {"assessor": one.assessor, "value": float(one.value), "because": one.because}
            for one in part.opinions
        ],
    }
