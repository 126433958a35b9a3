"""`innostrat uncertainty`: what the plan may come to cost, and whether its frames hold."""

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


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: PortfolioArgument = None,
    *,
    round_: RoundOption = None,
    draws: Annotated[
        int, typer.Option(min=100, max=1_000_000, help=mark("How often the amounts are drawn."))
    ] = 10_000,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31, help=mark("The seed: the same draws for the same."))
    ] = 0,
    correlation: Annotated[
        float,
        typer.Option(min=0, max=1, help=mark("How much amounts go together, from 0 to 1.")),
    ] = 0.3,
    holding: Annotated[
        float,
        typer.Option(
            min=1,
            max=99.9,
            metavar="PERCENT",
            help=mark("The chance with which each frame of the careful plan holds."),
        ),
    ] = 85.0,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Print P50 and P85 of each frame, the chance that it holds, and a plan that holds better."""
    from innostrat.analysis.cautious import select  # noqa: PLC0415
    from innostrat.analysis.competition import compete  # noqa: PLC0415
    from innostrat.analysis.optimizer import solver  # noqa: PLC0415
    from innostrat.analysis.uncertainty import Simulation  # noqa: PLC0415
    from innostrat.commands.delivery import deliver  # noqa: PLC0415
    from innostrat.commands.progress import working  # noqa: PLC0415
    from innostrat.commands.reading import scored  # noqa: PLC0415
    from innostrat.reports.uncertainty import Prospects, uncertainty_report  # noqa: PLC0415

    workspace, basis = scored(portfolio, round_)
    language = workspace.language(lang)
    problem = compete(basis.portfolio, basis.ranked.round, basis.ranked).problem
    chance = Fraction(holding).limit_denominator(1000) / 100
    first, second = (
        Simulation(basis.portfolio, basis.ranked.round, draws, one, correlation)
        for one in (seed, seed + 2**31 + 1)  # fresh draws to check the careful plan with
    )
    with working(msg("Drawing amounts …"), language):
        plan = solver.solve(problem)
        if plan.status != "optimal":
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        outlook = first.outlook(plan.starts, problem.limits)
        reserved = select(problem, first, float(chance))
        careful = reserved.solution
        checked = None if careful is None else second.outlook(careful.starts, problem.limits)
    found = Prospects(plan, outlook, chance, reserved, checked)
    deliver(uncertainty_report(found, first, basis), language, form, output)
    return 1 if workspace.left_out else 0
