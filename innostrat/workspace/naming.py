"""Which item a word on the command line means: its id, or the beginning of one id or title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from innostrat.errors import CannotGoOnError
from innostrat.messages import Listing, Message, msg
from innostrat.shell.asking import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED: Final = 12  # candidates that fit on the one line of a refusal


class Titled(Protocol):
    """What has a title."""

    @property
    def title(self) -> str:
        """Its title."""


def meant(word: str, items: Mapping[str, Titled], problem: Message, where: Message) -> str:
    """Return the id that is meant among `items` by id; a full id always wins, then a full title.

    Else it is the only one whose id or title begins so, in small letters or capitals. Where several
    do they are named, and where none does the problem is told as `one_of` does: a
    `CannotGoOnError` both.
    """
    found = begun(word, items)
    if len(found) == 1:
        return found[0]
    if not found:
        return one_of(word, list(items), problem, where)
    more = "…" if len(found) > NAMED else ""
    names = Listing((*found[:NAMED], *filter(None, [more])))
    raise CannotGoOnError(msg("{word} may be {ids}: write more of it", word=word, ids=names))


def begun(word: str, items: Mapping[str, Titled]) -> list[str]:
    """Return the ids that a word may mean, as `meant` reads it, sorted."""
    if word in items:
        return [word]
    wish = word.strip().casefold()
    titles = {id_: one.title.casefold() for id_, one in items.items()}
    whole = [id_ for id_, title in titles.items() if title == wish]
    like = [id_ for id_, title in titles.items() if id_.startswith(wish) or title.startswith(wish)]
    return sorted(whole or like) if wish else []


def project_meant(word: str, projects: Mapping[str, Titled]) -> str:
    """Return the id of the project that is meant, as `meant` finds it."""
    unknown = msg("There is no project {word}", word=word)
    return meant(word, projects, unknown, msg("`innostrat list` shows them all"))
