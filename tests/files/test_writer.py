"""What is written is whole or as before, on any disk, beside anybody, and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from calling import ROOT, surroundings

from innostrat.errors import CannotGoOnError
from innostrat.files import journal, lock, writer
from innostrat.files.lock import held, locked
from innostrat.files.source import Files
from innostrat.files.writer import FileChange, make_folder, write, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from innostrat.files.journal import FileStep

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
HOLDER = """
import sys, time
from pathlib import Path
from innostrat.files.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
NOBODY = 65534


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def put(root: Path, *changes: FileChange) -> list[str]:
    with locked(root):
        return [one.path for one in write_all(root, Files("", {}), changes)]


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Path]:
    """Hold a folder in another process."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, env=surroundings()
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield tmp_path
        process.kill()


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
    write(path, b"c")  # what the last one left, the next one clears
    assert names(tmp_path) == ["file.yaml"]


def test_what_a_killed_change_left_is_cleared_in_every_folder(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "ideas", tmp_path / "elsewhere"):
        folder.mkdir(exist_ok=True)
        (folder / ".innostrat-0a_z9abc.tmp").write_bytes(b"half")
        (folder / ".innostrat-notes.tmp").write_bytes(b"somebody's")
    (tmp_path / ".innostrat-linkedto.tmp").symlink_to("ideas")
    (tmp_path / "projects").symlink_to("elsewhere")
    with locked(tmp_path):
        pass
    kept = [".innostrat-linkedto.tmp", ".innostrat-notes.tmp", "elsewhere", "ideas", "projects"]
    assert names(tmp_path) == kept
    assert names(tmp_path / "ideas") == [".innostrat-notes.tmp"]
    assert names(tmp_path / "elsewhere") == [".innostrat-0a_z9abc.tmp", ".innostrat-notes.tmp"]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_bytes(b"old")
    with pytest.raises(CannotGoOnError):
        put(tmp_path, FileChange("file.yaml", None, b"new"))
    assert (tmp_path / "file.yaml").read_bytes() == b"old"
    assert names(tmp_path) == ["file.yaml"]


def test_nothing_takes_its_place_before_everything_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.yaml").write_bytes(b"old")
    synced = iter([None, errno.ENOSPC])

    def fsync(_: int) -> None:
        if (number := next(synced)) is not None:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)
    changes = (FileChange("one.yaml", b"old", b"new"), FileChange("two.yaml", None, b"new"))
    with pytest.raises(CannotGoOnError, match="cannot be written"):
        put(tmp_path, *changes)
    assert (tmp_path / "one.yaml").read_bytes() == b"old"
    assert names(tmp_path) == ["one.yaml"]


def test_a_change_that_meets_another_file_is_put_back_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "three", "two"):
        (tmp_path / name).write_bytes(b"old")
    changes = [FileChange(name, b"old", b"new") for name in names(tmp_path)]
    changes.insert(1, FileChange("four", None, b"new"))

    def and_somebody_saves(root: Path, step: FileStep) -> None:
        journal.take(root, step)
        if step.path == "three":
            (tmp_path / "two").write_bytes(b"somebody's")

    monkeypatch.setattr(writer, "take", and_somebody_saves)
    with pytest.raises(CannotGoOnError, match="changed meanwhile"):
        put(tmp_path, *changes)
    assert names(tmp_path) == ["one", "three", "two"]
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [
        *(b"old", b"old"),
        b"somebody's",
    ]


def test_a_change_that_a_disk_stops_for_good_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = (FileChange("one", None, b"1"), FileChange("two", None, b"2"))
    link, count = os.link, iter(range(9))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:

        def fails_from_now_on(source: str, target: Path) -> None:
            if next(count):
                for name in ("replace", "link", "open"):
                    patch.setattr(os, name, refuse)
                refuse()
            link(source, target)

        patch.setattr(os, "link", fails_from_now_on)
        with locked(tmp_path), pytest.raises(CannotGoOnError, match="part of the change"):
            write_all(tmp_path, Files("", {}), changes)
    assert (tmp_path / "one").exists()
    assert not (tmp_path / "two").exists()
    with locked(tmp_path) as finished:
        assert finished == ("two",)
    assert (tmp_path / "two").read_bytes() == b"2"
    assert names(tmp_path) == ["one", "two"]


@pytest.mark.parametrize("call", ["link", "chmod", "chown", "fsync"])
@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS])
def test_a_disk_that_knows_no_links_modes_or_syncing_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    assert put(tmp_path, FileChange("ideas/new.yaml", None, b"1")) == ["ideas/new.yaml"]
    assert put(tmp_path, FileChange("ideas/new.yaml", b"1", b"2")) == ["ideas/new.yaml"]
    with pytest.raises(CannotGoOnError):
        put(tmp_path, FileChange("ideas/new.yaml", None, b"3"))
    write(tmp_path / "report.md", b"4")
    assert (tmp_path / "ideas" / "new.yaml").read_bytes() == b"2"
    assert names(tmp_path) == ["ideas", "report.md"]
    assert names(tmp_path / "ideas") == ["new.yaml"]


def test_without_links_a_name_that_was_taken_is_given_back_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CannotGoOnError):
        put(tmp_path, FileChange("new.yaml", None, b"1"))
    assert names(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_what_has_not_reached_the_disk_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(CannotGoOnError):
        write(tmp_path / "old", b"new")
    assert (tmp_path / "old").read_bytes() == b"old"
    assert names(tmp_path) == ["old"]


def test_the_mode_of_a_file_stays_and_that_of_a_new_one_is_usual(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"1")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write(old, b"2")
        write(tmp_path / "new", b"2")
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_nothing_is_written_through_a_link_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout, outside = tmp_path / "checkout", tmp_path / "outside"
    for folder in (checkout, checkout / ".git", checkout / "below", outside):
        folder.mkdir()
    (outside / "file").write_bytes(b"old")
    (checkout / "file").symlink_to(outside / "file")
    (checkout / "folder").symlink_to(outside)
    (checkout / "dangling").symlink_to(outside / "new")
    monkeypatch.chdir(checkout / "below")
    for path in ("../file", "../folder/file", "../folder/new", "../dangling", checkout / "file"):
        with pytest.raises(CannotGoOnError, match="symbolic link"):
            write(Path(path), b"new")
    with pytest.raises(CannotGoOnError, match="symbolic link"):
        make_folder(Path("../folder"))
    with pytest.raises(CannotGoOnError, match="symbolic link"):
        put(checkout, FileChange("folder/new", None, b"new"))
    assert names(outside) == ["file"]
    assert (outside / "file").read_bytes() == b"old"


def test_a_link_elsewhere_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "there" / "link").symlink_to("file")
    monkeypatch.chdir(tmp_path / "here")
    write(tmp_path / "there" / "link", b"new")
    assert (tmp_path / "there" / "file").read_bytes() == b"new"
    assert (tmp_path / "there" / "link").is_symlink()


def test_a_link_in_a_circle_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(CannotGoOnError):
        write(tmp_path / "circle", b"new")


@pytest.mark.parametrize("path", ["file/below", "x" * 300, "missing/file", "folder"])
def test_what_cannot_be_written_is_one_line(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CannotGoOnError, match="cannot be written"):
        write(tmp_path / path, b"new")
    assert names(tmp_path) == ["file", "folder"]


@pytest.mark.parametrize("path", ["file", "file/below", "x" * 300])
def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotGoOnError, match="cannot be written"):
        make_folder(tmp_path / path)


def test_two_at_once_wait_for_each_other(holder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with pytest.raises(CannotGoOnError), locked(holder):
        pass
    assert names(holder) == []  # the lock is no file


def test_the_system_lets_go_when_the_process_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings())
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.communicate()
    with held(tmp_path) as finished:
        assert finished == ()


def test_a_document_is_written_though_somebody_holds_its_folder(
    holder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    (holder / ".innostrat-abcdefgh.tmp").write_bytes(b"being written")
    write(holder / "report.md", b"new")
    assert names(holder) == [".innostrat-abcdefgh.tmp", "report.md"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_another_user_waits_too_and_needs_no_right_to_write(holder: Path) -> None:
    for folder in (holder, *holder.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    code = "from innostrat.files import lock\nlock.PATIENCE = 0.1\n" + HOLDER
    done = as_nobody(code, holder)
    assert "Another innostrat is changing the portfolio" in done.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_another_user_is_told_in_one_line_of_a_folder_that_is_not_theirs(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    code = (
        "import sys; from pathlib import Path\n"
        "from innostrat.files.writer import write\n"
        "write(Path(sys.argv[1]) / 'file', b'new')"
    )
    done = as_nobody(code, tmp_path)
    assert "{path} cannot be written: {why}" in done.stderr
    assert names(tmp_path) == []


def as_nobody(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code as a user without rights, who may read the package."""
    script = f"import os, sys\nsys.path.insert(0, {str(ROOT)!r})\n"
    script += "import innostrat.files.writer\n"  # before the rights to read it are gone
    script += f"os.setgid({NOBODY}); os.setuid({NOBODY})\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_lock_of_the_users_own_holds_between_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_by_folder", lambda *_: False)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    town = tmp_path / "town"
    town.mkdir()
    (town / ".innostrat-abcdefgh.tmp").write_bytes(b"left")
    code = "from innostrat.files import lock\nlock._by_folder = lambda *_: False\n" + HOLDER
    with subprocess.Popen(
        [sys.executable, "-c", code, str(town)],
        stdout=subprocess.PIPE,
        env=surroundings() | {"XDG_STATE_HOME": str(tmp_path / "state")},
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(CannotGoOnError), locked(town):
            pass
        process.kill()
    with locked(town):
        assert names(town) == []
    assert stat.S_IMODE((tmp_path / "state" / "innostrat").stat().st_mode) == 0o700


def test_where_nothing_can_be_locked_the_change_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_by_folder", lambda *_: False)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert put(tmp_path, FileChange("new", None, b"1")) == ["new"]


def test_a_file_in_a_folder_that_is_missing_says_which_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOnError) as refused:
        write(tmp_path / "papers" / "plan.md", b"")
    message = refused.value.message
    assert message.template.endswith("the folder {folder} is not there")
    assert message.values["folder"] == str(tmp_path / "papers")


def test_what_is_no_plain_file_is_named_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "folder")
    for path in (tmp_path / "real" / "folder", tmp_path / "link"):
        with pytest.raises(CannotGoOnError) as error:
            writer.write(path, b"new")
        assert error.value.message.values["path"] == str(path)
