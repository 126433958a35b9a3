"""`innostrat validate`: what is wrong with the files, and whether that is too much."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from innostrat.commands.options import Lang, OutputOption
from innostrat.findings import Severity
from innostrat.formats.findings import FORMATS, FindingsReport, findings_renderer
from innostrat.messages import mark

if TYPE_CHECKING:
    from innostrat.commands.workspace import Workspace
    from innostrat.findings import Finding


class Limit(StrEnum):
    """The least grave findings that make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def run(
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
        str,
        typer.Option(
            "--format", "-f", click_type=click.Choice(list(FORMATS)), help=mark("How to show it.")
        ),
    ] = "text",
    fail_on: Annotated[
        Limit, typer.Option(help=mark("Fail on findings as grave as this, or graver."))
    ] = Limit.ERROR,
    output: OutputOption = None,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help=mark("The language; else each portfolio's own.")),
    ] = None,
) -> int:
    """Print all findings; 1 when some that nobody has accepted is at the limit or graver."""
    from innostrat.commands.delivery import deliver_text, view  # noqa: PLC0415
    from innostrat.commands.workspace import read  # noqa: PLC0415

    scopes = _scopes(paths or ())
    found = [(read(root), scope) for root, scope in scopes.items()]
    report = _report(found, lang)
    language = found[0][0].language(lang)
    text = findings_renderer(form)(report, view(language, to_file=output is not None))
    deliver_text(text, language, output)
    if fail_on is Limit.NEVER:
        return 0
    return int(any(one.severity.rank <= Severity(fail_on).rank for one in report.open))


def _scopes(paths: list[Path] | tuple[()]) -> dict[Path, tuple[str, ...]]:
    """Return each portfolio once, with the files and folders in it that are meant, or none: all."""
    from innostrat.commands.workspace import find, shown  # noqa: PLC0415

    if not paths:
        return dict.fromkeys(find(None), ())
    scopes: dict[Path, list[str]] = {}
    roots: dict[Path, Path] = {}
    whole: set[Path] = set()
    for path in paths:
        for root in find(path):
            known = roots.setdefault(root.resolve(), root)
            scope = scopes.setdefault(known, [])
            if path.exists() and root.resolve() in path.resolve().parents:
                scope.append(shown(path))
            else:
                whole.add(known)
    return {root: () if root in whole else tuple(scope) for root, scope in scopes.items()}


def _report(found: list[tuple[Workspace, tuple[str, ...]]], lang: Lang | None) -> FindingsReport:
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    languages: dict[str, str] = {}
    files = 0
    for workspace, scope in found:
        mine = [one for one in workspace.findings if _is_in(one.location.path, scope)]
        findings += mine
        texts |= workspace.contents.texts
        files += sum(_is_in(path, scope) for path in workspace.contents.texts)
        code = workspace.language(lang).code
        languages |= {one.location.path: code for one in mine}
    return FindingsReport(tuple(findings), files, texts, languages)


def _is_in(path: str, scope: tuple[str, ...]) -> bool:
    return not scope or any(path == one or path.startswith(f"{one}/") for one in scope)
