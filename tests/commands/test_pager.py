"""What is longer than the terminal is shown in the reader's pager, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from calling import surroundings

from innostrat.shell.pager import without_pager

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
PAGED = "PAGED "


@pytest.fixture
def pager(place: Place) -> Path:
    """Return a pager that says so of each line."""
    script = place.folder / "pager"
    script.write_text(f"#!/bin/sh\nsed 's/^/{PAGED}/'\n", encoding="utf-8")
    script.chmod(0o755)
    return script


def seen(place: Place, *arguments: str, lines: int = 24, environment: dict[str, str]) -> str:
    """Return what a terminal of so many lines shows of a call."""
    import pty  # noqa: PLC0415  (not on Windows)

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "innostrat", *arguments],
        cwd=place.folder,
        env=surroundings()
        | {"COLUMNS": "80", "LINES": str(lines), "TERM": "xterm", "NO_COLOR": "1"}
        | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65536)
        except OSError:  # nobody holds the other end any longer
            break
    process.wait(60)
    os.close(ours)
    return shown.decode()


def test_what_is_long_goes_to_the_pager(place: Place, pager: Path) -> None:
    assert PAGED in seen(place, "score", environment={"PAGER": str(pager)})
    assert PAGED not in seen(place, "score", lines=500, environment={"PAGER": str(pager)})


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--no-pager", "score"), {}),
        (("score", "--no-pager"), {}),
        (("score",), {"PAGER": ""}),
        (("score",), {"PAGER": "cat"}),
        (("score",), {"PAGER": "'"}),
        (("score",), {"PAGER": "no-such-pager"}),
        (("score",), {"TERM": "dumb"}),
    ],
)
def test_nothing_is_paged_where_nobody_wants_it(
    place: Place, pager: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    shown = seen(place, *arguments, environment={"PAGER": str(pager)} | environment)
    assert PAGED not in shown
    assert "Rangering" in shown


def test_a_pipe_is_never_paged(place: Place, pager: Path) -> None:
    called = place.process("score", PAGER=str(pager), LINES="5")
    assert called.code == 0
    assert PAGED not in called.out


def test_the_option_is_taken_out_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "less")
    assert without_pager(["score", "x"]) == ["score", "x"]
    assert os.environ["PAGER"] == "less"
    assert without_pager(["--no-pager", "score", "x"]) == ["score", "x"]
    assert os.environ["PAGER"] == ""


def test_a_pager_in_the_folder_is_not_started(place: Place, pager: Path) -> None:
    (place.folder / "less").write_bytes(pager.read_bytes())
    (place.folder / "less").chmod(0o755)
    for name in ("less", "./less"):
        shown = seen(place, "score", environment={"PAGER": name, "PATH": f".{os.pathsep}"})
        assert PAGED not in shown
        assert "Rangering" in shown
