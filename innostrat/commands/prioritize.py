"""`innostrat prioritize`: the selection within all frames of all years, and its tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Annotated

import typer

from innostrat.messages import mark, msgn
from innostrat.model.words import Selection
from innostrat.shell.options import (
    FormatOption,
    LangOption,
    OutputOption,
    PortfolioArgument,
    RoundOption,
    TableFormat,
)


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: PortfolioArgument = None,
    *,
    round_: RoundOption = None,
    method: Annotated[
        Selection | None,
        typer.Option(help=mark("How to select; else as the round says.")),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help=mark("Print year-on-year changes, not levels."))
    ] = False,
    gap: Annotated[
        float,
        typer.Option(
            min=0,
            max=50,
            metavar="PERCENT",
            help=mark("Stop when proved to be this near the best."),
        ),
    ] = 0.0,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            metavar="SECONDS",
            help=mark("Stop searching after so long, with the best found and its gap."),
            show_default=False,
        ),
    ] = None,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Choose projects and print the plan; 1 when something was left out or nothing fits."""
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.analysis.value.scoring import score
    from innostrat.reports.plan.plan import plan_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import counted, working
    from innostrat.workspace.workspace import choose_round, find_one, read

    workspace = read(find_one(portfolio))
    content = workspace.portfolio()
    scores = score(content, choose_round(content, round_))
    chosen = method or scores.round.selection
    language = workspace.language(lang)
    follow = partial(counted, language=language)
    effort = Effort(Fraction(gap).limit_denominator(10_000) / 100, time_limit, follow=follow)
    other = Selection.RANKING if chosen is Selection.OPTIMAL else Selection.OPTIMAL
    count = len(scores.ranking)
    searching = msgn("Selecting among {n} project …", "Selecting among {n} projects …", count)
    with working(searching, language, partial=True):
        plan = make_plan(content, scores, chosen, effort)
        compared = make_plan(content, scores, other, replace(effort, contrasts=False))
    report = plan_report(
        plan,
        compared,
        content,
        workspace.revision,
        left_out=workspace.left_out,
        changes=changes,
    )
    deliver(report, language, form, output)
    return 1 if workspace.left_out or plan.status in {"infeasible", "unknown"} else 0
