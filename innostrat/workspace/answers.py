"""Writes the answers to senders where they were asked for: on the screen, or as a document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from innostrat.files.digest import digest
from innostrat.reports.intake.answers import answers_document, answers_report
from innostrat.shell.options import TableFormat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from innostrat.language import Language
    from innostrat.model.idea import Idea
    from innostrat.reports.basis import Basis
    from innostrat.workspace.workspace import Workspace

DOCUMENTS: Final = frozenset({"docx", "html", "pdf", "xlsx"})
BY_ENDING: Final = {
    "csv": TableFormat.CSV,
    "json": TableFormat.JSON,
    "md": TableFormat.MARKDOWN,
}


def deliver_answers(
    workspace: Workspace,
    asked: tuple[Basis, Sequence[Idea], date | None],
    language: Language,
    form: TableFormat,
    output: Path | None,
) -> None:
    """Write the answers to the `asked` ideas; a file's ending says what it is."""
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.documents import brand, ending_of, write_documents

    basis, ideas, day = asked
    ordered = sorted(ideas, key=lambda one: (one.received, one.id))
    ending = "" if output is None else ending_of(output)
    if output is not None and ending in DOCUMENTS and form is TableFormat.TERMINAL:
        stamp = json.dumps(
            {
                "kind": "answers",
                "files": digest(workspace.files.contents),
                "language": language.code,
            }
        )
        made = answers_document(basis, ordered, brand(workspace, basis), stamp, day)
        write_documents(made, (output,), language, None)
        return
    if form is TableFormat.TERMINAL:
        form = BY_ENDING.get(ending, form)
    deliver(answers_report(basis, ordered), language, form, output)
