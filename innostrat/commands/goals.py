"""`innostrat goals`: the strategy's goals, and what works for each."""

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
    """Print the goal tree, what is funded, and the goals that nobody works for."""
    from innostrat.reports.register import coverage
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import current_plan, unscored

    workspace, basis = unscored(portfolio, round_, decided=True)
    language = workspace.language(lang)
    deliver(coverage.report(basis, current_plan(basis, language)), language, form, output)
    return 0
