"""`innostrat sensitivity`: how far weights may move, what moves the plan most, what money buys."""

from __future__ import annotations

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg
from innostrat.shell import options


def run(
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print what the plan depends on, one thing at a time."""
    from innostrat.analysis.optimizer import solver
    from innostrat.analysis.sensitivity import breakpoints, frontier, profiles, tornado
    from innostrat.analysis.weights.pool import Pool, Weighing
    from innostrat.reports.sensitivity.data import Sensitivity
    from innostrat.reports.sensitivity.report import sensitivity_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import counted, working
    from innostrat.workspace.reading import competing

    workspace, basis = competing(portfolio, round_)
    language = workspace.language(lang)
    weighing = Weighing(basis.portfolio, basis.ranked)
    follow = counted
    with working(msg("Selecting again and again …"), language, partial=True):
        plan = solver.solve(weighing.base)
        if plan.status != "optimal":
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        pool = Pool(weighing, [dict(plan.starts)])
        found = Sensitivity(
            plan,
            breakpoints.intervals(pool, plan.starts, follow),
            tornado.tornado(pool, plan, follow),
            profiles.views(pool, plan.starts, follow),
            frontier.frontier(weighing.base, basis.ranked.round, plan, follow),
            frontier.next_buys(weighing.base, basis.ranked.round, plan, follow),
        )
    deliver(sensitivity_report(found, basis), language, form, output)
    strategy = basis.portfolio.strategy
    unusable = len(profiles.usable(strategy)) < len(strategy.profiles)
    return 1 if workspace.left_out or unusable else 0
