"""`innostrat import`: ideas from Excel, CSV, a form's export or an issue form, first as a trial."""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.commands.days import DayOption, chosen_day
from innostrat.commands.options import (
    FormatOption,
    LangOption,
    OutputOption,
    PortfolioArgument,
    RoundOption,
    TableFormat,
)
from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg

if TYPE_CHECKING:
    from innostrat.analysis.importing import Draft, Imported
    from innostrat.commands.workspace import Workspace
    from innostrat.files.sheet import Sheet
    from innostrat.files.writer import Change


LARGEST: Final = 20_000_000  # bytes of a table


class Kind(StrEnum):
    """What the rows of a table are."""

    IDEA = "idea"
    PROJECT = "project"


def run(  # noqa: PLR0913  (one parameter an option)
    file: Annotated[Path, typer.Argument(metavar="FILE", help=mark("An xlsx, csv or md file."))],
    portfolio: PortfolioArgument = None,
    *,
    write: Annotated[
        bool, typer.Option("--write", help=mark("Write the ideas; without it nothing is written."))
    ] = False,
    kind: Annotated[
        Kind, typer.Option(help=mark("What the rows are."), show_default=True)
    ] = Kind.IDEA,
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
    from innostrat.commands.changing import carry_out  # noqa: PLC0415
    from innostrat.commands.delivery import deliver  # noqa: PLC0415
    from innostrat.commands.mapping import save, wishes  # noqa: PLC0415
    from innostrat.commands.workspace import find_one, read  # noqa: PLC0415
    from innostrat.files.lock import locked  # noqa: PLC0415
    from innostrat.files.sheet import read_sheet  # noqa: PLC0415
    from innostrat.files.source import read_given  # noqa: PLC0415
    from innostrat.reports import importing  # noqa: PLC0415

    root = find_one(portfolio)
    table = read_sheet(file.name, read_given(file, LARGEST), sheet)
    wanted = wishes(column or [], mapping, kind.value)
    with locked(root) if write else nullcontext():
        workspace = read(root)
        language = workspace.language(lang)
        found = _found(workspace, table, (kind, round_, day), wanted)
        if not write:
            deliver(importing.report(found, file.name), language, form, output)
        else:
            changes = _changes(workspace, _chosen(found, only or [], skip or []), kind)
            carry_out(workspace, changes, language, dry_run=False)
    if write and mapping is not None:
        save(mapping, found.columns, language)
    return 1 if found.troubles else 0


def _found(
    workspace: Workspace,
    sheet: Sheet,
    given: tuple[Kind, str | None, str | None],
    wanted: dict[str, str],
) -> Imported:
    from innostrat.analysis.importing import HEADINGS, columns, read_ideas  # noqa: PLC0415
    from innostrat.analysis.importing_projects import NAMES, read_projects  # noqa: PLC0415
    from innostrat.commands.workspace import choose_round  # noqa: PLC0415

    kind, round_, day = given
    keys = NAMES if kind is Kind.PROJECT else HEADINGS
    for key in ("title", "need"):
        if key not in columns(sheet.headings, wanted, keys):
            raise CannotGoOnError(
                msg("No column is known as {key}: say which with --column {key}=HEADING", key=key)
            )
    portfolio = workspace.portfolio()
    if kind is Kind.IDEA:
        return read_ideas(sheet, portfolio, wanted, chosen_day(day, workspace.revision))
    return read_projects(sheet, portfolio, choose_round(portfolio, round_), wanted)


def _chosen(found: Imported, only: list[str], skip: list[str]) -> list[Draft]:
    known = {one.id for one in found.drafts}
    for wish in (*only, *skip):
        if wish not in known:
            raise CannotGoOnError(msg("The file has no idea {id}", id=wish))
    return [one for one in found.drafts if (not only or one.id in only) and one.id not in skip]


def _changes(workspace: Workspace, drafts: list[Draft], kind: Kind) -> list[Change]:
    from innostrat.commands.authoring import authored  # noqa: PLC0415
    from innostrat.commands.creating import PROJECT_LATER  # noqa: PLC0415
    from innostrat.files.writer import Change  # noqa: PLC0415
    from innostrat.model.idea import Idea  # noqa: PLC0415
    from innostrat.model.project import Project  # noqa: PLC0415

    own = workspace.language(None)
    if kind is Kind.PROJECT:
        return [
            Change(
                f"projects/{one.id}.yaml",
                None,
                authored(Project, one.values, own, later=PROJECT_LATER),
            )
            for one in drafts
        ]
    return [Change(f"ideas/{one.id}.yaml", None, authored(Idea, one.values, own)) for one in drafts]
