"""The ranking: who competes and with what value, who stands outside, and who is not ready."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.budgets import ByBudget
from innostrat.language import in_english
from innostrat.messages import Listing, Message, Points, msg
from innostrat.reports import heading
from innostrat.reports.amounts import cost_columns, cost_data
from innostrat.reports.common import price_basis
from innostrat.reports.doubts import doubted
from innostrat.reports.filters import EVERYTHING
from innostrat.reports.table import Align, Column, Json, Report, Row, Table
from innostrat.reports.value import answer, exchange
from innostrat.reports.value.contributions import contributions, criteria
from innostrat.reports.value.per_million import cells, notes, per_million, scarcest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from innostrat.analysis.value.opinions import Opinion
    from innostrat.analysis.value.scoring import NotReady, Scored, ValuePart
    from innostrat.model.project import Project
    from innostrat.parts import FrameInYear
    from innostrat.reports.basis import Basis
    from innostrat.reports.filters import Filter

MOST: Final = 10**18  # points per million of what takes nothing
SORTS: Final = ("value", "id", "title", "cost", "per-million")


def report(basis: Basis, chosen: Filter = EVERYTHING, sort: str = "value") -> Report:
    """Return the ranking, what stands outside it, what is not ready, and the sums behind it.

    `sort` is one of `SORTS` or a criterion's id; the ranks are those of the whole ranking whatever
    is filtered and however it is sorted.
    """
    scores, strategy = basis.ranked, basis.portfolio.strategy
    shown = sorted(
        (one for one in scores.ranking if chosen.takes(one.project)),
        key=lambda one: _place(basis, one, sort),
    )
    valued = [one for one in scores.outside if chosen.takes(one.project)]
    waiting, bound = _waiting(basis, chosen), _bound(basis, chosen)
    return Report(
        title=msg("Ranking for {round}", round=scores.round.title),
        preamble=(
            *heading.preamble(basis),
            *chosen.sentence,
            *doubted(basis, [one.project for one in shown]),
            *answer.ranking_sentences(basis.portfolio, shown, waiting, len(bound)),
        ),
        blocks=(
            heading.facts(basis),
            _ranking(basis, shown),
            *_outside(basis, bound),
            *_not_ready(waiting),
            criteria(strategy),
            contributions(strategy, [*shown, *valued]),
        ),
        data=data(basis, chosen),
    )


def _place(basis: Basis, one: Scored, sort: str) -> tuple[Fraction | str | tuple[int, int], str]:
    """Return the sort key: what is most first, titles and ids from A on; then the id."""
    match sort:
        case "value":
            return Fraction(-one.units), one.id
        case "id":
            return one.id, one.id
        case "title":
            return one.project.title.casefold(), one.id
        case "cost":
            cost = basis.cost(one.project) or ByBudget()
            return (-cost.operating, -cost.investment), one.id
        case "per-million":
            rate = per_million(one, basis.ranked.round)
            # What takes nothing stands first where it gives anything; what gives nothing, last.
            return -Fraction(MOST if rate is None and one.value else rate or 0), one.id
    parts = {part.criterion.id: part.contribution for part in one.parts}
    parts |= {each.criterion.id: each.value for each in (*one.factors, *one.gates)}
    return -parts[sort], one.id


def _scarce(basis: Basis) -> FrameInYear | None:
    found = scarcest(basis.ranked, basis.portfolio)
    return None if found is None else found[0]


def _ranking(basis: Basis, shown: list[Scored]) -> Table:
    round_, scarce = basis.ranked.round, _scarce(basis)
    return Table(
        key="ranking",
        title=msg("Ranking"),
        columns=_columns(Column("rank", msg("Rank"), Align.RIGHT)),
        rows=tuple(
            Row.of(
                one.rank,
                one.id,
                one.project.title,
                *basis.cost_cells(one.project),
                Points(one.value),
                *cells(one, round_, scarce),
            )
            for one in shown
        ),
        notes=tuple(_notes(basis)),
        empty=msg("No project is ready to rank"),
    )


def _columns(first: Column) -> tuple[Column, ...]:
    return (
        first,
        Column("id", msg("Id"), ids=True),
        Column("title", msg("Project"), wide=True),
        *cost_columns(optional=2),
        Column("value", msg("Value"), Align.RIGHT),
        Column("per_million", msg("Per mill."), Align.RIGHT, optional=3),
        Column("scarcest", msg("Scarcest"), Align.RIGHT, optional=4),
    )


def _notes(basis: Basis) -> Iterator[Message]:
    ranks = [one.rank for one in basis.ranked.ranking]
    if len(set(ranks)) < len(ranks):
        yield msg("Projects with the same rank have the same value, and stand by their ids.")
    yield msg(
        "Value is in points: 0 changes nothing, 100 is every benefit in full. Costs are gross, in "
        "the years of the plan, in 1000 kr and {prices}.",
        prices=price_basis(basis.ranked.round),
    )
    yield from notes(basis.ranked, basis.portfolio)


def _bound(basis: Basis, chosen: Filter) -> list[Project]:
    """Return the bound projects: in the frames, but not in the competition."""
    portfolio = basis.portfolio
    return [
        one
        for one in portfolio.projects.values()
        if one.stands and one.is_bound and one.id not in portfolio.unfit and chosen.takes(one)
    ]


def _waiting(basis: Basis, chosen: Filter) -> list[NotReady]:
    return [one for one in basis.ranked.not_ready if chosen.takes(one.project)]


def _outside(basis: Basis, bound: list[Project]) -> Iterator[Table]:
    if not bound:
        return
    rows, below, scarce = [], [], _scarce(basis)
    for one in bound:
        scored = basis.ranked.find(one.id)
        value = Points(scored.value) if scored else None
        if scored and scored.closed:
            below.append(_below(scored))
        rows.append(
            Row.of(
                one.commitment.label,
                one.id,
                one.title,
                *basis.cost_cells(one),
                value,
                *cells(scored, basis.ranked.round, scarce),
            ),
        )
    yield Table(
        key="outside",
        title=msg("Outside the competition"),
        columns=_columns(Column("commitment", msg("Commitment"))),
        rows=tuple(rows),
        notes=(msg("These are in the plan whatever their value, and use of its frames."), *below),
    )


def _not_ready(waiting: list[NotReady]) -> Iterator[Table]:
    if waiting:
        yield Table(
            key="not-ready",
            title=msg("Not in the competition"),
            columns=(
                Column("id", msg("Id"), ids=True),
                Column("title", msg("Project"), wide=True),
                Column("reason", msg("Why"), wide=True),
            ),
            rows=tuple(Row.of(one.project.id, one.project.title, one.reason) for one in waiting),
            notes=(msg("What is not assessed has no value; it never counts as 0."),),
        )


def _below(scored: Scored) -> Message:
    gates = Listing(tuple(one.criterion.title for one in scored.closed))
    return msg(
        "{title} would not have got through the gate: {gates}.",
        title=scored.project.title,
        gates=gates,
    )


def data(basis: Basis, chosen: Filter = EVERYTHING) -> dict[str, Json]:
    """Return the documented keys of `innostrat score --format json`."""
    scores = basis.ranked
    ready = (*scores.ranking, *scores.outside)
    shown = (one for one in ready if chosen.takes(one.project))
    return data_of(basis, shown, _waiting(basis, chosen))


def data_of(
    basis: Basis, shown: Iterable[Scored], waiting: Iterable[NotReady] = ()
) -> dict[str, Json]:
    """Return the same keys for some projects only."""
    shown, scarce = list(shown), _scarce(basis)
    weights = basis.portfolio.strategy.weights
    return {
        "format": 2,  # operating and investment apart
        "kind": "scores",
        "round": basis.ranked.round.id,
        "weights": {key: float(one) for key, one in weights.items()},
        "exchange": exchange.data(basis.portfolio.strategy),
        "ranking": [_scored_data(basis, one, scarce) for one in shown if one.rank is not None],
        "outside": [_scored_data(basis, one, scarce) for one in shown if one.rank is None],
        "not_ready": [
            {
                "id": one.project.id,
                "reason": in_english(one.reason),
                "gates": [gate.criterion.id for gate in one.gates],
            }
            for one in waiting
        ],
        "left_out": list(basis.left_out),
    }


def _scored_data(basis: Basis, one: Scored, scarce: FrameInYear | None) -> dict[str, Json]:
    round_ = basis.ranked.round
    rates = per_million(one, round_), per_million(one, round_, scarce) if scarce else None
    return {
        "id": one.id,
        "title": one.project.title,
        "rank": one.rank,
        "commitment": str(one.project.commitment),
        "cost": cost_data(basis.cost(one.project)),
        "value": float(one.value),
        "per_million": _rate(rates[0]),
        "per_million_scarcest": _rate(rates[1]),
        "contributions": {part.criterion.id: _part_data(part) for part in one.parts},
        "factor": float(one.factor),
        "factors": {
            each.criterion.id: {"raw": float(each.raw), "share": float(each.share)}
            | _opinion_data(each.opinions)
            for each in one.factors
        },
        "gates": {
            each.criterion.id: {"raw": float(each.raw), "passed": each.admits}
            | _opinion_data(each.opinions)
            for each in one.gates
        },
    }


def _rate(rate: Fraction | None) -> float | None:
    return None if rate is None else round(float(rate), 4)


def _part_data(part: ValuePart) -> dict[str, Json]:
    return {
        "raw": float(part.raw),
        "value": float(part.value),
        "weight": float(part.weight),
        "contribution": float(part.contribution),
        **_opinion_data(part.opinions),
    }


def _opinion_data(opinions: Iterable[Opinion]) -> dict[str, Json]:
    return {
        "opinions": [
            {"assessor": one.assessor, "value": float(one.raw), "because": one.because}
            for one in opinions
        ],
    }
