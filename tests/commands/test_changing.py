"""What changes a portfolio leaves the old or the new file, also when killed, and two never mix."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from calling import surroundings

from innostrat.commands.changing import Change, carry_out, locked
from innostrat.commands.workspace import read
from innostrat.errors import CannotGoOnError
from innostrat.files.writer import write
from innostrat.language import language

if TYPE_CHECKING:
    from pathlib import Path

    from calling import Place

EN = language("en")
WRITER = """
import sys
from pathlib import Path
from innostrat.files.writer import write
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        write(path, letter * 2_000_000)
"""


@pytest.mark.posix
def test_a_process_killed_anywhere_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    whole = {b"a" * 2_000_000, b"b" * 2_000_000}
    moment = random.Random(0)  # noqa: S311  (when to kill, no secret)
    for _ in range(12):
        command = [sys.executable, "-c", WRITER, str(path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings())
        assert process.stdout is not None
        process.stdout.readline()
        while not path.exists():
            time.sleep(0.001)
        time.sleep(moment.random() / 20)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert path.read_bytes() in whole


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(b"old")
    with pytest.raises(CannotGoOnError):
        write(path, b"new", new=True)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file.yaml"]


def test_a_file_that_changed_meanwhile_is_not_overwritten(place: Place) -> None:
    workspace = read(place.small)
    path = "ideas/gratis-is.yaml"
    old = workspace.files.contents[path]
    (place.small / path).write_bytes(old + b"# by another\n")
    change = Change(path, old, old + b"# by me\n")
    with pytest.raises(CannotGoOnError):
        carry_out(workspace, [change], EN, dry_run=False)
    assert (place.small / path).read_bytes() == old + b"# by another\n"


def test_a_change_that_brings_an_error_is_not_written(place: Place) -> None:
    workspace = read(place.small)
    path = "ideas/gratis-is.yaml"
    old = workspace.files.contents[path]
    with pytest.raises(CannotGoOnError):
        carry_out(workspace, [Change(path, old, old + b"what: x\n")], EN, dry_run=False)
    assert (place.small / path).read_bytes() == old


def test_two_at_once_wait_for_each_other(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innostrat.commands.changing.PATIENCE", 0.1)
    holder = (
        "import sys, time; from pathlib import Path\n"
        "from innostrat.commands.changing import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(30)"
    )
    command = [sys.executable, "-c", holder, str(place.small)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings())
    try:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(CannotGoOnError), locked(place.small):
            pass
    finally:
        process.kill()
        process.communicate()
    with locked(place.small):  # the system let go with the process
        pass
    assert not [one.name for one in place.small.iterdir() if "lock" in one.name]
