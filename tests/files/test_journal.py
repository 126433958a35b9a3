"""A change of several files is whole, wherever the process that makes it is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from calling import surroundings

from innostrat.errors import CannotGoOnError
from innostrat.files import journal
from innostrat.files.journal import JOURNAL, FileStep, begin_change, step
from innostrat.files.lock import locked
from innostrat.files.source import read_folder

if TYPE_CHECKING:
    from pathlib import Path

# For n = 1, 2, …: a child dies at its n-th call of the system while it writes three files, and
# what it left is told; then the next process takes the lock, and what is there then is told.
KILLED = """
import json, os, shutil, sys, tempfile
from pathlib import Path
from innostrat.files import journal, lock, source, staged, writer
from innostrat.files.source import Files, read_folder
from innostrat.files.writer import FileChange, write_all

CALLS = ("replace", "link", "unlink", "fsync", "close", "open", "chmod")
CHANGES = (
    FileChange("decisions/new.yaml", None, b"new"),
    FileChange("projects/a.yaml", b"old", b"new"),
    FileChange("strategy.yaml", b"old", b"new"),
)

def told(root):
    return {one.relative_to(root).as_posix(): one.read_text()
            for one in sorted(root.rglob("*")) if one.is_file()}

def dies_at(number):
    count = iter(range(1, 10_000))
    for name in CALLS:
        def call(*given, _call=getattr(os, name), **more):
            if next(count) == number:
                os._exit(9)
            return _call(*given, **more)
        setattr(os, name, call)
    if sys.argv[1] == "no links":
        def refuse(*_, **__):
            if next(count) == number:
                os._exit(9)
            raise OSError(1, "no links here")
        os.link = refuse

base = Path(tempfile.mkdtemp())
for number in range(1, 10_000):
    root = base / str(number)
    (root / "projects").mkdir(parents=True)
    for path in ("projects/a.yaml", "strategy.yaml"):
        (root / path).write_text("old")
    child = os.fork()
    if not child:
        dies_at(number)
        with lock.locked(root):
            write_all(root, Files("", {}), CHANGES)
        os._exit(0)
    died = os.waitpid(child, 0)[1] != 0
    found = [one.code for one in read_folder(root, "").findings]
    half = told(root)
    with lock.locked(root) as finished:
        pass
    print(json.dumps([found, half, list(finished), told(root)]))
    shutil.rmtree(root)
    if not died:
        break
"""
BEFORE = {"projects/a.yaml": "old", "strategy.yaml": "old"}
AFTER = {"decisions/new.yaml": "new", "projects/a.yaml": "new", "strategy.yaml": "new"}


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
@pytest.mark.parametrize("disk", ["links", "no links"])
def test_a_change_killed_at_any_call_is_finished_or_never_began(disk: str) -> None:
    command = [sys.executable, "-c", KILLED, disk]
    done = subprocess.run(command, env=surroundings(), capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) > 30
    mixed = 0
    for found, half, finished, then in rows:
        assert then in (BEFORE, AFTER)
        kept = {path: text for path, text in half.items() if ".innostrat-" not in path}
        half_done = kept not in (BEFORE, AFTER)
        mixed += half_done
        assert not half_done or "F016" in found  # whoever reads it is told
        assert not finished or then == AFTER
    assert mixed >= 3
    assert rows[-1][1] == AFTER


def two_steps(root: Path) -> tuple[FileStep, FileStep]:
    """Leave a change of two files as a run does that was killed between them."""
    (root / "one.yaml").write_bytes(b"old")
    steps = step(root, "one.yaml", b"old", b"new"), step(root, "two.yaml", None, b"new")
    begin_change(root, steps)
    journal.take(root, steps[0])
    return steps


def test_what_is_half_done_is_a_finding_until_it_is_finished(tmp_path: Path) -> None:
    two_steps(tmp_path)
    assert [one.code for one in read_folder(tmp_path, "").findings] == ["F016", "F009"]
    with locked(tmp_path) as finished:
        assert finished == ("two.yaml",)
    assert (tmp_path / "two.yaml").read_bytes() == b"new"
    assert not (tmp_path / JOURNAL).exists()


def test_what_somebody_changed_since_is_never_written_over(tmp_path: Path) -> None:
    two_steps(tmp_path)
    (tmp_path / "two.yaml").write_bytes(b"somebody's")
    with pytest.raises(CannotGoOnError, match="cannot be finished"), locked(tmp_path):
        pass
    assert (tmp_path / "two.yaml").read_bytes() == b"somebody's"
    assert (tmp_path / "one.yaml").read_bytes() == b"new"


def test_a_journal_that_came_with_the_files_is_not_carried_out(tmp_path: Path) -> None:
    _, waiting = two_steps(tmp_path)
    staged = tmp_path / waiting.staged
    brought = tmp_path / "brought"
    brought.write_bytes(staged.read_bytes())
    brought.replace(staged)  # the same name and bytes, but another file on the disk
    with pytest.raises(CannotGoOnError, match="cannot be finished"), locked(tmp_path):
        pass
    assert not (tmp_path / "two.yaml").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "../two.yaml"},
        {"path": "elsewhere/two.yaml"},
        {"path": "projects/../../two.yaml"},
        {"path": "/two.yaml"},
        {"path": ".."},
        {"path": "projects/"},
        {"staged": "../.innostrat-abcdefgh.tmp"},
        {"staged": "strategy.yaml"},
        {"inode": "1"},
        {"after": 1},
    ],
)
def test_a_journal_names_only_files_of_the_portfolio(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    two_steps(tmp_path)
    note = json.loads((tmp_path / JOURNAL).read_text())
    note["steps"][1] |= changed
    (tmp_path / JOURNAL).write_text(json.dumps(note))
    with pytest.raises(CannotGoOnError, match="cannot be finished"), locked(tmp_path):
        pass
    assert not (tmp_path / "two.yaml").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"steps": 1}', '{"steps": [{}]}', "[" * 100_000])
def test_a_journal_of_anything_else_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / JOURNAL).write_text(text)
    with pytest.raises(CannotGoOnError, match="cannot be finished"), locked(tmp_path):
        pass


def test_nothing_is_taken_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    root = tmp_path / "root"
    (root / "projects").mkdir(parents=True)
    steps = step(root, "projects/a.yaml", None, b"new"), step(root, "b.yaml", None, b"new")
    begin_change(root, steps)
    (root / "projects").rename(tmp_path / "else" / "projects")
    (root / "projects").symlink_to(tmp_path / "else" / "projects")
    with pytest.raises(CannotGoOnError, match="symbolic link"), locked(root):
        pass
    assert not (tmp_path / "else" / "projects" / "a.yaml").exists()
