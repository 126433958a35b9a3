"""Calls the command line in a folder of its own, with the small portfolio in it."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unittest.mock import patch

from innostrat.cli import COMMANDS, command, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pytest

ROOT: Final = Path(__file__).parent.parent
SMALL: Final = ROOT / "tests" / "portfolios" / "small"


class Called(NamedTuple):
    """An exit code and what was written."""

    code: int
    out: str
    err: str


class Place:
    """A working directory with `portfolios/small`, and a way to call the tool there."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.small = folder / "portfolios" / "small"
        self._capsys = capsys
        shutil.copytree(SMALL, self.small)
        # Errors are in English here, where the portfolio would have them in Norwegian.
        monkeypatch.setattr("innostrat.shell.speaking.nearest_language", lambda _: None)
        monkeypatch.chdir(folder)
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
            monkeypatch.setenv(name, "")
        monkeypatch.setenv("LANG", "C")
        monkeypatch.setenv("COLUMNS", "80")

    def __call__(self, *arguments: str) -> Called:
        """Call the tool in this process, as somebody who agrees to what it writes."""
        self._capsys.readouterr()
        code = run(agreed(arguments))
        return Called(code, *self._capsys.readouterr())

    def json(self, *arguments: str) -> Any:  # noqa: ANN401  (whatever the command says)
        """Return what the tool says in JSON; it must not complain."""
        called = self(*arguments, "--format", "json")
        assert called.err == ""
        return json.loads(called.out)

    def process(self, *arguments: str, **environment: str) -> Called:
        """Call the tool in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "innostrat", *agreed(arguments)],
            cwd=self.folder,
            env=surroundings() | environment,
            capture_output=True,
            check=False,
        )
        return Called(done.returncode, done.stdout.decode(), done.stderr.decode())

    def write(self, path: str, text: str) -> Path:
        """Write a file of the portfolio."""
        file = self.small / path
        file.write_text(text, encoding="utf-8")
        return file

    def change(self, path: str, old: str, new: str) -> None:
        """Change a file of the portfolio in one place."""
        text = (self.small / path).read_text("utf-8")
        assert text.count(old) == 1, old
        self.write(path, text.replace(old, new))


def call(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Called:
    """Call the tool in a folder and with nothing in the environment but what is given.

    It is this process that calls, which costs a fifth of starting another; the tool sees what it
    would see there: its arguments, the folder, the environment, and streams that are no terminal.
    """
    out, err = (TextIOWrapper(BytesIO(), "utf-8", newline="\n") for _ in range(2))
    with (
        chdir(folder),
        patch.dict(os.environ, environment, clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = run(agreed(arguments))
    return Called(code, _written(out), _written(err))


def _written(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


# Tests that run in the background are started with Ctrl-C ignored, and so is what they start.
AS_AT_A_TERMINAL: Final = """
import signal
from innostrat.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
STOP: Final = "\x03"  # in place of an answer: somebody presses Ctrl-C


def surroundings() -> dict[str, str]:
    """Return an environment without languages, colours and widths."""
    return system() | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def system() -> dict[str, str]:
    """Return what every program needs of the environment: Windows starts none without its root."""
    return {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}


def agreed(arguments: Sequence[str]) -> list[str]:
    """Return a call as somebody gives it who has agreed to what it writes.

    A table is imported as a trial; `innostrat.shell.consent` is tried in a test of its own.
    """
    given = list(arguments)
    if (
        not given
        or given[0] not in COMMANDS
        or not {"--yes", "--write", "--dry-run"}.isdisjoint(given)
    ):
        return given
    known = {name for one in command(given[0]).params for name in one.opts}
    if "--write" in known:
        return [*given, "--dry-run"]
    return [*given, "--yes"] if "--yes" in known else given


def answered(folder: Path, arguments: Sequence[str], answers: Sequence[str]) -> Called:
    """Return what a terminal shows, as `out`, while a person answers one question after another."""
    import pty  # noqa: PLC0415  (not on Windows)

    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AS_AT_A_TERMINAL, *arguments],
        cwd=folder,
        env=surroundings() | {"LANGUAGE": "en", "TERM": "dumb", "HOME": str(folder)},
        stdin=child,
        stdout=child,
        stderr=child,
    )
    os.close(child)
    shown, waiting, end = "", list(answers), time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([parent], [], [], 0.2)
        if ready:  # what a process said last is read after it has ended
            try:
                shown += os.read(parent, 65536).decode(errors="replace")
            except OSError:  # nobody holds the other end any longer
                break
        elif process.poll() is not None:
            break
        elif waiting and re.search(r"[:?)] ?\Z", shown):
            answer = waiting.pop(0)
            if answer == STOP:
                process.send_signal(signal.SIGINT)
            else:
                os.write(parent, (answer + "\n").encode())
    process.wait(10)
    os.close(parent)
    return Called(process.returncode, shown, "")


def stop(folder: Path, word: bytes, times: int, *arguments: str) -> Called:
    """Press Ctrl-C so many times when a terminal shows the word, and return what came of it."""
    import pty  # noqa: PLC0415  (not on Windows)

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AS_AT_A_TERMINAL, *arguments, "--lang", "en"],
        cwd=folder,
        env=surroundings() | {"LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    told = b""
    for number in range(times):
        # The process answers a Ctrl-C with an empty line: the second comes after the first.
        while (word if not number else b"\n") not in told:
            told += os.read(ours, 1_000)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: also what it has begun hears
    out, _ = process.communicate(timeout=120)
    with suppress(OSError):
        while more := os.read(ours, 1_000):
            told += more
    os.close(ours)
    return Called(process.returncode, out.decode(), told.decode())


def synthetic() -> Any:  # noqa: ANN401  (a module outside the package)
    """Return what makes portfolios of any size."""
    if str(ROOT / "benchmarks") not in sys.path:
        sys.path.insert(0, str(ROOT / "benchmarks"))
    return import_module("synthetic")
