"""What help says of a command and its parameters, in the user's language.

typer's own layout is in English and changes between its versions; only its wrapping is used.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from innostrat.language import LANGUAGES
from innostrat.messages import Listing, Message, mark, msg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typer._click import Command, Context, HelpFormatter
    from typer.core import TyperArgument, TyperOption

    from innostrat.language import Language

    Parameter: TypeAlias = TyperArgument | TyperOption

HELP_NAMES: Final = ["-h", "--help"]
HELP: Final = mark("Show this help and stop.")
VALUES: Final = {int: "NUMBER", float: "NUMBER", Path: "PATH"}


def write_help(
    context: Context,
    formatter: HelpFormatter,
    commands: Mapping[str, Mapping[str, str]],
    roofs: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the help of the context's command, in the language that `context.obj` is.

    `commands` says by group what each command does that can follow. Those under one of the `roofs`
    are told with it; only where there are roofs must one of the commands follow.
    """
    speak: Language = context.obj
    every = parameters(context.command)
    arguments = [one for one in every if one.param_type_name == "argument"]
    usage = [speak(msg("[OPTIONS]")), *map(_place, arguments)]
    usage += [] if roofs is None else [speak(msg("[COMMAND] [ARGUMENTS] …"))]
    formatter.write_usage(context.command_path, " ".join(usage), speak(msg("Usage:")) + " ")
    context.command.help = speak(Message(str(context.command.help)))
    context.command.format_help_text(context, formatter)
    options = [(_option(one), _told(one, speak)) for one in every if one not in arguments]
    if context.command.add_help_option:  # by typer, so it is none of the parameters
        options.append((", ".join(HELP_NAMES), speak(msg(HELP))))
    if roofs is not None:  # it stands before the command or behind it, and is read before typer
        options.append((f"--lang [{'|'.join(LANGUAGES)}]", speak(msg("The language."))))
        options.append(("--no-pager", speak(msg("Use no pager for what is long."))))
    for heading, rows in (
        (msg("Arguments"), [(_place(one), _told(one, speak)) for one in arguments]),
        (msg("Options"), options),
        *((msg(title), _commands(each, roofs or {}, speak)) for title, each in commands.items()),
    ):
        if rows:
            with formatter.section(speak(heading)):
                formatter.write_dl(rows)


def _commands(
    texts: Mapping[str, str], roofs: Mapping[str, Sequence[str]], speak: Language
) -> list[tuple[str, str]]:
    """Return the rows of a group; what stands under a roof has none of its own."""
    covered = {one for under in roofs.values() for one in under}
    return [
        (name, speak(msg(text)) + _also(name, roofs.get(name, ()), speak))
        for name, text in texts.items()
        if name not in covered
    ]


def _also(roof: str, under: Sequence[str], speak: Language) -> str:
    names = Listing(tuple(f"{roof} {one}" for one in under))
    return " " + speak(msg("Also: {commands}.", commands=names)) if under else ""


def parameters(command: Command) -> list[Parameter]:
    """Return the parameters that a command declares; `--help`, which typer adds, is none."""
    return cast("list[Parameter]", command.params)


def help_text(parameter: Parameter) -> Message:
    """Return what a parameter is for, which each of them says."""
    return Message(str(parameter.help))


def metavar(parameter: Parameter) -> str:
    """Return what stands for a value: the word declared, an argument's name; nothing for a flag."""
    if parameter.metavar:
        return parameter.metavar
    if parameter.type_descriptor.annotation is bool:
        return ""
    if parameter.param_type_name == "argument":
        return parameter.name.upper()
    return VALUES.get(parameter.type_descriptor.annotation, "TEXT")


def choices(parameter: Parameter) -> tuple[str, ...]:
    """Return the words that a parameter takes, none where it takes any."""
    return tuple(map(word, parameter.type_descriptor.choices or ()))


def bounds(parameter: Parameter) -> str:
    """Return the numbers that a parameter takes, as `1–50` or `≥ 0.1`; nothing where any."""
    low, high = parameter.min, parameter.max
    if low is not None and high is not None:
        return f"{word(low)}–{word(high)}"
    if low is not None:
        return f"≥ {word(low)}"
    return "" if high is None else f"≤ {word(high)}"


def default(parameter: Parameter) -> str:
    """Return what is taken when a parameter is left out, or nothing where that is nothing."""
    value = parameter.default
    if value is None or value is False or value == []:
        return ""
    return parameter.opts[0] if value is True else word(value)


def word(value: object) -> str:
    """Return a value as it is written on the command line."""
    match value:
        case Enum():
            return str(value.value)
        case float():
            return str(value).removesuffix(".0")
        case _:
            return str(value)


def _place(argument: Parameter) -> str:
    return metavar(argument) if argument.required else f"[{metavar(argument)}]"


def _option(option: Parameter) -> str:
    names = ", ".join(sorted([*option.opts, *option.secondary_opts], key=len))
    words = "|".join(choices(option))
    return f"{names} {f'[{words}]' if words else metavar(option)}".rstrip()


def _told(parameter: Parameter, speak: Language) -> str:
    """Return a parameter's help, and behind it what it takes and what holds without it."""
    argument = parameter.param_type_name == "argument"
    more = ["|".join(choices(parameter))] if argument else []
    if value := default(parameter):
        more.append(speak(msg("default: {default}", default=value)))
    more.append(bounds(parameter))
    if parameter.required:
        more.append(speak(msg("required")))
    behind = "; ".join(filter(None, more))
    text = speak(help_text(parameter))
    return f"{text}  [{behind}]" if behind else text
