"""`innostrat export`: ideas or projects as `import` reads them back, or a plan for the budget."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg
from innostrat.shell import options


class Purpose(StrEnum):
    """What an export is for."""

    IMPORT = "import"
    BUDGET = "budget"


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    purpose: Annotated[
        Purpose,
        typer.Option("--for", help=mark("What it is for: import back, or a budget system.")),
    ] = Purpose.IMPORT,
    round_: options.RoundOption = None,
    thousands: Annotated[
        bool, typer.Option("--thousands", help=mark("For the budget: in 1000 kr, not in kroner."))
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=mark("The file: its ending is xlsx or csv.")),
    ] = None,
    kind: Annotated[
        options.ImportKind, typer.Option(help=mark("What the rows are."), show_default=True)
    ] = options.ImportKind.IDEA,
    lang: options.LangOption = None,
) -> int:
    """Write one row an idea, or a project, with all that its file says, or a line of the plan."""
    from innostrat.analysis.form.flat import flat_table
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
    rows = flat_table(workspace.contents, f"{kind.value}s")
    language = workspace.language(lang)
    deliver_file(output, _workbook(rows, kind) if ending == ".xlsx" else _separated(rows), language)
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


def _workbook(rows: list[list[str]], kind: options.ImportKind) -> bytes:
    from datetime import UTC, datetime
    from io import BytesIO

    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(f"{kind.value}s")
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
