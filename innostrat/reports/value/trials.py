"""The report of the trials of a value model: each in a sentence, with points, and what fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from innostrat.analysis.value import trial
from innostrat.messages import Listing, Message, Percent, Points, msg, msgn
from innostrat.reports import heading
from innostrat.reports.table import Align, Column, Json, Report, Row, Table
from innostrat.reports.value import exchange
from innostrat.reports.value.exchange import shortly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.value.scoring import Scored
    from innostrat.analysis.value.trial import Halves, MadeUpProject
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Block, Cell

HOLDS: Final = {True: msg("holds"), False: msg("FAILS"), None: msg("not tried")}
SHOWN: Final = 5  # pairs of criteria in the table


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial: its key and name, what happened, points or a share, and whether it holds.

    `holds` is None where there is nothing to try it on.
    """

    key: str
    title: Message
    told: Message
    result: Cell
    holds: bool | None
    code: str


def report(basis: Basis) -> Report:
    """Return the trials of the strategy's value model, and the rates of exchange.

    Without a round nothing is tried on today's projects; no project file is needed.
    """
    strategy = basis.portfolio.strategy
    tried = tuple(_trials(basis))
    return Report(
        title=msg("Trial of the value model: {strategy}", strategy=strategy.title),
        preamble=(*heading.preamble(basis), _verdict(tried)),
        blocks=(
            heading.facts(basis),
            _table(tried),
            exchange.exchange_table(strategy),
            *_ends(basis),
            *_pairs(basis),
        ),
        data=data(basis, tried),
    )


def fails(report: Report) -> bool:
    """Whether some trial of the report fails."""
    return bool(report.data["failed"])


def _verdict(tried: Sequence[Tried]) -> Message:
    failed = tuple(one.title for one in tried if one.holds is False)
    known = sum(one.holds is not None for one in tried)
    if failed:
        return msgn(
            "{failed} of {n} trial fails: {names}.",
            "{failed} of {n} trials fail: {names}.",
            known,
            failed=len(failed),
            names=Listing(failed),
        )
    return msgn("{n} trial was made, and it holds.", "{n} trials were made, and all hold.", known)


def _table(tried: Sequence[Tried]) -> Table:
    return Table(
        "trials",
        msg("The trials"),
        (
            Column("trial", msg("Tried"), wide=True),
            Column("told", msg("What happens"), wide=True),
            Column("result", msg("Result"), Align.RIGHT),
            Column("holds", msg("Does it hold?"), wide=True),
        ),
        tuple(Row.of(one.title, one.told, one.result, _holds(one)) for one in tried),
        notes=(
            msg(
                "The projects are made up, from the strategy's own criteria and weights. What "
                "fails is also a finding of `innostrat validate`, with its place and what to do."
            ),
        ),
    )


def _holds(one: Tried) -> Message:
    if one.holds is False:
        return msg("FAILS: {code}", code=one.code)
    return HOLDS[one.holds]


def _trials(basis: Basis) -> Iterator[Tried]:
    strategy = basis.portfolio.strategy
    yield _null(trial.null(strategy))
    yield _pretty(trial.pretty(strategy))
    yield from (_halves(trial.halves(one)) for one in strategy.benefits)
    yield _paid(basis)
    yield _ends_hold(basis)
    yield _pairs_hold(basis)


def _null(made: MadeUpProject) -> Tried:
    told = (
        msg(
            "A project with the lowest answer everywhere gets {points} points.",
            points=Points(made.value),
        )
        if made.competes
        else msg(
            "A project with the lowest answer everywhere does not compete: {gates}.",
            gates=Listing(tuple(one.title for one in made.closed)),
        )
    )
    holds = not made.competes or not made.value
    return Tried("null", msg("Nothing"), told, Points(made.value), holds, "A013")


def _pretty(made: MadeUpProject) -> Tried:
    holds = not made.competes or not made.value
    told = msg(
        "A project that changes nothing, and is the best in all else, gets {points} points.",
        points=Points(made.value),
    )
    if not holds:
        told = msg(
            "A project that changes nothing, and is the best in all else, gets {points} points, "
            "from {criteria}.",
            points=Points(made.value),
            criteria=Listing(tuple(one.title for one in made.giving)),
        )
    return Tried("pretty", msg("Pointless but pretty"), told, Points(made.value), holds, "A013")


def _halves(one: Halves) -> Tried:
    half, whole, double = (Points(value) for value in one.values)
    told = msg(
        "{amount} is worth {whole} of 100, half of it {half}, and twice as much {double}.",
        amount=shortly(one.whole),
        whole=whole,
        half=half,
        double=double,
    )
    if not trial.is_quantity(one.criterion.scale):
        told = msg("Half of a project has the same answer, so two halves are worth twice as much.")
    title = msg("Half and double: {criterion}", criterion=one.criterion.title)
    gain = Percent(one.gain)
    return Tried(f"halves-{one.criterion.id}", title, told, gain, one.holds, "A014")


def _paid(basis: Basis) -> Tried:
    found = tuple(trial.paid(basis.portfolio.strategy, basis.round))
    told = msg("No benefit reads money that a frame already pays.")
    if found:
        names = tuple(
            msg("{criterion} ({source})", criterion=one.title, source=source.label)
            for one, source in found
        )
        told = msg(
            "Money that a frame already pays or gets counts again in {names}.", names=Listing(names)
        )
    return Tried("paid", msg("Paid twice"), told, len(found), not found, "A017")


def _ranking(basis: Basis) -> tuple[Scored, ...]:
    return basis.ranked.ranking if basis.scores else ()


def _few(basis: Basis) -> Message | None:
    """Return why nothing can be said of today's projects, where too few compete."""
    count = len(_ranking(basis))
    if count >= trial.ENOUGH:
        return None
    return msgn(
        "{n} project competes; {least} are needed to tell.",
        "{n} projects compete; {least} are needed to tell.",
        count,
        least=trial.ENOUGH,
    )


def _ends_hold(basis: Basis) -> Tried:
    title, strategy = msg("Saturation"), basis.portfolio.strategy
    if few := _few(basis):
        return Tried("saturation", title, few, None, None, "A015")
    found = [one for one in trial.scale_ends(strategy, _ranking(basis)) if one.is_of_levels]
    if not found:
        told = msg("No benefit and no factor has levels.")
        return Tried("saturation", title, told, None, None, "A015")
    most = max(found, key=lambda one: one.share)
    failed = [one for one in found if not one.holds]
    told = msg("No scale of levels has more than half of the projects at one end.")
    if failed:
        names = Listing(tuple(one.criterion.title for one in failed))
        told = msg("More than half of the projects stand at one end of {criteria}.", criteria=names)
    return Tried("saturation", title, told, Percent(most.share), not failed, "A015")


def _pairs_hold(basis: Basis) -> Tried:
    title = msg("Counted twice")
    if few := _few(basis):
        return Tried("together", title, few, None, None, "A016")
    found = trial.pairs(basis.portfolio.strategy, _ranking(basis))
    if not found:
        told = msg("All projects have the same answers, so nothing can be compared.")
        return Tried("together", title, told, None, None, "A016")
    most = found[0]
    told = msg(
        "{one} and {other} move most alike over the projects (rank correlation).",
        one=most.one.title,
        other=most.other.title,
    )
    return Tried("together", title, told, Points(most.rounded, 2), most.holds, "A016")


def _ends(basis: Basis) -> Iterator[Block]:
    if not (projects := _ranking(basis)):
        return
    yield Table(
        "saturation",
        msg("Today's projects at the ends of the scales"),
        (
            Column("criterion", msg("Criterion"), wide=True),
            Column("lowest", msg("Lowest"), Align.RIGHT),
            Column("highest", msg("Highest"), Align.RIGHT),
            Column("projects", msg("Projects"), Align.RIGHT),
        ),
        tuple(
            Row.of(one.criterion.title, one.lowest, one.highest, one.projects)
            for one in trial.scale_ends(basis.portfolio.strategy, projects)
        ),
        notes=(msg("Of a quantity the ends are nothing, and full or more: none is cut off."),),
    )


def _pairs(basis: Basis) -> Iterator[Block]:
    found = trial.pairs(basis.portfolio.strategy, _ranking(basis))
    if not found:
        return
    yield Table(
        "together",
        msg("Criteria that move together"),
        (
            Column("one", msg("Criterion"), wide=True),
            Column("other", msg("and"), wide=True),
            Column("correlation", msg("Rank correlation"), Align.RIGHT),
        ),
        tuple(
            Row.of(one.one.title, one.other.title, Points(one.rounded, 2)) for one in found[:SHOWN]
        ),
        notes=(
            msg(
                "Spearman's rank correlation over the projects that compete: 1 is the same order. "
                "From {limit} on, ask whether both say the same.",
                limit=Points(trial.TOGETHER),
            ),
        ),
    )


def data(basis: Basis, tried: Sequence[Tried]) -> dict[str, Json]:
    """Return the documented keys of `innostrat trial --format json`."""
    strategy = basis.portfolio.strategy
    projects = _ranking(basis)
    return {
        "format": 1,
        "kind": "trial",
        "round": basis.round.id if basis.round else None,
        "null": _made(trial.null(strategy)),
        "pretty": _made(trial.pretty(strategy)),
        "halves": [_halves_data(trial.halves(one)) for one in strategy.benefits],
        "paid_twice": [one.id for one, _ in trial.paid(strategy, basis.round)],
        "saturation": [
            {
                "criterion": one.criterion.id,
                "lowest": one.lowest,
                "highest": one.highest,
                "projects": one.projects,
            }
            for one in (trial.scale_ends(strategy, projects) if projects else ())
        ],
        "together": [
            {
                "criteria": [one.one.id, one.other.id],
                "correlation": round(one.correlation, 6),
            }
            for one in trial.pairs(strategy, projects)
        ],
        "exchange": exchange.data(strategy),
        "failed": [one.key for one in tried if one.holds is False],
        "left_out": list(basis.left_out),
    }


def _made(made: MadeUpProject) -> dict[str, Json]:
    return {
        "value": float(made.value),
        "competes": made.competes,
        "gates": [one.id for one in made.closed],
        "contributions": {one.id: float(points) for one, points in made.parts},
    }


def _halves_data(one: Halves) -> dict[str, Json]:
    half, whole, double = (float(value) for value in one.values)
    return {
        "criterion": one.criterion.id,
        "answer": float(one.whole),
        "half": half,
        "whole": whole,
        "double": double,
        "gain": float(one.gain),
        "holds": one.holds,
    }
