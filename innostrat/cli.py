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
from inspect import Parameter, Signature, signature
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from innostrat import __version__
from innostrat.analysis.optimizer.time_limit import StoppedError
from innostrat.errors import REFUSALS, CannotGoOnError, why
from innostrat.files.normal import composed
from innostrat.language import language
from innostrat.messages import mark, msg
from innostrat.shell.completing import COMPLETION, completed
from innostrat.shell.helping import HELP, HELP_NAMES, write_help
from innostrat.shell.options import NamedPortfolioOption
from innostrat.shell.pager import without_pager
from innostrat.shell.progress import INTERRUPTED, begin
from innostrat.shell.speaking import spoken, user_language
from innostrat.shell.streams import complain, discard, flush_output, leave, reopen
from innostrat.shell.usage import no_such_command, refused, too_many, wrong_call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typer._click import Command as ClickCommand
    from typer._click import Context, HelpFormatter
    from typer._click.shell_completion import CompletionItem

    from innostrat.language import Language

# Each command is a module in commands/ with a function `run`, imported when it is called. They
# stand by the season that they are used in, those of every day first.
SEASONS: Final = {
    mark("Every day"): {
        "status": mark("Show where the year is, and what to do next."),
        "new": mark("Make a new idea, project, round, assessment or application."),
        "fill": mark("Ask what a project lacks, one question at a time, and write the answers."),
        "validate": mark("Check the files against the format and the strategy's own demands."),
        "show": mark("Show one idea or project on a page."),
        "score": mark("Rank the projects, with each criterion's contribution."),
        "prioritize": mark(
            "Choose within all frames of all years, and print the tables for the plan."
        ),
    },
    mark("The files"): {
        "init": mark("Begin a new portfolio for an organisation."),
        "list": mark("List ideas and projects."),
        "goals": mark("Show which goals have which projects and money, and which have none."),
        "diff": mark("Show what a change does to the prioritisation."),
        "history": mark("Show how a project or a round moved over the commits."),
        "fmt": mark("Put the keys of files in order, and change nothing else."),
        "explain": mark("Explain a rule: why it is there and what to do."),
        "schema": mark("Write the JSON Schemas that editors use."),
        "completion": mark("Print what makes a shell complete commands and ids."),
    },
    mark("The ideas"): {
        "ideas": mark("Show the inbox: how old each idea is, and what it waits for."),
        "judge": mark("Give an idea its verdict, with the reason."),
        "promote": mark("Make a project of an idea."),
        "merge": mark("Say that an idea is part of a project that exists."),
        "form": mark("Write a workbook to fill in, made from the strategy."),
        "import": mark("Read ideas from Excel, CSV or a form, first as a trial."),
        "export": mark("Write the ideas, or the projects, as a table that can be read back."),
    },
    mark("The round"): {
        "trial": mark("Try the value model on made-up projects, and show what ten points are."),
        "assess": mark("Show where the assessors agree, and where a discussion would matter."),
        "why": mark("Explain why a project is in the plan or out of it, and what would turn that."),
        "what-if": mark("Show the plan under other assumptions beside today's."),
        "alternatives": mark("Show portfolios that are nearly as good as the plan."),
        "robust": mark("Show which projects hold whatever the weights, and which depend on them."),
        "sensitivity": mark("Show how far weights may move, and what moves the plan most."),
        "uncertainty": mark(
            "Show what uncertain amounts may come to, and whether the frames hold."
        ),
    },
    mark("The decision"): {
        "report": mark("Write the round's documents: web page, Excel, Word, PDF and more."),
        "decide": mark("Write what a body decided on the plan, and prove it later."),
    },
    mark("The year after"): {
        "carry-over": mark("Open the next round, with what was decided carried along."),
        "move": mark("Move a project's years, with every amount as it is."),
        "benefits": mark("Show which benefits were promised, measured, reached and are late."),
        "measure": mark("Record a measurement of a benefit."),
        "fund": mark("Show the yearly pot for small trials, and decide on its applications."),
    },
}
COMMANDS: Final = {name: text for each in SEASONS.values() for name, text in each.items()}
# Near relatives go under one name: `innostrat ideas judge` is `innostrat judge`.
ROOFS: Final = {
    "ideas": ("judge", "promote", "merge"),
    "robust": ("sensitivity", "uncertainty"),
}
COULD_NOT_RUN: Final = 2
PLACES: Final = ("portfolio", "paths")  # the arguments that say which portfolio is meant
NAMED: Final = "named_portfolio"  # its option
SURROGATE: Final = re.compile("[\ud800-\udfff]")  # how Python holds a byte that is no character


class Command(TyperCommand):
    """A command that tells wrong calls and its help in the user's language, `Context.obj`."""

    allow_extra_args = True  # they are refused here, in our words

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments; a `CannotGoOnError` where they do not fit."""
        with refused(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise wrong_call(too_many(rest), ctx)
        return rest

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Return what a shell may complete to, each with its help in the user's language."""
        found = super().shell_complete(ctx, incomplete)
        for one in found:
            one.help = ctx.obj(msg(one.help)) if one.help else None
        return found

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help in our words, with the commands that stand under this one."""
        under = {
            f"{ctx.info_name} {one}": COMMANDS[one] for one in ROOFS.get(ctx.info_name or "", ())
        }
        write_help(ctx, formatter, {mark("Commands"): under})


class LazyGroup(TyperGroup):
    """Knows its commands by name and one line of help; imports one only to run it."""

    roofs = ROOFS

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names that a shell may complete to."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> ClickCommand | None:
        """Return the command, or None if there is none of that name.

        To complete a name its text is enough.
        """
        if ctx.resilient_parsing and cmd_name in COMMANDS:
            return TyperCommand(cmd_name, help=ctx.obj(msg(COMMANDS[cmd_name])))
        return command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, ClickCommand | None, list[str]]:
        """Return the command called and what follows it; a `CannotGoOnError` if there is none."""
        name, *rest = args
        if name not in COMMANDS:
            raise wrong_call(no_such_command(name, COMMANDS), ctx)
        if rest and rest[0] in ROOFS.get(name, ()):
            return f"{name} {rest[0]}", command(rest[0]), rest[1:]
        return name, command(name), rest

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read what stands before the command; a `CannotGoOnError` where it does not fit."""
        with refused(ctx):
            return super().parse_args(ctx, args)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands' lines without importing the commands."""
        write_help(ctx, formatter, SEASONS, ROOFS)


def command(name: str) -> ClickCommand:
    """Return one of `COMMANDS`; its module is imported now."""
    module = import_module(f"innostrat.commands.{name.replace('-', '_')}" + "_" * iskeyword(name))
    alone = typer.Typer(add_completion=False)
    settings = {"help_option_names": HELP_NAMES}
    run = _with_texts(module.run)
    alone.command(cls=Command, help=COMMANDS[name], context_settings=settings)(run)
    return typer.main.get_command(alone)


def _with_texts(run: Callable[..., int]) -> Callable[..., int]:
    """Return the command with its texts as files have theirs: of characters, letters composed.

    A path is left as it is: it is a name on the disk, whatever its bytes are. The portfolio may be
    given by `--portfolio` too, wherever it has a place of its own.
    """

    @wraps(run)
    def command(**given: object) -> int:
        if (named := given.pop(NAMED, None)) is not None:
            place = next(one for one in PLACES if one in given)
            if given[place]:
                raise CannotGoOnError(msg("Give the portfolio once: {path}", path=str(named)))
            given[place] = [named] if place == "paths" else named
        return run(**{name: _text(value) for name, value in given.items()})

    every = list(signature(run, eval_str=True).parameters.values())
    first = [one for one in every if one.kind is not Parameter.KEYWORD_ONLY]
    if any(one.name in PLACES for one in first):
        named = Parameter(
            NAMED, Parameter.KEYWORD_ONLY, default=None, annotation=NamedPortfolioOption
        )
        command.__signature__ = Signature(  # type: ignore[attr-defined]
            [*first, named, *every[len(first) :]]
        )
        command.__annotations__ = {**run.__annotations__, NAMED: NamedPortfolioOption}
    return command


def _text(value: object) -> object:
    if isinstance(value, list):
        return [_text(one) for one in value]
    if type(value) is not str:
        return value
    if SURROGATE.search(value):
        raise CannotGoOnError(msg("{text} is not written in UTF-8", text=value))
    return composed(value)


WHAT_IT_IS: Final = mark(
    "Keep an innovation portfolio as YAML files in git, and prioritise it for the budget round."
)
# Its help option is a flag of our own: to read that typer's was not given, typer imports pydantic.
app = typer.Typer(cls=LazyGroup, help=WHAT_IT_IS, add_completion=False, add_help_option=False)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help=mark("Print the version and stop."))
    ] = False,
    help_: Annotated[bool, typer.Option(*HELP_NAMES, help=HELP)] = False,
) -> None:
    """Print the version or the help where no command is called."""
    if version:
        typer.echo(f"innostrat {__version__}")
        raise typer.Exit
    if help_ or ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code."""
    # A short-lived process that builds many small objects: looking for circles takes a third of it,
    # and taking all of them down one by one at the end a tenth.
    gc.set_threshold(5_000_000, 20, 20)
    # No plugin is wanted, and looking for one goes through every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    reopen()
    code = run(sys.argv[1:] if arguments is None else arguments)
    leave(code)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; no user error shows a traceback."""
    speak = language(user_language(arguments, os.environ))
    begin(speak)
    try:
        if COMPLETION in os.environ:
            return completed(typer.main.get_command(app), speak)
        result = _call(spoken(without_pager(arguments)), speak)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`).
        discard(sys.stdout)
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except StoppedError:
        complain(speak(msg("Stopped on request, before anything was known")))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  (whatever it is must not look like findings)
        return _refuse(error, speak)
    return result if isinstance(result, int) else 0


def _refuse(error: Exception, speak: Language) -> int:
    """Say on one line why the command could not run; only a fault of ours shows where it is."""
    flush_output()
    match error:
        case CannotGoOnError():
            line = speak(error.message)
        case MemoryError():
            line = speak(msg("It could not go on: {why}", why=REFUSALS["ENOMEM"]))
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


def _call(arguments: list[str], speak: Language) -> object:
    """Return what the command called returns, or the code that it stops with."""
    group = typer.main.get_command(app)
    try:
        # Not `group.main`, which ends the process with 1, the code of findings, on a closed pipe.
        with group.make_context("innostrat", arguments, obj=speak) as context:
            return group.invoke(context)
    except typer.Exit as stop:
        return stop.exit_code
