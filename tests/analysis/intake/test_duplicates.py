"""What is much alike is found with bounds first, and is what comparing all words would find."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from innostrat.analysis.intake.duplicates import FEW, Content, Crowd
from innostrat.likeness import ALIKE, SAME, Index, likeness, words

WORDS = st.sampled_from(
    (
        *("skole", "skolen", "barneskole", "buss", "skolebuss", "turnus", "turnusplan", "digital"),
        *("byggesak", "byggjesak", "sensor", "sensorer", "natt", "dag", "tilsyn", "nattilsyn"),
    )
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
ITEMS = st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=6)
TINY = 1e-9


def plain(one: frozenset[str], other: frozenset[str], *, compounds: bool = True) -> float:
    """Return how much of the smaller the larger has: every word with every other, and no bound."""
    small, large = sorted((one, other), key=len)
    found = [max((near(word, rival, compounds) for rival in large), default=0) for word in small]
    whole = len(small) + 0.3 * (len(large) - len(small))
    return 100 * sum(one for one in found if one >= 0.8) / whole if small else 0


def near(word: str, rival: str, compounds: bool) -> float:  # noqa: FBT001
    short, long = sorted((word, rival), key=len)
    part = len(short) > 4 and (long.startswith(short) or long.endswith(short))
    if word == rival:
        return 1
    return 0.85 if compounds and part else fuzz.ratio(word, rival) / 100


@given(TEXTS, TEXTS, st.booleans(), st.integers(0, 100))
def test_a_bound_changes_no_answer_at_or_above_it(
    one: str,
    other: str,
    compounds: bool,  # noqa: FBT001  (drawn)
    least: int,
) -> None:
    exact = plain(words(one), words(other), compounds=compounds)
    found = likeness(words(one), words(other), compounds=compounds, least=least)
    assert abs(found - exact) < TINY if exact >= least else found < least + TINY


@given(ITEMS)
def test_the_few_most_alike_are_those_of_the_plain_comparison(items: list[tuple[str, str]]) -> None:
    every = {f"i{n}": Content.of(*texts) for n, texts in enumerate(items)}
    own, index = every.pop("i0"), Index[str]()
    for id_, one in every.items():
        index.add(id_, one.title | one.need)
    expected = []
    for id_ in index.near(own.title | own.need):
        titles, needs = plain(own.title, every[id_].title), plain(own.need, every[id_].need)
        score = max(titles, 0.7 * titles + 0.3 * needs)
        assume(abs(score % 1 - 0.5) > TINY)  # there the order of a sum decides
        expected.append((-round(score), id_))
    best = [(id_, -score) for score, id_ in sorted(expected) if -score >= ALIKE][:FEW]
    assert [(one.id, one.score) for one in Crowd(every).like(own)] == best


def test_the_rules_and_the_inbox_measure_alike() -> None:
    one, other = words("Ladestasjoner ved skolene"), words("Ladestasjon for skolen")
    assert likeness(one, other) == likeness(one, other, compounds=False) >= SAME
    assert likeness(words("Ny buss"), words("Ny skolebuss")) > 0
