"""`innostrat robust`: which projects hold whatever the weights, and which depend on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.weights.incomplete import Incomplete
    from innostrat.analysis.weights.polytope import WeightSpace
    from innostrat.reports.basis import Basis


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    draws: Annotated[
        int, typer.Option(min=100, max=1_000_000, help=mark("How many sets of weights are drawn."))
    ] = 10_000,
    checks: Annotated[
        int,
        typer.Option(min=1, max=10_000, help=mark("How many fresh sets are selected for exactly.")),
    ] = 100,
    prove: Annotated[
        int,
        typer.Option(
            min=0,
            max=1_000_000,
            help=mark("How many more selections may be made to prove verdicts exactly."),
        ),
    ] = 2_000,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31, help=mark("The seed: the same draws for the same."))
    ] = 0,
    scores: Annotated[
        bool,
        typer.Option("--scores", help=mark("Let scores move too, as far as the assessors differ.")),
    ] = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Show which projects are in the best portfolio whatever the weights, and which depend."""
    from innostrat.analysis.optimizer import solver
    from innostrat.analysis.optimizer.time_limit import until_stopped
    from innostrat.analysis.weights.incomplete import joint
    from innostrat.analysis.weights.pool import Weighing
    from innostrat.analysis.weights.robustness import Search, robustness
    from innostrat.reports.weights.robustness import robustness_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import counted, working
    from innostrat.workspace.reading import competing

    workspace, basis = competing(portfolio, round_)
    language = workspace.language(lang)
    space = _admissible(basis)
    weighing = Weighing(basis.portfolio, basis.ranked)
    some = _incomplete(basis) if scores else None
    search = Search(draws, seed, checks, prove, counted)
    with working(msg("Selecting again and again …"), language, partial=True):
        plan = solver.solve(weighing.base)
        if plan.status != "optimal":
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        found = robustness(weighing, space, plan.starts, search)
        both = until_stopped(
            () if some is None else (some,),
            lambda one: joint(one, space, search, found.top, plan.starts),
        )
    deliver(robustness_report(found, basis, next(iter(both), None)), language, form, output)
    return 1 if workspace.left_out else 0


def _admissible(basis: Basis) -> WeightSpace:
    """Return the weights to draw from."""
    from innostrat.analysis.weights.polytope import weight_space

    space = weight_space(basis.portfolio.strategy)
    if space is None:
        raise CannotGoOnError(msg("weight_range and weight_order leave no weights to draw from"))
    if not space.free:
        raise CannotGoOnError(
            msg(
                "No weight may move: give two criteria or more a weight_range, or write a "
                "weight_order"
            )
        )
    return space


def _incomplete(basis: Basis) -> Incomplete:
    """Return the round with its scores as intervals."""
    from innostrat.analysis.weights.incomplete import Incomplete

    some = Incomplete(basis.portfolio, basis.ranked)
    if not some.moves:
        raise CannotGoOnError(
            msg("No score may move: assessors differ nowhere, and none is missing")
        )
    return some
