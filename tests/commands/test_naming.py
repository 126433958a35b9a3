"""Where an id is asked for, the beginning of one id or title is enough; a full id always wins."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innostrat.errors import CannotGoOnError
from innostrat.messages import msg
from innostrat.workspace.naming import meant

if TYPE_CHECKING:
    from calling import Place

PROBLEM, WHERE = msg("There is none"), msg("See the list")
ITEMS = st.dictionaries(
    st.text("ab-", min_size=1, max_size=4),
    st.builds(SimpleNamespace, title=st.text("abAB ", max_size=4)),
    max_size=6,
)


@given(st.text("abAB -", max_size=4), ITEMS)
def test_what_is_found_is_the_only_one_that_it_can_be(
    word: str, items: dict[str, SimpleNamespace]
) -> None:
    wish = word.strip().casefold()
    fitting = {
        id_
        for id_, one in items.items()
        if wish and (id_.startswith(wish) or one.title.casefold().startswith(wish))
    }
    whole = {id_ for id_, one in items.items() if wish and one.title.casefold() == wish}
    try:
        found = meant(word, items, PROBLEM, WHERE)
    except CannotGoOnError:
        assert word not in items
        assert len(whole) != 1
        assert whole or len(fitting) != 1
    else:
        assert found == word if word in items else {found} == (whole or fitting)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "ROBOT"),
        ("show", "Digitalt tilsyn"),
        ("why", "lette"),
        ("score", "--explain", "lette"),
        ("score", "--service-area", "Helse og"),
        ("score", "--round", "plan"),
        ("what-if", "--exclude", "lette"),
        ("judge", "gratis", "--outcome", "declined", "--by", "x", "--because", "y", "--replace",
         "--date", "2026-12-01", "--dry-run"),
        ("merge", "gratis", "best", "--by", "x", "--because", "y", "--replace",
         "--date", "2026-12-01", "--dry-run"),
        ("move", "robot", "--start", "2028", "--dry-run"),
        ("measure", "best", "--benefit", "1", "--value", "9", "--date", "2026-12-01", "--dry-run"),
        ("decide", "--body", "x", "--date", "2026-12-01", "--reject", "lette: y", "--dry-run"),
    ],
    ids=lambda one: one[0],
)  # fmt: skip
def test_a_beginning_is_enough_wherever_an_id_is(place: Place, arguments: tuple[str, ...]) -> None:
    called = place(*arguments)
    assert called.code in {0, 1}, called.err


def test_several_that_it_may_be_are_named_on_one_line(place: Place) -> None:
    called = place("show", "b", "--lang", "en")
    assert called.code == 2
    assert called.err == (
        "innostrat: b may be bat-til-skolen, bestillingsbat, brannslanger: write more of it\n"
    )


@pytest.mark.parametrize(
    ("call", "meant_"),
    [
        ("prioriter", "prioritize"), ("prioritere", "prioritize"), ("valider", "validate"),
        ("poeng", "score"), ("vis", "show"), ("Vis", "show"), ("hvorfor", "why"), ("kvifor", "why"),
        ("vedta", "decide"), ("score --portefolje x", "--portfolio"),
        ("score --portefølje x", "--portfolio"), ("list --språk nb", "--lang"),
        ("judge --begrunnelse x", "--because"), ("new --tittel x", "--title"),
        ("--hjelp", "--help"),
    ],
)  # fmt: skip
def test_norwegian_words_are_known(place: Place, call: str, meant_: str) -> None:
    called = place.process(*call.split())
    assert called.code == 2
    assert f"Mente du {meant_}?" in called.err
    assert called.err.count("\n") == 1
