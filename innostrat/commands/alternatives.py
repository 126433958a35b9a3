"""`innostrat alternatives`: portfolios that are nearly as good as the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.model.words import Selection
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.optimizer.problem import Solution
    from innostrat.analysis.weights.polytope import Weights
    from innostrat.analysis.weights.regret import MinimaxRegret
    from innostrat.model.strategy import Strategy
    from innostrat.reports.basis import Basis

    Follow = Callable[[Sequence[int]], Iterable[int]]

MANY: Final = 2_000  # corners, each a selection


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
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
    cautious: Annotated[
        bool,
        typer.Option("--cautious", help=mark("Also the portfolio of the smallest largest regret.")),
    ] = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the next best portfolios, and the one nearly as good that differs most."""
    from innostrat.analysis.optimizer.time_limit import StoppedError, until_stopped
    from innostrat.analysis.plan.alternatives import most_different, next_best
    from innostrat.analysis.plan.competition import compete
    from innostrat.analysis.plan.planning import Effort, Memory, make_plan
    from innostrat.analysis.plan.prices import prices
    from innostrat.reports.plan.alternatives import alternatives_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import counted, interrupted, working
    from innostrat.workspace.reading import competing

    workspace, basis = competing(portfolio, round_)
    language = workspace.language(lang)
    part = Fraction(within).limit_denominator(10_000) / 100
    corners = _corners(basis.portfolio.strategy) if cautious else ()
    memory = Memory()
    with working(msg("Selecting again and again …"), language, partial=True):
        effort = Effort(contrasts=False)
        plan = make_plan(basis.portfolio, basis.ranked, Selection.OPTIMAL, effort, memory)
        if interrupted() and plan.status != "infeasible":  # it is not known to be the best
            raise StoppedError
        if not plan.is_made or memory.solution is None:
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        problem = compete(basis.portfolio, plan.round, basis.ranked).problem
        nearest = until_stopped(next_best(problem, memory.solution, count, apart), lambda one: one)
        farthest = until_stopped([part], partial(most_different, problem, memory.solution))
        follow = counted
        costs = prices(problem, memory.solution, follow)
        careful = _cautious(basis, memory.solution, corners, follow) if corners else None
    known = None if interrupted() and not costs else costs
    report = alternatives_report(plan, basis, nearest, farthest, (apart, part), known, careful)
    deliver(report, language, form, output)
    return 1 if workspace.left_out else 0


def _corners(strategy: Strategy) -> tuple[Weights, ...]:
    """Return the corners of the admissible weights, where regret is largest."""
    from innostrat.analysis.weights.polytope import weight_space

    space = weight_space(strategy)
    if space is None or not space.free:
        raise CannotGoOnError(msg("No weight may move, so no portfolio is more cautious"))
    corners = space.corners(MANY)
    if corners is None:
        raise CannotGoOnError(
            msg("The admissible weights have more than {n} corners: too many", n=MANY)
        )
    return corners


def _cautious(
    basis: Basis, plan: Solution, corners: tuple[Weights, ...], follow: Follow
) -> MinimaxRegret | None:
    from innostrat.analysis.weights.pool import Pool, Weighing
    from innostrat.analysis.weights.regret import minimax_regret

    pool = Pool(Weighing(basis.portfolio, basis.ranked), [dict(plan.starts)])
    return minimax_regret(pool, plan.starts, corners, follow)
