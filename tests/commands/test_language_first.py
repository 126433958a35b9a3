"""A call is answered in the language of `--lang`, else the variable, the portfolio, the locale."""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING, Final

import pytest

from innostrat.cli import COMMANDS, command
from innostrat.errors import REFUSALS
from innostrat.language import language
from innostrat.shell.speaking import spoken

if TYPE_CHECKING:
    from calling import Called, Place

SAID: Final = {
    "nb": "innostrat: Kommandoen zzz finnes ikke (innostrat --help)\n",
    "nn": "innostrat: Kommandoen zzz finst ikkje (innostrat --help)\n",
    "en": "innostrat: There is no command zzz (innostrat --help)\n",
}


def speaking(place: Place, code: str | None) -> None:
    """Let the portfolio be in a language, or be none."""
    if code is None:
        shutil.rmtree(place.small)
    else:
        place.change("strategy.yaml", "language: nb", f"language: {code}")


@pytest.mark.parametrize(
    ("option", "variable", "own", "locale"),
    [
        wishes
        for wishes in itertools.product((None, "nn"), (None, "en"), (None, "nb"), (None, "nn_NO"))
        if not (wishes[0] and None in wishes[1:])
    ],
)
def test_the_nearest_wish_decides_also_before_a_portfolio_is_read(
    place: Place, option: str | None, variable: str | None, own: str | None, locale: str | None
) -> None:
    speaking(place, own)
    environment = {"LANG": locale or "C"} | ({"INNOSTRAT_LANG": variable} if variable else {})
    called = place.process("zzz", *(["--lang", option] if option else []), **environment)
    expected = option or variable or own or (locale or "en")[:2]
    assert (called.code, called.err) == (2, SAID[expected])


def test_a_portfolio_that_is_named_is_nearer_than_the_place(place: Place) -> None:
    other = shutil.copytree(place.small, place.folder / "other" / "portfolios" / "vik")
    strategy = other / "strategy.yaml"
    strategy.write_text(strategy.read_text("utf-8").replace("language: nb", "language: nn"))
    assert place.process("score", "--zzz").err.startswith("innostrat: Valget --zzz finnes ikke")
    called = place.process("score", "--zzz", "other/portfolios/vik")
    assert called.err.startswith("innostrat: Valet --zzz finst ikkje")


def test_a_broken_strategy_still_says_its_language(place: Place) -> None:
    place.write("strategy.yaml", "language: nb\n}{\n")
    assert place.process("zzz").err == SAID["nb"]
    assert "Bruk: innostrat" in place.process("--help").out


def test_portfolios_of_several_languages_say_none(place: Place) -> None:
    shutil.copytree(place.small, place.folder / "portfolios" / "vik")
    assert place.process("zzz").err == SAID["nb"]
    place.change("strategy.yaml", "language: nb", "language: nn")
    assert place.process("zzz").err == SAID["en"]


@pytest.mark.parametrize(
    "arguments", [("list",), ("list", "--zzz"), ("why", "nobody"), ("--help",)]
)
def test_the_language_before_the_command_is_as_behind_it(
    place: Place, arguments: tuple[str, ...]
) -> None:
    def called(*words: str) -> Called:
        return place.process(*words)

    behind = called(*arguments, "--lang", "nn")
    assert called("--lang", "nn", *arguments) == behind
    assert called("--lang=nn", *arguments) == behind


def test_every_command_takes_the_language() -> None:
    for name in COMMANDS:
        assert "--lang" in {option for one in command(name).params for option in one.opts}, name


def test_a_call_keeps_its_order() -> None:
    assert spoken(["--lang", "nb", "why", "x", "--lang", "en"]) == [
        "why", "--lang=nb", "x", "--lang", "en",
    ]  # fmt: skip
    assert spoken([]) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--lang", "xx", "list"), "--lang cannot be xx. There are: nb, nn, en"),
        (("--lang",), "--lang needs a value after it"),
        (("list", "--lang", "xx"), "--lang cannot be xx"),
    ],
)
def test_what_is_no_language_is_refused(
    place: Place, arguments: tuple[str, ...], said: str
) -> None:
    called = place(*arguments)
    assert called.code == 2
    assert said in called.err
    assert called.err.count("\n") == 1


def test_the_variable_speaks_for_every_report_and_no_paper(place: Place) -> None:
    assert place.process("list", INNOSTRAT_LANG="en").out.startswith("Ideas and projects")
    assert "INNOSTRAT_LANG" not in place.process("list", INNOSTRAT_LANG="nn").err
    place.process("report", "-o", "a.md", "--section", "summary")
    place.process("report", "-o", "b.md", "--section", "summary", INNOSTRAT_LANG="en")
    assert (place.folder / "a.md").read_bytes() == (place.folder / "b.md").read_bytes()


@pytest.mark.parametrize(
    ("make", "arguments", "said"),
    [
        ("missing", ("import", "x.csv"), "den finnes ikke"),
        ("none", ("list", "-o", "no/x.md"), "mappen no finnes ikke"),
        ("folder", ("list", "-o", "x.csv"), "det er ingen vanlig fil"),
    ],
)
def test_what_the_machine_refuses_is_told_in_the_language(
    place: Place, make: str, arguments: tuple[str, ...], said: str
) -> None:
    if make == "folder":
        (place.folder / "x.csv").mkdir()
    called = place.process(*arguments)
    assert called.code == 2
    assert said in called.err
    assert "No such" not in called.err


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_what_machines_refuse_has_words_in_norwegian(code: str) -> None:
    speak, english = language(code), language("en")
    assert all(speak(one) != english(one) for one in REFUSALS.values())


def test_where_no_strategy_says_a_language_findings_are_in_that_of_the_reader(place: Place) -> None:
    (place.small / "strategy.yaml").unlink()
    said = place.process("validate", "portfolios/small", LANG="nb_NO.UTF-8").out
    assert "Porteføljen har ingen strategy.yaml" in said
    assert "The portfolio has no" in place.process("validate", "portfolios/small", LANG="C").out
