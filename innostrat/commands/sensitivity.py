"""`innostrat sensitivity`: how far weights may move, what moves the plan most, what money buys."""

from __future__ import annotations

from functools import partial

from innostrat.commands.options import (
    FormatOption,
    LangOption,
    OutputOption,
    PortfolioArgument,
    RoundOption,
    TableFormat,
)
from innostrat.errors import CannotGoOnError
from innostrat.messages import msg


def run(
    portfolio: PortfolioArgument = None,
    *,
    round_: RoundOption = None,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Print what the plan depends on, one thing at a time."""
    from innostrat.analysis import frontier, profiles, stability, tornado  # noqa: PLC0415
    from innostrat.analysis.optimizer import solver  # noqa: PLC0415
    from innostrat.analysis.pool import Pool, Weighing  # noqa: PLC0415
    from innostrat.commands.delivery import deliver  # noqa: PLC0415
    from innostrat.commands.progress import counted, working  # noqa: PLC0415
    from innostrat.commands.reading import scored  # noqa: PLC0415
    from innostrat.reports.sensitivity import sensitivity_report  # noqa: PLC0415
    from innostrat.reports.sensitivity_data import Sensitivity  # noqa: PLC0415

    workspace, basis = scored(portfolio, round_)
    language = workspace.language(lang)
    weighing = Weighing(basis.portfolio, basis.ranked)
    follow = partial(counted, language=language)
    with working(msg("Selecting again and again …"), language, partial=True):
        plan = solver.solve(weighing.base)
        if plan.status != "optimal":
            raise CannotGoOnError(msg("No plan can be made: see innostrat prioritize"))
        pool = Pool(weighing, [dict(plan.starts)])
        found = Sensitivity(
            plan,
            stability.intervals(pool, plan.starts, follow),
            tornado.tornado(pool, plan, follow),
            profiles.views(pool, plan.starts, follow),
            frontier.frontier(weighing.base, basis.ranked.round, plan, follow),
            frontier.next_buys(weighing.base, basis.ranked.round, plan, follow),
        )
    deliver(sensitivity_report(found, basis), language, form, output)
    strategy = basis.portfolio.strategy
    unusable = len(profiles.usable(strategy)) < len(strategy.profiles)
    return 1 if workspace.left_out or unusable else 0
