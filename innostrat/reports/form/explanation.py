"""The sheet of a form that says how it is filled in, for somebody who has only the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.form.sheets import FormSheet, Source


def explanation(source: Source, sheets: Sequence[FormSheet]) -> list[Message | str]:
    """Return the lines of the sheet; the first is its title."""
    return list(_lines(source, {one.kind for one in sheets}))


def _lines(source: Source, kinds: set[str]) -> Iterator[Message | str]:
    strategy = source.portfolio.strategy
    yield msg("Projects and ideas: {organisation}", organisation=strategy.organisation)
    yield strategy.title
    if source.round is not None:
        yield msg("Round: {title}", title=source.round.title)
    if strategy.notice:
        yield strategy.notice
    yield ""
    yield msg(
        "How to fill it in: choose from the lists where a cell has one. Hold the pointer over a "
        "heading with a red corner to read what is asked for, and what each level means."
    )
    yield msg(
        "On the sheet of projects a row is a project. A new project takes the first empty row: its "
        "title is enough to begin with, and its id may be left empty."
    )
    yield msg(
        "Amounts are whole kroner in each year, 450000, and not in thousands. A saving is a "
        "benefit, never a negative cost."
    )
    yield msg(
        "Grey cells are not filled in. Where a grey cell holds a sum or three dots, the file holds "
        "more than a cell can."
    )
    if "assessment" in kinds:
        yield msg(
            "Each assessor has a sheet. Answer for each project and say why; what you cannot judge "
            "is left empty. A new assessor writes a role on top, never a name."
        )
    if "project" in kinds:
        yield msg(
            "A sheet that holds a project whole has a row for each value in its file. What is "
            "emptied is taken away; the numbers in the keys count the items of a list."
        )
    yield msg(
        "Write no names of persons and nothing that is secret: all of it may be read by anybody "
        "who asks."
    )
    yield msg(
        "Save the workbook and send it back. Nothing is taken into the portfolio before somebody "
        "has looked at what it changes. A row that you delete here deletes nothing there."
    )
