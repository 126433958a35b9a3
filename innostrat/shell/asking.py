"""Gets what a command needs from an option, or from the person at the terminal; never from a guess.

Only where both input and output are a terminal is anybody asked: a script gets one line that names
the option that is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from innostrat.errors import CannotGoOnError
from innostrat.files.normal import composed
from innostrat.formats.escape import one_line
from innostrat.messages import Listing, Message, msg
from innostrat.shell.usage import hinted

if TYPE_CHECKING:
    from innostrat.language import Language

MANY: Final = 30  # choices that are still listed
FEW: Final = 12  # choices that fit on the one line of a refusal
# Whatever the language of the question: people answer in their own.
YES: Final = frozenset({"y", "yes", "j", "ja"})
NO: Final = frozenset({"", "n", "no", "nei", "ne"})


def interactive() -> bool:
    """Return whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def text(
    given: str | None,
    option: str,
    question: Message,
    language: Language,
    *,
    optional: bool = False,
    proposed: str | None = None,
) -> str | None:
    """Return the text given, or answered; an optional one may be left empty.

    An empty answer at the terminal takes what is `proposed`.
    """
    if given is not None or not interactive():
        if (given or "").strip():
            return (given or "").strip()
        if optional:
            return None
        raise CannotGoOnError(msg("Give {option}: {what}", option=option, what=question))
    while True:
        answer = _prompt(question, language).strip() or proposed
        if answer or optional:
            return answer or None


def refuse_missing(wanted: Iterable[tuple[object, str, Message]]) -> None:
    """Name every option that a script has not given, and what each is for, in one error."""
    lacking = [
        msg("{option}: {what}", option=option, what=question)
        for given, option, question in wanted
        if not given or (isinstance(given, str) and not given.strip())
    ]
    if lacking and not interactive():
        raise CannotGoOnError(msg("Give {options}", options=Listing(tuple(lacking), "; ")))


def choice(
    given: str | None,
    option: str,
    question: Message,
    choices: Mapping[str, Message | str],
    language: Language,
) -> str:
    """Return the key chosen among `choices`, which are shown with their names."""
    while (found := maybe(given, option, question, choices, language)) is None:
        if not interactive():
            known = msg("There are: {choices}", choices=Listing(tuple(choices)))
            raise CannotGoOnError(
                msg("Give {option}: {what} {known}", option=option, what=question, known=known)
            )
    return found


def maybe(
    given: str | None,
    option: str,
    question: Message,
    choices: Mapping[str, Message | str],
    language: Language,
) -> str | None:
    """Return the key chosen, or None where nothing was given or answered."""
    known = msg("There are: {choices}", choices=Listing(tuple(choices)))
    if given is not None:
        problem = msg("{word} is not a choice for {option}", word=given, option=option)
        return one_of(given, choices, problem, known)
    if not interactive():
        return None
    keys = list(choices)
    show_choices(choices, language)
    while True:
        answer = _prompt(question, language).strip()
        if not answer:
            return None
        if answer in keys:
            return answer
        if answer.isdecimal() and 1 <= int(answer) <= len(keys):
            return keys[int(answer) - 1]


def checked(
    given: str | None,
    option: str,
    question: Message,
    language: Language,
    parse: Callable[[str], object],
    *,
    proposed: str | None = None,
) -> str:
    """Return a text that `parse` takes; a wrong answer is asked again, a wrong option refused."""
    while True:
        found = text(given, option, question, language, proposed=proposed)
        assert found is not None  # noqa: S101  (not optional)
        try:
            parse(found)
        except CannotGoOnError as error:
            if given is not None or not interactive():
                raise
            sys.stdout.write("  " + one_line(language(error.message)) + "\n")
        else:
            return found


def confirmed(question: Message, language: Language) -> bool:
    """Return whether the person at the terminal says yes; an empty answer is a no."""
    while True:
        answer = _prompt(question, language).strip().casefold()
        if answer in YES:
            return True
        if answer in NO:
            return False


def _prompt(question: Message, language: Language) -> str:
    import typer

    return composed(
        str(
            typer.prompt(
                one_line(language(question)), default="", show_default=False, prompt_suffix=" "
            )
        )
    )


def one_of(word: str, choices: Iterable[str], problem: Message, where: Message) -> str:
    """Return `word` when it is one of the choices; else refuse it with the one most like it.

    `where` says where many choices can be read, or none; a few are named.
    """
    choices = list(choices)
    if word in choices:
        return word
    few = msg("There are: {choices}", choices=Listing(tuple(choices)))
    raise CannotGoOnError(hinted(problem, word, choices, few if 0 < len(choices) <= FEW else where))


def prompted(
    question: Message,
    choices: Mapping[str, Message | str],
    read: Callable[[str], object],
    language: Language,
    *,
    may_skip: bool,
) -> str | None:
    """Return an answer that `read` takes, or None where it may be left empty and is.

    What cannot stand is told, and the question is asked again; nobody is asked without a terminal.
    """
    show_choices(choices, language)
    while True:
        given = _prompt(question, language).strip()
        if not given and may_skip:
            return None
        try:
            if given:
                read(given)
                return given
        except CannotGoOnError as error:
            sys.stdout.write("  " + one_line(language(error.message)) + "\n")


def show_choices(choices: Mapping[str, Message | str], language: Language) -> None:
    """Print the choices, each with the number that may be answered in its place."""
    for number, key in enumerate(list(choices)[:MANY], start=1):
        name = language(choices[key])
        told = name in {key, ""} or key == str(number)
        shown = (name or key) if told else f"{key} – {name}"
        sys.stdout.write(f"  {number}  {one_line(shown)}\n")
