"""What a form that came back changes, cell by cell, and what of it is not taken and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.messages import Message, msg, msgn
from innostrat.reports.table import Column, Report, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.analysis.form.filled import Filled, FormItem
    from innostrat.reports.table import Json


def form_report(items: Sequence[FormItem], filled: Filled, name: str, *, trial: bool) -> Report:
    """Return what the form `name` does to the files of `items`; nothing is written by it.

    Where it is no trial, the changes themselves are shown as they are written.
    """
    return Report(
        title=msg("The form {file}", file=name),
        preamble=tuple(_said(items, filled)),
        blocks=(*((_changes(items),) if trial or not items else ()), _troubles(filled)),
        data={
            "format": 1,
            "kind": "form",
            "items": [_item(one) for one in items],
            "problems": [
                {"sheet": one.sheet, "cell": one.cell, "text": one.text} for one in filled.troubles
            ],
            "cells": filled.cells,
        },
    )


def _said(items: Sequence[FormItem], filled: Filled) -> Iterator[Message]:
    changed = sum(one.path is not None for one in items)
    yield msgn("{n} filled cell was read.", "{n} filled cells were read.", filled.cells)
    yield msgn("{n} file is changed.", "{n} files are changed.", changed)
    yield msgn("{n} file is new.", "{n} files are new.", len(items) - changed)
    if filled.troubles:
        yield msgn(
            "{n} cell is not taken: see below.",
            "{n} cells are not taken: see below.",
            len(filled.troubles),
        )
    yield from filled.notes


def _changes(items: Sequence[FormItem]) -> Table:
    rows = [
        Row.of(one.key, change.heading, *change.shown) for one in items for change in one.changes
    ]
    return Table(
        "changes",
        msg("What changes"),
        (
            Column("id", msg("Id")),
            Column("what", msg("What"), wide=True),
            Column("now", msg("Now"), wide=True),
            Column("becomes", msg("Becomes"), wide=True),
        ),
        tuple(rows),
        empty=msg("Nothing: the form says what the files say."),
    )


def _troubles(filled: Filled) -> Table:
    return Table(
        "problems",
        msg("What is not taken"),
        (
            Column("sheet", msg("Sheet")),
            Column("cell", msg("Cell")),
            Column("text", msg("Text"), wide=True),
            Column("problem", msg("Problem"), wide=True),
        ),
        tuple(Row.of(one.sheet, one.cell, one.text, one.problem) for one in filled.troubles),
        empty=msg("Nothing"),
    )


def _item(one: FormItem) -> dict[str, Json]:
    return {
        "id": one.key,
        "new": one.path is None,
        "changes": [{"before": change.before, "after": change.after} for change in one.changes],
    }
