"""The one convention of commands that write: show, then `--yes` or a person's yes, then write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from innostrat.messages import msg
from innostrat.shell import asking
from innostrat.shell.delivery import say

if TYPE_CHECKING:
    from innostrat.language import Language

NOT_WRITTEN: Final = 1  # the exit code where a change was shown and nobody agreed to it


def go_ahead(language: Language, *, yes: bool, dry_run: bool) -> bool:
    """Return whether to write what was shown; False where it was only to be shown.

    Where nobody agrees, because the answer is no or there is no terminal to ask at, the command
    ends with the exit code `NOT_WRITTEN`.
    """
    import typer

    if dry_run:
        say(msg("Nothing was written: this was a dry run"), language)
        return False
    if yes:
        return True
    if not asking.interactive():
        say(msg("Nothing was written: --yes writes it, --dry-run only shows it"), language)
    elif asking.confirmed(msg("Write this? (y/n)"), language):
        return True
    else:
        say(msg("Nothing was written"), language)
    raise typer.Exit(NOT_WRITTEN)
