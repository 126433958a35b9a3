"""`innostrat import`: ideas from Excel, CSV, a form's export or an issue form, first as a trial."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell.days import DayOption, chosen_day
from innostrat.shell.options import (
    FormatOption,
    ImportKind,
    LangOption,
    OutputOption,
    PortfolioArgument,
    RoundOption,
    TableFormat,
)

if TYPE_CHECKING:
    from innostrat.analysis.intake.again import KnownAnswer
    from innostrat.analysis.intake.ideas import Draft, Imported
    from innostrat.files.sheet import Sheet
    from innostrat.files.writer import FileChange
    from innostrat.workspace.workspace import Workspace


LARGEST: Final = 20_000_000  # bytes of a table


def run(  # noqa: PLR0913  (one parameter an option)
    file: Annotated[Path, typer.Argument(metavar="FILE", help=mark("An xlsx, csv or md file."))],
    portfolio: PortfolioArgument = None,
    *,
    write: Annotated[
        bool, typer.Option("--write", help=mark("Write the ideas; without it nothing is written."))
    ] = False,
    kind: Annotated[
        ImportKind, typer.Option(help=mark("What the rows are."), show_default=True)
    ] = ImportKind.IDEA,
    round_: RoundOption = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help=mark("The sheet of a workbook of several."))
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=HEADING", help=mark("Which column becomes what; repeat.")),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=mark("A file that says it: read, or made with --write.")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=mark("Import only this idea; may be repeated.")),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=mark("Do not import this idea; may be repeated.")),
    ] = None,
    day: DayOption = None,
    form: FormatOption = TableFormat.TERMINAL,
    output: OutputOption = None,
    lang: LangOption = None,
) -> int:
    """Show what would be made and what is wrong at which cell; 1 when something is wrong."""
    from innostrat.analysis.intake.again import known_again, known_projects
    from innostrat.authoring.answered import answered_anew
    from innostrat.authoring.columns import save, wishes
    from innostrat.authoring.form import own_form
    from innostrat.authoring.form_import import Showing, import_form
    from innostrat.files.lock import locked
    from innostrat.files.sheet import read_sheet
    from innostrat.files.source import read_given
    from innostrat.reports.intake import importing
    from innostrat.shell.delivery import deliver
    from innostrat.workspace.changing import carry_out
    from innostrat.workspace.workspace import find_one, read

    root = find_one(portfolio)
    content = read_given(file, LARGEST)
    if (own := own_form(content)) is not None:
        asked = Showing(write, day, form, output, lang, only or [], skip or [])
        return import_form(root, own, file.name, asked)
    table = read_sheet(file.name, content, sheet)
    wanted = wishes(column or [], mapping, kind.value)
    with locked(root) if write else nullcontext():
        workspace = read(root)
        language = workspace.language(lang)
        found = _found(workspace, table, (kind, round_, day), wanted)
        known = known_again if kind is ImportKind.IDEA else known_projects
        found, again = known(found, workspace.portfolio())
        if not write:
            deliver(importing.report(found, file.name, again), language, form, output)
        else:
            drafts, anew = _chosen(found, again, only or [], skip or [])
            changes = [*_changes(workspace, drafts, kind), *answered_anew(workspace, anew)]
            carry_out(workspace, changes, language, dry_run=False)
    if write and mapping is not None:
        save(mapping, found.columns, language)
    return 1 if found.troubles else 0


def _found(
    workspace: Workspace,
    sheet: Sheet,
    given: tuple[ImportKind, str | None, str | None],
    wanted: dict[str, str],
) -> Imported:
    from innostrat.analysis.intake.ideas import HEADINGS, columns, read_ideas
    from innostrat.analysis.intake.projects import NAMES, read_projects
    from innostrat.workspace.workspace import choose_round

    kind, round_, day = given
    keys = NAMES if kind is ImportKind.PROJECT else HEADINGS
    for key in ("title", "need"):
        if key not in columns(sheet.headings, wanted, keys):
            raise CannotGoOnError(
                msg("No column is known as {key}: say which with --column {key}=HEADING", key=key)
            )
    portfolio = workspace.portfolio()
    if kind is ImportKind.IDEA:
        return read_ideas(sheet, portfolio, wanted, chosen_day(day, workspace.revision))
    return read_projects(sheet, portfolio, choose_round(portfolio, round_), wanted)


def _chosen(
    found: Imported, again: tuple[KnownAnswer, ...], only: list[str], skip: list[str]
) -> tuple[list[Draft], list[KnownAnswer]]:
    known = {one.id for one in found.drafts} | {one.idea_id for one in again}
    for wish in (*only, *skip):
        if wish not in known:
            raise CannotGoOnError(msg("The file has no idea {id}", id=wish))
    wanted = (set(only) or known) - set(skip)
    return (
        [one for one in found.drafts if one.id in wanted],
        [one for one in again if one.idea_id in wanted],
    )


def _changes(workspace: Workspace, drafts: list[Draft], kind: ImportKind) -> list[FileChange]:
    from innostrat.authoring.items import PROJECT_LATER
    from innostrat.authoring.new_file import authored
    from innostrat.files.writer import FileChange
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project

    own = workspace.language(None)
    if kind is ImportKind.PROJECT:
        return [
            FileChange(
                f"projects/{one.id}.yaml",
                None,
                authored(Project, one.values, own, later=PROJECT_LATER),
            )
            for one in drafts
        ]
    return [
        FileChange(f"ideas/{one.id}.yaml", None, authored(Idea, one.values, own)) for one in drafts
    ]
