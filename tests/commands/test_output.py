"""Where output goes: terminals of any width, pipes, files, with and without colour."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from calling import call, surroundings

if TYPE_CHECKING:
    from calling import Place

CALLS = (
    "score",
    "list",
    "goals",
    "show bestillingsbat",
    "score --explain bestillingsbat",
    "explain",
)


@pytest.mark.parametrize("command", CALLS)
def test_lines_fit_80_columns(place: Place, command: str) -> None:
    called = place(*command.split(" "))
    assert (called.code, called.err) == (0, "")
    assert max(map(len, called.out.split("\n"))) <= 80


@pytest.mark.parametrize("command", CALLS)
def test_lines_fit_40_columns_and_what_has_no_room_is_named(
    place: Place, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = place(*command.split(" ")).out
    assert [line for line in out.split("\n") if len(line) > 40] == []
    if command == "score":  # more numbers than fit: those that do are whole, the others are named
        assert "28,0  30,0  10,0   73,6" in out
        assert "Utelatte kolonner: " in out


def test_colour_only_where_it_is_wanted(place: Place) -> None:
    escape = "\x1b["

    def score(**wishes: str) -> str:
        return call(["score"], place.folder, surroundings() | wishes).out

    assert escape not in score()
    assert escape in score(FORCE_COLOR="1")
    assert escape not in score(FORCE_COLOR="1", NO_COLOR="1")


def test_signs_that_the_console_has(place: Place) -> None:
    called = place.process("score", PYTHONIOENCODING="ascii:strict")
    assert (called.code, called.err) == (0, "")
    assert called.out.startswith("Rangering for ")
    assert called.out.isascii()


@pytest.mark.parametrize("call", ["explain --format markdown", "--help", "score --help"])
def test_a_pipe_that_closes_early_ends_quietly(place: Place, call: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "innostrat", *call.split(" ")],
        cwd=place.folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_a_file_gets_what_the_screen_would_without_its_limits(place: Place) -> None:
    called = place("score", "-o", "out.txt")
    assert (called.code, called.out, called.err) == (0, "", "Skrev out.txt\n")
    text = (place.folder / "out.txt").read_text("utf-8")
    assert text.startswith("Rangering for Økonomiplan 2027–2028\n")
    assert "\x1b" not in text
    assert max(map(len, text.split("\n"))) <= 100


@pytest.mark.parametrize("form", ["markdown", "csv", "json"])
def test_file_and_pipe_hold_the_same_bytes(place: Place, form: str) -> None:
    place("goals", "--format", form, "-o", "out")
    written = (place.folder / "out").read_bytes()
    assert place("goals", "--format", form).out.encode() == written
    assert written


def test_language_is_the_portfolios_unless_another_is_wished(place: Place) -> None:
    assert place("list").out.startswith("Ideer og prosjekter\n")
    assert place("list", "--lang", "nn").out.startswith("Idear og prosjekt\n")
    assert place("list", "--lang", "en").out.startswith("Ideas and projects\n")


def test_help_speaks_the_users_language(place: Place) -> None:
    assert "Rank the projects" in place("--help").out
    assert "Ranger prosjektene" in place.process("--help").out
    assert "--focus-area" in place.process("score", "--help").out
