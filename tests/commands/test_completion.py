"""A shell completes commands, options and ids, asks fast, and is told nothing that it could run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from calling import ROOT, system

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

SHELLS: Final = ("bash", "zsh", "fish", "powershell")


def asked(shell: str, words: str) -> dict[str, str]:
    """Return what a shell's script puts into the environment for a line, the last word begun."""
    if shell == "bash":
        count = len(words.split(" ")) - 1
        return {"COMP_WORDS": words.replace(" ", "\n"), "COMP_CWORD": str(count)}
    told = {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return told | {"_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rsplit(" ", maxsplit=1)[-1]}


def complete(place: Place, shell: str, words: str, **environment: str) -> str:
    """Return what the tool answers a shell, by the protocol of typer's script for it."""
    done = subprocess.run(
        [sys.executable, "-m", "innostrat"],
        cwd=place.folder,
        env=system()
        | {"PYTHONPATH": str(ROOT), "_INNOSTRAT_COMPLETE": f"complete_{shell}", "LANG": "C"}
        | asked(shell, words)
        | environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("innostrat wha", ["what-if"]),
        ("innostrat ideas ju", ["judge"]),
        ("innostrat score --for", ["--format"]),
        ("innostrat score --format ma", ["markdown"]),
        ("innostrat why lette", ["lette-skjema"]),
        ("innostrat ideas judge gr", ["gratis-is"]),
        ("innostrat judge -p small gr", ["gratis-is"]),
        ("innostrat merge gratis-is best", ["bestillingsbat"]),
        ("innostrat score --round plan", ["plan-2027-2028"]),
        ("innostrat score sm", ["small"]),
        ("innostrat show b", ["bat-til-skolen", "bestillingsbat", "brannslanger"]),
    ],
)
def test_every_shell_is_told_what_a_word_may_become(
    place: Place, shell: str, words: str, found: list[str]
) -> None:
    told = complete(place, shell, words)
    assert [one for one in found if one in told] == found
    assert "robothund" not in told
    if shell == "bash":
        assert told.split() == found


def test_the_help_beside_a_word_is_in_the_language_of_the_portfolio(place: Place) -> None:
    assert "Hvordan det skal vises." in complete(place, "fish", "innostrat score --form")
    told = complete(place, "fish", "innostrat score --form", INNOSTRAT_LANG="en")
    assert "How to show it." in told


def test_names_that_a_shell_could_run_are_not_told(place: Place) -> None:
    for name in ("$(touch x)", "`touch x`", "a;b", "'a", 'a"', "A"):
        (place.small / "ideas" / f"{name}.yaml").write_text("id: a\n")
    for shell in SHELLS:
        told = complete(place, shell, "innostrat ideas judge ")
        assert "gratis-is" in told
        assert "touch" not in told
        assert "a;b" not in told


def test_a_broken_portfolio_and_none_at_all_are_completed_without_a_word(place: Place) -> None:
    place.write("strategy.yaml", "{")
    assert "gratis-is" in complete(place, "bash", "innostrat show gr")
    shutil.rmtree(place.small)
    assert complete(place, "bash", "innostrat show gr").strip() == ""
    assert complete(place, "bash", "innostrat nonsense gr").strip() == ""


def test_to_complete_reads_no_file_and_imports_no_model(place: Place) -> None:
    for words in ("innostrat wh", "innostrat show gr"):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "innostrat"],
            cwd=place.folder,
            env=system()
            | {"PYTHONPATH": str(ROOT), "_INNOSTRAT_COMPLETE": "complete_bash"}
            | asked("bash", words),
            capture_output=True,
            check=True,
            text=True,
        )
        assert done.stdout
        assert "innostrat.model" not in done.stderr
        assert "yaml" not in done.stderr


@pytest.mark.posix
def test_bash_completes_with_the_script(place: Place) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    program = place.folder / "bin" / "innostrat"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m innostrat "$@"\n')
    program.chmod(0o755)
    drive = (
        "source <(innostrat completion bash)\nCOMP_WORDS=(innostrat ideas judge gr); COMP_CWORD=3\n"
        '_innostrat_completion innostrat\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
        "complete -p innostrat\n"
    )
    done = subprocess.run(
        [bash, "--norc", "-c", drive],
        cwd=place.folder,
        env={
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(place.folder),
        },
        capture_output=True,
        check=True,
        text=True,
    )
    first, *rest = done.stdout.splitlines()
    assert first == "gratis-is"
    assert rest[-1].endswith("-F _innostrat_completion innostrat")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_nothing_is_written(
    place: Place, shell: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    called = place("completion", shell)
    assert called.code == 0
    assert "_INNOSTRAT_COMPLETE" in called.out
    assert list(home.iterdir()) == []
