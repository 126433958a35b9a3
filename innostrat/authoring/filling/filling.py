"""A project's file that is filled in answer by answer: each is checked at once, none is lost."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from innostrat.authoring import answers
from innostrat.authoring.filling.entries import spent_edits
from innostrat.authoring.filling.questions import FillQuestion, questions
from innostrat.authoring.new_file import without_template
from innostrat.authoring.template import PROJECT_LATER, project_later
from innostrat.checks.rules.assessing import unanswered
from innostrat.errors import CannotGoOnError
from innostrat.files.writer import FileChange
from innostrat.files.yaml.document import parse
from innostrat.files.yaml.editing import Edit, Put, edited
from innostrat.loading.order import FieldOrder
from innostrat.messages import Listing, Message, msg
from innostrat.model.project import Project
from innostrat.workspace.changing import before, having, is_error, new_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from innostrat.workspace.workspace import Workspace

BETWEEN: Final = " / "  # the parts of an answer on one line
SLASH: Final = re.compile(r"(?<!\S)/(?!\S)")
# From what the file says to the edits that do what is wished.
FillWish: TypeAlias = "Callable[[Mapping[str, Any]], Sequence[Edit]]"
AMOUNT: Final = 3  # the steps of costs.FRAME.YEAR


@dataclass(slots=True)
class Filling:
    """What has been answered about one project: the wishes, and the answers as options.

    `tried` is the portfolio as the last wishes that were asked for make it.
    """

    workspace: Workspace
    id: str
    wishes: list[FillWish] = field(default_factory=list)
    given: list[tuple[str, str]] = field(default_factory=list)
    tried: Workspace | None = None

    @property
    def path(self) -> str:
        """The project's file below the portfolio."""
        return f"projects/{self.id}.yaml"

    def asked(self) -> tuple[FillQuestion, ...]:
        """Return what can be asked of the project as its file stands."""
        before(self.workspace, self.path)
        contents, portfolio = self.workspace.contents, self.workspace.portfolio()
        project = contents.projects[self.id].item
        lacking = unanswered(project, portfolio.strategy, contents)
        return tuple(questions(project, portfolio, [one.id for one in lacking]))

    def take(self, key: str, texts: Sequence[str | None], question: FillQuestion | None) -> None:
        """Take an answer, part by part; one that cannot stand is a `CannotGoOnError`."""
        wish = self._put(key, texts) if question is None else _wish(key, texts, question)
        self.change((*self.wishes, wish))
        self.wishes.append(wish)
        self.given.append((key, BETWEEN.join(text or "" for text in texts)))

    def change(self, wishes: Sequence[FillWish]) -> FileChange:
        """Return the file with what is wished; a new error that it brings is a `CannotGoOnError`.

        Each wish is told what the file says once those before it are done.
        """
        old = before(self.workspace, self.path)
        shown, after = self.workspace.files.shown(self.path), old
        language, later = self.workspace.language(None), project_later(self.workspace.portfolio())
        for wish in wishes:
            edits = wish(_value(shown, after))
            keys = {str(edit.where[0]) for edit in edits}
            for shape in (later, PROJECT_LATER):  # as `new` wrote it, and as an import does
                after = without_template(after, Project, keys, language, shape)
            after = edited(shown, after, edits, FieldOrder(Project))
        made = FileChange(self.path, old, after)
        self.tried = having(self.workspace, [made], self.tried)
        for one in filter(is_error, new_findings(self.workspace, [made], self.tried)):
            hint = one.hint or one.rule.fix
            raise CannotGoOnError(msg("{message}. {hint}", message=one.message, hint=hint))
        return made

    def again(self) -> str:
        """Return the command that gives all the answers once more."""
        options = (f"--set {shlex.quote(f'{key}={text}')}" for key, text in self.given)
        where = shlex.quote(self.workspace.files.prefix or ".")
        return " ".join(("innostrat fill", self.id, where, *options))

    def _put(self, key: str, texts: Sequence[str | None]) -> FillWish:
        """Return the wish that a key that nobody asks for has an answer."""
        where, text = tuple(key.split(".")), BETWEEN.join(text or "" for text in texts)
        portfolio = self.workspace.portfolio()
        frames = {one.id: one for round_ in portfolio.rounds.values() for one in round_.frames}
        if where[0] == "costs" and len(where) == AMOUNT and where[1] in frames:
            read = answers.read_kroner if frames[where[1]].is_money else answers.read_capacity
            if where[2].isdecimal():
                amounts = {int(where[2]): read(text)}
                return lambda written: spent_edits(written, where[1], amounts)
        plain = Put(where, answers.read_plain(text))
        return lambda _: (plain,)


def _value(path: str, data: bytes) -> Mapping[str, Any]:
    document, _ = parse(path, data)
    value = document.value if document is not None else None
    return value if isinstance(value, dict) else {}


def _wish(key: str, texts: Sequence[str | None], question: FillQuestion) -> FillWish:
    picked = key.rpartition(".")[2] if question.pick else ""
    parts = question.parts(picked)
    if len(texts) > len(parts):
        raise CannotGoOnError(msg("it has {n} parts at the most", n=len(parts)))
    padded = [*texts, *[None] * (len(parts) - len(texts))]
    for part, text in zip(parts, padded, strict=True):
        if not (text or part.optional):
            raise CannotGoOnError(msg("an answer is missing: {question}", question=part.ask))
    if not any(padded):
        raise CannotGoOnError(msg("the answer is empty"))
    read = [part.read(text) if text else None for part, text in zip(parts, padded, strict=True)]
    return lambda written: question.edits(picked, read, written)


def fill_from(filling: Filling, options: Sequence[str]) -> None:
    """Take all answers given as KEY=ANSWER; all that cannot stand are named in one error."""
    asked, wrong = filling.asked(), list[Message]()
    for option in options:
        key, equals, text = (one.strip() for one in option.partition("="))
        question = next((one for one in asked if one.takes(key)), None)
        if not equals or not key:
            wrong.append(msg("{option}: {message}", option=option, message=msg("write KEY=ANSWER")))
            continue
        try:
            filling.take(key, _parts(key, text, question), question)
        except CannotGoOnError as error:
            said = msg("{option}: {message}", option=option, message=error.message)
            wrong.append(said)
    if wrong:
        raise CannotGoOnError(msg("{all}", all=Listing(tuple(wrong), "; ")))


def filled(workspace: Workspace, path: str, data: bytes, options: Sequence[str]) -> bytes:
    """Return a new project's file with the answers given; nothing is written."""
    folder, _, name = path.partition("/")
    if folder != "projects":
        raise CannotGoOnError(msg("--set belongs to a project"))
    made = having(workspace, [FileChange(path, None, data)])
    filling = Filling(made, name.removesuffix(".yaml"))
    fill_from(filling, options)
    return filling.change(filling.wishes).after


def _parts(key: str, text: str, question: FillQuestion | None) -> list[str | None]:
    """Return the parts of an answer on one line; an answer of one part may hold the sign itself."""
    picked = key.rpartition(".")[2]
    if question is None or len(question.parts(picked)) == 1:
        return [text or None]
    return [one.strip() or None for one in SLASH.split(text)]


def lacking(filling: Filling) -> Listing:
    """Return the keys that are missing, each with what an answer to it may be."""
    return Listing(tuple(_shape(one) for one in filling.asked() if one.missing), "; ")


def _shape(question: FillQuestion) -> Message:
    picks = list(question.pick.choices) if question.pick else []
    key = f"{question.key}.{'|'.join(picks)}" if picks else question.key
    parts = question.parts(picks[0] if picks else "")
    words = (Listing(tuple(one.choices), "|") if one.choices else "…" for one in parts)
    return msg("{key}={answer}", key=key, answer=Listing(tuple(words), BETWEEN))
