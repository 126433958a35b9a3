"""Every command in every surrounding: one line and code 2, or done, and never a fault of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest
from calling import surroundings

from innostrat.cli import COMMANDS

if TYPE_CHECKING:
    from calling import Place

DAY: Final = ("--date", "2026-12-01")
# A call of each command that comes to its end and does what it is for.
CALLS: Final[dict[str, tuple[str, ...]]] = {
    "validate": (),
    "score": (),
    "trial": (),
    "prioritize": (),
    "init": (
        *("town", "--organisation", "A", "--title", "B", "--focus-area", "C"),
        *("--service-area", "D", "--years", "2027-2028", "--plan", "E", "--frame", "F: 100", "-y"),
    ),
    "new": ("-y", "idea", "--title", "Ny", "--need", "n", *DAY),
    "form": ("-o", "form.xlsx"),
    "ideas": (),
    "import": ("table.csv", *DAY, "-y"),
    "export": (),
    "judge": (
        "-y",
        "felles-verksted",
        "--outcome",
        "declined",
        "--by",
        "x",
        "--because",
        "y",
        *DAY,
    ),
    "promote": ("-y", "felles-verksted", "--by", "x", "--because", "y", *DAY),
    "merge": ("-y", "felles-verksted", "bestillingsbat", "--by", "x", "--because", "y", *DAY),
    "list": (),
    "show": ("bestillingsbat",),
    "goals": (),
    "why": ("bestillingsbat",),
    "what-if": ("--exclude", "bestillingsbat"),
    "alternatives": (),
    "robust": ("--draws", "100", "--checks", "1"),
    "sensitivity": (),
    "uncertainty": ("--draws", "100"),
    "assess": (),
    "decide": ("-y", "--body", "x", *DAY),
    "carry-over": ("--price-growth", "0"),
    "move": ("-y", "digital-tilsyn", "--start", "2028"),
    "benefits": (),
    "measure": ("-y", "bestillingsbat", "--benefit", "1", "--value", "9", *DAY),
    "fund": (),
    "status": (),
    "report": ("-o", "a.md", "--section", "summary"),
    "diff": ("HEAD",),
    "history": ("--no-funding",),
    "fmt": (),
    "fill": ("-y", "bestillingsbat", "--set", "summary=En båt som bestilles."),
    "completion": ("bash",),
    "explain": ("V001",),
    "schema": ("-o", "schemas"),
}
RUNNER: Final = """
import json, os, shutil, sys, tempfile
from pathlib import Path
from innostrat.cli import main
import innostrat.shell.delivery, innostrat.files.writer, innostrat.workspace.changing

surrounding, calls = json.loads(sys.argv[1])
base = Path.cwd()
for call in calls:
    place = Path(tempfile.mkdtemp())
    shutil.copytree(base, place / "here")
    os.chdir(place / "here")
    child = os.fork()
    if not child:
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(place / name, os.O_WRONLY | os.O_CREAT), number)
        if surrounding == "full":
            os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
        if surrounding == "closed":
            os.close(1)
            sys.stdout = None
        if surrounding == "all closed":
            for number in (0, 1, 2):
                os.close(number)
            sys.stdin = sys.stdout = sys.stderr = None
        if surrounding == "gone":
            os.mkdir("gone")
            os.chdir("gone")
            os.rmdir(place / "here" / "gone")
        if surrounding == "disk":
            def refuse(*_, **__):
                raise OSError(28, "No space left on device")
            os.fsync = refuse
        main(call)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    files = sorted(one.relative_to(place).as_posix() for one in place.rglob("*") if one.is_file())
    print(json.dumps([call[0], code, (place / "err").read_text("utf-8"), files]), flush=True)
    shutil.rmtree(place)
"""
# What takes seconds: tried where it matters that it prints, and not where all are alike.
SLOW: Final = {"robust", "sensitivity", "uncertainty", "alternatives", "what-if", "why", "trial"}
ALL: Final = {"full"}
WITHOUT: Final = {"explain", "schema", "init", "completion"}  # which need no portfolio
WRITING: Final = {"init", "new", "judge", "promote", "merge", "decide", "move", "measure", "report"}
SILENT: Final = {"report", "fmt", "fill", "form"}  # which print nothing where all is well


def test_every_command_has_a_call() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.parametrize("surrounding", ["full", "closed", "all closed", "gone", "disk"])
def test_every_command_is_done_or_says_one_line(place: Place, surrounding: str) -> None:
    (place.folder / "table.csv").write_text("title;need\nNytt navn;b\n")
    for command in ("init -q", "add -A", "commit -q -m x"):
        call = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *command.split()]
        subprocess.run(call, cwd=place.folder, check=True, capture_output=True)
    chosen = [name for name in CALLS if surrounding in ALL or name not in SLOW]
    calls = [[name, *CALLS[name]] for name in chosen]
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, json.dumps([surrounding, calls])],
        cwd=place.folder,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows: list[Any] = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(calls)
    before = {one.relative_to(place.folder) for one in place.folder.rglob("*") if one.is_file()}
    for name, code, err, files in rows:
        told = f"{name}: {code} {err}"
        assert "Traceback" not in err, told
        assert code in {0, 1, 2}, told
        if surrounding != "all closed":
            assert (code == 2) == err.startswith("innostrat: "), told
        if code == 2:
            assert err.count("\n") <= 1, told
            assert len(files) <= len(before) + 2, told  # nothing is left but what was said
        if surrounding == "gone":
            assert (code == 2) or name in WITHOUT, told
        if surrounding in {"full", "closed"}:
            assert code == 2 or name in SILENT | {"schema"}, told
        if surrounding == "disk" and name in WRITING:
            assert code == 2, told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "innostrat: It could not go on: there is not enough memory\n"),
        (EOFError("marshal data too short"), "innostrat: This is a fault in the tool"),
    ],
)
def test_what_python_lacks_is_told(
    place: Place, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def run(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("innostrat.cli._call", run)
    done = place("explain", "V001")
    assert done.code == 2
    assert told in done.err
    assert isinstance(error, EOFError) or done.err == told
