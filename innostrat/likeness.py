"""How much alike two texts are, also when they are worded otherwise: for rules, inbox and import.

Words are compared by their stems, since Norwegian inflects by endings and writes compounds as one
word; the order of words and the little ones between do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

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
ALIKE: Final = 55  # per cent: about the same; unrelated ideas of one municipality stay below 40
SAME: Final = 85  # per cent: the same words but for inflection, spelling and one that is added
SPELLING: Final = 0.8  # how near two stems of one word are at the least
COMPOUND: Final = 0.85  # how near a stem is to a compound of it
START: Final = 4  # letters of a stem by which texts are looked up
RAREST: Final = 4  # stems, of which alike texts share one
CROWD: Final = 200  # texts that share a beginning, beyond which it says nothing

Id = TypeVar("Id", str, int)


def words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    found = re.findall(r"\w+", text.casefold())
    return frozenset(_stem(word) for word in found if word not in LITTLE and len(word) > 1)


def _stem(word: str) -> str:
    return ENDINGS.sub("", ENDINGS.sub("", word))


def likeness(
    one: frozenset[str], other: frozenset[str], *, compounds: bool = True, least: float = 0
) -> float:
    """Return how much of the smaller of two sets of stems the other has, from 0 to 100.

    Stems count as the same when they are nearly spelt alike, and with `compounds` also when one
    begins or ends a compound of the other. The answer is exact from `least` on; below, all that is
    known is that it is below.
    """
    small, large = sorted((one, other), key=len)
    if not small:
        return 0.0
    whole = len(small) + 0.3 * (len(large) - len(small))
    shared = float(len(small))  # a bound, from which each word that is not found takes its part
    for word in sorted(small - large):
        if 100 * shared / whole < least:
            break
        best = max(_near(word, rival, compounds) for rival in large)
        shared -= 1 - best if best >= SPELLING else 1
    return 100 * shared / whole


@lru_cache(maxsize=1_000_000)
def _near(one: str, other: str, compounds: bool) -> float:  # noqa: FBT001  (a key of the cache)
    """Return how near two different stems are, from 0 to 1; 0 where they cannot be near enough."""
    if compounds and _compound(one, other):
        return COMPOUND
    if not _share_enough(one, other):
        return 0.0
    from rapidfuzz import fuzz  # noqa: PLC0415  (only to compare)

    return fuzz.ratio(one, other) / 100


def _share_enough(one: str, other: str) -> bool:
    """Return whether two stems may be `SPELLING` near: the ratio has no more than their letters."""
    enough = SPELLING * (len(one) + len(other)) / 2
    if min(len(one), len(other)) < enough:
        return False
    return (Counter(one) & Counter(other)).total() >= enough


def _compound(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and (long.startswith(short) or long.endswith(short))  # noqa: PLR2004


class Index(Generic[Id]):
    """Finds the texts that may be alike: those that share the beginning of one of the rarest stems.

    Alike texts share most of their stems, so their rarest few suffice (prefix filtering: Chaudhuri,
    Ganti and Kaushik 2006). A beginning that very many share finds none.
    """

    def __init__(self) -> None:
        self._by_start: dict[str, list[Id]] = {}

    def add(self, id_: Id, stems: frozenset[str]) -> None:
        """Let `id_` be found by its stems."""
        for start in sorted({stem[:START] for stem in stems}):
            self._by_start.setdefault(start, []).append(id_)

    def near(self, stems: frozenset[str], rarest: int = RAREST) -> list[Id]:
        """Return the ids that may be like these stems, sorted."""
        starts = sorted({stem[:START] for stem in stems})
        found = [self._by_start.get(start, []) for start in starts]
        rare = sorted((one for one in found if one), key=len)[:rarest]
        return sorted({id_ for ids in rare if len(ids) <= CROWD for id_ in ids})


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is spelt most like `word`, or None where none is much like it."""
    import difflib  # noqa: PLC0415  (only for a hint)

    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return close[0] if close else None
