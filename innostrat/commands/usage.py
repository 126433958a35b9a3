"""How the command line speaks before a portfolio is known: in the user's own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.language import LANGUAGES
from innostrat.messages import mark, msgn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import click

VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

# Click's own sentences, so that the catalogues hold them.
SENTENCES: Final = (
    mark("Usage:"),
    mark("Options"),
    mark("Arguments"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing parameter"),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    msgn("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Option {name!r} requires an argument."),
    mark("required"),
    mark("default: {default}"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    msgn("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    msgn("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
)


def user_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language for help and usage errors: `--lang`, else the environment's, else en.

    What is printed about a portfolio is in the portfolio's own language instead.
    """
    for position, argument in enumerate(arguments):
        value = argument.partition("=")[2]
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if argument.startswith("--lang") and value in LANGUAGES:
            return value
    for variable in VARIABLES:
        for wish in environment.get(variable, "").split(":"):
            code = {"no": "nb"}.get(wish[:2], wish[:2])
            if code in LANGUAGES:
                return code
    return "en"


def one_line(error: click.ClickException) -> str:
    """Return a usage error on one line, with where to read more."""
    text = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    return f"{text} ({context.command_path} --help)" if context is not None else text
