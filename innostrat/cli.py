"""The command line: which commands there are, and the one place from exceptions to exit codes.

Exit codes: 0 fine, 1 findings at or above the limit, 2 could not run.
"""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sys
import traceback
from functools import wraps
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import click
import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from innostrat import __version__
from innostrat.commands.streams import complain, discard, reopen, settle
from innostrat.commands.usage import one_line, user_language
from innostrat.errors import CannotGoOnError, why
from innostrat.files.normal import composed
from innostrat.language import DOMAIN, LOCALES, language
from innostrat.messages import mark, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Each command is a module in commands/ with a function `run`; it is imported when it is called.
COMMANDS: Final = {
    "validate": mark("Check the files against the format and the strategy's own demands."),
    "score": mark("Rank the projects, with each criterion's contribution."),
    "prioritize": mark("Choose within all frames of all years, and print the tables for the plan."),
    "init": mark("Begin a new portfolio for an organisation."),
    "new": mark("Make a new idea, project, round or assessment."),
    "ideas": mark("Show the inbox: how old each idea is, and what it waits for."),
    "import": mark("Read ideas from Excel, CSV or a form, first as a trial."),
    "export": mark("Write the ideas as a table that can be read back."),
    "judge": mark("Give an idea its verdict, with the reason."),
    "promote": mark("Make a project of an idea."),
    "merge": mark("Say that an idea is part of a project that exists."),
    "list": mark("List ideas and projects."),
    "show": mark("Show one idea or project on a page."),
    "goals": mark("Show which goals have which projects and money, and which have none."),
    "why": mark("Explain why a project is in the plan or out of it, and what would turn that."),
    "what-if": mark("Show the plan under other assumptions beside today's."),
    "alternatives": mark("Show portfolios that are nearly as good as the plan."),
    "robust": mark("Show which projects hold whatever the weights, and which depend on them."),
    "sensitivity": mark("Show how far weights may move, and what moves the plan most."),
    "uncertainty": mark("Show what uncertain amounts may come to, and whether the frames hold."),
    "assess": mark("Show where the assessors agree, and where a discussion would matter."),
    "decide": mark("Write what a body decided on the plan, and prove it later."),
    "carry-over": mark("Open the next round, with what was decided carried along."),
    "benefits": mark("Show which benefits were promised, measured, reached and are late."),
    "measure": mark("Record a measurement of a benefit."),
    "fund": mark("Show the yearly pot for small trials, and decide on its applications."),
    "status": mark("Show where the year is, and what to do next."),
    "report": mark("Write the round's documents: web page, Excel, Word, PDF and more."),
    "diff": mark("Show what a change does to the prioritisation."),
    "history": mark("Show how a project or a round moved over the commits."),
    "fmt": mark("Put the keys of files in order, and change nothing else."),
    "explain": mark("Explain a rule: why it is there and what to do."),
    "schema": mark("Write the JSON Schemas that editors use."),
}
COULD_NOT_RUN: Final = 2
SURROGATE: Final = re.compile("[\ud800-\udfff]")  # how Python holds a byte that is no character


class LazyGroup(TyperGroup):
    """Knows its commands by name and one line of help; imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work, not of the alphabet."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, its help in the user's language."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        module = import_module(f"innostrat.commands.{name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, context_settings={"help_option_names": ["-h", "--help"]})(
            _with_texts(module.run)
        )
        command = typer.main.get_command(app)
        _translate(command, COMMANDS[cmd_name])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands' lines without importing the commands."""
        del ctx
        speak = language(user_language(sys.argv, os.environ))
        with formatter.section(speak(msg("Commands"))):
            formatter.write_dl([(name, speak(msg(text))) for name, text in COMMANDS.items()])


def _with_texts(run: Callable[..., int]) -> Callable[..., int]:
    """Return the command with its texts as files have theirs: of characters, letters composed.

    A path is left as it is: it is a name on the disk, whatever its bytes are.
    """

    @wraps(run)
    def command(**given: object) -> int:
        return run(**{name: _text(value) for name, value in given.items()})

    return command


def _text(value: object) -> object:
    if isinstance(value, list):
        return [_text(one) for one in value]
    if type(value) is not str:
        return value
    if SURROGATE.search(value):
        raise CannotGoOnError(msg("{text} is not written in UTF-8", text=value))
    return composed(value)


def _translate(command: click.Command, text: str) -> None:
    """Put a command's help and its parameters' into the user's language."""
    speak = language(user_language(sys.argv, os.environ))
    command.help = speak(msg(text))
    for parameter in command.params:
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.help:
            parameter.help = speak(msg(parameter.help))


WHAT_IT_IS: Final = mark(
    "Keep an innovation portfolio as YAML files in git, and prioritise it for the budget round."
)
app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help=mark("Print the version and stop."))
    ] = False,
) -> None:
    """Keep an innovation portfolio as YAML files in git, and prioritise it for the budget round."""
    if version:
        typer.echo(f"innostrat {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code."""
    # A short-lived process that builds many small objects: looking for circles takes a third of it.
    gc.set_threshold(200_000, 20, 20)
    reopen()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; no user error shows a traceback."""
    code = user_language(arguments, os.environ)
    _let_click_speak(code)
    try:
        group = typer.main.get_command(app)
        _translate(group, WHAT_IT_IS)
        result = group.main(list(arguments), prog_name="innostrat", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`).
        discard(sys.stdout)
        return 0
    except (KeyboardInterrupt, click.Abort):
        return 130  # as a shell reports a process that was interrupted
    except Exception as error:  # noqa: BLE001  (whatever it is must not look like findings)
        return _refuse(error, code)
    return result if isinstance(result, int) else 0


def _refuse(error: Exception, code: str) -> int:
    """Say on one line why the command could not run; only a fault of ours shows where it is."""
    settle()
    speak = language(code)
    match error:
        case click.exceptions.NoArgsIsHelpError():
            typer.echo(error.format_message(), err=True)
            return COULD_NOT_RUN
        case click.ClickException():
            line = one_line(error)
        case CannotGoOnError():
            line = speak(error.message)
        case OSError():  # the surroundings: a full disk, a folder that is gone, a name too long
            path, problem = str(error.filename or ""), why(error)
            message = msg("{path}: {why}", path=path, why=problem) if path else problem
            line = speak(msg("It could not go on: {why}", why=message))
        case _:
            with contextlib.suppress(OSError, ValueError):
                traceback.print_exc()
            line = speak(msg("This is a fault in the tool; please report it"))
    # The name of a file or folder may be anybody's text.
    complain(f"innostrat: {line}")
    return COULD_NOT_RUN


def _let_click_speak(code: str) -> None:
    """Give click's own sentences (usage, missing argument …) the catalogue and the language."""
    import gettext  # noqa: PLC0415

    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
