"""`innostrat benefits`: what was promised, what was measured, and what is late."""

from __future__ import annotations

from innostrat.shell import options
from innostrat.shell.days import DayOption, chosen_day


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    day: DayOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the benefits by kind and goal, one by one, and those that nobody answers for."""
    from innostrat.reports.year import followup
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import unscored

    workspace, basis = unscored(portfolio, None)
    report = followup.report(basis, chosen_day(day, basis.revision))
    deliver(report, workspace.language(lang), form, output)
    return 0
