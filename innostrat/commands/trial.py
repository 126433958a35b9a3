"""`innostrat trial`: the strategy's value model, tried on projects made up for the purpose."""

from __future__ import annotations

from innostrat.commands.options import (
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
    from innostrat.commands.delivery import deliver  # noqa: PLC0415
    from innostrat.commands.reading import unscored  # noqa: PLC0415
    from innostrat.reports import trials  # noqa: PLC0415

    workspace, basis = unscored(portfolio, round_)
    report = trials.report(basis)
    deliver(report, workspace.language(lang), form, output)
    return 1 if trials.fails(report) else 0
