"""Whatever is asked for wrongly gets one line on standard error and exit code 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from calling import Place

BAD = {
    "scoer": "scoer",
    "score nowhere": "nowhere is no portfolio",
    "score --format xlsx": "xlsx",
    "score --frmat json": "--frmat",
    "score --round hop": "There is no round hop; there are: plan-2027-2028",
    "score --sort behv": "Did you mean behov?",
    "score --focus-area hverdg": "There is no focus area hverdg. Did you mean hverdag?",
    "score --focus-area zzz": "There are: hverdag, arbeid",
    "score --service-area hels": "Did you mean helse?",
    "score --phase concpt": "Did you mean concept?",
    "score --explain felles-vaktlist": "Did you mean felles-vaktliste?",
    "score --explain zzz": "There are: bestillingsbat, brannslanger",
    "score --explain varme-i-veien": "varme-i-veien does not compete: not assessed: Rekkevidde",
    "score --explain brannslanger": "brannslanger is bound, and not assessed in full",
    "score --explain robothund": "robothund is stopped or finished, and not scored",
    "score one two": "two",
    "show zzz": "There are: bestillingsbat",
    "list --phase pilot": "There are: concept, planning, execution, closing, realisation",
    "show": "ID",
    "show robohund": "There is no idea or project robohund. Did you mean robothund?",
    "goals --round hop": "There is no round hop",
    "explain M4O1": "Did you mean M401?",
    "explain zzz": "`innostrat explain` lists them all",
    "explain same-titel": "Did you mean same-title?",
    "schema projcet": "Did you mean project?",
    "validate nowhere": "nowhere is no portfolio",
    "validate --fail-on fatal": "fatal",
    "validate --format xml": "xml",
}


@pytest.mark.parametrize(("call", "said"), BAD.items(), ids=list(BAD))
def test_bad_call_is_one_line_and_code_2(place: Place, call: str, said: str) -> None:
    called = place(*call.split(" "))
    assert (called.code, called.out) == (2, "")
    assert called.err.startswith("innostrat: ")
    assert called.err.count("\n") == 1
    assert said in called.err


def test_the_line_is_in_the_language_of_the_user(place: Place) -> None:
    assert "Mente du hverdag?" in place("score", "--focus-area", "hverdg", "--lang", "nb").err


def test_no_portfolio_here(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.folder / "empty").mkdir()
    monkeypatch.chdir(place.folder / "empty")
    for command in ("score", "list", "goals", "validate"):
        called = place(command)
        assert (called.code, called.err.count("\n")) == (2, 1)


def test_several_portfolios_must_be_chosen_among(place: Place) -> None:
    (place.folder / "portfolios" / "other").mkdir()
    (place.folder / "portfolios" / "other" / "strategy.yaml").write_text("format: 1\n")
    called = place("score")
    assert called.code == 2
    assert "portfolios/other, portfolios/small" in called.err
    assert place("score", "small").code == 0


def test_an_unreadable_strategy_stops_what_needs_it(place: Place) -> None:
    place.write("strategy.yaml", "format: [1\n")
    for call in (["score"], ["list"], ["goals"], ["show", "robothund"]):
        called = place(*call)
        assert called.code == 2
        assert "portfolios/small/strategy.yaml cannot be read: see innostrat validate" in called.err
    assert place("validate").code == 1


def test_a_broken_item_cannot_be_shown(place: Place) -> None:
    place.write("projects/robothund.yaml", "id: [\n")
    called = place("show", "robothund")
    assert called.code == 2
    assert "portfolios/small/projects/robothund.yaml cannot be read" in called.err


@pytest.mark.parametrize("path", ["missing/folder/file.txt", "portfolios"])
def test_where_nothing_can_be_written(place: Place, path: str) -> None:
    called = place("score", "-o", path)
    assert (called.code, called.out, called.err.count("\n")) == (2, "", 1)
    assert f"{path} cannot be written" in called.err
