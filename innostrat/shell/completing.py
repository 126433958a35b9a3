"""What a shell completes a call to: commands and options by typer, ids and portfolios by files.

Ids are the names of files, so nothing is read and a broken portfolio is completed too. A shell may
run what it is given, so that only names of the form that ids have are told.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from innostrat.files.kinds import ENDING
from innostrat.files.places import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer._click import Command

    from innostrat.language import Language

PROGRAM: Final = "innostrat"
COMPLETION: Final = "_INNOSTRAT_COMPLETE"  # how typer's scripts ask
NAME: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
LISTED: Final = 1_000  # names that are still offered


def completed(command: Command, language: Language) -> int:
    """Answer a shell that asks by `COMPLETION`; what goes wrong is no line in somebody's prompt."""
    from typer.completion import get_completion_inspect_parameters, shell_complete

    with contextlib.suppress(Exception):
        get_completion_inspect_parameters()  # makes the shells known
        asked = os.environ[COMPLETION]
        shell_complete(command, {"obj": language}, PROGRAM, COMPLETION, asked)
    return 0


def script(command: Command, shell: str) -> int:
    """Print what a shell is to run so that it asks from then on."""
    from typer.completion import get_completion_inspect_parameters, shell_complete

    get_completion_inspect_parameters()
    return shell_complete(command, {}, PROGRAM, COMPLETION, f"source_{shell}")


def portfolios(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the portfolios that begin so, and before them what may follow the command instead."""
    roofs = getattr(ctx.find_root().command, "roofs", {})
    under = [one for one in roofs.get(ctx.info_name, ()) if one.startswith(incomplete)]
    return under + _fitting((root.name for root in _roots(None)), incomplete)


def ideas(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of ideas that begin so."""
    return _ids(ctx, "ideas", incomplete)


def projects(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of projects that begin so."""
    return _ids(ctx, "projects", incomplete)


def items(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of ideas and projects that begin so."""
    found = {*ideas(ctx, incomplete), *projects(ctx, incomplete)}
    return sorted(found)


def rounds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of rounds that begin so."""
    return _ids(ctx, "rounds", incomplete)


def grants(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of applications to the pot that begin so."""
    return _ids(ctx, "grants", incomplete)


def _ids(ctx: typer.Context, folder: str, incomplete: str) -> list[str]:
    given = ctx.params.get("portfolio") or ctx.params.get("named_portfolio")
    return _fitting(_stems(Path(given) if given else None, folder), incomplete)


def _stems(portfolio: Path | None, folder: str) -> Iterator[str]:
    for root in _roots(portfolio):
        with contextlib.suppress(OSError), os.scandir(root / folder) as entries:
            yield from (one.name.removesuffix(ENDING) for one in entries)


def _roots(portfolio: Path | None) -> list[Path]:
    try:
        return find(portfolio)
    except Exception:  # noqa: BLE001  (nobody has called anything yet)
        return []


def _fitting(names: Iterator[str], incomplete: str) -> list[str]:
    fitting = {one for one in names if one.startswith(incomplete) and NAME.fullmatch(one)}
    return sorted(fitting)[:LISTED]
