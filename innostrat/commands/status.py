"""`innostrat status`: where the year is, and what to do next."""

from __future__ import annotations

from innostrat.shell import options
from innostrat.shell.days import DayOption, chosen_day


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    day: DayOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the round, its deadlines, what is missing, and the next steps in order."""
    from innostrat.reports.year import status
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import unscored

    workspace, basis = unscored(portfolio, round_)
    today = chosen_day(day, basis.revision)
    report = status.report(basis, workspace.findings, today)
    deliver(report, workspace.language(lang), form, output)
    return 0
