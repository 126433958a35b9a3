"""`innostrat explain`: every rule has a page, found by code or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from innostrat.checks import catalogue

if TYPE_CHECKING:
    from calling import Place

RULES = catalogue.rules()


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_page(place: Place, code: str) -> None:
    said = place.json("explain", code)
    assert (said["kind"], said["code"]) == ("rule", code)
    assert said["title"]
    assert said["why"]
    assert said["fix"]


@pytest.mark.parametrize("name", ["G006", "g006", "improvement-not-innovation"])
def test_a_rule_is_found_by_code_in_any_case_and_by_name(place: Place, name: str) -> None:
    assert place("explain", name).out.startswith("G006: ")


def test_all_rules_are_listed(place: Place) -> None:
    assert [one["code"] for one in place.json("explain")["rules"]] == list(RULES)
    table = place("explain").out
    assert all(code in table for code in RULES)


def test_the_page_says_how_to_accept_what_may_be_accepted(place: Place) -> None:
    assert "accept: [{rule: G006, because: …}]" in place("explain", "G006").out
    for code in ("S001", "F001", "Y001", "R001"):
        said = place.json("explain", code)
        assert said["waivable"] is (code == "R001")
    assert "It cannot be accepted" in place("explain", "S001").out


def test_examples_are_shown_line_by_line(place: Place) -> None:
    example = RULES["L001"].example
    assert "\n" in example
    shown = place("explain", "L001").out
    assert all(line in shown.split("\n") for line in example.split("\n"))


def test_the_page_is_in_the_language_of_the_environment(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = place("explain", "G006").out
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    assert place("explain", "G006").out != english
    assert place("explain", "G006", "--lang", "en").out == english


@pytest.mark.parametrize(
    ("code", "lang", "said"),
    [
        ("B005", "nb", "{2027: 500 000}}      # vedtatt: 600 000"),
        ("B005", "nn", "{2027: 500 000}}      # vedteke: 600 000"),
        ("D001", "nb", "# én kode på hver linje: {funksjon: 234}"),
        ("B005", "en", "# decided: 600 000"),
    ],
)
def test_the_comments_of_an_example_are_read_and_its_keys_are_not_translated(
    place: Place, code: str, lang: str, said: str
) -> None:
    assert said in place("explain", code, "--lang", lang).out
    assert place.json("explain", code, "--lang", lang)["example"] == RULES[code].example
