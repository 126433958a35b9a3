"""`innostrat validate`: what is wrong with the files, and whether that is too much."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from innostrat.errors import CannotGoOnError, why
from innostrat.findings import Severity
from innostrat.formats.findings.report import FindingsReport
from innostrat.formats.registry.findings import findings_renderer
from innostrat.messages import mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from innostrat.findings import Finding
    from innostrat.formats.view import View
    from innostrat.workspace.workspace import Workspace

JOB_SUMMARY: Final = "GITHUB_STEP_SUMMARY"


class FindingsFormat(StrEnum):
    """The formats of findings; `formats/registry/findings.py` holds a renderer for all but auto."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


class Limit(StrEnum):
    """The least grave findings that make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def run(  # noqa: PLR0913  (one parameter an option)
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…",
            help=mark("Portfolios, folders of portfolios, or files in one; else every portfolio."),
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[
        FindingsFormat,
        typer.Option(
            "--format",
            "-f",
            help=mark("How to show it; auto is github in GitHub's actions, and text elsewhere."),
        ),
    ] = FindingsFormat.AUTO,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help=mark("Only what stands in changed files, or what the changes cause elsewhere."),
        ),
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REVISION",
            help=mark("Changed since this; else since this branch left the main branch."),
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        Limit, typer.Option(help=mark("Fail on findings as grave as this, or graver."))
    ] = Limit.ERROR,
    output: options.OutputOption = None,
    lang: Annotated[
        options.Lang | None,
        typer.Option("--lang", help=mark("The language; else each portfolio's own.")),
    ] = None,
) -> int:
    """Print all findings; 1 when some that nobody has accepted is at the limit or graver."""
    from innostrat.shell.delivery import deliver_text, view
    from innostrat.workspace.scopes import refuse_nothing, scopes
    from innostrat.workspace.workspace import read

    chosen = scopes(paths or ())
    found = [(read(root), scope) for root, scope in chosen.items()]
    report = _report(found, lang, ctx.obj.code)
    if not report.texts and not report.findings:
        refuse_nothing(paths or ())
    if changed or base is not None:
        report = _changed(report, [workspace for workspace, _ in found], base)
    language = found[0][0].language(lang, ctx.obj.code)
    if form is FindingsFormat.AUTO:
        in_action = os.environ.get("GITHUB_ACTIONS") == "true" and output is None
        form = FindingsFormat.GITHUB if in_action else FindingsFormat.TEXT
    shown = view(language, to_file=output is not None)
    deliver_text(findings_renderer(form)(report, shown), language, output)
    if form is FindingsFormat.GITHUB:
        _add_to_job_summary(report, shown)
    if fail_on is Limit.NEVER:
        return 0
    return int(any(one.severity.rank <= Severity(fail_on).rank for one in report.open))


def _report(
    found: list[tuple[Workspace, tuple[str, ...]]], lang: options.Lang | None, user: str
) -> FindingsReport:
    from innostrat.workspace.scopes import is_in

    findings: list[Finding] = []
    texts: dict[str, str] = {}
    languages: dict[str, str] = {}
    for workspace, scope in found:
        mine = [one for one in workspace.findings if is_in(one.location.path, scope)]
        findings += mine
        every = workspace.contents.texts
        texts |= {path: text for path, text in every.items() if is_in(path, scope)}
        code = workspace.language(lang, user).code
        languages |= {one.location.path: code for one in mine}
    return FindingsReport(tuple(findings), len(texts), texts, languages)


def _changed(
    report: FindingsReport, workspaces: list[Workspace], base: str | None
) -> FindingsReport:
    """Return so much of the report as stands in changed files or comes from the changes."""
    from innostrat.workspace.since import since

    changes = [since(workspace, base) for workspace in workspaces]
    findings = tuple(
        finding for finding in report.findings if any(one.concerns(finding) for one in changes)
    )
    paths = {path for one in changes for path in one.paths}
    paths |= {finding.location.path for finding in findings}
    texts = {path: text for path, text in report.texts.items() if path in paths}
    return FindingsReport(findings, len(texts), texts, report.languages)


def _add_to_job_summary(report: FindingsReport, shown: View) -> None:
    """Append all findings to the page that GitHub shows of the run, where there is one."""
    page = os.environ.get(JOB_SUMMARY)
    if not page:
        return
    try:
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(findings_renderer("markdown")(report, shown))
    except OSError as error:
        raise CannotGoOnError(
            msg("{path} cannot be written: {why}", path=page, why=why(error))
        ) from error
