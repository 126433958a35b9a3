"""Rules about titles: the same proposal must not compete with itself under two names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from innostrat.checks.registry import Problem, rule
from innostrat.findings import Severity
from innostrat.messages import msg
from innostrat.model.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from innostrat.model.portfolio import Contents, Entry

# Budget systems mark a changed proposal by ENDR; people copy files.
CHANGE: Final = re.compile(
    r"^(?:(?:endr\b|kopi av\b|copy of\b|(?:endret|endring|kopi|copy)\s*[:–-])[\s:.–-]*)+"
    r"|[\s–(-]*\((?:endr|endret|kopi|copy)\.?\)$|[\s–-]+endr\.?$"
)
LITTLE: Final = frozenset(
    {
        *("av", "de", "den", "det", "en", "et", "for", "fra", "i", "med", "og", "om", "på", "som"),
        *("til", "ved", "a", "an", "and", "at", "in", "of", "on", "the", "to", "with"),
    }
)
NUMERAL: Final = re.compile(r".*\d.*|[ivx]+|[a-h]")
# Tuned so that inflected and misspelt titles are found while two places or phases are not.
ALIKE: Final = 85
SAME_WORD: Final = 75
PREFIX: Final = 4


class Title(NamedTuple):
    """A title's words: those that carry meaning, sorted, and its numbers, which must agree."""

    entry: Entry[Any]
    folder: str
    whole: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]


@rule(
    "I006",
    "same-title",
    Severity.WARNING,
    title=msg("Two items have the same title"),
    why=msg("In a table with titles nobody can tell the two apart, and they may be one proposal."),
    fix=msg(
        "Merge them, say by promoted_to or replaces how they belong together, or give one of them "
        "a title that shows the difference."
    ),
    example="title: Ny brannstasjon\ntitle: ENDR Ny brannstasjon",
)
def same_title(contents: Contents) -> Iterator[Problem]:
    """Look for titles that are the same but for case, punctuation and a mark of change."""
    by_title: dict[str, list[Title]] = defaultdict(list)
    for title in _titles(contents):
        by_title[title.whole].append(title)
    for group in by_title.values():
        for number, later in enumerate(group):
            first = next((one for one in group[:number] if not _linked(one, later)), None)
            if first is not None:
                yield Problem(
                    ("title",),
                    msg("{id} has the same title", id=first.entry.item.id),
                    msg("Merge them, or show the difference in the title"),
                    later.entry,
                    related=((first.entry, ("title",), msg("The other title")),),
                )


@rule(
    "I007",
    "near-duplicate-title",
    Severity.WARNING,
    title=msg("Two titles are nearly the same"),
    why=msg(
        "Ideas often come in twice, from two services. Two proposals for the same need split the "
        "support for it and can both be funded."
    ),
    fix=msg(
        "Merge them, say by promoted_to, replaces or excludes how they belong together, or give "
        "one of them a title that shows the difference."
    ),
    example="title: Digital hjemmeoppfølging av kronisk syke\n"
    "title: Digital hjemmeoppfølging for kronisk syke",
)
def near_duplicate(contents: Contents) -> Iterator[Problem]:
    """Look for titles whose words are the same but for spelling, inflection and little words."""
    titles = list({title.whole: title for title in reversed(_titles(contents))}.values())
    titles.reverse()
    found: dict[int, int] = {}
    for one, other in _alike(titles):
        first, later = titles[one], titles[other]
        if (
            other not in found
            and _same_words(first.words, later.words)
            and not _linked(first, later)
        ):
            found[other] = one
    for other, one in sorted(found.items()):
        first, later = titles[one], titles[other]
        yield Problem(
            ("title",),
            msg("The title is nearly the same as that of {id}", id=first.entry.item.id),
            msg("Merge them, or show the difference in the title"),
            later.entry,
            related=((first.entry, ("title",), msg("The other title")),),
        )


def _titles(contents: Contents) -> list[Title]:
    """Return the titles of projects, then of ideas that are not merged, by id."""
    entries: list[tuple[str, Entry[Any]]] = [("projects", e) for e in contents.projects.values()]
    entries += [
        ("ideas", entry)
        for entry in contents.ideas.values()
        if entry.item.verdict is None or entry.item.verdict.outcome is not Outcome.MERGED
    ]
    return [_title(folder, entry) for folder, entry in entries]


def _title(folder: str, entry: Entry[Any]) -> Title:
    every = re.findall(r"\w+", CHANGE.sub("", entry.item.title.casefold()))
    telling = sorted(word for word in every if word not in LITTLE)
    numbers = tuple(word for word in telling if NUMERAL.fullmatch(word))
    words = tuple(word for word in telling if not NUMERAL.fullmatch(word))
    return Title(entry, folder, " ".join(every), words, numbers)


def _linked(one: Title, other: Title) -> bool:
    """Return whether the two say how they belong together."""
    return _names(one, other) or _names(other, one)


def _names(one: Title, other: Title) -> bool:
    item, wanted = one.entry.item, other.entry.item
    if one.folder == "ideas":
        promoted = item.promoted_to
        return promoted is not None and promoted in {wanted.id, getattr(wanted, "promoted_to", "")}
    return wanted.id in {*item.replaces, *item.excludes, *item.requires}


def _alike(titles: Sequence[Title]) -> Iterator[tuple[int, int]]:
    """Yield pairs (i, j), i < j, of titles that are alike and agree in their numbers."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only for portfolios with titles)

    texts = [" ".join(title.words) for title in titles]
    for block in _blocks(titles):
        for number, one in enumerate(block):
            rest = block[number + 1 :]
            choices = [texts[other] for other in rest]
            for _, _, place in process.extract_iter(
                texts[one], choices, scorer=fuzz.ratio, score_cutoff=ALIKE
            ):
                yield one, rest[place]


def _blocks(titles: Sequence[Title]) -> Iterator[list[int]]:
    """Yield groups of titles that agree in numbers and share one of their two rarest words.

    Words count as shared by their first letters. Alike titles differ in one word at most beyond
    spelling, so the rarest two suffice (prefix filtering: Chaudhuri, Ganti and Kaushik 2006).
    """
    counts = Counter(word[:PREFIX] for title in titles for word in set(title.words))
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, title in enumerate(titles):
        starts = sorted({word[:PREFIX] for word in title.words}, key=lambda s: (counts[s], s))
        for start in starts[:2]:
            blocks[title.numbers, start].append(place)
    yield from blocks.values()


def _same_words(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether every word of the shorter title stands in the other, but for its spelling."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    left, right = Counter(one), Counter(other)
    only_left = sorted((left - right).elements())
    only_right = sorted((right - left).elements())
    if len(only_left) > len(only_right):
        only_left, only_right = only_right, only_left
    for word in only_left:
        best = max(only_right, key=lambda candidate: (fuzz.ratio(word, candidate), candidate))
        if fuzz.ratio(word, best) < SAME_WORD:
            return False
        only_right.remove(best)
    return True
