"""`innostrat prioritize`: the selection within all frames of all years, and its tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg, msgn
from innostrat.model.words import Selection
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.plan.result import Plan
    from innostrat.analysis.value.scoring import Scores
    from innostrat.reports.basis import Basis
    from innostrat.reports.table import Report


def run(  # noqa: PLR0913  (one parameter an option)
    portfolio: options.PortfolioArgument = None,
    *,
    round_: options.RoundOption = None,
    method: Annotated[
        Selection | None,
        typer.Option(help=mark("How to select; else as the round says.")),
    ] = None,
    within: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=100,
            metavar="PERCENT",
            help=mark("How much value near_ranking may give up; else as the round says."),
            show_default=False,
        ),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help=mark("Print year-on-year changes, not levels."))
    ] = False,
    gap: Annotated[
        float,
        typer.Option(
            min=0,
            max=50,
            metavar="PERCENT",
            help=mark("Stop when proved to be this near the best."),
        ),
    ] = 0.0,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            metavar="SECONDS",
            help=mark("Stop searching after so long, with the best found and its gap."),
            show_default=False,
        ),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option(
            metavar="PARTS",
            help=mark(
                "What to print beside the answer: list, tables, bridge, frames, out, leaps, "
                "balance, method, with commas between."
            ),
            show_default=False,
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=mark("Print everything."))] = False,
    anew: options.AnewOption = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Choose projects and print the plan; 1 when something was left out or nothing fits.

    What was decided in a round is printed in place of a new plan, unless one is asked for.
    """
    from innostrat.analysis.defence.defence import defend
    from innostrat.analysis.optimizer.time_limit import TimeLimit
    from innostrat.analysis.plan.planning import Effort, make_plan
    from innostrat.reports.plan.plan import plan_report
    from innostrat.shell.delivery import deliver
    from innostrat.shell.progress import counted, interrupted, working
    from innostrat.workspace.reading import as_decided, scored

    parts = _parts(show, form, everything=all_)
    workspace, basis = scored(portfolio, round_, decided=not anew)
    content, scores = basis.portfolio, basis.ranked
    if (decision := as_decided(basis, anew=anew)) is not None:
        _refuse_selecting(method=method, within=within, time_limit=time_limit, gap=gap or None)
        made = _as_decided(decision, basis, parts, changes=changes, named=show is not None)
        deliver(made, workspace.language(lang), form, output)
        return 1 if workspace.left_out else 0
    chosen = method or scores.round.selection
    scores = _near(scores, chosen, within)
    language = workspace.language(lang)
    follow = counted
    enough = Fraction(gap).limit_denominator(10_000) / 100
    effort = Effort(enough, follow=follow, clock=TimeLimit(time_limit))
    other = Selection.RANKING if chosen is Selection.OPTIMAL else Selection.OPTIMAL
    count = len(scores.ranking)
    searching = msgn("Selecting among {n} project …", "Selecting among {n} projects …", count)
    with working(searching, language, partial=True):
        plan = make_plan(content, scores, chosen, effort)
        compared = make_plan(content, scores, other, replace(effort, contrasts=False))
        defence = defend(
            content, scores, plan, quick=time_limit is not None or interrupted(), follow=follow
        )
    report = plan_report(
        plan,
        compared,
        basis,
        defence=defence,
        changes=changes,
        show=parts,
    )
    deliver(report, language, form, output)
    return 1 if workspace.left_out or plan.status in {"infeasible", "unknown"} else 0


def _parts(show: str | None, form: options.TableFormat, *, everything: bool) -> tuple[str, ...]:
    """Return the parts asked for: at a terminal none unless they are, in other forms all."""
    from innostrat.reports.plan.plan import PARTS

    if show is None:
        return PARTS if everything or form is not options.TableFormat.TERMINAL else ()
    if everything or form is options.TableFormat.JSON:
        other = "--all" if everything else "--format json"
        raise CannotGoOnError(msg("--show chooses parts, and {other} is the whole", other=other))
    asked = [part.strip() for part in show.split(",")]
    for part in asked:
        if part not in PARTS:
            problem = msg("{name} cannot be {value}", name="--show", value=part)
            there = msg("There are: {choices}", choices=Listing(PARTS))
            raise CannotGoOnError(msg("{problem}. {hint}", problem=problem, hint=there))
    return tuple(asked)


def _as_decided(
    decision: Plan, basis: Basis, parts: tuple[str, ...], *, changes: bool, named: bool
) -> Report:
    """Return the report of a decision; a part that was `named` and it has none of is refused."""
    from innostrat.analysis.defence.defence import defend
    from innostrat.reports.year import decided

    none = [one for one in parts if named and one not in decided.PARTS]
    if none:
        raise _is_decided("--show " + none[0])
    defence = defend(basis.portfolio, basis.ranked, decision)
    shown = tuple(one for one in parts if one in decided.PARTS)
    return decided.report(decision, basis, defence, changes=changes, show=shown)


def _is_decided(option: str) -> CannotGoOnError:
    return CannotGoOnError(
        msg("{option} is about a new plan, and the round is decided: add --anew", option=option)
    )


def _refuse_selecting(**asked: object) -> None:
    """Refuse what says how to select where nothing is selected, in one line."""
    for name, value in asked.items():
        if value is not None:
            raise _is_decided("--" + name.replace("_", "-"))


def _near(scores: Scores, method: Selection, within: float | None) -> Scores:
    """Return the scores for a round that says how much value following the list may cost."""
    if within is None:
        if method is Selection.NEAR_RANKING and scores.round.within is None:
            raise CannotGoOnError(msg("Say how much value following the list may cost: --within 2"))
        return scores
    if method is not Selection.NEAR_RANKING:
        raise CannotGoOnError(msg("--within belongs to --method near_ranking"))
    share = Fraction(within).limit_denominator(10_000) / 100
    return replace(scores, round=scores.round.model_copy(update={"within": share}))
