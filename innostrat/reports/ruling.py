"""A decision in words and tables: who decided, and what about one project, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.baseline import decided_money
from innostrat.messages import msg
from innostrat.parts import NO_FRAME, Part
from innostrat.reports.amounts import as_number, cell, unit
from innostrat.reports.table import Align, Column, Facts, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.messages import Message
    from innostrat.model.decision import DecidedProject, Decision
    from innostrat.model.round import Frame, Round
    from innostrat.reports.table import Cell, Json

PARTS: Final = {
    Part.COST: msg("costs"),
    Part.GRANT: msg("grants"),
    Part.SAVING: msg("committed savings"),
    Part.INTEREST: msg("interest"),
    Part.INSTALMENT: msg("instalments"),
    Part.TRANSFER: msg("paid for investments"),
}
KEYS: Final = {
    Part.COST: "costs",
    Part.GRANT: "grants",
    Part.SAVING: "savings",
    Part.INTEREST: "interest",
    Part.INSTALMENT: "instalments",
    Part.TRANSFER: "transfers",
}


def taken(decision: Decision) -> Message:
    """Return who decided, when, and in which case."""
    if decision.case is None:
        return msg("{body}, {date}", body=decision.body, date=decision.date)
    return msg(
        "{body}, {date}, case {case}", body=decision.body, date=decision.date, case=decision.case
    )


def decided(decision: Decision) -> Message:
    """Return the first sentence of whatever shows a decision in place of a new plan."""
    return msg(
        "DECIDED by {taken}. What is shown is the decision: nothing was selected again.",
        taken=taken(decision),
    )


def planned_anew(decision: Decision) -> Message:
    """Return the first sentence of a plan of a round that has been decided."""
    return msg(
        "PLANNED ANEW: the round was decided by {taken}. What was funded is bound here, and the "
        "rest competes for what is left. The decision stands until another is written.",
        taken=taken(decision),
    )


def in_words(ruling: DecidedProject) -> Message:
    """Return what was decided about a project: its verdict, and from which year."""
    if ruling.start is None:
        return ruling.decided.label
    return msg("{verdict}, from {year}", verdict=ruling.decided.label, year=ruling.start)


def blocks(decision: Decision, project_id: str, round_: Round) -> Iterator[Facts | Table]:
    """Yield what was decided about a project, and its decided amounts where it has any."""
    ruling = decision.ruling(project_id)
    answer = msg("nothing: it was not before the body") if ruling is None else in_words(ruling)
    pairs: list[tuple[Message | str, Cell]] = [
        (msg("Decided"), answer),
        (msg("Adopted by"), taken(decision)),
    ]
    if ruling is not None and ruling.recommended is not ruling.decided:
        pairs.append((msg("Recommended"), ruling.recommended.label))
    if ruling is not None and ruling.because is not None:
        pairs.append((msg("Because"), ruling.because))
    yield Facts("ruling", None, tuple(pairs))
    if ruling is not None and (rows := tuple(_rows(ruling, round_))):
        yield Table(
            "decided-amounts",
            msg("What was decided, year by year"),
            (
                Column("what", msg("What"), wide=True),
                Column("unit", msg("Unit")),
                *(Column(str(year), str(year), Align.RIGHT) for year in round_.years),
            ),
            rows,
            notes=(msg("Levels each year; cost +, grant and committed saving −."),),
        )


def _rows(ruling: DecidedProject, round_: Round) -> Iterator[Row]:
    amounts = decided_money(ruling, round_)
    where: list[tuple[str, Frame | None, str | Message]]
    where = [(one.id, one, one.title) for one in round_.frames]
    where.append((NO_FRAME, None, msg("Outside the frames")))
    for part, name in PARTS.items():
        for id_, frame, called in where:
            years = [amounts.of(part).get((id_, year)) for year in round_.years]
            if any(years):
                cells = (None if one is None else cell(part.sign * one, frame) for one in years)
                title = msg("{frame}: {part}", frame=called, part=name)
                yield Row.of(title, unit(frame) if frame else msg("1000 kr"), *cells)


def data(decision: Decision, round_: Round) -> dict[str, Json]:
    """Return a decision for machines: amounts in kroner or the frame's unit."""
    return {
        "body": decision.body,
        "date": decision.date.isoformat(),
        "case": decision.case,
        "amendments": [
            {
                "frame": one.frame,
                "service_area": one.service_area,
                "amounts": {str(year): float(change) for year, change in one.amounts.items()},
                "because": one.because,
            }
            for one in decision.amendments
        ],
        "projects": [ruling_data(one, round_) for one in decision.projects],
    }


def ruling_data(ruling: DecidedProject, round_: Round) -> dict[str, Json]:
    """Return what was decided about one project for machines."""
    amounts = decided_money(ruling, round_)
    parts: dict[str, Json] = {}
    for part, key in KEYS.items():
        by_frame: dict[str, dict[str, Json]] = {}
        for (frame, year), amount in amounts.of(part).items():
            by_frame.setdefault(frame, {})[str(year)] = as_number(amount, round_.frame(frame))
        parts[key] = by_frame
    return {
        "id": ruling.id,
        "recommended": ruling.recommended.value,
        "decided": ruling.decided.value,
        "start": ruling.start,
        "because": ruling.because,
        **parts,
    }
