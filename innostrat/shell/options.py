"""The options that commands share, each with its help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from innostrat.messages import mark
from innostrat.shell.completing import ideas, portfolios, projects, rounds


class Lang(StrEnum):
    """The languages of output."""

    NB = "nb"
    NN = "nn"
    EN = "en"


class TableFormat(StrEnum):
    """The formats of reports; `formats/registry/reports.py` holds one renderer for each."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


class ImportKind(StrEnum):
    """What the rows of a table are."""

    IDEA = "idea"
    PROJECT = "project"


PortfolioArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="PORTFOLIO",
        help=mark("The portfolio's folder, or its name under portfolios/."),
        show_default=False,
        autocompletion=portfolios,
    ),
]
NamedPortfolioOption = Annotated[
    Path | None,
    typer.Option(
        "--portfolio",
        "-p",
        metavar="PORTFOLIO",
        help=mark("The portfolio, as an option."),
        autocompletion=portfolios,
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help=mark("Show what would be written, and write nothing."))
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=mark("Write it without asking."))]
IdeaArgument = Annotated[
    str, typer.Argument(metavar="ID", help=mark("The idea."), autocompletion=ideas)
]
ProjectArgument = Annotated[
    str, typer.Argument(metavar="ID", help=mark("The project."), autocompletion=projects)
]
ByOption = Annotated[
    str | None, typer.Option(metavar="ROLE", help=mark("The body or role that decided."))
]
BecauseOption = Annotated[
    str | None, typer.Option(metavar="TEXT", help=mark("The reason, for the sender."))
]
ReplaceVerdictOption = Annotated[
    bool, typer.Option("--replace", help=mark("Replace a verdict that is there already."))
]
LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        envvar="INNOSTRAT_LANG",
        help=mark("The language of the output; else the portfolio's own."),
    ),
]
# What others get is in the language of the organisation, whatever the one who makes it speaks.
PaperLangOption = Annotated[
    Lang | None,
    typer.Option("--lang", help=mark("The language of the output; else the portfolio's own.")),
]
FormatOption = Annotated[TableFormat, typer.Option("--format", "-f", help=mark("How to show it."))]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help=mark("Write to this file instead of the screen.")),
]
RoundOption = Annotated[
    str | None,
    typer.Option(
        "--round",
        "-r",
        metavar="ID",
        help=mark("The budget round; else the latest."),
        autocompletion=rounds,
    ),
]
AnewOption = Annotated[
    bool, typer.Option("--anew", help=mark("Plan anew although the round has been decided."))
]
FocusAreaOption = Annotated[
    list[str] | None,
    typer.Option("--focus-area", metavar="ID", help=mark("Only this focus area; may be repeated.")),
]
ServiceAreaOption = Annotated[
    list[str] | None,
    typer.Option(
        "--service-area", metavar="ID", help=mark("Only this service area; may be repeated.")
    ),
]
PhaseOption = Annotated[
    list[str] | None,
    typer.Option("--phase", metavar="PHASE", help=mark("Only this phase; may be repeated.")),
]
