"""`innostrat what-if`: the plan under other assumptions, without touching a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from decimal import Decimal

    from innostrat.analysis.changes.what_if import Assumptions, FrameChange
    from innostrat.analysis.plan.result import Plan
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round

FRAME = re.compile(r"(?P<frame>[a-z0-9-]+)(?::(?P<year>\d{4}))?=(?P<sign>[+−-]?)(?P<amount>.+)")


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    frame: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FRAME[:YEAR]=[+|-]AMOUNT",
            help=mark("A frame that holds so much, or so much more or less; repeatable."),
        ),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(metavar="CRITERION=WEIGHT", help=mark("Another weight; repeatable.")),
    ] = None,
    force: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=mark("Force a project in; repeatable."))
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="ID", help=mark("Keep a project out; repeatable."))
    ] = None,
    without_balance: Annotated[
        bool, typer.Option("--without-balance", help=mark("Leave the balance rules out."))
    ] = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print today's plan and the other one side by side; 1 when the other keeps not all demands."""
    from innostrat.analysis.changes.comparison import compare_snapshots
    from innostrat.analysis.changes.what_if import Assumptions, assumed
    from innostrat.analysis.optimizer.time_limit import StoppedError
    from innostrat.analysis.plan.planning import Effort
    from innostrat.files.places import find_one
    from innostrat.reports.changes.what_if import whatif_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import interrupted, working
    from innostrat.workspace.workspace import read

    workspace = read(find_one(portfolio))
    content = workspace.portfolio()
    chosen = workspace.round(round_)
    wishes = Assumptions(
        frames=tuple(_frame(one, chosen) for one in frame or ()),
        weights=dict(_weight(one, content) for one in weight or ()),
        force=_projects(force, content),
        exclude=_projects(exclude, content),
        without_balance=without_balance,
    )
    _refuse_nonsense(wishes, content)
    language = workspace.language(lang)
    effort = Effort(contrasts=False)
    with working(msg("Selecting twice …"), language, partial=True):
        before = assumed(workspace.contents, content, chosen, Assumptions(), effort)
        if interrupted():  # there is nothing to compare with
            raise StoppedError
        after = assumed(workspace.contents, content, chosen, wishes, effort)
    if before.plan is None or after.plan is None:
        raise CannotGoOnError(msg("No plan could be made"))
    _refuse_strangers(wishes.force, before.plan)
    comparison = compare_snapshots(before, after)
    report = whatif_report(wishes, content, before.plan, after.plan, comparison)
    deliver(report, language, form, output)
    return 1 if after.plan.status in {"infeasible", "unknown"} or after.plan.broken else 0


def _refuse_nonsense(wishes: Assumptions, portfolio: Portfolio) -> None:
    if wishes.none:
        raise CannotGoOnError(
            msg("Assume something: --frame, --weight, --force, --exclude, --without-balance")
        )
    if both := sorted({*wishes.force} & {*wishes.exclude}):
        raise CannotGoOnError(msg("{project} cannot be in and out", project=both[0]))
    criteria = portfolio.strategy.benefits
    if not any(wishes.weights.get(one.id, one.weight) for one in criteria):
        raise CannotGoOnError(msg("All weights are 0"))


def _refuse_strangers(forced: tuple[str, ...], today: Plan) -> None:
    """Refuse to force in what takes no part today: it would be left out without a word."""
    known = {one.project.id for one in today.funded}
    known |= {one.project.id for one in today.left if one.possible}
    for project_id in forced:
        if project_id not in known:
            raise CannotGoOnError(msg("{id} does not compete: see innostrat score", id=project_id))


def _frame(text: str, round_: Round) -> FrameChange:
    from innostrat.analysis.changes.what_if import FrameChange
    from innostrat.authoring.answers import read_amount
    from innostrat.shell.asking import one_of

    found = FRAME.fullmatch(text)
    if found is None:
        raise CannotGoOnError(
            msg("{text} is no frame: write innovasjonsmidler:2028=+200000", text=text)
        )
    frames = {one.id: one for one in round_.frames}
    problem = msg("There is no frame {word}", word=found["frame"])
    one_of(found["frame"], frames, problem, msg("See the round's file"))
    year = int(found["year"]) if found["year"] else None
    if year is not None and year not in round_.years:
        raise CannotGoOnError(msg("The plan has no year {year}", year=year))
    amount = read_amount(found["amount"], money=frames[found["frame"]].is_money)
    signed = -amount if found["sign"] in {"-", "−"} else amount
    return FrameChange(found["frame"], year, signed, relative=bool(found["sign"]))


def _weight(text: str, portfolio: Portfolio) -> tuple[str, Decimal]:
    from innostrat.authoring.answers import read_amount
    from innostrat.model.words import Role
    from innostrat.shell.asking import one_of

    name, equals, number = text.partition("=")
    if not equals:
        raise CannotGoOnError(msg("{text} is no weight: write behov=30", text=text))
    criterion = portfolio.strategy.criterion(name)
    if criterion is not None and criterion.role is not Role.BENEFIT:
        raise CannotGoOnError(
            msg("{id} is a {role}, and has no weight", id=name, role=criterion.role.label)
        )
    criteria = [one.id for one in portfolio.strategy.benefits]
    one_of(name, criteria, msg("There is no criterion {word}", word=name), msg("See the strategy"))
    return name, read_amount(number, money=False)


def _projects(ids: list[str] | None, portfolio: Portfolio) -> tuple[str, ...]:
    from innostrat.workspace.naming import project_meant

    return tuple(project_meant(one, portfolio.projects) for one in ids or ())
