"""The day that a command counts from: the one given, else that of the commit; never the clock."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import mark, msg

if TYPE_CHECKING:
    from innostrat.files.git import Revision

DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
DayOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help=mark("The day; else that of the last commit.")),
]


def chosen_day(wish: str | None, revision: Revision | None) -> date | None:
    """Return the day wished for, else that of the commit, else None."""
    if wish is None:
        return revision.day if revision else None
    return parsed_day(wish)


def needed_day(wish: str | None, revision: Revision | None) -> date:
    """Return the same day; where there is none to be had it must be given."""
    day = chosen_day(wish, revision)
    if day is None:
        raise CannotGoOnError(msg("Give the day with --date: the files are in no commit"))
    return day


def parsed_day(text: str) -> date:
    """Return a day written YYYY-MM-DD."""
    try:
        # The library takes 20270315 and 2027-W11 too.
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as error:
        raise CannotGoOnError(msg("{text} is not a date: write YYYY-MM-DD", text=text)) from error
