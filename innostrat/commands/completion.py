"""`innostrat completion`: the script that makes a shell complete commands, options and ids."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from innostrat.messages import mark
from innostrat.shell import options


class Shell(StrEnum):
    """The shells that typer knows."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def run(
    ctx: typer.Context,
    shell: Annotated[Shell, typer.Argument(help=mark("The shell."))],
    *,
    lang: options.LangOption = None,
) -> int:
    """Print the script; nothing is written, and no file of the shell's is touched."""
    from innostrat.shell.completing import script

    del lang
    return script(ctx.find_root().command, shell.value)
