"""What an import would make, what is wrong at which cell, and which columns were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.analysis.intake.ideas import personal
from innostrat.messages import Listing, Message, msg, msgn
from innostrat.reports.table import Align, Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.intake.again import KnownAnswer
    from innostrat.analysis.intake.ideas import Draft, Imported
    from innostrat.reports.table import Json


def report(found: Imported, name: str, again: Sequence[KnownAnswer] = ()) -> Report:
    """Return what was found in the table `name`; nothing is written by it.

    `again` are the rows that are ideas which are there already.
    """
    return Report(
        title=msg("Import of {file}", file=name),
        preamble=(*_said(found), *_there(again)),
        blocks=(
            _columns(found),
            _troubles(found),
            *((_answers(again),) if again else ()),
            _drafts(found),
        ),
        data={
            "format": 1,
            "kind": "import",
            "items": [_draft(one) for one in found.drafts],
            "problems": [{"cell": one.cell, "text": one.text} for one in found.troubles],
            "columns": dict(found.columns),
            "left_out": list(found.left_out),
            "skipped": found.skipped,
            "known": [
                {
                    "id": one.idea_id,
                    "row": one.row,
                    "changes": [
                        {"key": key, "before": before, "after": after}
                        for key, (before, after) in one.differences.items()
                    ],
                }
                for one in again
            ],
        },
    )


def _said(found: Imported) -> Iterator[Message]:
    yield msgn("{n} file can be made.", "{n} files can be made.", len(found.drafts))
    if found.skipped:
        yield msgn("{n} row cannot be used.", "{n} rows cannot be used.", found.skipped)
    alike = sum(bool(one.similar) for one in found.drafts)
    if alike:
        yield msgn(
            "{n} of them is much like something that is there: look before you import.",
            "{n} of them are much like something that is there: look before you import.",
            alike,
        )
    names = personal(found.left_out)
    if names:
        yield msg(
            "Left out, since a portfolio holds no personal data: {columns}",
            columns=Listing(names),
        )


def _there(again: Sequence[KnownAnswer]) -> Iterator[Message]:
    if again:
        yield msgn(
            "{n} row is there already, and makes no copy.",
            "{n} rows are there already, and make no copies.",
            len(again),
        )
    anew = sum(bool(one.differences) for one in again)
    if anew:
        yield msgn("{n} of them was answered anew.", "{n} of them were answered anew.", anew)


def _answers(again: Sequence[KnownAnswer]) -> Table:
    return Table(
        "answered",
        msg("What was answered anew"),
        (
            Column("row", msg("Row"), Align.RIGHT),
            Column("id", msg("Id")),
            Column("key", msg("Key")),
            Column("now", msg("Now"), wide=True),
            Column("becomes", msg("Becomes"), wide=True),
        ),
        tuple(
            Row((one.row, one.idea_id, key, before, after))
            for one in again
            for key, (before, after) in one.differences.items()
        ),
        empty=msg("Nothing"),
    )


def _columns(found: Imported) -> Table:
    rows = [Row((key, heading)) for key, heading in found.columns.items()]
    rows += [Row((msg("not read"), heading)) for heading in found.left_out]
    return Table(
        "columns",
        msg("The columns"),
        (Column("key", msg("Becomes")), Column("heading", msg("Heading in the file"), wide=True)),
        tuple(rows),
        notes=(msg("Another mapping: --column KEY='HEADING', or a file with --mapping."),),
    )


def _troubles(found: Imported) -> Table:
    return Table(
        "problems",
        msg("What is wrong"),
        (
            Column("cell", msg("Cell")),
            Column("text", msg("Text"), wide=True),
            Column("problem", msg("Problem"), wide=True),
        ),
        tuple(Row((one.cell, one.text, one.problem)) for one in found.troubles),
        empty=msg("Nothing"),
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
            Row(
                (
                    one.row,
                    one.id,
                    str(one.values["title"]),
                    _similar(one),
                )
            )
            for one in found.drafts
        ),
        notes=(
            msg("Similar is a hint from words alike, in per cent; only people see a duplicate."),
        ),
        empty=msg("Nothing"),
    )


def _similar(one: Draft) -> Listing | None:
    if not one.similar:
        return None
    return Listing(
        tuple(msg("{id} ({score} %)", id=id_, score=score) for id_, score in one.similar)
    )


def _draft(one: Draft) -> dict[str, Json]:
    return {
        "id": one.id,
        "row": one.row,
        "title": str(one.values["title"]),
        "similar": [{"id": id_, "score": score} for id_, score in one.similar],
    }
