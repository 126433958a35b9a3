"""How projects fare when scores move too, within what assessors say, beside weights alone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from innostrat.messages import Percent, Points, msg, msgn
from innostrat.reports.plan.entries import titles_or_nothing
from innostrat.reports.table import Align, Bar, Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.analysis.weights.incomplete import JointRobustness, Uncertain
    from innostrat.analysis.weights.robustness import Robustness
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.reports.table import Json

SHOWN: Final = 10  # rivals that people see; the JSON form has all
PARTS: Final = 1_000_000  # shares are counted in draws: far fewer
DIGITS: Final = 6
VERDICTS: Final = {
    "core": msg("core"),
    "borderline": msg("borderline"),
    "exterior": msg("exterior"),
}


def incomplete_table(found: JointRobustness, alone: Robustness, portfolio: Portfolio) -> Table:
    """Return each project's share of the draws with uncertain scores, and without."""
    before = {one.id: one.share for one in alone.standings}
    return Table(
        "scores",
        msg("With uncertain scores too"),
        (
            Column("project", msg("Project"), wide=True),
            Column("share", msg("Share of the draws")),
            Column("weights", msg("Weights alone"), Align.RIGHT, optional=1),
            Column("verdict", msg("Verdict")),
            Column("shown_by", msg("Shown by")),
            *core_index_column(enumerated=found.enumerated),
            Column("rank_mean", msg("Mean place"), Align.RIGHT, optional=5),
            Column(
                "rank_top", msg("Among the first {top}", top=alone.top), Align.RIGHT, optional=6
            ),
            Column("spread", msg("In dispute"), Align.RIGHT, optional=3),
            Column("missing", msg("Missing"), Align.RIGHT, optional=2),
        ),
        tuple(_row(one, before.get(one.id), portfolio) for one in found.standings),
        notes=tuple(_notes(found)),
    )


def core_index_column(*, enumerated: bool) -> tuple[Column, ...]:
    """Return the column of the core index, where it is known; a narrow terminal keeps it."""
    return (Column("core_index", msg("Core index"), Align.RIGHT),) if enumerated else ()


def core_index_cell(index: Fraction | None) -> tuple[Percent, ...]:
    """Return the cell of that column, where there is one."""
    return () if index is None else (Percent(index),)


def rivals_table(found: JointRobustness, portfolio: Portfolio) -> Table:
    """Return the portfolios that may be worth more than the plan, as they differ from it."""
    count = len(found.rivals)
    notes = [
        msg(
            "Every portfolio was set against the plan, at its worst for the plan: these may be "
            "worth more, and none other does that is not always beaten."
        )
        if found.enumerated
        else msg(
            "What may be furthest ahead of the plan at each corner of the weights, and what was "
            "the best in some draw. There may be others."
        )
    ]
    if count > SHOWN:
        notes.append(msg("Of {count} portfolios the first {shown}.", count=count, shown=SHOWN))
    return Table(
        "rivals",
        msg("What may be worth more than the plan"),
        (
            Column("number", msg("No."), Align.RIGHT),
            Column("in", msg("In instead"), wide=True),
            Column("out", msg("Out"), wide=True),
        ),
        tuple(
            Row.of(
                number,
                titles_or_nothing(one.enters, portfolio),
                titles_or_nothing(one.leaves, portfolio),
            )
            for number, one in enumerate(found.rivals[:SHOWN], 1)
        ),
        notes=tuple(notes),
        empty=msg("No portfolio, whatever the weights and scores")
        if found.enumerated
        else msg("None was found"),
    )


def _row(one: Uncertain, before: float | None, portfolio: Portfolio) -> Row:
    places = one.places
    return Row.of(
        portfolio.projects[one.id].title,
        Bar(drawn_share(one.share)),
        None if before is None else Percent(drawn_share(before)),
        VERDICTS[one.verdict],
        msg("proof") if one.proved else msg("draws only"),
        *core_index_cell(one.core_index),
        None if places is None else Points(drawn_share(places.mean), 1),
        None if places is None else Percent(drawn_share(places.top)),
        one.spread,
        one.missing,
    )


def _notes(found: JointRobustness) -> Iterator[Message]:
    yield msg(
        "Weights and scores are drawn together, {draws} times: a score evenly between the lowest "
        "and the highest answer, one that nobody has given anywhere on its scale.",
        draws=found.draws,
    )
    yield msg(
        "“In dispute” and “Missing” count a project's scores. One that lacks scores takes part "
        "here and nowhere else."
    )
    yield msgn(
        "{n} portfolio was the best in some draw.",
        "{n} portfolios were the best in some draw.",
        found.portfolios,
    )
    if found.enumerated:
        yield msg(
            "Every portfolio was tried. The verdicts and the core index are about those that no "
            "other dominates, whatever the weights and scores: the core index is their share that "
            "holds the project."
        )
    if not found.settled:
        yield msg("New portfolios were still being found when the search stopped.")


def drawn_share(value: float) -> Fraction:
    """Return a share of draws as a fraction."""
    return Fraction(value).limit_denominator(PARTS)


def incomplete_data(found: JointRobustness) -> Json:
    """Return the same as JSON."""
    return {
        "draws": found.draws,
        "portfolios": found.portfolios,
        "settled": found.settled,
        "core_index_exact": found.enumerated,
        "rivals": [{"in": list(one.enters), "out": list(one.leaves)} for one in found.rivals],
        "projects": [_datum(one) for one in found.standings],
    }


def _datum(one: Uncertain) -> Json:
    places = one.places
    return {
        "id": one.id,
        "share": one.share,
        "core_index": None if one.core_index is None else round(float(one.core_index), DIGITS),
        "verdict": one.verdict,
        "proved": one.proved,
        "rank_mean": None if places is None else round(places.mean, DIGITS),
        "rank_first": None if places is None else places.first,
        "rank_top": None if places is None else places.top,
        "in_dispute": one.spread,
        "missing": one.missing,
    }
