"""The first Ctrl-C ends the work with what is known by then, the second ends the process."""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
from calling import stop, surroundings, synthetic

from innostrat.analysis.optimizer.time_limit import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from calling import Place

    from innostrat.messages import Message

WORK: Final = """
import sys, time
from innostrat.shell.progress import counted, interrupted, working
from innostrat.language import language
from innostrat.messages import msg
speak = language("en")
with working(msg("Making the plan …"), speak, partial=sys.argv[1] == "partial"):
    for _ in counted(range(1000)):
        print("ready", flush=True)
        time.sleep(float(sys.argv[2]))
print("done", interrupted())
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal that one process may send another so"
)


def begin(*arguments: str) -> subprocess.Popen[bytes]:
    """Begin work in a process of its own, and return it when it is under way."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, *arguments],
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def test_the_first_interrupt_ends_the_work_early() -> None:
    process = begin("partial", "0.05")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out.splitlines()[-1] == b"done True"
    assert out.count(b"ready") < 100
    assert err == b"\n"


def test_the_second_interrupt_ends_the_process() -> None:
    process = begin("partial", "1000")
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert process.stderr.readline() == b"\n"  # the first has been noted
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")


def test_work_without_parts_ends_at_once() -> None:
    process = begin("whole", "1000")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (-signal.SIGINT, b"", b"")


def test_an_interrupted_report_says_so(place: Place) -> None:
    """After a second a terminal shows how far it is; then something is known."""
    import pty  # noqa: PLC0415  (not on Windows)

    place.change("strategy.yaml", "criteria:", "weight_order: [[behov, mal]]\ncriteria:")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "innostrat",
            "robust",
            "--checks",
            "10000",
            "-f",
            "json",
            "--lang",
            "en",
        ],
        cwd=place.folder,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    told = b""
    while b" of 10,000" not in told:
        told += os.read(ours, 1_000)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    report = json.loads(out)
    assert report["interrupted"] is True
    assert report["probes"]["checked"] < 10_000
    assert report["projects"]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a portfolio in which every search takes long enough to be stopped."""
    folder: Path = synthetic().write(tmp_path_factory.mktemp("crowd") / "crowd", 400)
    return folder


def test_a_stopped_plan_is_the_best_found_and_says_so(crowd: Path) -> None:
    called = stop(crowd, b"Selecting", 1, "prioritize", "-f", "json")
    plan = json.loads(called.out)
    assert plan["interrupted"] is True
    if plan["status"] == "unknown":  # it was stopped before the first one
        assert (called.code, plan["funded"]) == (1, [])
    else:
        assert (called.code, plan["status"]) == (0, "feasible")
        assert plan["funded"]
        assert plan["gap"] > 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("prioritize",),
        ("why", "prosjekt-00002"),
        ("what-if", "--exclude", "prosjekt-00002"),
        ("alternatives",),
        ("sensitivity",),
        ("robust",),
        ("report", "-o", "paper.html"),
    ],
    ids=lambda one: one[0],
)
def test_a_second_interrupt_ends_every_command_that_searches(
    crowd: Path, arguments: tuple[str, ...]
) -> None:
    word = b"Making" if arguments[0] == "report" else b"Selecting"
    called = stop(crowd, word, 2, *arguments)
    # Where nothing is known yet, the first is enough.
    assert called.code == 130
    assert called.out == ""
    assert "Traceback" not in called.err
    assert not (crowd / "paper.html").exists()


def test_a_search_that_is_stopped_before_anything_is_known_says_so(crowd: Path) -> None:
    called = stop(crowd, b"Selecting", 1, "alternatives")
    assert (called.code, called.out) == (130, "")
    assert "Stopped on request, before anything was known" in called.err


def test_a_document_of_nothing_is_not_written(crowd: Path) -> None:
    called = stop(crowd, b"Making", 1, "report", "-o", "stopped.json")
    if called.code == 130:
        assert not (crowd / "stopped.json").exists()
    else:
        paper = json.loads((crowd / "stopped.json").read_text(encoding="utf-8"))
        assert (called.code, paper["interrupted"]) == (0, True)


def test_a_stopped_document_says_so_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innostrat.workspace.documents.interrupted", lambda: True)
    assert place("report", "--all", ".", "--lang", "en").code == 0
    assert json.loads((place.folder / "innostrat.json").read_text("utf-8"))["interrupted"] is True
    text = (place.folder / "innostrat.md").read_text("utf-8")
    assert text.index("STOPPED ON REQUEST") < text.index("\n## ")


def test_what_is_known_of_a_clash_is_told(crowd: Path) -> None:
    """The repairs are searched for among hundreds of commitments, which takes minutes."""
    for number in range(200):
        path = crowd / "projects" / f"prosjekt-{number:05}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("commitment: none", "commitment: mandatory"), encoding="utf-8")
    called = stop(crowd, b"Selecting", 1, "prioritize", "-f", "json")
    plan = json.loads(called.out)
    assert plan["interrupted"] is True
    assert plan["status"] in {"infeasible", "unknown"}


def test_why_tells_what_was_found_before_it_was_stopped(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enough comes when the price of the project is asked for: its value is known by then."""
    monkeypatch.setattr("innostrat.analysis.plan.why._Asking.priced", _stopped)
    called = place.json("why", "felles-vaktliste")
    assert called["margin"] is not None
    assert called["unknown"] == ["capacity", "cost"]
    told = place("why", "felles-vaktliste", "--lang", "en").out
    assert "not known, since the search was stopped" in " ".join(told.split())


def _stopped(*_: object) -> None:
    raise StoppedError


WAIT: Final = """
import sys, time
from innostrat.shell.progress import counted, telling
from innostrat.language import language
from innostrat.messages import msg
with telling(msg("Making the plan …"), language("en")):
    for _ in counted(range(1000)) if sys.argv[1] == "parts" else [0]:
        time.sleep(0.02 if sys.argv[1] == "parts" else 1000)
"""


@pytest.mark.parametrize(
    ("columns", "parts", "told"),
    [
        (80, "parts", rb"Making the plan \xe2\x80\xa6 \d+ of 1000, about \d+ s left"),
        (40, "parts", rb"\x1b\[K\d+ of 1000, about \d+ s left"),
        (80, "whole", rb"Making the plan \xe2\x80\xa6 \d+ s"),
    ],
)
def test_a_terminal_shows_how_far_it_is_on_one_line(columns: int, parts: str, told: bytes) -> None:
    import fcntl  # noqa: PLC0415  (not on Windows)
    import pty  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", WAIT, parts], env=surroundings(), stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while not re.search(told, shown):
        shown += os.read(ours, 1_000)
    process.kill()
    process.wait(10)
    os.close(ours)
    lines = shown.decode(errors="ignore").split("\r\x1b[K")
    assert max(map(len, lines)) < columns


def test_nothing_is_told_in_a_pipe() -> None:
    quick = WAIT.replace("0.02", "0.002")
    done = subprocess.run(
        [sys.executable, "-c", quick, "parts"], env=surroundings(), capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")


def test_reading_and_checking_are_told_of_wherever_a_portfolio_is_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    @contextmanager
    def telling(message: Message, *_: object, **__: object) -> Iterator[None]:
        told.append(message.template)
        yield

    monkeypatch.setattr("innostrat.workspace.workspace.telling", telling)
    for command in ("validate", "list", "score", "status"):
        told.clear()
        place(command)
        assert [one.partition(" ")[0] for one in told] == ["Reading", "Checking"]
