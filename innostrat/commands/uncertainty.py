"""`innostrat uncertainty`: what the plan may come to cost, and whether its frames hold."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    draws: Annotated[
        int, typer.Option(min=100, max=100_000, help=mark("How often the amounts are drawn."))
    ] = 10_000,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31, help=mark("The seed: the same draws for the same."))
    ] = 0,
    correlation: Annotated[
        float,
        typer.Option(min=0, max=1, help=mark("How much amount lines go together, from 0 to 1.")),
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
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print P50 and P85 of each frame, the chance that it holds, and a plan that holds better."""
    from innostrat.analysis.plan.competition import compete
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.analysis.uncertainty.chance_constrained import chance_constrained
    from innostrat.analysis.uncertainty.simulation import Simulation
    from innostrat.reports.uncertainty.report import Prospects, uncertainty_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import working
    from innostrat.workspace.reading import as_decided, competing

    workspace, basis = competing(portfolio, round_, decided=True)
    language = workspace.language(lang)
    chosen = basis.ranked.round
    problem = compete(basis.portfolio, chosen, basis.ranked).problem
    chance = Fraction(holding).limit_denominator(1000) / 100
    drawn, fresh = (
        Simulation(basis.portfolio, chosen, draws, seed, correlation, world) for world in (0, 1)
    )
    with working(msg("Drawing amounts …"), language):
        effort = Effort(contrasts=False)
        plan = as_decided(basis) or make_plan(
            basis.portfolio, basis.ranked, chosen.selection, effort
        )
        if not plan.is_made:
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        known = basis.portfolio.projects
        planned = {one.project.id: one.start for one in plan.funded if one.project.id in known}
        # What was decided may be carried out or stopped since: its loans are in the plan, once.
        room = {(one.frame.id, one.year): one.limit - one.reserved for one in plan.frames}
        outlook = drawn.outlook(planned, room)
        careful = chance_constrained(problem, drawn, float(chance))
        starts = careful.starts
        checked = None if starts is None else fresh.outlook(starts, problem.limits)
    found = Prospects(plan, planned, outlook, chance, careful, checked)
    deliver(uncertainty_report(found, drawn, basis), language, form, output)
    return 1 if workspace.left_out else 0
