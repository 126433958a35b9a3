"""A wrong call is one line in the user's language, and help is wholly in it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

import pytest

from innostrat.cli import COMMANDS, ROOFS, command
from innostrat.commands.new import NewKind
from innostrat.commands.validate import FindingsFormat
from innostrat.formats.registry.findings import FINDINGS_FORMATS
from innostrat.language import LANGUAGES, language
from innostrat.shell.helping import bounds, choices, help_text, metavar, parameters

if TYPE_CHECKING:
    from calling import Place

KINDS: Final = ", ".join(NewKind)

# What is wrong, and how it is said in nb, nn and en.
WRONG: Final = {
    "scoer": (
        "Kommandoen scoer finnes ikke. Mente du score? (innostrat --help)",
        "Kommandoen scoer finst ikkje. Meinte du score? (innostrat --help)",
        "There is no command scoer. Did you mean score? (innostrat --help)",
    ),
    "zzz": (
        "Kommandoen zzz finnes ikke (innostrat --help)",
        "Kommandoen zzz finst ikkje (innostrat --help)",
        "There is no command zzz (innostrat --help)",
    ),
    "--versjon": (
        "Valget --versjon finnes ikke. Mente du --version? (innostrat --help)",
        "Valet --versjon finst ikkje. Meinte du --version? (innostrat --help)",
        "There is no option --versjon. Did you mean --version? (innostrat --help)",
    ),
    "score --frmat=json": (
        "Valget --frmat finnes ikke. Mente du --format? (innostrat score --help)",
        "Valet --frmat finst ikkje. Meinte du --format? (innostrat score --help)",
        "There is no option --frmat. Did you mean --format? (innostrat score --help)",
    ),
    "score -x": (
        "Valget -x finnes ikke (innostrat score --help)",
        "Valet -x finst ikkje (innostrat score --help)",
        "There is no option -x (innostrat score --help)",
    ),
    "history --no-fundin": (
        "Valget --no-fundin finnes ikke. Mente du --no-funding? (innostrat history --help)",
        "Valet --no-fundin finst ikkje. Meinte du --no-funding? (innostrat history --help)",
        "There is no option --no-fundin. Did you mean --no-funding? (innostrat history --help)",
    ),
    "score --hlep": (
        "Valget --hlep finnes ikke. Mente du --help? (innostrat score --help)",
        "Valet --hlep finst ikkje. Meinte du --help? (innostrat score --help)",
        "There is no option --hlep. Did you mean --help? (innostrat score --help)",
    ),
    "score --format": (
        "--format må ha en verdi etter seg (innostrat score --help)",
        "--format må ha ein verdi etter seg (innostrat score --help)",
        "--format needs a value after it (innostrat score --help)",
    ),
    "alternatives --count=": (
        "--count må ha en verdi etter seg (innostrat alternatives --help)",
        "--count må ha ein verdi etter seg (innostrat alternatives --help)",
        "--count needs a value after it (innostrat alternatives --help)",
    ),
    "list --ideas=yes": (
        "--ideas tar ingen verdi (innostrat list --help)",
        "--ideas tek ingen verdi (innostrat list --help)",
        "--ideas takes no value (innostrat list --help)",
    ),
    "score --format jsn": (
        "--format kan ikke være jsn. Mente du json? (innostrat score --help)",
        "--format kan ikkje vere jsn. Meinte du json? (innostrat score --help)",
        "--format cannot be jsn. Did you mean json? (innostrat score --help)",
    ),
    "score -f xlsx": (
        (
            "--format kan ikke være xlsx."
            " Det finnes: terminal, markdown, csv, json (innostrat score --help)"
        ),
        (
            "--format kan ikkje vere xlsx."
            " Det finst: terminal, markdown, csv, json (innostrat score --help)"
        ),
        (
            "--format cannot be xlsx."
            " There are: terminal, markdown, csv, json (innostrat score --help)"
        ),
    ),
    "new vedtak": (
        f"KIND kan ikke være vedtak. Det finnes: {KINDS} (innostrat new --help)",
        f"KIND kan ikkje vere vedtak. Det finst: {KINDS} (innostrat new --help)",
        f"KIND cannot be vedtak. There are: {KINDS} (innostrat new --help)",
    ),
    "new": (
        f"KIND mangler. Det finnes: {KINDS} (innostrat new --help)",
        f"KIND manglar. Det finst: {KINDS} (innostrat new --help)",
        f"KIND is missing. There are: {KINDS} (innostrat new --help)",
    ),
    "why": (
        "ID mangler. Prosjektet. (innostrat why --help)",
        "ID manglar. Prosjektet. (innostrat why --help)",
        "ID is missing. The project. (innostrat why --help)",
    ),
    "alternatives -n tre": (
        "--count: tre er ikke et helt tall (innostrat alternatives --help)",
        "--count: tre er ikkje eit heilt tal (innostrat alternatives --help)",
        "--count: tre is not a whole number (innostrat alternatives --help)",
    ),
    "alternatives --count=2.5": (
        "--count: 2.5 er ikke et helt tall (innostrat alternatives --help)",
        "--count: 2.5 er ikkje eit heilt tal (innostrat alternatives --help)",
        "--count: 2.5 is not a whole number (innostrat alternatives --help)",
    ),
    "alternatives --count 51": (
        "--count må være 1–50, ikke 51 (innostrat alternatives --help)",
        "--count må vere 1–50, ikkje 51 (innostrat alternatives --help)",
        "--count must be 1–50, not 51 (innostrat alternatives --help)",
    ),
    "uncertainty --correlation -0.1": (
        "--correlation må være 0–1, ikke -0.1 (innostrat uncertainty --help)",
        "--correlation må vere 0–1, ikkje -0.1 (innostrat uncertainty --help)",
        "--correlation must be 0–1, not -0.1 (innostrat uncertainty --help)",
    ),
    "prioritize --time-limit 0": (
        "--time-limit må være ≥ 0.1, ikke 0 (innostrat prioritize --help)",
        "--time-limit må vere ≥ 0.1, ikkje 0 (innostrat prioritize --help)",
        "--time-limit must be ≥ 0.1, not 0 (innostrat prioritize --help)",
    ),
    "uncertainty --correlation nan": (
        "--correlation må være 0–1, ikke nan (innostrat uncertainty --help)",
        "--correlation må vere 0–1, ikkje nan (innostrat uncertainty --help)",
        "--correlation must be 0–1, not nan (innostrat uncertainty --help)",
    ),
    "uncertainty --holding 0,8": (
        "--holding: 0,8 er ikke et tall (innostrat uncertainty --help)",
        "--holding: 0,8 er ikkje eit tal (innostrat uncertainty --help)",
        "--holding: 0,8 is not a number (innostrat uncertainty --help)",
    ),
    "score small two": (
        "Ett argument for mye: two (innostrat score --help)",
        "Eitt argument for mykje: two (innostrat score --help)",
        "One argument too many: two (innostrat score --help)",
    ),
    "score small two three": (
        "2 argumenter for mye: two, three (innostrat score --help)",
        "2 argument for mykje: two, three (innostrat score --help)",
        "2 arguments too many: two, three (innostrat score --help)",
    ),
    "score small -- --lang": (
        "Ett argument for mye: --lang (innostrat score --help)",
        "Eitt argument for mykje: --lang (innostrat score --help)",
        "One argument too many: --lang (innostrat score --help)",
    ),
    "-- --version": (
        "Kommandoen --version finnes ikke (innostrat --help)",
        "Kommandoen --version finst ikkje (innostrat --help)",
        "There is no command --version (innostrat --help)",
    ),
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("call", WRONG)
def test_a_wrong_call_is_one_line_in_the_users_language(
    place: Place, monkeypatch: pytest.MonkeyPatch, call: str, code: str
) -> None:
    monkeypatch.setenv("LANGUAGE", code)
    said = f"innostrat: {WRONG[call][LANGUAGES.index(code)]}\n"
    assert place(*call.split(" ")) == (2, "", said)


def test_what_was_typed_cannot_speak_to_the_terminal(place: Place) -> None:
    for call in (
        ["\x1b[2J"],
        ["score", "--\x1b[2J"],
        ["score", "-f", "\x1b[2J\nx"],
        ["list", "a", "\a"],
    ):
        called = place(*call)
        assert (called.code, called.err.count("\n")) == (2, 1)
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", called.err)


def test_what_follows_two_dashes_is_no_option(place: Place) -> None:
    assert place("score", "--", "--help").err == "innostrat: --help is no portfolio\n"
    assert place("--", "score", "--format", "csv").out == place("score", "--format", "csv").out


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_the_users_language(place: Place, name: str, code: str) -> None:
    speak = language(code)
    called = place(name, "--help", "--lang", code)
    assert (called.code, called.err) == (0, "")
    words = " ".join(called.out.split())
    headings = {"nb": ("Bruk:", "Valg:"), "nn": ("Bruk:", "Val:"), "en": ("Usage:", "Options:")}[
        code
    ]
    assert all(one in called.out for one in headings)
    for one in parameters(command(name)):
        assert speak(help_text(one)) in words
        assert ("|".join(choices(one)) or metavar(one)) in words
        assert bounds(one) in words
    others = {"Usage:", "Options:", "Arguments:", "required", "[OPTIONS]", "Show this"}
    assert code == "en" or not any(one in called.out for one in others)


def test_help_of_one_command(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nn_NO.UTF-8")
    assert place("history", "-h").out == HISTORY
    assert place("new", "--help", "--lang=en").out.startswith(NEW)


HISTORY: Final = """\
Bruk: innostrat history [VAL] [ID] [PORTFOLIO]

  Vis korleis eit prosjekt eller ein runde har endra seg gjennom historikken.

Argument:
  [ID]         Eit prosjekt; elles runden som heilskap.
  [PORTFOLIO]  Mappa til porteføljen, eller namnet på henne under portfolios/.

Val:
  -p, --portfolio PORTFOLIO       Porteføljen, som eit val.
  -r, --round ID                  Budsjettrunden; elles den siste.
  -n, --limit NUMBER              Sjå på så mange versjonar.  [standard: 50;
                                  1–10000]
  --funding, --no-funding         Lag planen ved kvar versjon, noko som tek
                                  tid.  [standard: --funding]
  -f, --format [terminal|markdown|csv|json]
                                  Korleis resultatet skal visast.  [standard:
                                  terminal]
  -o, --output PATH               Skriv til denne fila i staden for til
                                  skjermen.
  --lang [nb|nn|en]               Språket i resultatet; elles språket til
                                  porteføljen.
  -h, --help                      Vis denne hjelpa og stopp.
"""
NEW: Final = """\
Usage: innostrat new [OPTIONS] KIND [PORTFOLIO]

  Make a new idea, project, round, assessment or application.

Arguments:
  KIND         What to make.  [round|idea|project|assessment|grant; required]
  [PORTFOLIO]  The portfolio's folder, or its name under portfolios/.

Options:
"""


def test_help_without_a_command_lists_them_all(place: Place) -> None:
    texts = {place().out, place("--help").out, place("-h").out, place("--help", "score").out}
    assert len(texts) == 1
    words = " ".join(texts.pop().split())
    assert words.startswith("Usage: innostrat [OPTIONS] [COMMAND] [ARGUMENTS] …")
    under = {one for each in ROOFS.values() for one in each}
    for name, text in COMMANDS.items():
        assert (f"{name} {text}" in words) != (name in under), name
    for roof, each in ROOFS.items():
        assert f"Also: {', '.join(f'{roof} {one}' for one in each)}." in words


def test_help_fits_the_terminal(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = place("validate", "--help").out.split("\n")
    assert [line for line in lines if len(line) > 60] == [
        "  -f, --format [auto|text|json|github|gitlab|sarif|junit|markdown]"
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_says_what_it_is(name: str) -> None:
    for one in parameters(command(name)):
        assert one.help, one.name


def test_every_format_of_findings_can_be_asked_for() -> None:
    assert set(FindingsFormat) - {FindingsFormat.AUTO} == set(FINDINGS_FORMATS)


def test_a_call_leaves_the_environment_alone(place: Place) -> None:
    before = dict(os.environ)
    place("scoer")
    place("score", "--help")
    assert dict(os.environ) == before
