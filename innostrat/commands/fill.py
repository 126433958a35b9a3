"""`innostrat fill`: asks what a project lacks, one question at a time, and writes the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg
from innostrat.shell.options import DryRunOption, LangOption, PortfolioArgument

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.authoring.filling import Filling
    from innostrat.authoring.questions import FillQuestion, Prompt
    from innostrat.language import Language
    from innostrat.workspace.workspace import Workspace


def run(
    project: Annotated[str, typer.Argument(metavar="ID", help=mark("The project."))],
    portfolio: PortfolioArgument = None,
    *,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=ANSWER",
            help=mark("An answer, for scripts: scores.need=3; may be repeated."),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=mark("Write without asking first."))] = False,
    dry_run: DryRunOption = False,
    lang: LangOption = None,
) -> int:
    """Ask what the project lacks, show the change, and write it when that is wished."""
    from innostrat.authoring.filling import Filling, fill_from, lacking
    from innostrat.shell import asking
    from innostrat.shell.asking import one_of
    from innostrat.shell.delivery import say
    from innostrat.workspace.workspace import find_one, read

    root = find_one(portfolio)
    workspace = read(root)
    language = workspace.language(lang)
    known = list(workspace.contents.projects)
    where = msg("`innostrat list` shows them all")
    one_of(project, known, msg("There is no project {word}", word=project), where)
    filling = Filling(workspace, project)
    if answers:
        fill_from(filling, answers)
    elif not any(one.missing for one in filling.asked()):
        say(msg("{id} lacks nothing that is asked for here", id=project), language)
        return 0
    elif not asking.interactive():
        raise CannotGoOnError(
            msg(
                "{id} lacks this; give each with --set KEY=ANSWER: {lacks}",
                id=project,
                lacks=lacking(filling),
            )
        )
    else:
        _ask(filling, language)
    if filling.edits:
        _finish(root, filling, language, ask=not (yes or answers), dry_run=dry_run)
    return 0


def _ask(filling: Filling, language: Language) -> None:
    """Ask for all that is missing, until there is no more or somebody stops."""
    from innostrat.shell.delivery import say

    say(msg("Enter alone: skip. Ctrl-C: stop, and keep what you have answered."), language)
    try:
        for question in filling.asked():
            if question.missing:
                _ask_one(filling, question, language)
    except (KeyboardInterrupt, typer.Abort):
        say(msg("Stopped. This is what you have answered:"), language)


def _ask_one(filling: Filling, question: FillQuestion, language: Language) -> None:
    """Ask one question until its answer can stand; with a choice in front, until that is empty."""
    from innostrat.shell.delivery import say

    while True:
        picked = "" if question.pick is None else _answer(question.pick, language, may_skip=True)
        if picked is None:
            return
        if question.pick is not None:
            picked = str(question.pick.read(picked))
        texts = _texts(question.parts(picked), language, may_skip=question.pick is None)
        if texts:
            key = question.key if question.pick is None else f"{question.key}.{picked}"
            try:
                filling.take(key, texts, question)
            except CannotGoOnError as error:
                say(error.message, language)
                continue
        if question.pick is None:
            return


def _texts(parts: tuple[Prompt, ...], language: Language, *, may_skip: bool) -> list[str | None]:
    """Return the answers to the parts; none where the first one is left empty and may be."""
    texts: list[str | None] = []
    for part in parts:
        skip = part.optional or (may_skip and not texts)
        texts.append(_answer(part, language, may_skip=skip))
        if texts == [None] and not part.optional:
            return []
    return texts


def _answer(part: Prompt, language: Language, *, may_skip: bool) -> str | None:
    from innostrat.shell import asking

    return asking.prompted(part.ask, part.choices, part.read, language, may_skip=may_skip)


def _finish(root: Path, filling: Filling, language: Language, *, ask: bool, dry_run: bool) -> None:
    """Show the change, ask whether to write it, and write it into the file as it is by then."""
    from innostrat.authoring.filling import Filling
    from innostrat.files.lock import locked
    from innostrat.shell import asking
    from innostrat.shell.delivery import say
    from innostrat.workspace.changing import carry_out, show
    from innostrat.workspace.workspace import read

    show(filling.workspace, [filling.change(filling.edits)], language)
    try:
        if ask and not dry_run and not asking.confirmed(msg("Write this? (yes or no)"), language):
            say(
                msg(
                    "Nothing was written. The same answers again: {command}",
                    command=filling.again(),
                ),
                language,
            )
            return
        with locked(root):
            now: Workspace = read(root)
            change = Filling(now, filling.id).change(filling.edits)
            carry_out(now, [change], language, dry_run=dry_run, shown=True)
    except (CannotGoOnError, KeyboardInterrupt, typer.Abort):
        say(
            msg("Not written yet. The same answers again: {command}", command=filling.again()),
            language,
        )
        raise
