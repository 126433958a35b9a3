"""The day that a report counts to, and the day that something happened.

A report counts to the day given, else to that of the commit: the same files give the same report.
What is written down as having happened gets its own day: given, or answered by somebody who is
offered today's.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from innostrat.errors import CannotGoOnError
from innostrat.messages import Message, mark, msg
from innostrat.shell import asking

if TYPE_CHECKING:
    from innostrat.files.git import Revision
    from innostrat.language import Language

DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
NORWEGIAN: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
DayOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help=mark("The day; else that of the last commit.")),
]
FactDayOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", help=mark("The day that it was: 2027-03-15 or 15.03.2027.")
    ),
]


def this_day() -> date:
    """Return today, where this machine is."""
    return datetime.now(UTC).astimezone().date()


def chosen_day(wish: str | None, revision: Revision | None) -> date | None:
    """Return the day wished for, else that of the commit, else None."""
    if wish is None:
        return revision.day if revision else None
    return parsed_day(wish)


def fact_day(wish: str | None, question: Message, language: Language) -> date:
    """Return the day given, else the one answered, where today is proposed; a script must give it.

    No day is taken from the commit: the meeting, or the measurement, was another day.
    """
    today = this_day()
    proposed = msg("{question} (YYYY-MM-DD; left empty, {today})", question=question, today=today)
    asked = proposed if asking.interactive() else question
    return parsed_day(
        asking.checked(wish, "--date", asked, language, parsed_day, proposed=today.isoformat())
    )


def parsed_day(text: str) -> date:
    """Return a day written YYYY-MM-DD or DD.MM.YYYY."""
    text = text.strip()
    if found := NORWEGIAN.fullmatch(text):
        day, month, year = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    try:
        # The library takes 20270315 and 2027-W11 too.
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as error:
        raise CannotGoOnError(
            msg("{text} is not a date: write YYYY-MM-DD or DD.MM.YYYY", text=text)
        ) from error
