"""`innostrat judge`: a verdict on an idea, with who gave it, when, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from innostrat.messages import mark, msg
from innostrat.shell import options
from innostrat.shell.days import FactDayOption


def run(  # noqa: PLR0913  (one parameter an option)
    idea: options.IdeaArgument,
    portfolio: options.PortfolioArgument = None,
    *,
    outcome: Annotated[
        str | None, typer.Option(metavar="OUTCOME", help=mark("What happens to the idea."))
    ] = None,
    by: options.ByOption = None,
    because: options.BecauseOption = None,
    day: FactDayOption = None,
    again: options.ReplaceVerdictOption = False,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write the verdict into the idea's file, and say what comes next."""
    from innostrat.authoring.verdicts import find_idea, refuse_judged, verdict
    from innostrat.files.places import find_one
    from innostrat.model.words import Outcome
    from innostrat.shell import asking
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import carry_out, changed, opened

    with opened(find_one(portfolio), lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        found = find_idea(workspace, idea)
        refuse_judged(found, again=again)
        # Into which project an idea is merged, `innostrat merge` asks.
        outcomes = {one.value: one for one in Outcome if one is not Outcome.MERGED}
        choices = {key: one.label for key, one in outcomes.items()}
        question = msg("What happens to the idea?")
        chosen = outcomes[asking.choice(outcome, "--outcome", question, choices, language)]
        given = verdict(chosen, by, because, day, language)
        change = changed(workspace, f"ideas/{found.id}.yaml", [given])
        carry_out(workspace, [change], language, yes=yes, dry_run=dry_run)
    if chosen is Outcome.DESCRIBE_PROJECT and not dry_run:
        say(msg("Next: innostrat promote {id}", id=found.id), language)
    return 0
