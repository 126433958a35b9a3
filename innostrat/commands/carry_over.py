"""`innostrat carry-over`: opens the next round, a year on, with what was decided carried along."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.authoring.next_round import a_year_on
from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell.options import DryRunOption, LangOption, PortfolioArgument, RoundOption

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from innostrat.files.yaml.editing import Put
    from innostrat.files.yaml.events import YamlValue
    from innostrat.messages import Message
    from innostrat.model.portfolio import Portfolio
    from innostrat.model.round import Round


def run(
    portfolio: PortfolioArgument = None,
    *,
    round_: RoundOption = None,
    new_id: Annotated[
        str | None,
        typer.Option("--id", metavar="NEW", help=mark("Its id; else the old one, a year on.")),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help=mark("Its title; else the old one, a year on.")),
    ] = None,
    dry_run: DryRunOption = False,
    lang: LangOption = None,
) -> int:
    """Write the next round from a decided one, and say what has to be gone through by hand."""
    from innostrat.baseline import decided_frames
    from innostrat.files.writer import FileChange
    from innostrat.files.yaml.editing import edited
    from innostrat.loading.order import FieldOrder
    from innostrat.model.base import slugify
    from innostrat.model.round import Round
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import before, carry_out, opened
    from innostrat.workspace.workspace import find_one

    root = find_one(portfolio)
    with opened(root, lang) as workspace:
        language = workspace.language(lang)
        content = workspace.portfolio()
        old = workspace.round(round_)
        decision = (content.decisions or {}).get(old.id)
        if decision is None:
            raise CannotGoOnError(msg("{round} is not decided: see innostrat decide", round=old.id))
        new = new_id or a_year_on(old.id, old)
        if new in content.rounds:
            raise CannotGoOnError(msg("There is a round {id} already: see --id", id=new))
        if new != slugify(new):
            raise CannotGoOnError(
                msg("{id} is no id for a new round: choose another with --id", id=new)
            )
        data = before(workspace, f"rounds/{old.id}.yaml")
        frames = decided_frames(content, old, decision)
        edits = list(_edits(old, new, title or a_year_on(old.title, old), frames))
        made = edited(f"rounds/{new}.yaml", data, edits, FieldOrder(Round))
        carry_out(
            workspace, [FileChange(f"rounds/{new}.yaml", None, made)], language, dry_run=dry_run
        )
    for one in _left(content, old):
        say(one, language)
    return 0


def _edits(old: Round, new: str, title: str, frames: Mapping[str, int]) -> Iterator[Put]:
    """Yield the edits that make the next round of the last one's file.

    The years roll on; each frame keeps its amounts, and has in the new last year what it had in
    the old one. Each budget opens with the frame that was decided for the first of the old years.
    """
    from innostrat.files.yaml.editing import Put
    from innostrat.money import amount_text

    years = [*old.years[1:], old.years[-1] + 1]
    yield Put(("id",), new)
    yield Put(("title",), title)
    yield Put(("follows",), old.id)
    yield Put(("years",), [str(year) for year in years])
    for place, deadline in enumerate(old.deadlines):
        day = deadline.date
        leap = (day.month, day.day) == (2, 29)
        later = day.replace(year=day.year + 1, day=28 if leap else day.day)
        yield Put(("deadlines", place, "date"), later.isoformat())
    for place, frame in enumerate(old.frames):
        amounts: dict[str, YamlValue] = {
            str(year): amount_text(frame.limit(min(year, old.years[-1]))) for year in years
        }
        yield Put(("frames", place, "amounts"), amounts)
    for place, budget in enumerate(old.budgets):
        yield Put(("budgets", place, "opening"), amount_text(Decimal(frames[budget.service_area])))
        yield Put(("budgets", place, "deflator"), "0")


def _left(content: Portfolio, old: Round) -> Iterator[Message]:
    """Yield what a person has to look at: who is carried, who asks for a year that is over."""
    first = old.years[1] if len(old.years) > 1 else old.years[0] + 1
    standing = [one for one in content.projects.values() if one.stands]
    bound = [one for one in standing if one.is_bound]
    yield msg("Carried along as bound: {n} projects", n=len(bound))
    for one in standing:
        if not one.is_bound and one.first_year is not None and one.first_year < first:
            yield msg(
                "• {id} asks to start in {year}, which is over, and takes no part: stop it, or "
                "{command}",
                id=one.id,
                year=one.first_year,
                command=f"innostrat move {one.id} --start {first}",
            )
    last = old.years[-1]
    for one in bound:
        if any(
            max(cost.amounts) == last
            and ((cost.lasts is None and len(cost.amounts) > 1) or cost.lasts)
            for cost in one.costs
        ):
            yield msg(
                "• {id} has costs to {last}: write those of {next} too if they go on",
                id=one.id,
                last=last,
                next=last + 1,
            )
    if old.budgets:
        yield msg(
            "• The opening budgets are the new frames of {year}, as decided; write the deflator of "
            "{next}",
            year=old.years[0],
            next=old.years[0] + 1,
        )
    yield msg("Next: innostrat validate, then innostrat prioritize")
