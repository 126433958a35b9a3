"""What `innostrat import` does with one of the tool's own forms: it shows, or it writes."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.authoring.form import taken
from innostrat.files.lock import locked
from innostrat.shell.days import chosen_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from innostrat.authoring.form import FormFile
    from innostrat.shell.options import Lang, TableFormat


@dataclass(frozen=True, slots=True)
class Showing:
    """What the call asked for: to write or to show, on which day, how, and of which files."""

    write: bool
    day: str | None
    form: TableFormat
    output: Path | None
    lang: Lang | None
    only: Sequence[str]
    skip: Sequence[str]


def import_form(root: Path, form: FormFile, name: str, asked: Showing) -> int:
    """Show what the form changes in the portfolio, or write it; 1 where something is not taken."""
    from innostrat.reports.form.report import form_report
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.changing import carry_out
    from innostrat.workspace.workspace import read

    with locked(root) if asked.write else nullcontext():
        workspace = read(root)
        language = workspace.language(asked.lang)
        day = chosen_day(asked.day, workspace.revision)
        found = taken(workspace, form, day).chosen(asked.only, asked.skip)
        items = [item for item, _ in found.files]
        said = found.filled.troubles or found.filled.notes or not items
        if not asked.write or said:
            report = form_report(items, found.filled, name, trial=not asked.write)
            deliver(report, language, asked.form, None if asked.write else asked.output)
        if asked.write:
            carry_out(workspace, found.changes, language, dry_run=False)
    return 1 if found.filled.troubles else 0
