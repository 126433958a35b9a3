"""Writes a plan's measures as a file that a budget system imports, and says what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg, msgn
from innostrat.workspace.reading import current_plan, scored

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.language import Language
    from innostrat.reports.table import Table

SHOWN = 10  # questions on the screen; a workbook has all on a sheet


def write_budget(
    portfolio: Path | None,
    round_: str | None,
    output: Path,
    lang: str | None,
    *,
    in_thousands: bool,
) -> int:
    """Write the rows to `output`, xlsx or csv; return 1 when errors left something out."""
    from innostrat.reports.year.budget import export
    from innostrat.shell.delivery import deliver_file, say, say_left_out

    workspace, basis = scored(portfolio, round_, decided=True)
    language = workspace.language(lang)
    plan = current_plan(basis, language)
    if plan is None or not plan.is_made:
        raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
    made = export(plan, basis, language, in_thousands=in_thousands)
    if output.suffix.lower() == ".xlsx":
        from innostrat.formats.workbook.plain import plain_workbook

        data = plain_workbook(made.tables, language)
    else:
        from innostrat.formats.csv.report import written_csv

        data = written_csv([made.rows], language).encode()
    deliver_file(output, data, language)
    if in_thousands:
        say(msg("Amounts are in 1000 kr; cost +, saving, grant and income −"), language)
    else:
        say(msg("Amounts are in kroner; cost +, saving, grant and income −"), language)
    _ask(made.questions, language)
    say_left_out(workspace.left_out, language)
    return 1 if workspace.left_out else 0


def _ask(questions: Table, language: Language) -> None:
    """Say what the importer would ask about, a line each; of many the first."""
    from innostrat.shell.delivery import say

    for row in questions.rows[:SHOWN]:
        project, line, question = row.cells
        if project is None:
            say(msg("{value}", value=question), language)  # type: ignore[arg-type]
        elif line is None:
            say(msg("{project}: {question}", project=project, question=question), language)  # type: ignore[arg-type]
        else:
            say(
                msg(
                    "{project}, {line}: {question}",
                    project=project,  # type: ignore[arg-type]
                    line=line,  # type: ignore[arg-type]
                    question=question,  # type: ignore[arg-type]
                ),
                language,
            )
    more = len(questions.rows) - SHOWN
    if more > 0:
        text = msgn(
            "and {n} more question; a workbook (.xlsx) lists all on a sheet",
            "and {n} more questions; a workbook (.xlsx) lists all on a sheet",
            more,
        )
        say(text, language)
