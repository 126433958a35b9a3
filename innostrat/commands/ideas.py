"""`innostrat ideas`: the inbox, the oldest first, and what each idea waits for."""

from __future__ import annotations

from typing import Annotated

import typer

from innostrat.messages import mark
from innostrat.shell import options
from innostrat.shell.days import DayOption, chosen_day


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    waiting: Annotated[
        bool, typer.Option("--waiting", help=mark("Only the ideas that wait for something."))
    ] = False,
    answers: Annotated[
        bool,
        typer.Option(
            "--answers", help=mark("Answers to the senders, to a file of any form of a document.")
        ),
    ] = False,
    focus_area: options.FocusAreaOption = None,
    service_area: options.ServiceAreaOption = None,
    day: DayOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the ideas with their age, what they wait for, and what is similar."""
    from innostrat.analysis.intake.duplicates import similar
    from innostrat.reports.intake import inbox
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import chosen, unscored

    workspace, basis = unscored(portfolio, None)
    wanted = chosen(basis.portfolio, focus_area, service_area)
    ideas = [
        one
        for one in basis.portfolio.ideas.values()
        if wanted.takes(one) and not (waiting and inbox.waits_for(one) is None)
    ]
    today = chosen_day(day, basis.revision)
    if answers:
        from innostrat.workspace.answers import deliver_answers

        deliver_answers(workspace, (basis, ideas, today), workspace.language(lang), form, output)
        return 0
    shown = inbox.report(basis, ideas, similar(basis.portfolio), today, wanted.sentence)
    deliver(shown, workspace.language(lang), form, output)
    return 0
