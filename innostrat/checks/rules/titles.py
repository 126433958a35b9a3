"""Rules about titles: the same proposal must not compete with itself under two names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from innostrat.checks.rules.registry import Violation, rule
from innostrat.files.source import MAX_FILES
from innostrat.findings import Severity
from innostrat.likeness import LITTLE, SAME, Index, likeness, words
from innostrat.messages import msg
from innostrat.model.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from innostrat.model.portfolio import Contents, Entry

# Budget systems mark a changed proposal by ENDR; people copy files.
CHANGE: Final = re.compile(
    r"^(?:(?:endr\b|kopi av\b|copy of\b|(?:endret|endring|kopi|copy)\s*[:–-])[\s:.–-]*)+"
    r"|(?<![\s–(-])[\s–(-]*\((?:endr|endret|kopi|copy)\.?\)$|(?<![\s–-])[\s–-]+endr\.?$"
)
RAREST: Final = 2  # stems: alike titles differ in one word at most beyond spelling
NUMERAL: Final = re.compile(r"\D*\d.*|[ivx]+|[a-h]")


class Title(NamedTuple):
    """A title as a whole, the stems of its words, and its numbers, which must agree."""

    entry: Entry[Any]
    folder: str
    whole: str
    stems: frozenset[str]
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
def same_title(contents: Contents) -> Iterator[Violation]:
    """Look for titles that are the same but for case, punctuation and a mark of change."""
    by_title: dict[str, list[Title]] = defaultdict(list)
    for title in _titles(contents):
        by_title[title.whole].append(title)
    for group in by_title.values():
        for number, later in enumerate(group):
            first = next((one for one in group[:number] if not _linked(one, later)), None)
            if first is not None:
                yield Violation(
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
def near_duplicate(contents: Contents) -> Iterator[Violation]:
    """Look for titles that are the same but for inflection, spelling, order or a word more."""
    titles = list({title.whole: title for title in reversed(_titles(contents))}.values())
    titles.reverse()
    found: dict[int, int] = {}
    for one, other in _alike(titles):
        first, later = titles[one], titles[other]
        if other not in found and not _linked(first, later):
            found[other] = one
    for other, one in sorted(found.items()):
        first, later = titles[one], titles[other]
        yield Violation(
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
    return Title(entry, folder, *_worded(entry.item.title))


@lru_cache(maxsize=MAX_FILES)
def _worded(title: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """Return a title as a whole, its stems and its numbers; two rules ask for those of each."""
    every = re.findall(r"\w+", CHANGE.sub("", title.casefold()))
    numbers = {word for word in every if NUMERAL.fullmatch(word) and word not in LITTLE}
    stems = words(" ".join(word for word in every if word not in numbers))
    return " ".join(every), stems, tuple(sorted(numbers))


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
    """Yield pairs (i, j), i < j, in order, of titles that agree in words and in numbers."""
    indices: defaultdict[tuple[str, ...], Index[int]] = defaultdict(Index)
    for place, title in enumerate(titles):
        indices[title.numbers].add(place, title.stems)
    for place, one in enumerate(titles):
        for other in indices[one.numbers].near(one.stems, RAREST):
            if place < other and _is_same(one.stems, titles[other].stems):
                yield place, other


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return likeness(one, other, compounds=False, least=SAME) >= SAME
