"""Asks a person at the terminal what a project lacks, and writes the answers that are wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from innostrat.authoring.filling.filling import Filling
from innostrat.authoring.filling.questions import choose
from innostrat.errors import CannotGoOnError
from innostrat.messages import msg
from innostrat.shell import asking
from innostrat.shell.consent import go_ahead
from innostrat.shell.delivery import say
from innostrat.workspace.changing import carry_out, opened, show
from innostrat.workspace.workspace import read

if TYPE_CHECKING:
    from pathlib import Path

    from innostrat.authoring.filling.questions import FillQuestion, Prompt
    from innostrat.language import Language


def interview(filling: Filling, language: Language) -> None:
    """Ask for all that is missing, until there is no more or somebody stops."""
    say(msg("Enter alone: skip. Ctrl-C: stop, and keep what you have answered."), language)
    try:
        for question in filling.asked():
            if question.missing:
                _ask_one(filling, question, language)
    except (KeyboardInterrupt, typer.Abort):
        say(msg("Stopped. This is what you have answered:"), language)


def _ask_one(filling: Filling, question: FillQuestion, language: Language) -> None:
    """Ask one question until its answer can stand; with a choice in front, until that is empty."""
    left = {} if question.pick is None else dict(question.pick.choices)
    while True:
        picked = ""
        if question.pick is not None:
            pick = choose(question.pick.ask, left)
            answer = _answer(pick, language, may_skip=True) if left else None
            if answer is None:
                return
            picked = str(pick.read(answer))
        texts = _texts(question.parts(picked), language, may_skip=question.pick is None)
        if texts and not _taken(filling, question, picked, texts, language):
            continue
        if question.pick is None:
            return
        left.pop(picked)


def _taken(
    filling: Filling,
    question: FillQuestion,
    picked: str,
    texts: list[str | None],
    language: Language,
) -> bool:
    """Return whether the answer can stand; if not, say why."""
    key = question.key if question.pick is None else f"{question.key}.{picked}"
    try:
        filling.take(key, texts, question)
    except CannotGoOnError as error:
        say(error.message, language)
        return False
    return True


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
    return asking.prompted(part.ask, part.choices, part.read, language, may_skip=may_skip)


def finish(root: Path, filling: Filling, language: Language, *, yes: bool, dry_run: bool) -> None:
    """Show the change, and write it into the file as it is by then when that is agreed to."""
    show(filling.workspace, [filling.change(filling.wishes)], language)
    try:
        if go_ahead(language, yes=yes, dry_run=dry_run):
            with opened(root, language.code) as now:
                anew = Filling(now, filling.id, tried=filling.tried)
                change, tried = anew.change(filling.wishes), anew.tried
                carry_out(now, [change], language, yes=True, dry_run=False, shown=True, tried=tried)
    except (CannotGoOnError, KeyboardInterrupt, typer.Abort, typer.Exit):
        if asking.interactive():
            again = filling.again()
            say(msg("Not written yet. The same answers again: {command}", command=again), language)
        raise


def offer(root: Path, path: str, language: Language) -> None:
    """Ask whether a new project is to be filled in at once; a script is not asked."""
    question = msg("Answer now what it lacks? (yes or no)")
    try:
        if not asking.interactive() or not asking.confirmed(question, language):
            return
    except (KeyboardInterrupt, typer.Abort):
        return  # the project is written, and fill can be called at any time
    filling = Filling(read(root), path.rpartition("/")[2].removesuffix(".yaml"))
    interview(filling, language)
    if filling.wishes:
        finish(root, filling, language, yes=False, dry_run=False)
