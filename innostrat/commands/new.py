"""`innostrat new`: a new file of any kind that people begin, asked for in plain words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from innostrat.files.kinds import KINDS
from innostrat.messages import mark
from innostrat.shell import options
from innostrat.shell.days import FactDayOption

# What can be made anew.
NewKind = StrEnum("Kind", {one.name.upper(): one.name for one in KINDS if one.makes_new})  # type: ignore[misc]


def run(  # noqa: PLR0913  (one parameter an option)
    kind: Annotated[NewKind, typer.Argument(help=mark("What to make."))],
    portfolio: options.PortfolioArgument = None,
    *,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("Its title in a few words."))
    ] = None,
    new_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=mark("Its id; else made of the title."))
    ] = None,
    need: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("The need or problem behind it."))
    ] = None,
    suggestion: Annotated[
        str | None, typer.Option(metavar="TEXT", help=mark("What could be done."))
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="WHO", help=mark("Who had the idea: a role."))
    ] = None,
    focus_area: Annotated[
        str | None, typer.Option(metavar="ID", help=mark("The focus area."))
    ] = None,
    service_area: Annotated[
        str | None, typer.Option(metavar="ID", help=mark("The service area."))
    ] = None,
    years: Annotated[
        str | None, typer.Option(metavar="2027-2030", help=mark("The years of a round."))
    ] = None,
    frame: Annotated[
        list[str] | None,
        typer.Option(
            metavar="'TITLE: AMOUNT'",
            help=mark("A frame of the round, each year; may be repeated."),
        ),
    ] = None,
    assessor: Annotated[
        str | None, typer.Option(metavar="ROLE", help=mark("The assessor: a role, never a name."))
    ] = None,
    applicant: Annotated[
        str | None,
        typer.Option(metavar="ROLE", help=mark("Who applies to the pot: a unit or role.")),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(metavar="WORD", help=mark("Which of those that the pot is open to it is.")),
    ] = None,
    amount: Annotated[
        str | None, typer.Option(metavar="KRONER", help=mark("What is asked of the pot."))
    ] = None,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=ANSWER",
            help=mark("What fill would ask of a project: scores.need=3; may be repeated."),
        ),
    ] = None,
    day: FactDayOption = None,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Write a new file with explaining comments; a file that is there is never overwritten."""
    from innostrat.authoring.filling.filling import filled
    from innostrat.authoring.filling.interview import offer
    from innostrat.authoring.items import Creator, ItemOptions
    from innostrat.files.places import find_one
    from innostrat.files.writer import FileChange
    from innostrat.workspace.changing import carry_out, opened

    given = ItemOptions(
        title=title,
        id=new_id,
        need=need,
        suggestion=suggestion,
        source=source,
        focus_area=focus_area,
        service_area=service_area,
        years=years,
        frames=tuple(frame or ()),
        assessor=assessor,
        applicant=applicant,
        group=group,
        amount=amount,
        day=day,
    )
    root = find_one(portfolio)
    with opened(root, lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        path, data = Creator(workspace, language, given).make(kind.value)
        if answers:
            data = filled(workspace, path, data, answers)
        carry_out(workspace, [FileChange(path, None, data)], language, yes=yes, dry_run=dry_run)
    if kind.value == "project" and not (answers or dry_run):
        offer(root, path, language)
    return 0
