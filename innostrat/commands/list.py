"""`innostrat list`: the register of ideas and projects."""

from __future__ import annotations

from typing import Annotated

import typer

from innostrat.messages import mark
from innostrat.shell import options


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    ideas: Annotated[bool, typer.Option("--ideas", help=mark("Only the ideas."))] = False,
    projects: Annotated[bool, typer.Option("--projects", help=mark("Only the projects."))] = False,
    round_: options.RoundOption = None,
    focus_area: options.FocusAreaOption = None,
    service_area: options.ServiceAreaOption = None,
    phase: options.PhaseOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print the tables of projects and ideas."""
    from innostrat.reports.register import inventory
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.reading import chosen, unscored

    workspace, basis = unscored(portfolio, round_, decided=True)
    shown = chosen(basis.portfolio, focus_area, service_area, phase)
    wanted = {inventory.PROJECTS: projects or not ideas, inventory.IDEAS: ideas or not projects}
    if phase and not ideas:
        wanted[inventory.IDEAS] = False  # an idea has no phase
    parts = tuple(part for part, is_wanted in wanted.items() if is_wanted)
    deliver(inventory.report(basis, shown, parts), workspace.language(lang), form, output)
    return 0
