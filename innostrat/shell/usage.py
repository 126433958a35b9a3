"""What the command line says of a wrong call.

typer's own sentences are in English only, so a wrong call is told from what typer's error holds.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, Message, msg, msgn
from innostrat.shell.helping import (
    HELP_NAMES,
    bounds,
    choices,
    help_text,
    metavar,
    parameters,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typer._click import Context

    from innostrat.shell.helping import Parameter

OUT_OF_RANGE: Final = {"greater_than_equal", "less_than_equal"}  # pydantic's names of faults


@contextmanager
def refused(context: Context) -> Iterator[None]:
    """Tell what typer finds wrong with a call in a sentence of ours, as a `CannotGoOnError`."""
    try:
        yield
    except typer.TyperException as error:
        raise wrong_call(_problem(error, context), context) from error


def wrong_call(problem: Message, context: Context) -> CannotGoOnError:
    """Return what to raise when a command is called wrongly: the problem, and where help is."""
    return CannotGoOnError(
        msg("{problem} ({command} --help)", problem=problem, command=context.command_path)
    )


def no_such_command(name: str, known: Iterable[str]) -> Message:
    """Return the sentence about a command that is not among those known."""
    return hinted(msg("There is no command {name}", name=name), name, known)


def too_many(arguments: Sequence[str]) -> Message:
    """Return the sentence about arguments that a command has no place for."""
    return msgn(
        "One argument too many: {arguments}",
        "{n} arguments too many: {arguments}",
        len(arguments),
        arguments=Listing(tuple(arguments)),
    )


def hinted(
    problem: Message, given: str, known: Iterable[str], otherwise: Message | None = None
) -> Message:
    """Return the problem with the known word most like the one given, else with `otherwise`.

    A Norwegian word is like the name that it stands for.
    """
    from innostrat.likeness import closest
    from innostrat.shell.words import ENGLISH

    known = list(known)
    words = {one: one for one in known} | {
        word: name for word, name in ENGLISH.items() if name in known and word not in known
    }
    close = closest(given, words) or closest(given.casefold(), words)
    hint = msg("Did you mean {word}?", word=words[close]) if close else otherwise
    return msg("{problem}. {hint}", problem=problem, hint=hint) if hint else problem


def _problem(error: typer.TyperException, context: Context) -> Message:
    """Return our sentence about an error of typer's, which is told apart by what it holds."""
    option: str | None = getattr(error, "option_name", None)
    parameter: Parameter | None = getattr(error, "param", None)
    if option is not None and hasattr(error, "possibilities"):
        known = HELP_NAMES + [name for one in parameters(context.command) for name in _names(one)]
        return hinted(msg("There is no option {name}", name=option), option, known)
    if option is not None:
        takes = any(metavar(one) for one in parameters(context.command) if option in _names(one))
        return _no_value(option) if takes else msg("{name} takes no value", name=option)
    if parameter is None:
        return msg("{value}", value=error.format_message())
    return _missing(parameter) if hasattr(error, "param_type") else _unfit(parameter, error)


def _missing(parameter: Parameter) -> Message:
    """Return the sentence about a parameter that must be given, with what it is or may be."""
    words = choices(parameter)
    hint = _there_are(words) if words else help_text(parameter)
    return msg(
        "{problem}. {hint}", problem=msg("{name} is missing", name=_name(parameter)), hint=hint
    )


def _unfit(parameter: Parameter, error: typer.TyperException) -> Message:
    """Return the sentence about a value of the wrong kind, which pydantic has looked at."""
    from pydantic import ValidationError

    if not isinstance(error.__cause__, ValidationError):
        return msg("{value}", value=error.format_message())
    fault = error.__cause__.errors()[0]
    name, value = _name(parameter), word(fault["input"])
    if not value:
        return _no_value(name)
    if words := choices(parameter):
        problem = msg("{name} cannot be {value}", name=name, value=value)
        return hinted(problem, value, words, _there_are(words))
    if fault["type"] in OUT_OF_RANGE:
        limits = bounds(parameter)
        return msg("{name} must be {limits}, not {value}", name=name, value=value, limits=limits)
    kind = parameter.type_descriptor.annotation
    if kind is int:
        return msg("{name}: {value} is not a whole number", name=name, value=value)
    if kind is float:
        return msg("{name}: {value} is not a number", name=name, value=value)
    return msg("{name}: {value} cannot be read", name=name, value=value)


def _no_value(name: str) -> Message:
    return msg("{name} needs a value after it", name=name)


def _there_are(words: tuple[str, ...]) -> Message:
    return msg("There are: {choices}", choices=Listing(words))


def _name(parameter: Parameter) -> str:
    """Return how people call a parameter: `--format`, or `ID` for an argument."""
    return metavar(parameter) if parameter.param_type_name == "argument" else parameter.opts[0]


def _names(parameter: Parameter) -> list[str]:
    return [*parameter.opts, *parameter.secondary_opts]
