"""`innostrat trial`: the strategy's value model, tried on projects made up for the purpose."""

from __future__ import annotations

from innostrat.shell.options import (
    FormatOption,
    LangOption,
    OutputOption,
    PortfolioArgument,
    RoundOption,
    TableFormat,
)


def run(
    portfolio: PortfolioArgument = None,
    *,
    round_: RoundOption = None,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Print the trials and the rates of exchange; 1 when some trial fails."""
    from innostrat.reports.value import trials
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import unscored

    workspace, basis = unscored(portfolio, round_)
    report = trials.report(basis)
    deliver(report, workspace.language(lang), form, output)
    return 1 if trials.fails(report) else 0
