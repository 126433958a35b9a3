"""What an import would make, what is wrong at which cell, and which columns were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.analysis.intake.layout import amount_word
from innostrat.analysis.intake.people import personal
from innostrat.messages import Kroner, Listing, Message, msg, msgn
from innostrat.reports.common import much_like
from innostrat.reports.table import Align, Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.intake.rows import Draft, Imported, RowFate, Trouble
    from innostrat.files.sheets.worksheet import Worksheet
    from innostrat.reports.table import Cell, Json

SHOWN: Final = 4  # cells with which the same is wrong


def report(
    found: Imported, name: str, sheet: Worksheet | None = None, sheets: Sequence[Worksheet] = ()
) -> Report:
    """Return what was found in the table `name`; nothing is written by it."""
    return Report(
        title=msg("Import of {file}", file=name),
        preamble=(*outline(found), *_others(sheet, sheets)),
        blocks=(_columns(found), _troubles(found), *_anew(found), _drafts(found)),
        data={
            "format": 1,
            "kind": "import",
            "items": [_draft(one) for one in found.drafts],
            "problems": [
                {"cell": one.cell, "text": one.text, "cells": one.cells} for one in found.troubles
            ],
            "columns": dict(found.columns),
            "left_out": [one.heading for one in found.left_out],
            "skipped": found.skipped,
            "known": [_known(one) for one in found.known],
            "cells": {"filled": found.filled, "taken": found.taken, "named": found.named},
        },
    )


def outline(found: Imported) -> Iterator[Message]:
    """Yield what came of the table in few words: files, rows, and what became of every cell."""
    yield msgn("{n} file can be made.", "{n} files can be made.", len(found.drafts))
    if found.skipped:
        yield msgn("{n} row cannot be used.", "{n} rows cannot be used.", found.skipped)
    if found.known:
        yield msgn("{n} row is there already.", "{n} rows are there already.", len(found.known))
    anew = sum(bool(one.anew) for one in found.known)
    if anew:
        yield msgn("{n} of them was answered anew.", "{n} of them were answered anew.", anew)
    yield msg(
        "{filled} cells are filled: {taken} are taken, {named} are named as not taken.",
        filled=found.filled,
        taken=found.taken,
        named=found.named,
    )
    alike = sum(bool(one.similar) for one in found.drafts)
    if alike:
        yield msgn(
            "{n} of them is much like something that is there: look before you import.",
            "{n} of them are much like something that is there: look before you import.",
            alike,
        )
    yield from _money(found)
    names = personal(one.heading for one in found.left_out)
    if names:
        yield msg(
            "Left out, since a portfolio holds no personal data: {columns}",
            columns=Listing(names),
        )


def _money(found: Imported) -> Iterator[Message]:
    """Yield what unit the amounts are in and who says so, and the kroner that they come to."""
    if found.unit is None or not found.drafts:
        return
    unit = amount_word(found.unit.kroner)
    if found.unit.text is not None:
        yield msg("Unit: {unit}, as the file says: {text}", unit=unit, text=found.unit.text)
    elif found.unit.said:
        yield msg("Unit: {unit}.", unit=unit)
    else:
        yield msg("Unit: kr, since nothing says another.")
    yield msg(
        "Kroner in all years: costs {costs}, savings and income {benefits}, grants {funding}.",
        **{place: Kroner(found.kroner(place)) for place in ("costs", "benefits", "funding")},
    )


def _others(sheet: Worksheet | None, sheets: Sequence[Worksheet]) -> Iterator[Message]:
    """Yield the sheets that were not looked at."""
    for one in sheets:
        if one is not sheet and one.cells:
            state = msg("sheet") if one.visible else msg("hidden sheet")
            yield msg(
                "Not read: the {state} {name}, with {n} filled cells.",
                state=state,
                name=one.name,
                n=len(one.cells),
            )


def _columns(found: Imported) -> Table:
    rows = [Row.of(key, heading, None, None) for key, heading in found.columns.items()]
    rows += [Row.of(msg("not read"), one.heading, one.cells, one.why) for one in found.left_out]
    return Table(
        "columns",
        msg("The columns"),
        (
            Column("key", msg("Becomes")),
            Column("heading", msg("Heading in the file"), wide=True),
            Column("cells", msg("Not taken"), Align.RIGHT, optional=1),
            Column("why", msg("Reason"), wide=True, optional=1),
        ),
        tuple(rows),
        notes=(msg("Another mapping: --column KEY='HEADING', or a file with --mapping."),),
    )


def _troubles(found: Imported) -> Table:
    known = [
        Row.of(
            next(iter(one.cells.values())).name, "", _there(one), len(one.cells) - len(one.taken)
        )
        for one in found.known
    ]
    return Table(
        "problems",
        msg("What is wrong"),
        (
            Column("cell", msg("Cell")),
            Column("text", msg("Text"), wide=True),
            Column("problem", msg("Problem"), wide=True),
            Column("cells", msg("Not taken"), Align.RIGHT, optional=1),
        ),
        (*_grouped(found.troubles), *known),
        empty=msg("Nothing"),
    )


def _grouped(troubles: Sequence[Trouble]) -> Iterator[Row]:
    """Yield what is wrong, the same of several cells once: what lacks a unit whatever it says."""
    groups: dict[tuple[str, str], list[Trouble]] = {}
    for one in troubles:
        text = "" if _of_unit(one.problem) else one.text
        groups.setdefault((text, repr(one.problem)), []).append(one)
    for same in groups.values():
        names: list[str | Message] = [one.cell for one in same[:SHOWN]]
        if len(same) > SHOWN:
            names.append(msg("and {n} more", n=len(same) - SHOWN))
        first, count = same[0], sum(one.cells for one in same)
        texts = dict.fromkeys(one.text for one in same)
        said: Cell = first.text if len(texts) == 1 else Listing(tuple(texts)[:SHOWN])
        yield Row.of(Listing(tuple(names)), said, first.problem, count or None)


def _of_unit(problem: Message) -> bool:
    """Whether nobody can say the unit: that is the same of all amounts."""
    inner = problem.values.get("problem", problem)
    return isinstance(inner, Message) and "--unit" in inner.template


def _there(one: RowFate) -> Message:
    if one.anew:
        return msg("there already as {id}: the rest is as it was", id=one.known)
    if one.differs:
        return msg("there already as {id}, which says something else: not imported", id=one.known)
    return msg("there already as {id}: not imported", id=one.known)


def _anew(found: Imported) -> Iterator[Table]:
    rows = [
        Row.of(one.row, one.known, key, before, after)
        for one in found.known
        for key, (before, after) in one.anew.items()
    ]
    if rows:
        yield Table(
            "answered",
            msg("What was answered anew"),
            (
                Column("row", msg("Row"), Align.RIGHT),
                Column("id", msg("Id")),
                Column("key", msg("Key")),
                Column("now", msg("Now"), wide=True),
                Column("becomes", msg("Becomes"), wide=True),
            ),
            tuple(rows),
        )


def _drafts(found: Imported) -> Table:
    return Table(
        "items",
        msg("What would be made"),
        (
            Column("row", msg("Row"), Align.RIGHT),
            Column("id", msg("Id")),
            Column("title", msg("Title"), wide=True, optional=1),
            Column("similar", msg("Similar"), wide=True),
        ),
        tuple(
            Row.of(one.row, one.id, str(one.values["title"]), much_like(one.similar))
            for one in found.drafts
        ),
        notes=(
            msg("Similar is a hint from words alike, in per cent; only people see a duplicate."),
        ),
        empty=msg("Nothing"),
    )


def _draft(one: Draft) -> dict[str, Json]:
    return {
        "id": one.id,
        "row": one.row,
        "title": str(one.values["title"]),
        "similar": [{"id": id_, "score": score} for id_, score in one.similar],
    }


def _known(one: RowFate) -> dict[str, Json]:
    return {
        "id": one.known,
        "row": one.row,
        "changes": [
            {"key": key, "before": before, "after": after}
            for key, (before, after) in one.anew.items()
        ],
    }
