"""`innostrat benefits`: what was promised, what was measured, and what is late."""

from __future__ import annotations

from innostrat.shell.days import DayOption, chosen_day
from innostrat.shell.options import (
    FormatOption,
    LangOption,
    OutputOption,
    PortfolioArgument,
    TableFormat,
)


def run(
    portfolio: PortfolioArgument = None,
    *,
    day: DayOption = None,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Print the benefits by kind and goal, one by one, and those that nobody answers for."""
    from innostrat.reports.year import followup
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import unscored

    workspace, basis = unscored(portfolio, None)
    report = followup.report(basis, chosen_day(day, basis.revision))
    deliver(report, workspace.language(lang), form, output)
    return 0
