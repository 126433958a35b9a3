"""`innostrat fmt`: keys in canonical order, so that a diff shows only what was meant."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.messages import Message, mark, msg
from innostrat.shell import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.files.source import Files
    from innostrat.files.yaml.formatting import Formatted
    from innostrat.findings import Finding
    from innostrat.formats.view import View


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
    check: Annotated[
        bool, typer.Option("--check", help=mark("Write nothing; name the files that would change."))
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=mark("Write nothing; show what would change."))
    ] = False,
    upgrade: Annotated[
        bool,
        typer.Option(
            "--upgrade", help=mark("Rewrite portfolios of an older format; comments stay.")
        ),
    ] = False,
    yes: options.YesOption = False,
    dry_run: options.DryRunOption = False,
    lang: options.LangOption = None,
) -> int:
    """Put the keys of files in order; 1 when a file cannot be, or with --check or --diff is not."""
    from innostrat.files.lock import locked
    from innostrat.workspace.scopes import refuse_nothing, scopes

    wish = _Wish(check=check, diff=diff, yes=yes, dry_run=dry_run)
    failed = looked = False
    for root, scope in scopes(paths or ()).items():
        if upgrade:
            failed |= _upgrade(root, lang, wish)
            looked = True
            continue
        with locked(root) if wish.writes else nullcontext():
            seen, wrong = _put_in_order(root, scope, lang, wish)
        looked |= seen
        failed |= wrong
    if not looked:
        refuse_nothing(paths or ())
    return int(failed)


def _upgrade(root: Path, lang: options.Lang | None, wish: _Wish) -> bool:
    """Bring one portfolio to the newest format, and say so; return whether it only would be."""
    from innostrat.authoring.upgrade import told, upgraded
    from innostrat.files.places import shown_folder
    from innostrat.model.strategy import CURRENT
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import carry_out, opened

    with opened(root, lang, write=wish.writes) as workspace:
        language = workspace.language(lang)
        changes = upgraded(workspace)
        if not changes:
            path = shown_folder(root)
            say(msg("{path} is in format {newest} already", path=path, newest=CURRENT), language)
            return False
        carry_out(workspace, changes, language, yes=wish.yes, dry_run=not wish.writes)
    for one in told(workspace):
        say(one, language)
    return not wish.writes


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is wished of a run."""

    check: bool
    diff: bool
    yes: bool
    dry_run: bool

    @property
    def writes(self) -> bool:
        return not (self.check or self.diff or self.dry_run)

    @property
    def shows(self) -> bool:
        """Whether the changes are shown line by line, also before somebody is asked."""
        return self.diff or self.dry_run or not (self.check or self.yes)


def _put_in_order(
    root: Path, scope: tuple[str, ...], lang: options.Lang | None, wish: _Wish
) -> tuple[bool, bool]:
    """Write or tell what changes in one portfolio; return whether anything was there, and wrong."""
    from innostrat.files.places import shown_folder
    from innostrat.files.rules import FOREIGN
    from innostrat.files.source import read_folder
    from innostrat.shell.delivery import put
    from innostrat.workspace.scopes import is_in

    files = read_folder(root, shown_folder(root))
    view = _view(files, lang)
    meant = [path for path in files.contents if is_in(files.shown(path), scope)]
    found = [_formatted(files, path) for path in meant]
    missed = (one for one in files.findings if one.rule is not FOREIGN)
    unread = [one for one in missed if is_in(one.location.path, scope)]
    _show_findings([*unread, *(one for each in found for one in each.findings)], found, view)
    left = [one for one in found if one.after is None]
    changed = {path: one for path, one in zip(meant, found, strict=True) if one.changed}
    first = left if wish.writes and wish.yes else found
    put("".join(_told(one, view, check=wish.check, diff=wish.shows) for one in first))
    if wish.writes and changed:
        _write(root, files, changed, view, yes=wish.yes)
    stale = bool(changed) and (wish.check or wish.diff)
    return bool(meant or unread), bool(unread or left or stale)


def _write(
    root: Path, files: Files, changed: dict[str, Formatted], view: View, *, yes: bool
) -> None:
    """Write what is agreed to, say so file by file, and how to undo it."""
    from innostrat.files.writer import FileChange, write_all
    from innostrat.shell.consent import go_ahead
    from innostrat.shell.delivery import put, say
    from innostrat.workspace.undoing import undo

    go_ahead(view.language, yes=yes, dry_run=False)
    changes = [FileChange(path, one.before, one.after or b"") for path, one in changed.items()]
    way_back = undo(root, files, changes)
    for change in write_all(root, files, changes):
        put(_told(changed[change.path], view, check=False, diff=False), done=True)
    if way_back is not None:
        say(way_back, view.language)


def _view(files: Files, lang: options.Lang | None) -> View:
    """Return how to show things: in the language wished for, else in the portfolio's own."""
    from innostrat.files.kinds import STRATEGY
    from innostrat.language import language
    from innostrat.loading.load import read_one
    from innostrat.model.strategy import Strategy
    from innostrat.shell.delivery import view

    data = files.contents.get(STRATEGY, b"")
    _, strategy, _ = read_one(files.shown(STRATEGY), data, Strategy)
    own = strategy.language if isinstance(strategy, Strategy) else "en"
    return view(language(lang or own))


def _formatted(files: Files, path: str) -> Formatted:
    from innostrat.files.kinds import kind_of
    from innostrat.files.yaml.formatting import formatted
    from innostrat.loading.kinds import model_of
    from innostrat.loading.order import FieldOrder

    kind = kind_of(path)
    assert kind is not None, path  # noqa: S101  (only such files are read)
    return formatted(files.shown(path), files.contents[path], FieldOrder(model_of(kind)))


def _show_findings(findings: list[Finding], found: Sequence[Formatted], view: View) -> None:
    from innostrat.formats.findings.report import FindingsReport
    from innostrat.formats.registry.findings import findings_renderer
    from innostrat.shell.delivery import put

    if findings:
        texts = {one.path: one.before.decode("utf-8-sig", "replace") for one in found}
        in_order = tuple(sorted(findings, key=lambda finding: finding.order))
        report = FindingsReport(in_order, len(found), texts, {})
        put(findings_renderer("text")(report, view))


def _told(one: Formatted, view: View, *, check: bool, diff: bool) -> str:
    from innostrat.formats.terminal import diff as difference
    from innostrat.formats.terminal.console import console_line

    if one.changed and diff:
        return difference.render(one.path, one.before.decode(), (one.after or b"").decode(), view)
    message = _outcome(one, check=check)
    return "" if message is None else console_line(message, view) + "\n"


def _outcome(one: Formatted, *, check: bool) -> Message | None:
    if one.after is None and not one.findings:
        return msg("{path} is left alone: a value would change with its lines", path=one.path)
    if one.changed and check:
        return msg("{path} would be put in order", path=one.path)
    return msg("{path} was put in order", path=one.path) if one.changed else None
