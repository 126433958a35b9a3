"""`innostrat fmt`: keys in canonical order, so that a diff shows only what was meant."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.commands.options import Lang, LangOption
from innostrat.messages import Message, mark, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from innostrat.files.formatting import Formatted
    from innostrat.files.source import Files
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
    lang: LangOption = None,
) -> int:
    """Put the keys of files in order; 1 when a file cannot be, or with --check or --diff is not."""
    from innostrat.commands.scopes import refuse_nothing, scopes  # noqa: PLC0415
    from innostrat.files.lock import locked  # noqa: PLC0415

    failed = looked = False
    for root, scope in scopes(paths or ()).items():
        with nullcontext() if check or diff else locked(root):
            seen, wrong = _put_in_order(root, scope, lang, check=check, diff=diff)
        looked |= seen
        failed |= wrong
    if not looked:
        refuse_nothing(paths or ())
    return int(failed)


def _put_in_order(
    root: Path, scope: tuple[str, ...], lang: Lang | None, *, check: bool, diff: bool
) -> tuple[bool, bool]:
    """Write or tell what changes in one portfolio; return whether anything was there, and wrong."""
    from innostrat.commands.delivery import put  # noqa: PLC0415
    from innostrat.commands.scopes import is_in  # noqa: PLC0415
    from innostrat.commands.workspace import shown  # noqa: PLC0415
    from innostrat.files.rules import FOREIGN  # noqa: PLC0415
    from innostrat.files.source import read_folder  # noqa: PLC0415
    from innostrat.files.writer import Change, write_all  # noqa: PLC0415

    files = read_folder(root, shown(root))
    view = _view(files, lang)
    meant = [path for path in files.contents if is_in(files.shown(path), scope)]
    found = [_formatted(files, path) for path in meant]
    missed = (one for one in files.findings if one.rule is not FOREIGN)
    unread = [one for one in missed if is_in(one.location.path, scope)]
    _show_findings([*unread, *(one for each in found for one in each.findings)], found, view)
    left = [one for one in found if one.after is None]
    changed = {path: one for path, one in zip(meant, found, strict=True) if one.changed}
    write = not (check or diff)
    first = left if write else found
    put("".join(_told(one, view, check=check, diff=diff) for one in first))
    if write:
        changes = [Change(path, one.before, one.after or b"") for path, one in changed.items()]
        for change in write_all(root, files, changes):
            put(_told(changed[change.path], view, check=check, diff=diff), done=True)
    return bool(meant or unread), bool(unread or left or (changed and not write))


def _view(files: Files, lang: Lang | None) -> View:
    """Return how to show things: in the language wished for, else in the portfolio's own."""
    from innostrat.commands.delivery import view  # noqa: PLC0415
    from innostrat.files.kinds import STRATEGY  # noqa: PLC0415
    from innostrat.language import language  # noqa: PLC0415
    from innostrat.model.load import read_one  # noqa: PLC0415
    from innostrat.model.strategy import Strategy  # noqa: PLC0415

    data = files.contents.get(STRATEGY, b"")
    _, strategy, _ = read_one(files.shown(STRATEGY), data, Strategy)
    own = strategy.language if isinstance(strategy, Strategy) else "en"
    return view(language(lang or own))


def _formatted(files: Files, path: str) -> Formatted:
    from innostrat.files.formatting import formatted  # noqa: PLC0415
    from innostrat.files.kinds import kind_of  # noqa: PLC0415
    from innostrat.model.kinds import model_of  # noqa: PLC0415
    from innostrat.model.order import FieldOrder  # noqa: PLC0415

    kind = kind_of(path)
    assert kind is not None, path  # noqa: S101  (only such files are read)
    return formatted(files.shown(path), files.contents[path], FieldOrder(model_of(kind)))


def _show_findings(findings: list[Finding], found: Sequence[Formatted], view: View) -> None:
    from innostrat.commands.delivery import put  # noqa: PLC0415
    from innostrat.formats.findings import FindingsReport  # noqa: PLC0415
    from innostrat.formats.findings_registry import findings_renderer  # noqa: PLC0415

    if findings:
        texts = {one.path: one.before.decode("utf-8-sig", "replace") for one in found}
        in_order = tuple(sorted(findings, key=lambda finding: finding.order))
        report = FindingsReport(in_order, len(found), texts, {})
        put(findings_renderer("text")(report, view))


def _told(one: Formatted, view: View, *, check: bool, diff: bool) -> str:
    from innostrat.formats import difference  # noqa: PLC0415
    from innostrat.formats.console import say  # noqa: PLC0415

    if one.changed and diff:
        return difference.render(one.path, one.before.decode(), (one.after or b"").decode(), view)
    message = _outcome(one, check=check)
    return "" if message is None else say(message, view) + "\n"


def _outcome(one: Formatted, *, check: bool) -> Message | None:
    if one.after is None and not one.findings:
        return msg("{path} is left alone: a value would change with its lines", path=one.path)
    if one.changed and check:
        return msg("{path} would be put in order", path=one.path)
    return msg("{path} was put in order", path=one.path) if one.changed else None
