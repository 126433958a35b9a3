"""`innostrat import`: ideas from Excel, CSV, a form's export or an issue form, first as a trial."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, mark, msg
from innostrat.shell import options
from innostrat.shell.days import parsed_day, this_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from innostrat.analysis.intake.layout import TableOptions
    from innostrat.analysis.intake.rows import Imported, RowFate
    from innostrat.files.sheets.worksheet import Worksheet
    from innostrat.files.writer import FileChange
    from innostrat.findings import Finding, Location
    from innostrat.workspace.workspace import Workspace


LARGEST: Final = 20_000_000  # bytes of a table


def run(  # noqa: PLR0913  (one parameter an option)
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=mark("An xlsx, xls, xlsb, ods, csv or md file.")),
    ],
    portfolio: options.PortfolioArgument = None,
    *,
    kind: Annotated[
        options.ImportKind, typer.Option(help=mark("What the rows are."), show_default=True)
    ] = options.ImportKind.IDEA,
    round_: options.RoundOption = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help=mark("The sheet of a workbook of several."))
    ] = None,
    header_row: Annotated[
        int | None,
        typer.Option(metavar="ROW", min=1, help=mark("The row of the headings; else looked for.")),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=HEADING", help=mark("Which column becomes what; repeat.")),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT",
            help=mark("What amounts are in where no heading says it: kr, 1000 kr, mill. kr."),
        ),
    ] = None,
    frame: Annotated[
        str | None,
        typer.Option(metavar="ID", help=mark("The frame of rows that name none.")),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=mark("A file that says it: read, or made with --yes.")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=mark("Import only this item; may be repeated.")),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=mark("Do not import this item; may be repeated.")),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help=mark("The day that ideas without one came in; else today."),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", "--write", help=mark("Write it without asking."))
    ] = False,
    dry_run: options.DryRunOption = False,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Show what would be made and what is wrong at which cell; 1 when something is wrong."""
    from innostrat.authoring.columns import save, table_options
    from innostrat.authoring.form.importing import Showing, import_form
    from innostrat.authoring.form.taking import own_form
    from innostrat.files.places import find_one
    from innostrat.files.sheets.read import chosen_worksheet, read_worksheets
    from innostrat.files.source import read_given
    from innostrat.reports.intake import importing
    from innostrat.shell.delivery import deliver, say
    from innostrat.workspace.changing import carry_out, opened

    root = find_one(portfolio)
    reading = table_options(column or [], mapping, kind.value, (unit, header_row, frame))
    today = this_day() if day is None else parsed_day(day)
    sheets = read_worksheets(file.name, read_given(file, LARGEST))
    if (own := own_form(sheets)) is not None:
        asked = Showing(yes, dry_run, today, form, output, lang, only or [], skip or [])
        return import_form(root, own, file.name, asked)
    table = chosen_worksheet(sheets, file.name, sheet)
    agreed = False
    with opened(root, lang, write=not dry_run) as workspace:
        language = workspace.language(lang)
        rows_read = _found(workspace, table, (kind, round_, today), reading)
        found, tried = _checked(workspace, rows_read, kind)
        if not yes or dry_run:
            deliver(importing.report(found, file.name, table, sheets), language, form, output)
        if not dry_run:
            rows = _chosen(found.rows, only or [], skip or [])
            changes = _changes(workspace, rows, kind)
            carry_out(
                workspace,
                changes,
                language,
                yes=yes,
                dry_run=False,
                shown=not yes,
                tried=tried,
            )
            agreed = yes or bool(changes)  # without changes nobody was asked
            for one in importing.outline(found) if yes else ():
                say(one, language)
    if mapping is not None and agreed and not mapping.exists():
        save(mapping, found.columns, language)
    return 0 if found.is_whole else 1


def _found(
    workspace: Workspace,
    sheet: Worksheet,
    given: tuple[options.ImportKind, str | None, date],
    reading: TableOptions,
) -> Imported:
    from innostrat.analysis.intake.ideas import read_ideas
    from innostrat.analysis.intake.projects import read_projects
    from innostrat.workspace.workspace import choose_round

    kind, round_, today = given
    portfolio = workspace.portfolio()
    taken = {Path(path).stem for path in workspace.files.contents}  # also of files that are broken
    if kind is options.ImportKind.IDEA:
        return read_ideas(sheet, portfolio, reading, today, taken)
    chosen = choose_round(portfolio, round_)
    frames = {one.id for one in chosen.money_frames}
    if reading.frame is not None and reading.frame not in frames:
        raise CannotGoOnError(
            msg(
                "The round has no frame {id}: it has {names}",
                id=reading.frame,
                names=Listing(tuple(sorted(frames))),
            )
        )
    return read_projects(sheet, portfolio, chosen, reading, taken)


def _checked(
    workspace: Workspace, found: Imported, kind: options.ImportKind
) -> tuple[Imported, Workspace]:
    """Return what was found without what `--write` would refuse, and what it makes: a trial."""
    from innostrat.workspace.changing import having, is_error, new_findings

    while True:
        changes = _changes(workspace, found.rows, kind)
        made = having(workspace, changes)
        after = {workspace.files.shown(one.path): one.after for one in changes}
        written = [one.written for one in found.rows if one.written]
        ids = {workspace.files.shown(_path(one, kind)): one for one in written}
        new = [
            (ids[one.location.path], one)
            for one in new_findings(workspace, changes, made)
            if one.location.path in ids
        ]
        wrong = {id_: one.message for id_, one in new if is_error(one)}
        if not wrong:
            told = [
                (id_, _marked(after[one.location.path], one.location), one.message)
                for id_, one in new
                if _personal(one)
            ]
            return found.telling(told), made
        found = found.without(wrong)


def _marked(data: bytes | None, place: Location) -> str:
    lines = (data or b"").decode().split("\n")[place.line - 1 : place.line]
    return "".join(lines)[place.column - 1 : place.end_column - 1]


def _personal(finding: Finding) -> bool:
    return finding.code.startswith("V")


def _chosen(rows: Sequence[RowFate], only: list[str], skip: list[str]) -> list[RowFate]:
    known = {one.written or one.known for one in rows}
    for wish in (*only, *skip):
        if wish not in known:
            raise CannotGoOnError(msg("The file has no item {id}", id=wish))
    return [one for one in rows if (not only or one.written in only) and one.written not in skip]


def _path(id_: str, kind: options.ImportKind) -> str:
    return f"{'projects' if kind is options.ImportKind.PROJECT else 'ideas'}/{id_}.yaml"


def _changes(
    workspace: Workspace, rows: Sequence[RowFate], kind: options.ImportKind
) -> list[FileChange]:
    from innostrat.authoring.answered import anew_written
    from innostrat.authoring.new_file import authored
    from innostrat.authoring.template import PROJECT_LATER
    from innostrat.files.writer import FileChange
    from innostrat.model.idea import Idea
    from innostrat.model.project import Project

    own = workspace.language(None)
    model = Project if kind is options.ImportKind.PROJECT else Idea
    later = PROJECT_LATER if kind is options.ImportKind.PROJECT else {}
    drafts = [one.draft for one in rows if one.draft is not None]
    made = [
        FileChange(_path(one.id, kind), None, authored(model, one.values, own, later=later))
        for one in drafts
    ]
    return [*made, *anew_written(workspace, rows)]
