"""The first Ctrl-C ends the work with what is known by then, the second ends the process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest
from calling import surroundings

if TYPE_CHECKING:
    from calling import Place

WORK: Final = """
import sys, time
from innostrat.shell.progress import counted, interrupted, working
from innostrat.language import language
from innostrat.messages import msg
speak = language("en")
with working(msg("Making the plan …"), speak, partial=sys.argv[1] == "partial"):
    for _ in counted(range(1000), speak):
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
    """On a terminal it tells what takes long; then the search has begun and can be interrupted."""
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
    while b"Selecting" not in told:
        told += os.read(ours, 1_000)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    report = json.loads(out)
    assert report["interrupted"] is True
    assert report["probes"]["checked"] < 10_000
    assert report["projects"]
