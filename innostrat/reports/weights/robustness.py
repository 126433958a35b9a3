"""Which projects hold whatever the weights, which depend on them, and how well that is known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value.scoring import UNITS
from innostrat.messages import Listing, Message, Percent, Points, msg, msgn
from innostrat.reports import heading
from innostrat.reports.common import joined
from innostrat.reports.table import Align, Bar, Column, Item, Paragraph, Report, Row, Table
from innostrat.reports.weights.incomplete import (
    VERDICTS,
    core_index_cell,
    core_index_column,
    drawn_share,
    incomplete_data,
    incomplete_table,
    rivals_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.weights.incomplete import JointRobustness
    from innostrat.analysis.weights.robustness import Candidacy, Robustness, Standing
    from innostrat.messages import Value
    from innostrat.model.criterion import Criterion
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Json

FEW: Final = 8  # titles in a sentence
SHOWN: Final = 10  # portfolios that people see; the JSON form has all
PARTS: Final = 1_000_000  # shares are counted in draws: far fewer
MEANINGS: Final = (
    msg("• core: in the best portfolio at every admissible set of weights"),
    msg("• borderline: in it at some and not at others, so that the weights decide"),
    msg("• exterior: in it at none"),
)


def robustness_report(
    found: Robustness, basis: Basis, joint: JointRobustness | None = None
) -> Report:
    """Return the projects by share, what decides the borderline, and the portfolios behind.

    `joint` is the same with uncertain scores too.
    """
    more = (
        ()
        if joint is None
        else (
            incomplete_table(joint, found, basis.portfolio),
            rivals_table(joint, basis.portfolio),
        )
    )
    return Report(
        title=msg("{round}: robustness to the weights", round=basis.ranked.round.title),
        preamble=(
            *heading.planned(basis.portfolio, basis.ranked.round),
            *heading.preamble(basis),
            *_verdict(found, basis),
            *_honesty(found),
        ),
        blocks=(*robustness_blocks(found, basis), *more),
        data={
            **_data(found, basis),
            "scores": None if joint is None else incomplete_data(joint),
        },
        left_out=basis.left_out,
    )


def _verdict(found: Robustness, basis: Basis) -> Iterator[Message]:
    """Yield how many projects the weights decide, and which."""
    by = {name: [one for one in found.standings if one.verdict == name] for name in VERDICTS}
    counts: dict[str, Value] = {name: len(those) for name, those in by.items()}
    if all(one.proved for one in found.standings):
        yield msg(
            "Whatever the admissible weights, the best plan holds {core} of {all} projects and "
            "leaves out {exterior}: this is proved.",
            all=len(found.standings),
            **counts,
        )
    else:
        yield msg(
            "At all weights that were tried, the best plan holds {core} of {all} projects and "
            "leaves out {exterior}: not all of this is proved.",
            all=len(found.standings),
            **counts,
        )
    if border := by["borderline"]:
        names = Listing(tuple(basis.portfolio.title_of(one.id) for one in border[:FEW]), "; ")
        more = len(border) - FEW
        rest = msg("{names}; and {n} more", names=names, n=more) if more > 0 else names
        yield msg("On the weights depend {n}: {names}.", n=len(border), names=rest)


def _honesty(found: Robustness) -> Iterator[Message]:
    """Yield what was drawn, what was checked, and what that leaves open."""
    probes = found.probes
    yield msg(
        "{draws} sets of weights, drawn evenly from all admissible ones (seed {seed}).",
        draws=found.draws,
        seed=found.seed,
    )
    yield msgn(
        "{n} fresh set was then selected for exactly: {missed} had a better portfolio than those "
        "found before.",
        "{n} fresh sets were then selected for exactly: {missed} had a better portfolio than those "
        "found before.",
        probes.checked,
        missed=probes.missed,
    )
    if probes.missed:
        yield msg("At most it was {points} points better.", points=_points(probes.largest))
    if not probes.settled:
        yield msg("New portfolios were still being found when the search stopped: ask again.")


def robustness_blocks(found: Robustness, basis: Basis) -> Iterator[Block]:
    """Yield what the words mean, the projects, what decides, the portfolios and the ranks."""
    yield Paragraph(MEANINGS, title=msg("What the words mean"))
    yield _projects(found, basis)
    border = [one for one in found.standings if one.decides is not None]
    if border:
        yield _deciding(border, basis)
    yield _portfolios(found, basis)
    yield _ranks(found, basis)


def _projects(found: Robustness, basis: Basis) -> Table:
    return Table(
        "projects",
        msg("The projects"),
        (
            Column("id", msg("Project"), wide=True),
            Column("share", msg("Share of the weights")),
            Column("standard_error", msg("±"), Align.RIGHT, optional=1),
            Column("verdict", msg("Verdict")),
            Column("shown_by", msg("Shown by")),
            *core_index_column(enumerated=found.enumerated),
        ),
        tuple(_project(one, basis) for one in found.standings),
        notes=(*_notes(found), *_bounded(found)),
    )


def _project(one: Standing, basis: Basis) -> Row:
    return Row.of(
        _item(one.id, basis),
        Bar(drawn_share(one.share)),
        Percent(drawn_share(one.standard_error), 1),
        VERDICTS[one.verdict],
        _shown_by(one),
        *core_index_cell(one.core_index),
    )


def _shown_by(one: Standing) -> Message:
    if one.proved:
        return msg("proof")
    return msg("tie") if one.tied else msg("draws only")


def _notes(found: Robustness) -> Iterator[Message]:
    yield msg(
        "Shares come from drawing (seed {seed}) and cannot be checked by hand. ± is their standard "
        "error, and what the portfolios found may miss by the fresh sets. In {draws} draws, a "
        "share of 0 % or 100 % may hide up to {hidden} with 95 % confidence.",
        seed=found.seed,
        draws=found.draws,
        hidden=Percent(Fraction(3, found.draws), 2),
    )
    if any(one.tied for one in found.standings):
        yield msg(
            "“tie” means that at some weights a portfolio with the opposite answer is worth as "
            "much; then the order of equals decides, and not the weights."
        )
    if all(one.proved or one.tied for one in found.standings):
        return
    if found.proof.finished:
        yield msg(
            "“draws only” means that at some weights another portfolio is as good, to within what "
            "values are rounded by, so that nothing is proved."
        )
    else:
        yield msg(
            "“draws only” means that no draw showed anything else, which is not a proof. --prove "
            "with a larger number tries to get one."
        )


def _bounded(found: Robustness) -> Iterator[Message]:
    if not found.enumerated:
        return
    yield msg(
        "The core index is the share of all portfolios that no other dominates: all are known."
    )
    ends = {"core": 1, "exterior": 0}
    if any(ends.get(one.verdict, one.core_index) != one.core_index for one in found.standings):
        yield msg(
            "Some that no other dominates are the best at no weights. So a core project may have a "
            "core index below 100 %, and an exterior one above 0 %."
        )


def _deciding(border: list[Standing], basis: Basis) -> Table:
    return Table(
        "deciding",
        msg("What decides the borderline"),
        (
            Column("id", msg("Project"), wide=True),
            Column("criterion", msg("Criterion"), wide=True),
            Column("more_weight", msg("More weight brings it")),
            Column("correlation", msg("Correlation"), Align.RIGHT),
        ),
        tuple(
            Row.of(
                _item(one.id, basis),
                _criterion(one.decides[0], basis).title,
                msg("in") if one.decides[1] > 0 else msg("out"),
                Points(Fraction(one.decides[1]).limit_denominator(PARTS), 2),
            )
            for one in border
            if one.decides is not None
        ),
        notes=(
            msg(
                "The criterion whose weight goes most together with the project being in, over the "
                "draws: −1 to 1. Weights sum to 1, so that one rises only as others fall."
            ),
        ),
    )


def _portfolios(found: Robustness, basis: Basis) -> Table:
    count = len(found.portfolios)
    more = (msg("Of {count} portfolios the first {shown}.", count=count, shown=SHOWN),)
    return Table(
        "portfolios",
        msg("The portfolios that are the best at some of the weights"),
        (
            Column("number", msg("No."), Align.RIGHT),
            Column("share", msg("Share of the weights")),
            Column("in", msg("In instead"), wide=True),
            Column("out", msg("Out"), wide=True),
        ),
        tuple(
            _portfolio(number, one, basis) for number, one in enumerate(found.portfolios[:SHOWN], 1)
        ),
        notes=(
            msg("In and out are beside today's plan, the best at the strategy's own weights."),
            *(more if count > SHOWN else ()),
        ),
    )


def _portfolio(number: int, one: Candidacy, basis: Basis) -> Row:
    today: Message | None = None if one.enters or one.leaves else msg("today's plan")
    enters, leaves = (joined(ids, basis.portfolio.title_of) for ids in (one.enters, one.leaves))
    return Row.of(number, Bar(drawn_share(one.share)), enters or today, leaves)


def _ranks(found: Robustness, basis: Basis) -> Table:
    standings = {one.id: one for one in found.standings}
    return Table(
        "ranks",
        msg("Places in the ranking"),
        (
            Column("rank", msg("Rank"), Align.RIGHT),
            Column("id", msg("Project"), wide=True),
            Column("rank_mean", msg("Mean place"), Align.RIGHT),
            Column("rank_first", msg("First"), Align.RIGHT),
            Column("rank_top", msg("Among the first {top}", top=found.top), Align.RIGHT),
        ),
        tuple(
            Row.of(
                scored.rank,
                _item(scored.id, basis),
                Points(drawn_share(places.mean), 1),
                Percent(drawn_share(places.first)),
                Percent(drawn_share(places.top)),
            )
            for scored in basis.ranked.ranking
            if (places := standings[scored.id].places) is not None
        ),
        notes=(msg("Shares of the draws. As many compete in today's plan as “the first” counts."),),
        empty=msg("No project is ready to rank"),
    )


def _criterion(place: int, basis: Basis) -> Criterion:
    return basis.portfolio.strategy.benefits[place]


def _item(id_: str, basis: Basis) -> Item:
    return Item(id_, basis.portfolio.title_of(id_))


def _points(units: int) -> Points:
    return Points(Fraction(units, UNITS), 4)


def _data(found: Robustness, basis: Basis) -> dict[str, Json]:
    probes = found.probes
    return {
        "format": 1,
        "kind": "robust",
        "round": basis.ranked.round.id,
        "method": "hit-and-run",
        "draws": found.draws,
        "seed": found.seed,
        "probes": {
            "solved": probes.solved,
            "settled": probes.settled,
            "checked": probes.checked,
            "missed": probes.missed,
            "largest_gain": probes.largest / UNITS,
        },
        "corners": found.corners,
        "core_index_exact": found.enumerated,
        "proofs": {"solved": found.proof.solved, "finished": found.proof.finished},
        "top": found.top,
        "projects": [_standing(one, basis) for one in found.standings],
        "portfolios": [
            {
                "share": one.share,
                "projects": list(one.ids),
                "in": list(one.enters),
                "out": list(one.leaves),
            }
            for one in found.portfolios
        ],
    }


def _standing(one: Standing, basis: Basis) -> Json:
    decides = one.decides
    return {
        "id": one.id,
        "share": one.share,
        "standard_error": _rounded(one.standard_error),
        "core_index": None if one.core_index is None else _rounded(float(one.core_index)),
        "verdict": one.verdict,
        "proved": one.proved,
        "tied": one.tied,
        "rank_mean": None if one.places is None else _rounded(one.places.mean),
        "rank_first": None if one.places is None else one.places.first,
        "rank_top": None if one.places is None else one.places.top,
        "decided_by": None
        if decides is None
        else {
            "criterion": _criterion(decides[0], basis).id,
            "correlation": _rounded(decides[1]),
        },
    }


def _rounded(number: float) -> float:
    return round(number, 6)
