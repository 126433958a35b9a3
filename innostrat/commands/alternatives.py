"""`innostrat alternatives`: portfolios that are nearly as good as the plan."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import typer

from innostrat.commands.options import (
    FormatOption,
    LangOption,
    OutputOption,
    PortfolioArgument,
    RoundOption,
    TableFormat,
)
from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.model.words import Selection


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: PortfolioArgument = None,
    *,
    round_: RoundOption = None,
    count: Annotated[
        int, typer.Option("--count", "-n", min=1, max=50, help=mark("So many of the next best."))
    ] = 5,
    apart: Annotated[
        int, typer.Option(min=1, max=100, help=mark("How many projects they differ in at least."))
    ] = 2,
    within: Annotated[
        float,
        typer.Option(
            min=0,
            max=100,
            metavar="PERCENT",
            help=mark("How much less the most different is worth."),
        ),
    ] = 1.0,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Print the next best portfolios, and the one nearly as good that differs most."""
    from innostrat.analysis.alternatives import most_different, next_best  # noqa: PLC0415
    from innostrat.analysis.competition import compete  # noqa: PLC0415
    from innostrat.analysis.planning import Effort, Memory, make_plan  # noqa: PLC0415
    from innostrat.commands.delivery import deliver  # noqa: PLC0415
    from innostrat.commands.progress import working  # noqa: PLC0415
    from innostrat.commands.reading import scored  # noqa: PLC0415
    from innostrat.reports.alternatives import alternatives_report  # noqa: PLC0415

    workspace, basis = scored(portfolio, round_)
    language = workspace.language(lang)
    part = Fraction(within).limit_denominator(10_000) / 100
    memory = Memory()
    with working(msg("Selecting again and again …"), language):
        effort = Effort(contrasts=False)
        plan = make_plan(basis.portfolio, basis.ranked, Selection.OPTIMAL, effort, memory)
        if not plan.is_made or memory.solution is None:
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        problem = compete(basis.portfolio, plan.round, basis.ranked).problem
        nearest = tuple(next_best(problem, memory.solution, count, apart))
        farthest = most_different(problem, memory.solution, part)
    report = alternatives_report(plan, basis.portfolio, nearest, farthest, (apart, part))
    deliver(report, language, form, output)
    return 1 if workspace.left_out else 0
