"""`innostrat export`: ideas or projects as `import` reads them back, or a plan for the budget."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
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
    from innostrat.shell.delivery import deliver_file, say_left_out
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
    if ending == ".xlsx":
        from innostrat.formats.workbook.plain import text_workbook

        data = text_workbook(f"{kind.value}s", rows)
    else:
        from innostrat.formats.csv.report import rows_as_csv

        data = rows_as_csv(rows)
    deliver_file(output, data, language)
    missing = unlisted(basis)
    say_left_out(missing, language)
    return 1 if missing else 0
