"""`innostrat diff`: what a change does to the prioritisation."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.analysis.changes.comparison import Snapshot
    from innostrat.files.repository import Commit, Repository
    from innostrat.messages import Message
    from innostrat.reports.table import Report


def run(
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="BASE",
            help=mark("The revision before; else where this branch left the main branch."),
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="HEAD",
            help=mark("The revision after; else the files as they are."),
            show_default=False,
        ),
    ] = None,
    *,
    portfolio: Annotated[
        Path | None,
        typer.Option("--portfolio", "-p", help=mark("Only this portfolio; else all that changed.")),
    ] = None,
    round_: options.RoundOption = None,
    form: options.FormatOption = options.TableFormat.TERMINAL,
    output: options.OutputOption = None,
    lang: options.LangOption = None,
) -> int:
    """Print what differs between two revisions, or between one and the files as they are.

    Return 1 where errors after the change keep ranks and plans from being made: whoever mends what
    was wrong before has nothing more to look at.
    """
    from innostrat.files.repository import Repository
    from innostrat.formats.registry.reports import renderer
    from innostrat.language import language
    from innostrat.shell.delivery import deliver_text, view
    from innostrat.shell.progress import telling

    with Repository(_place(portfolio)) as repository:
        span = _span(repository, base, head)
        with telling(msg("Comparing …")):
            found = _changed(repository, span, portfolio, round_)
    speak = language(lang or next((_language(one) for _, one in found), "en"))
    shown = view(speak, to_file=output is not None)
    if form is options.TableFormat.JSON:
        text = _json([report for report, _ in found])
    else:
        reports = [report for report, _ in found] or [_nothing(span)]
        text = "\n".join(renderer(form.value)(report, shown) for report in reports)
    deliver_text(text, speak, output)
    return 1 if any(after.is_barred for _, (_, after) in found) else 0


def _place(only: Path | None) -> Path:
    """Return where the repository is to be looked for: around the portfolio named, else here."""
    from innostrat.files.places import find_one

    return Path.cwd() if only is None else find_one(only)


CommitRange = tuple["Commit", "Commit | None"]
SnapshotPair = tuple["Snapshot", "Snapshot"]


def _span(repository: Repository, base: str | None, head: str | None) -> CommitRange:
    """Return the two ends; the second is None for the files as they are."""
    if head is None and repository.is_bare:
        raise CannotGoOnError(msg("This repository has no files of its own: name two revisions"))
    after = repository.commit(head) if head is not None else None
    if base is not None:
        return repository.commit(base), after
    return repository.merge_base(repository.main_branch(), head or "HEAD"), after


def _changed(
    repository: Repository, span: CommitRange, only: Path | None, round_id: str | None
) -> list[tuple[Report, SnapshotPair]]:
    """Return a report, and what it compares, for each portfolio whose files differ."""
    from innostrat.analysis.changes.comparison import compare_snapshots
    from innostrat.checks.compare import compare_findings
    from innostrat.files.digest import digest
    from innostrat.reports.changes.report import changes_report
    from innostrat.workspace.snapshots import Planner, files_at

    found = []
    for path in _paths(repository, span, only):
        files = [files_at(repository, commit, path) for commit in span]
        if digest(files[0].contents) == digest(files[1].contents) and (
            files[0].findings == files[1].findings
        ):
            continue
        planner = Planner(round_id)
        before, after = (planner.take(one) for one in files)
        ends = before.snapshot, after.snapshot
        report = changes_report(
            path,
            compare_snapshots(*ends),
            compare_findings(before.findings, after.findings),
            _names(span),
        )
        found.append((report, ends))
    return found


def _paths(repository: Repository, span: CommitRange, only: Path | None) -> list[str]:
    """Return the portfolios that there were or are, below the repository's top."""
    from innostrat.files.places import find, find_one
    from innostrat.workspace.snapshots import inside

    if only is not None:
        return [inside(repository, find_one(only))]
    before, after = span
    paths = set(repository.portfolios(before))
    if after is not None:
        paths |= set(repository.portfolios(after))
    else:
        with contextlib.suppress(CannotGoOnError):  # there is none any more
            paths |= {inside(repository, place) for place in find(repository.top)}
    return sorted(paths)


def _names(span: CommitRange) -> tuple[Message, Message]:
    """Return what the two ends are called: abbreviated name and day, or the files as they are."""
    before, after = span
    return _name(before), msg("the files as they are") if after is None else _name(after)


def _name(commit: Commit) -> Message:
    return msg("{name} of {day}", name=commit.short, day=commit.day)


def _language(ends: SnapshotPair) -> str:
    """Return the language of the portfolio after the change, or before it, where it can be read."""
    for moment in reversed(ends):
        if moment.portfolio is not None:
            return moment.portfolio.strategy.language
    return "en"


def _nothing(span: CommitRange) -> Report:
    from innostrat.reports.table import Report

    before, after = _names(span)
    return Report(
        msg("What the change does to the prioritisation"),
        (msg("No portfolio changes from {before} to {after}.", before=before, after=after),),
        (),
        {},
    )


def _json(reports: list[Report]) -> str:
    """Return one portfolio's object alone, several as a list in an object of their own."""
    from innostrat.formats.json.text import json_text

    data = [report.data for report in reports]
    return json_text(data[0] if len(data) == 1 else {"format": 1, "kind": "diffs", "diffs": data})
