"""What `innostrat import` does with one of the tool's own forms: it shows, or it writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from innostrat.authoring.form.taking import taken_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from innostrat.authoring.form.taking import FormFile
    from innostrat.shell.options import Lang, TableFormat


@dataclass(frozen=True, slots=True)
class Showing:
    """What the call asked for: whether to write, on which day, how to show, of which files."""

    yes: bool
    dry_run: bool
    day: date
    form: TableFormat
    output: Path | None
    lang: Lang | None
    only: Sequence[str]
    skip: Sequence[str]


def import_form(root: Path, form: FormFile, name: str, asked: Showing) -> int:
    """Show what the form changes in the portfolio and write it; 1 where something is not taken."""
    from innostrat.reports.form.report import form_report
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.changing import carry_out, opened

    with opened(root, asked.lang, write=not asked.dry_run) as workspace:
        language = workspace.language(asked.lang)
        found = taken_in(workspace, form, asked.day).chosen(asked.only, asked.skip)
        items = [item for item, _ in found.files]
        said = found.filled.troubles or found.filled.notes or not items
        written = asked.yes and not asked.dry_run
        if not written or said:
            report = form_report(items, found.filled, name, trial=not written)
            deliver(report, language, asked.form, None if written else asked.output)
        if not asked.dry_run:
            carry_out(
                workspace,
                found.changes,
                language,
                yes=asked.yes,
                dry_run=False,
                shown=not asked.yes,
                tried=found.tried,
            )
    return 1 if found.filled.troubles else 0
