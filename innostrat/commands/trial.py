"""`innostrat trial`: the strategy's value model, tried on projects made up for the purpose."""

from __future__ import annotations

from innostrat.shell import options


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the trials and the rates of exchange; 1 when some trial fails."""
    from innostrat.reports.value import trials
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import unscored

    workspace, basis = unscored(portfolio, round_)
    report = trials.report(basis)
    deliver(report, workspace.language(lang), form, output)
    return 1 if trials.fails(report) else 0
