"""`innostrat export`: the ideas as a table that `import` reads back, or a plan for the budget."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg
from innostrat.shell.options import LangOption, PortfolioArgument, RoundOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.model.idea import Idea


class Purpose(StrEnum):
    """What an export is for."""

    IMPORT = "import"
    BUDGET = "budget"


def run(
    portfolio: PortfolioArgument = None,
    *,
    purpose: Annotated[
        Purpose,
        typer.Option("--for", help=mark("What it is for: import back, or a budget system.")),
    ] = Purpose.IMPORT,
    round_: RoundOption = None,
    thousands: Annotated[
        bool, typer.Option("--thousands", help=mark("For the budget: in 1000 kr, not in kroner."))
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=mark("The file: its ending is xlsx or csv.")),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Write one row an idea, with all that its file says, or one row a line of the plan's money."""
    from innostrat.reports.register.inventory import unlisted
    from innostrat.shell.delivery import deliver_file, say
    from innostrat.workspace.reading import unscored

    ending = "" if output is None else output.suffix.lower()
    if output is None or ending not in {".xlsx", ".csv"}:
        raise CannotGoOnError(msg("Give --output with a file that ends in .xlsx or .csv"))
    if purpose is Purpose.BUDGET:
        from innostrat.workspace.budget_export import write_budget

        return write_budget(portfolio, round_, output, lang, in_thousands=thousands)
    if round_ is not None or thousands:
        raise CannotGoOnError(msg("--round and --thousands belong to --for budget"))
    workspace, basis = unscored(portfolio, None)
    rows = _rows(list(basis.portfolio.ideas.values()))
    language = workspace.language(lang)
    deliver_file(output, _workbook(rows) if ending == ".xlsx" else _separated(rows), language)
    missing = unlisted(basis)
    if missing:
        say(
            msg(
                "Left out because of errors: {items} (see innostrat validate)",
                items=Listing(missing),
            ),
            language,
        )
    return 1 if missing else 0


def _rows(ideas: Sequence[Idea]) -> list[list[str]]:
    """Return the headings and a row an idea; every cell is text."""
    from innostrat.analysis.intake.ideas import HEADINGS

    rows = [[names[0] for names in HEADINGS.values()]]
    for one in ideas:
        verdict = one.verdict
        rows.append(
            [
                one.id,
                one.title,
                one.received.isoformat(),
                one.response or "",
                one.source.value if one.source else "",
                one.need,
                one.suggestion or "",
                one.focus_area or "",
                one.service_area or "",
                verdict.outcome.value if verdict else "",
                (verdict.by or "") if verdict else "",
                verdict.date.isoformat() if verdict and verdict.date else "",
                (verdict.because or "") if verdict else "",
                one.promoted_to or "",
            ]
        )
    return rows


def _workbook(rows: list[list[str]]) -> bytes:
    from datetime import UTC, datetime
    from io import BytesIO

    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("ideas")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(line, place, text, wrapped if line else bold)
    sheet.set_column(0, len(rows[0]) - 1, 24)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _separated(rows: list[list[str]]) -> bytes:
    import csv
    from io import StringIO

    from innostrat.formats.csv.report import FORMULA

    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for row in rows:
        if any(FORMULA.search(text) for text in row):
            raise CannotGoOnError(
                msg("{text} would be a formula in CSV: export to .xlsx", text=row[0])
            )
        writer.writerow(row)
    return stream.getvalue().encode("utf-8-sig")
