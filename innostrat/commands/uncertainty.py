"""`innostrat uncertainty`: what the plan may come to cost, and whether its frames hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.uncertainty.simulation import Simulation
    from innostrat.reports.basis import Basis
    from innostrat.reports.uncertainty.report import Prospects


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
    from innostrat.analysis.uncertainty.simulation import Simulation
    from innostrat.reports.uncertainty.report import uncertainty_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import working
    from innostrat.workspace.reading import competing

    workspace, basis = competing(portfolio, round_, decided=True)
    language = workspace.language(lang)
    chosen = basis.ranked.round
    drawn, fresh = (
        Simulation(basis.portfolio, chosen, draws, seed, correlation, world, stops=True)
        for world in (0, 1)
    )
    chance = Fraction(holding).limit_denominator(1000) / 100
    with working(msg("Drawing amounts …"), language, partial=True):
        found, simulation = _prospects(basis, drawn, fresh, chance)
    deliver(uncertainty_report(found, simulation, basis), language, form, output)
    return 1 if workspace.left_out else 0


def _prospects(
    basis: Basis, drawn: Simulation, fresh: Simulation, chance: Fraction
) -> tuple[Prospects, Simulation]:
    """Return how the plan fares, and the draws that say so: fewer where somebody had enough."""
    from innostrat.analysis.optimizer.time_limit import StoppedError, until_stopped
    from innostrat.analysis.plan.competition import compete
    from innostrat.analysis.uncertainty.chance_constrained import chance_constrained
    from innostrat.analysis.uncertainty.simulation import sample_sizes
    from innostrat.reports.uncertainty.report import Prospects

    plan = _plan(basis)
    known = basis.portfolio.projects
    planned = {one.project.id: one.start for one in plan.funded if one.project.id in known}
    # What was decided may be carried out or stopped since: its loans are in the plan, once.
    room = {(one.frame.id, one.year): one.limit - one.reserved for one in plan.frames}
    samples = (replace(drawn, draws=size) for size in sample_sizes(drawn.draws))
    outlooks = until_stopped(samples, lambda one: (one, one.outlook(planned, room)))
    if not outlooks:
        raise StoppedError
    simulation, outlook = outlooks[-1]
    problem = compete(basis.portfolio, basis.ranked.round, basis.ranked).problem
    careful = chance_constrained(problem, simulation, float(chance))
    found = until_stopped(
        [] if careful.starts is None else [careful.starts],
        lambda starts: fresh.outlook(starts, problem.limits),
    )
    checked = next(iter(found), None)
    return (
        Prospects(plan, planned, outlook, chance, careful, checked, drawn.draws),
        simulation,
    )


def _plan(basis: Basis) -> Plan:
    from innostrat.analysis.optimizer.time_limit import StoppedError
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.shell.progress import interrupted
    from innostrat.workspace.reading import as_decided

    selection = basis.ranked.round.selection
    plan = as_decided(basis) or make_plan(
        basis.portfolio, basis.ranked, selection, Effort(contrasts=False)
    )
    if interrupted() and plan.status != "infeasible":  # it is not known to be the best
        raise StoppedError
    if not plan.is_made:
        raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
    return plan
