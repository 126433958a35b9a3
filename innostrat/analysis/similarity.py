"""Which ideas and projects are about the same thing, also when they are worded otherwise.

Words are compared by their stems, since Norwegian inflects by endings and writes compounds as one
word; the order of words and the little ones between do not count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from innostrat.model.portfolio import Portfolio

LITTLE: Final = frozenset(
    [
        "alle",
        "at",
        "av",
        "bør",
        "da",
        "de",
        "den",
        "der",
        "det",
        "dette",
        "du",
        "eller",
        "en",
        "er",
        "et",
        "for",
        "fra",
        "gi",
        "ha",
        "har",
        "hver",
        "hvis",
        "i",
        "ikke",
        "ikkje",
        "ein",
        "eit",
        "frå",
        "kan",
        "med",
        "men",
        "må",
        "når",
        "og",
        "om",
        "opp",
        "oss",
        "på",
        "seg",
        "skal",
        "slik",
        "som",
        "så",
        "til",
        "var",
        "ved",
        "vi",
        "vil",
        "å",
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "to",
        "we",
        "with",
    ]
)
# The longest endings first; what is left of a word must still say something.
ENDINGS: Final = re.compile(
    r"(?<=\w{4})(?:ingane|ingene|elsene|ande|ende|inga|ingen|inger|ane|ene|ers|ens|ets|ing|else|ar|"
    r"er|en|et|ei|as|es|a|e|s)$"
)
ALIKE: Final = 55  # per cent: unrelated ideas of one municipality stay below 40
TITLE: Final = 0.7  # how much the titles count, the needs count the rest
FEW: Final = 3
START: Final = 4  # letters of a stem by which texts are looked up
RAREST: Final = 4  # stems
CROWD: Final = 200  # texts that share a beginning, beyond which it says nothing


class Alike(NamedTuple):
    """An item that is about the same: its id, and how alike the two are, in per cent."""

    id: str
    score: int


def words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    found = re.findall(r"\w+", text.casefold())
    return frozenset(_stem(word) for word in found if word not in LITTLE and len(word) > 1)


def _stem(word: str) -> str:
    return ENDINGS.sub("", ENDINGS.sub("", word))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller of two sets of stems the other has, from 0 to 100.

    Stems count as the same when they are nearly spelt alike, or one ends a compound of the other.
    """
    small, large = sorted((one, other), key=len)
    if not small:
        return 0.0
    shared = 0.0
    for word in small:
        best = 1.0 if word in large else max(_near(word, rival) for rival in large)
        shared += best if best >= 0.8 else 0.0  # noqa: PLR2004  (another word)
    return 100 * shared / (len(small) + 0.3 * (len(large) - len(small)))


@lru_cache(maxsize=1_000_000)
def _near(one: str, other: str) -> float:
    """Return how near two different stems are, from 0 to 1."""
    from rapidfuzz import fuzz  # noqa: PLC0415  (only to compare)

    return 0.85 if _compound(one, other) else fuzz.ratio(one, other) / 100


class Index:
    """Finds the texts that may be alike: those that share the beginning of one of the rarest stems.

    Alike texts share most of their stems, so their rarest few suffice (prefix filtering: Chaudhuri,
    Ganti and Kaushik 2006). A beginning that very many share finds none.
    """

    def __init__(self) -> None:
        self._by_start: dict[str, list[str]] = {}

    def add(self, id_: str, stems: frozenset[str]) -> None:
        """Let `id_` be found by its stems."""
        for start in sorted({stem[:START] for stem in stems}):
            self._by_start.setdefault(start, []).append(id_)

    def near(self, stems: frozenset[str]) -> list[str]:
        """Return the ids that may be like these stems, sorted."""
        starts = sorted({stem[:START] for stem in stems})
        found = [self._by_start.get(start, []) for start in starts]
        rare = sorted((one for one in found if one), key=len)[:RAREST]
        return sorted({id_ for ids in rare if len(ids) <= CROWD for id_ in ids})


def _compound(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and (long.startswith(short) or long.endswith(short))  # noqa: PLR2004


def similar(portfolio: Portfolio) -> Mapping[str, tuple[Alike, ...]]:
    """Return for each idea the few ideas and projects that are most like it, the most alike first.

    What an idea already is linked to (`promoted_to`) is left out.
    """
    texts = {one.id: (words(one.title), words(one.need)) for one in portfolio.ideas.values()}
    rivals = texts | {
        one.id: (words(one.title), words(" ".join(filter(None, (one.summary, one.need.problem)))))
        for one in portfolio.projects.values()
    }
    index = Index()
    for id_, (title, need) in rivals.items():
        index.add(id_, title | need)
    found = {}
    for idea in portfolio.ideas.values():
        own = texts[idea.id]
        scores = [
            Alike(id_, round(_score(own, rivals[id_])))
            for id_ in index.near(own[0] | own[1])
            if id_ not in {idea.id, idea.promoted_to}
        ]
        alike = sorted(
            (one for one in scores if one.score >= ALIKE), key=lambda one: (-one.score, one.id)
        )
        found[idea.id] = tuple(alike[:FEW])
    return found


def _score(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> float:
    titles = likeness(one[0], other[0])
    needs = likeness(one[1], other[1])
    return max(titles, TITLE * titles + (1 - TITLE) * needs)
