"""Which ideas and projects are about the same thing: for the inbox, and for what is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from innostrat.likeness import ALIKE, Index, likeness, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from innostrat.model.portfolio import Portfolio

TITLE: Final = 0.7  # how much the titles count
NEED: Final = 0.3  # and the needs
FEW: Final = 3


class Alike(NamedTuple):
    """An item that is about the same: its id, and how alike the two are, in per cent."""

    id: str
    score: int


class Content(NamedTuple):
    """The stems of an item's title, and of what it says of its need; empty where it says none."""

    title: frozenset[str]
    need: frozenset[str]

    @classmethod
    def of(cls, title: str, *needs: str) -> Content:
        """Return the stems of a title and of what is said of the need."""
        return cls(words(title), words(" ".join(needs)))


class Crowd:
    """Items by their content, in which the few that are most like another are found."""

    def __init__(self, items: Mapping[str, Content]) -> None:
        """Let the items be found."""
        self._items: dict[str, Content] = {}
        self._index = Index()
        for id_, content in items.items():
            self.add(id_, content)

    def add(self, id_: str, content: Content) -> None:
        """Let one more item be found."""
        self._items[id_] = content
        self._index.add(id_, content.title | content.need)

    def like(self, own: Content, apart_from: Iterable[str | None] = ()) -> tuple[Alike, ...]:
        """Return the few items that are most like `own`, the most alike first."""
        near = set(self._index.near(own.title | own.need)).difference(apart_from)
        scores = (Alike(id_, round(_score(own, self._items[id_]))) for id_ in near)
        alike = (one for one in scores if one.score >= ALIKE)
        return tuple(sorted(alike, key=lambda one: (-one.score, one.id))[:FEW])


def contents(portfolio: Portfolio) -> dict[str, Content]:
    """Return the content of each idea and project."""
    ideas = {one.id: Content.of(one.title, one.need) for one in portfolio.ideas.values()}
    return ideas | {
        one.id: Content.of(one.title, *filter(None, (one.summary, one.need.problem)))
        for one in portfolio.projects.values()
    }


def similar(portfolio: Portfolio) -> Mapping[str, tuple[Alike, ...]]:
    """Return for each idea the few ideas and projects that are most like it, the most alike first.

    What an idea already is linked to (`promoted_to`) is left out.
    """
    every = contents(portfolio)
    crowd = Crowd(every)
    return {
        one.id: crowd.like(every[one.id], (one.id, one.promoted_to))
        for one in portfolio.ideas.values()
    }


def _score(one: Content, other: Content) -> float:
    """Return how alike two items are, from 0 to 100; exact from `ALIKE` on.

    Needs are long and titles are short: where even needs that are the same would not suffice, they
    are not compared.
    """
    enough = ALIKE - 1  # which rounding lifts no lower score above
    titles = likeness(one.title, other.title, least=(enough - 100 * NEED) / TITLE)
    needs = (enough - TITLE * titles) / NEED
    if needs > 100:  # noqa: PLR2004  (per cent)
        return titles
    return max(titles, TITLE * titles + NEED * likeness(one.need, other.need, least=needs))
